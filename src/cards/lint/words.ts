import type { RootContent } from 'mdast';
import { plainText } from '../../vault/index.ts';

/** Words of a text, as a reader would count them: an identifier, a number or a call is one. */
export function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
}

/** Sentences that end within the text; dots of abbreviations and numbers end none. */
export function countSentences(text: string): number {
  const ends = text.match(/(?<!\b(?:e\.g|i\.e|etc|vs|cf|\p{Lu}))[.!?]["”)]*(?=\s+["“(]?\p{Lu})/gu) ?? [];
  return ends.length + (text.trim() === '' ? 0 : 1);
}

const stopWords: ReadonlySet<string> = new Set(
  (
    'a an the of to in on at by for with from as is are was were be been being do does did has have had it its this that these ' +
    'those and or not no than then so if but into over under between which what who whom whose when where why how can could ' +
    'will would shall should may might must one each any all some there their they you your we our he she'
  ).split(' '),
);

/** The words that carry meaning, in small letters and without marks. */
export function contentWords(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}][\p{L}\p{N}_]*/gu) ?? []
  ).filter((word) => !stopWords.has(word));
}

/** The text of an answer without its blocks of code, which no one learns word by word. */
export function proseOf(content: readonly RootContent[]): string {
  return plainText(content.filter(({ type }) => type !== 'code' && type !== 'math' && type !== 'table'));
}
