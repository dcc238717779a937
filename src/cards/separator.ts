import { maskUnit } from './masked-text.ts';
import { colonUseInWord, isBareAddress } from './separator-guards.ts';

export type Separator = '::' | ':::';

/** What became of one run of colons in a line. */
export type SeparatorUse =
  | { readonly use: 'card'; readonly separator: Separator; readonly at: number }
  | {
      readonly use:
        | 'ipv6-address'
        | 'path-in-code'
        | 'dataview-field'
        | 'inside-deletion'
        | 'one-sided-separator'
        | 'doubtful-separator';
      readonly at: number;
      readonly word: string;
    };

/** A line with more colons than this is no card that a person wrote. */
const judgedAtMost = 50;

/**
 * Finds what parts a line into question and answer, and says of every other run of two or three colons what it is.
 * `masked` is one line (masked-text.ts), `hasLink` says whether a link stands between two of its columns. A pair with
 * spaces around wins over one within a word, three colons over two.
 */
export function readSeparators(masked: string, hasLink: (from: number, to: number) => boolean): SeparatorUse[] {
  const uses = [...masked.matchAll(/(?<!:):{2,3}(?!:)/gu)]
    .slice(0, judgedAtMost)
    .map((match) => judge(masked, match.index, match[0].length === 3 ? ':::' : '::', hasLink));
  const best = uses.reduce<SeparatorUse | undefined>(
    (chosen, use) => (rank(use, masked) > rank(chosen, masked) ? use : chosen),
    undefined,
  );
  return uses.filter((use) => use.use !== 'card' || use === best);
}

function rank(use: SeparatorUse | undefined, masked: string): number {
  if (use?.use !== 'card') return 0;
  const spaced = isSpace(masked.charAt(use.at - 1)) && isSpace(masked.charAt(use.at + use.separator.length));
  return (spaced ? 2 : 1) + (use.separator === ':::' ? 2 : 0);
}

function judge(
  masked: string,
  at: number,
  separator: Separator,
  hasLink: (from: number, to: number) => boolean,
): SeparatorUse {
  const end = at + separator.length;
  const before = masked.slice(0, at);
  const after = masked.slice(end);
  const wordStart = at - (/\S*$/u.exec(before)?.[0].length ?? 0);
  const word = masked.slice(wordStart, end + (/^\S*/u.exec(after)?.[0].length ?? 0));
  const no = (use: Exclude<SeparatorUse['use'], 'card'>): SeparatorUse => ({ use, at, word });
  if (openBraces(before) > 0) return no('inside-deletion');
  const spaceBefore = before.trim() === '' || isSpace(masked.charAt(at - 1));
  const spaceAfter = after.trim() === '' || isSpace(masked.charAt(end));
  if (separator === '::' && !(spaceBefore && spaceAfter)) {
    const use = colonUseInWord(word, at - wordStart);
    if (use !== undefined) return no(use);
  }
  if (before.trim() === '' || after.trim() === '') {
    return no(after.trim() === '' && !spaceBefore ? 'dataview-field' : 'one-sided-separator');
  }
  if (spaceBefore && spaceAfter) {
    return separator === '::' && isBareAddress(before, masked) ? no('ipv6-address') : { use: 'card', separator, at };
  }
  if (spaceAfter) return no('dataview-field');
  if (spaceBefore) return no('one-sided-separator');
  const wide = (from: number, to: number): boolean => /\S\s+\S/u.test(masked.slice(from, to)) || hasLink(from, to);
  return wide(0, at) || wide(end, masked.length) ? { use: 'card', separator, at } : no('doubtful-separator');
}

function isSpace(unit: string): boolean {
  return unit !== '' && /\s/u.test(unit);
}

/** How many `{{` are open at the end of a text. */
function openBraces(text: string): number {
  return (text.match(/\{\{/gu) ?? []).length - (text.match(/\}\}/gu) ?? []).length;
}

/** A masked word as it may be shown: what was covered up is three dots. */
export function showWord(word: string): string {
  return word.replaceAll(new RegExp(`${maskUnit}+`, 'gu'), '…');
}
