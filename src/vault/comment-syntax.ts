import type { CompileContext, Extension as FromMarkdownExtension } from 'mdast-util-from-markdown';
import { markdownLineEnding } from 'micromark-util-character';
import { codes } from 'micromark-util-symbol';
import type { Code, Construct, Effects, Extension, State } from 'micromark-util-types';
import type { Comment } from './syntax-tree.ts';

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    comment: 'comment';
    commentLine: 'commentLine';
    commentMarker: 'commentMarker';
  }
}

const marker = '%%';

/** Inside a paragraph: from `%%` to the next `%%`, over line ends too. */
const inlineComment: Construct = {
  name: 'inlineComment',
  tokenize(effects, ok, nok) {
    return start;

    function start(code: Code): State | undefined {
      effects.enter('comment');
      effects.enter('commentMarker');
      effects.consume(code);
      return secondMarker;
    }

    function secondMarker(code: Code): State | undefined {
      if (code !== codes.percentSign) return nok(code);
      effects.consume(code);
      effects.exit('commentMarker');
      return between;
    }

    function between(code: Code): State | undefined {
      if (code === null) return nok(code);
      if (code === codes.percentSign) return effects.attempt(closing, end, line)(code);
      if (markdownLineEnding(code)) return lineEnding(effects, between)(code);
      return line(code);
    }

    function line(code: Code): State | undefined {
      effects.enter('commentLine');
      effects.consume(code);
      return inLine;
    }

    function inLine(code: Code): State | undefined {
      if (code === null || code === codes.percentSign || markdownLineEnding(code)) {
        effects.exit('commentLine');
        return between(code);
      }
      effects.consume(code);
      return inLine;
    }

    function end(code: Code): State | undefined {
      effects.exit('comment');
      return ok(code);
    }
  },
};

const closing: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    return start;

    function start(code: Code): State | undefined {
      effects.enter('commentMarker');
      effects.consume(code);
      return second;
    }

    function second(code: Code): State | undefined {
      if (code !== codes.percentSign) return nok(code);
      effects.consume(code);
      effects.exit('commentMarker');
      return ok;
    }
  },
};

function lineEnding(effects: Effects, next: State): State {
  return (code) => {
    effects.enter('lineEnding');
    effects.consume(code);
    effects.exit('lineEnding');
    return next;
  };
}

const sameContainer: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    const isLazy = () => this.parser.lazy[this.now().line] === true;
    return (code) => (code === null ? nok(code) : lineEnding(effects, afterLineEnding)(code));

    function afterLineEnding(code: Code): State | undefined {
      return isLazy() ? nok(code) : ok(code);
    }
  },
};

/**
 * A comment that begins a line and is closed on a later one, whatever stands between: blank lines, lists, fences. It
 * can only be told from a line of text by looking ahead, which micromark can't (it reads flow line by line): so the
 * construct is given the source. One that nothing closes is text, and reported, rather than half a note hidden.
 */
function blockComment(source: string): Construct {
  return {
    name: 'blockComment',
    concrete: true,
    tokenize(effects, ok, nok) {
      const here = () => this.now().offset;
      const interrupts = this.interrupt === true;
      let end = 0;
      return start;

      function start(code: Code): State | undefined {
        const offset = here();
        const close = closeOfBlockComment(source, offset);
        if (close === undefined) return nok(code);
        if (interrupts && standsInInlineComment(source, offset)) return nok(code);
        end = close + marker.length;
        effects.enter('comment');
        effects.enter('commentMarker');
        effects.consume(code);
        return secondMarker;
      }

      function secondMarker(code: Code): State | undefined {
        effects.consume(code);
        effects.exit('commentMarker');
        return interrupts ? ok : atLineEnd;
      }

      function atLineEnd(code: Code): State | undefined {
        if (code === null || here() >= end) return finish(code);
        if (markdownLineEnding(code)) return effects.attempt(sameContainer, atLineEnd, finish)(code);
        if (here() === end - marker.length) return closingMarker(code);
        effects.enter('commentLine');
        effects.consume(code);
        return inLine;
      }

      function inLine(code: Code): State | undefined {
        if (code === null || markdownLineEnding(code) || here() === end - marker.length) {
          effects.exit('commentLine');
          return atLineEnd(code);
        }
        effects.consume(code);
        return inLine;
      }

      function closingMarker(code: Code): State | undefined {
        effects.enter('commentMarker');
        return inClosingMarker(code);
      }

      /** What stands behind the closing marker on its line is hidden with it: flow ends with its line. */
      function inClosingMarker(code: Code): State | undefined {
        if (code === null || markdownLineEnding(code)) {
          effects.exit('commentMarker');
          return finish(code);
        }
        effects.consume(code);
        return inClosingMarker;
      }

      function finish(code: Code): State | undefined {
        effects.exit('comment');
        return ok(code);
      }
    },
  };
}

/** Where the `%%` stands that closes a block comment opened at `offset`; nothing where it is none. */
function closeOfBlockComment(source: string, offset: number): number | undefined {
  if (!source.startsWith(marker, offset)) return undefined;
  const close = source.indexOf(marker, offset + marker.length);
  return close !== -1 && /[\r\n]/.test(source.slice(offset, close)) ? close : undefined;
}

/** Whether the paragraph's lines above leave an inline comment open, which this marker then closes. */
function standsInInlineComment(source: string, offset: number): boolean {
  let begin = offset;
  while (begin > 0 && offset - begin < 10_000) {
    const line = source.lastIndexOf('\n', begin - 2) + 1;
    if (/^[\t >\r\n]*$/.test(source.slice(line, begin)) && begin !== offset) break;
    begin = line;
  }
  const paragraph = source.slice(begin, offset);
  const withoutCode = paragraph.replace(/(`+)(?!`)[^]*?[^`]\1(?!`)/g, '');
  return (withoutCode.split(marker).length - 1) % 2 === 1;
}

/** Adds `%%` comments to micromark, for the note with this text. */
export function commentSyntax(source: string): Extension {
  return {
    flow: { [codes.percentSign]: blockComment(source) },
    text: { [codes.percentSign]: inlineComment },
  };
}

/** Builds `comment` nodes from the tokens of `commentSyntax`. */
export const commentFromMarkdown: FromMarkdownExtension = {
  enter: {
    comment(this: CompileContext, token) {
      this.enter({ type: 'comment', value: '' }, token);
      this.buffer();
    },
  },
  exit: {
    commentLine(this: CompileContext, token) {
      this.config.enter['data']?.call(this, token);
      this.config.exit['data']?.call(this, token);
    },
    comment(this: CompileContext, token) {
      const value = this.resume();
      // The node on top is the one that `enter` above has put there.
      const node = this.stack.at(-1) as Comment;
      node.value = value.trim();
      this.exit(token);
    },
  },
};
