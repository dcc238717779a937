import type { CompileContext, Extension as FromMarkdownExtension } from 'mdast-util-from-markdown';
import { classifyCharacter } from 'micromark-util-classify-character';
import { resolveAll } from 'micromark-util-resolve-all';
import { codes } from 'micromark-util-symbol';
import type { Code, Construct, Event, Extension, Resolver, State, Token } from 'micromark-util-types';

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    highlight: 'highlight';
    highlightText: 'highlightText';
    highlightMarker: 'highlightMarker';
    highlightMarkerCandidate: 'highlightMarkerCandidate';
  }
}

/**
 * `==text==`: exactly two signs, flanked as emphasis is. Every run is first a candidate; when the paragraph has been
 * read, each one that can close is joined with the nearest one before it that can open.
 */
const highlightConstruct: Construct = {
  name: 'highlight',
  resolveAll: joinMarkers,
  tokenize(effects, ok, nok) {
    const before = this.previous;
    const escaped = this.events.at(-1)?.[1].type === 'characterEscape';
    let size = 0;
    return start;

    function start(code: Code): State | undefined {
      if (before === codes.equalsTo && !escaped) return nok(code);
      effects.enter('highlightMarkerCandidate');
      return more(code);
    }

    function more(code: Code): State | undefined {
      if (code === codes.equalsTo && size < 3) {
        effects.consume(code);
        size++;
        return more;
      }
      if (size !== 2) return nok(code);
      const token = effects.exit('highlightMarkerCandidate');
      const left = classifyCharacter(before);
      const right = classifyCharacter(code);
      token._open = right === undefined || (right === 2 && left !== undefined);
      token._close = left === undefined || (left === 2 && right !== undefined);
      return ok(code);
    }
  },
};

function joinMarkers(...[events, context]: Parameters<Resolver>): Event[] {
  const joined: Event[] = [];
  /** Where in `joined` the exits of markers stand that may still be closed. */
  const openers: number[] = [];
  for (const event of events) {
    joined.push(event);
    const [kind, token] = event;
    if (token.type !== 'highlightMarkerCandidate' || kind !== 'exit') continue;
    const opener = token._close === true ? openers.pop() : undefined;
    if (opener !== undefined) {
      const close = joined.splice(-2);
      const inside = joined.splice(opener + 1);
      const open = joined.splice(-2);
      const opening = open[0]?.[1];
      if (opening === undefined) continue;
      joined.push(...highlightEvents(opening, open, inside, token, close, context));
    } else if (token._open === true) {
      openers.push(joined.length - 1);
    }
  }
  for (const [, token] of joined) if (token.type === 'highlightMarkerCandidate') token.type = 'data';
  // In place: whoever reads a paragraph's events holds on to the array.
  events.length = 0;
  for (const event of joined) events.push(event);
  return events;
}

function highlightEvents(
  opening: Token,
  open: Event[],
  inside: Event[],
  closing: Token,
  close: Event[],
  context: Event[2],
): Event[] {
  opening.type = 'highlightMarker';
  closing.type = 'highlightMarker';
  const whole: Token = { type: 'highlight', start: { ...opening.start }, end: { ...closing.end } };
  const text: Token = { type: 'highlightText', start: { ...opening.end }, end: { ...closing.start } };
  const spans = context.parser.constructs.insideSpan.null ?? [];
  return [
    ['enter', whole, context],
    ...open,
    ['enter', text, context],
    ...resolveAll(spans, inside, context),
    ['exit', text, context],
    ...close,
    ['exit', whole, context],
  ];
}

export const highlightSyntax: Extension = {
  text: { [codes.equalsTo]: highlightConstruct },
  insideSpan: { null: [highlightConstruct] },
  attentionMarkers: { null: [codes.equalsTo] },
};

/** Builds `highlight` nodes from the tokens of `highlightSyntax`. */
export const highlightFromMarkdown: FromMarkdownExtension = {
  canContainEols: ['highlight'],
  enter: {
    highlight(this: CompileContext, token) {
      this.enter({ type: 'highlight', children: [] }, token);
    },
  },
  exit: {
    highlight(this: CompileContext, token) {
      this.exit(token);
    },
  },
};
