import type { Lexicon, Meaning } from '../vocabulary/lexicon.ts';
import type { PhraseMatch } from '../vocabulary/phrase-index.ts';
import type { Token } from '../vocabulary/token.ts';

/** A part of a sentence in which words belong together, and what the vocabulary finds in it. */
export interface Clause {
  readonly tokens: readonly Token[];
  readonly matches: readonly PhraseMatch<Meaning>[];
  /** Inside parentheses: about the same thing as the words before it. */
  readonly isAside: boolean;
}

/** A sentence's clauses, and whether anything in it is asserted at all. */
export interface Sentence {
  readonly tokens: readonly Token[];
  readonly clauses: readonly Clause[];
  readonly isAsserted: boolean;
}

const sentenceEnds: ReadonlySet<string> = new Set(['.', '?', '!', '|']);
const clauseEnds: ReadonlySet<string> = new Set([';', ':', '—', '→', '⇒', '…', '...']);

/** Cuts tokens into sentences: at full stops that end a word, not within a number or an abbreviation such as "i.e.". */
export function splitSentences(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const sentences: Token[][] = [];
  let current: Token[] = [];
  for (const [index, token] of tokens.entries()) {
    current.push(token);
    const next = tokens[index + 1];
    const ends =
      sentenceEnds.has(token.stem) &&
      !(token.stem === '.' && (isAbbreviated(tokens, index) || next?.start === token.end));
    if (ends) {
      sentences.push(current);
      current = [];
    }
  }
  if (current.length > 0) sentences.push(current);
  return sentences;
}

function isAbbreviated(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  const next = tokens[index + 1];
  if (before === undefined || next === undefined) return false;
  return (
    (before.isWord && before.text.length === 1 && !/\d/u.test(before.text)) ||
    /^(?:etc|vs|cf|approx|resp)$/u.test(before.stem)
  );
}

/** Reads a sentence's clauses. What is asked, quoted or called wrong is not asserted. */
export function readSentence(tokens: readonly Token[], lexicon: Lexicon): Sentence {
  const mended = lexicon.mendSpelling(tokens);
  const whole = lexicon.matchMarks(mended);
  const isDenied = whole.some(({ meaning }) => meaning.kind === 'grammar' && meaning.role === 'notAsserted');
  const isAsked = tokens.at(-1)?.stem === '?';
  return { tokens: mended, clauses: splitClauses(mended, whole, lexicon), isAsserted: !isDenied && !isAsked };
}

function splitClauses(
  tokens: readonly Token[],
  whole: readonly PhraseMatch<Meaning>[],
  lexicon: Lexicon,
): readonly Clause[] {
  const isFixed = (index: number): boolean =>
    whole.some(({ meaning, at }) => meaning.kind === 'grammar' && meaning.role === 'fixed' && at.includes(index));
  const starts = new Set(
    whole.flatMap(({ meaning, from }) =>
      meaning.kind === 'grammar' && meaning.role === 'boundaries' && !isFixed(from) ? [from] : [],
    ),
  );
  const clauses: { readonly start: number; readonly clause: Clause }[] = [];
  // The innermost parentheses last: what follows them goes on with the words in front of them.
  let open: Token[][] = [[]];
  const close = (depth: number): void => {
    const current = open[depth] ?? [];
    if (current.some(({ isWord }) => isWord))
      clauses.push({ start: current[0]?.start ?? 0, clause: readClause(current, lexicon, depth > 0) });
    open[depth] = [];
  };
  // "Since A, B": a reason in front ends at its comma, and is asserted by itself.
  const firstWord = tokens.findIndex(({ isWord }) => isWord);
  let isReason = starts.has(firstWord);
  for (const [index, token] of tokens.entries()) {
    const depth = open.length - 1;
    if (isReason && depth === 0 && token.stem === ',') {
      isReason = false;
      close(depth);
      continue;
    }
    if (token.stem === '(') open.push([]);
    else if (token.stem === ')') {
      close(depth);
      if (depth > 0) open = open.slice(0, depth);
    } else if (clauseEnds.has(token.stem)) close(depth);
    else {
      if (starts.has(index)) close(depth);
      open[open.length - 1]?.push(token);
    }
  }
  for (const depth of open.keys()) close(depth);
  return clauses.toSorted((a, b) => a.start - b.start).map(({ clause }) => clause);
}

export function readClause(tokens: readonly Token[], lexicon: Lexicon, isAside = false): Clause {
  return { tokens, matches: lexicon.matchPhrases(tokens), isAside };
}
