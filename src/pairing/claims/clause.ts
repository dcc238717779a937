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
const clauseEnds: ReadonlySet<string> = new Set([';', ':', '—', '(', ')', '→', '⇒', '…', '...']);

/** Cuts tokens into sentences: at full stops that end a word, not within a number or an abbreviation such as "i.e.". */
export function splitSentences(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const sentences: Token[][] = [];
  let current: Token[] = [];
  for (const [index, token] of tokens.entries()) {
    current.push(token);
    const next = tokens[index + 1];
    const ends =
      sentenceEnds.has(token.stem) &&
      !(token.stem === '.' && (isAbbreviated(tokens, index) || (next !== undefined && next.start === token.end)));
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
  return (before.text.length === 1 && !/\d/u.test(before.text)) || /^(?:etc|vs|cf|approx|resp)$/u.test(before.stem);
}

/** Reads a sentence's clauses. What is asked, quoted or called wrong is not asserted. */
export function readSentence(tokens: readonly Token[], lexicon: Lexicon): Sentence {
  const mended = lexicon.mendSpelling(tokens);
  const whole = lexicon.matchPhrases(mended);
  const isDenied = whole.some(({ meaning }) => meaning.kind === 'grammar' && meaning.role === 'notAsserted');
  const isAsked = tokens.at(-1)?.stem === '?';
  return { tokens: mended, clauses: splitClauses(mended, whole, lexicon), isAsserted: !isDenied && !isAsked };
}

function splitClauses(
  tokens: readonly Token[],
  whole: readonly PhraseMatch<Meaning>[],
  lexicon: Lexicon,
): readonly Clause[] {
  const starts = new Set(
    whole.flatMap(({ meaning, from }) => (meaning.kind === 'grammar' && meaning.role === 'boundaries' ? [from] : [])),
  );
  const clauses: Clause[] = [];
  let current: Token[] = [];
  let depth = 0;
  const close = (): void => {
    if (current.some(({ isWord }) => isWord)) clauses.push(readClause(current, lexicon, depth > 0));
    current = [];
  };
  for (const [index, token] of tokens.entries()) {
    if (clauseEnds.has(token.stem)) {
      close();
      if (token.stem === '(') depth += 1;
      else if (token.stem === ')') depth = Math.max(0, depth - 1);
      continue;
    }
    if (starts.has(index)) close();
    current.push(token);
  }
  close();
  return clauses;
}

export function readClause(tokens: readonly Token[], lexicon: Lexicon, isAside = false): Clause {
  return { tokens, matches: lexicon.matchPhrases(tokens), isAside };
}
