import type { CompileContext, Extension as FromMarkdownExtension } from 'mdast-util-from-markdown';
import { markdownLineEnding } from 'micromark-util-character';
import { codes } from 'micromark-util-symbol';
import type { Code, Construct, Extension, State, Token } from 'micromark-util-types';
import type { WikiLink } from './syntax-tree.ts';
import { splitWikiLink } from './wiki-link.ts';

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    wikiLink: 'wikiLink';
    wikiLinkAddress: 'wikiLinkAddress';
  }
}

/** `[[1]](https://…)` is CommonMark's link whose text stands in brackets, a habit of people who number their sources. */
const addressBehind: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    const expected = '(http';
    let matched = 0;
    return start;

    function start(code: Code): State | undefined {
      effects.enter('wikiLinkAddress');
      return inside(code);
    }

    function inside(code: Code): State | undefined {
      if (code !== expected.charCodeAt(matched)) return nok(code);
      effects.consume(code);
      matched++;
      if (matched < expected.length) return inside;
      effects.exit('wikiLinkAddress');
      return ok;
    }
  },
};

/** One token from `[[` (or `![[`) to `]]`; what is inside is split when the tree is built. */
const wikiLinkConstruct: Construct = {
  name: 'wikiLink',
  tokenize(effects, ok, nok) {
    const sliceOf = (token: Token) => this.sliceSerialize(token);
    let embed = false;
    let openBrackets = 0;
    let token: Token;
    return start;

    function start(code: Code): State | undefined {
      token = effects.enter('wikiLink');
      if (code === codes.exclamationMark) {
        embed = true;
        effects.consume(code);
        return firstBracket;
      }
      return firstBracket(code);
    }

    function firstBracket(code: Code): State | undefined {
      if (code !== codes.leftSquareBracket) return nok(code);
      effects.consume(code);
      return secondBracket;
    }

    function secondBracket(code: Code): State | undefined {
      if (code !== codes.leftSquareBracket) return nok(code);
      effects.consume(code);
      return atStart;
    }

    /** In `[[[a]]]` the first bracket is text. */
    function atStart(code: Code): State | undefined {
      return code === codes.leftSquareBracket ? nok(code) : inside(code);
    }

    function inside(code: Code): State | undefined {
      if (code === null || markdownLineEnding(code)) return nok(code);
      effects.consume(code);
      if (code === codes.leftSquareBracket) return afterOpening;
      if (code === codes.rightSquareBracket) return afterClosing;
      return inside;
    }

    function afterOpening(code: Code): State | undefined {
      openBrackets++;
      return code === codes.leftSquareBracket ? nok(code) : inside(code);
    }

    function afterClosing(code: Code): State | undefined {
      if (code === codes.rightSquareBracket) {
        effects.consume(code);
        return afterBoth;
      }
      if (openBrackets > 0) openBrackets--;
      return inside(code);
    }

    function afterBoth(code: Code): State | undefined {
      if (code === codes.rightSquareBracket && openBrackets > 0) {
        openBrackets--;
        effects.consume(code);
        return afterBoth;
      }
      effects.exit('wikiLink');
      if (splitWikiLink(textInside(sliceOf(token), embed)) === undefined) return nok(code);
      return code === codes.leftParenthesis ? effects.check(addressBehind, nok, ok)(code) : ok(code);
    }
  },
};

function textInside(raw: string, embed: boolean): string {
  return raw.slice(embed ? 3 : 2, -2);
}

/** Adds wiki links and embeds to micromark: tried before CommonMark's own labels, which take what this leaves. */
export const wikiLinkSyntax: Extension = {
  text: {
    [codes.exclamationMark]: wikiLinkConstruct,
    [codes.leftSquareBracket]: wikiLinkConstruct,
  },
};

/** Builds `wikiLink` nodes from the tokens of `wikiLinkSyntax`. */
export const wikiLinkFromMarkdown: FromMarkdownExtension = {
  enter: {
    wikiLink(this: CompileContext, token) {
      const raw = this.sliceSerialize(token);
      const embed = raw.startsWith('!');
      const value = textInside(raw, embed);
      const parts = splitWikiLink(value) ?? { target: value, headings: [] };
      const node: WikiLink = { type: 'wikiLink', value, embed, ...parts };
      this.enter(node, token);
    },
  },
  exit: {
    wikiLink(this: CompileContext, token) {
      this.exit(token);
    },
  },
};
