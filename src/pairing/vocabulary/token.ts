import { stemOf } from './stem.ts';

/** A word, a number or a mark of a text. Hyphens part words, so that `byte-stream` is `byte stream`. */
export interface Token {
  /** As written; of a mark the mark itself. */
  readonly text: string;
  /** Comparable form; of a mark the mark itself, dashes as `—`. */
  readonly stem: string;
  readonly isWord: boolean;
  /** Offsets in the text that was cut. */
  readonly start: number;
  readonly end: number;
  /** Set in code, or followed by `()`: a name, not an ordinary word. */
  readonly isCode: boolean;
  /** Set apart from its sentence: in code, in bold, in italics, a link. */
  readonly isMarked: boolean;
  /** Followed by `()`. */
  readonly isCall: boolean;
  /** The concept that a link around it names. */
  readonly link?: string;
  /** Inside quotation marks. */
  readonly isQuoted: boolean;
}

const pattern =
  /(?<call>[\p{L}_][\p{L}\p{N}_]*)\(\)|(?<number>\d{1,3}(?:[,  ’]\d{3})+(?!\d)|\d+(?:\.\d+)?(?![\p{L}_]))|(?<word>[\p{L}\p{N}_]+(?:[’'][\p{L}]+)?)|(?<mark>[,;:.?!()|"“”„«»→⇒]|[—–✓✔✅☑✗✘❌×]|(?<=\s)-{1,2}(?=\s)|\.{3}|…)/gu;

/** Cuts a text into tokens; `at` gives offsets in the note and what is around a token. */
export function tokenize(
  text: string,
  at: { readonly offset: number; readonly isCode: boolean; readonly link?: string } = { offset: 0, isCode: false },
): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(pattern)) {
    const groups = match.groups ?? {};
    const place = { start: at.offset + match.index, end: at.offset + match.index + match[0].length };
    const around = {
      isQuoted: false,
      isCall: false,
      isMarked: at.isCode || at.link !== undefined,
      ...(at.link === undefined ? {} : { link: at.link }),
    };
    if (groups['call'] !== undefined) {
      tokens.push({
        text: groups['call'],
        stem: stemOf(groups['call']),
        isWord: true,
        isCode: true,
        ...place,
        ...around,
        isCall: true,
        isMarked: true,
      });
    } else if (groups['number'] !== undefined) {
      const digits = groups['number'].replace(/[^\d.]/gu, '');
      tokens.push({ text: digits, stem: digits, isWord: true, isCode: at.isCode, ...place, ...around });
    } else if (groups['word'] !== undefined) {
      const word = groups['word'];
      tokens.push(...splitContraction(word, { isWord: true, isCode: at.isCode, ...place, ...around }));
    } else {
      const mark = match[0];
      const stem = /^[—–-]+$/u.test(mark) ? '—' : /^[“”„«»]$/u.test(mark) ? '"' : mark;
      tokens.push({ text: mark, stem, isWord: false, isCode: false, ...place, ...around });
    }
  }
  return tokens;
}

/** "aren't" is "are" and "n't": the negation is a word of its own. */
function splitContraction(word: string, rest: Omit<Token, 'text' | 'stem'>): readonly Token[] {
  const match = /^(.+?)(n[’']t)$/iu.exec(word);
  if (match?.[1] === undefined) return [{ text: word, stem: stemOf(word), ...rest }];
  return [
    { text: match[1], stem: stemOf(match[1]), ...rest },
    { text: 'not', stem: 'not', ...rest },
  ];
}

/** Comparable form of a name or label: its words' stems, one space between, without marks and articles. */
export function keyOf(text: string): string {
  return keyOfTokens(tokenize(text));
}

/** Key of a concept's name. A call's name keeps its parentheses: the call `socket()` is not the thing. */
export function nameKey(text: string): string {
  return text.endsWith('()') ? `${keyOf(text)}()` : keyOf(text);
}

export function keyOfTokens(tokens: readonly Token[]): string {
  return tokens
    .filter(({ isWord, stem }) => isWord && !articles.has(stem))
    .map(({ stem }) => stem)
    .join(' ');
}

export const articles: ReadonlySet<string> = new Set(['the', 'a', 'an']);
