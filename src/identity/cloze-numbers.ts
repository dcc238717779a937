import { distance } from 'fastest-levenshtein';
import type { ClozeDeletion } from '../cards/index.ts';
import type { Gap } from './card-memory.ts';
import type { RememberedDeletion } from './ledger-record.ts';
import { tokenise } from './tokens.ts';

/** Anki has cards for cloze numbers up to here. */
export const highestClozeNumber = 499;

export interface NumberedGaps {
  /** One for each gap, in order. */
  readonly gaps: readonly RememberedDeletion[];
  /** Numbers used once whose gap is no more. */
  readonly retired: readonly number[];
  /** Gaps that are no more: their cards stay in Anki, empty, until "Empty Cards" is run there. */
  readonly removed: readonly RememberedDeletion[];
  /** Gaps that got an old number again, since all 499 were used up. */
  readonly exhausted: boolean;
}

/**
 * Gives each deletion of a card its lasting number. In Anki a number is a card with its own reviews, so a gap keeps the
 * one it had: known again by its text, then by likeness, then by an unchanged sentence around it. A number
 * written in the note (`{{c2::x}}`) always holds. New gaps get the lowest number never used.
 */
export function numberGaps(
  deletions: readonly ClozeDeletion[],
  gaps: readonly Gap[],
  before: { readonly cloze: readonly RememberedDeletion[]; readonly retired: readonly number[] },
): NumberedGaps {
  const written = deletions.map((deletion) => (isWritten(deletion) ? deletion.number : undefined));
  const known = matchGaps(gaps, before.cloze, written);
  const used = new Set([
    ...before.cloze.map(({ number }) => number),
    ...before.retired,
    ...written.flatMap((number) => number ?? []),
  ]);
  let exhausted = false;
  const numbers = gaps.map((_, index) => {
    const settled = written[index] ?? known.get(index)?.number;
    if (settled !== undefined) return settled;
    let next = 1;
    while (used.has(next)) next++;
    if (next > highestClozeNumber) {
      exhausted = true;
      next = lowestRetired(before.retired, written);
    }
    used.add(next);
    return next;
  });
  const kept = new Set(numbers);
  return {
    gaps: gaps.map((gap, index) => ({ number: numbers[index] ?? 1, ...gap })),
    retired: [...new Set([...before.retired, ...before.cloze.map(({ number }) => number)])]
      .filter((number) => !kept.has(number))
      .sort((a, b) => a - b),
    removed: before.cloze.filter(({ number }) => !kept.has(number)),
    exhausted,
  };
}

function isWritten(deletion: ClozeDeletion): boolean {
  return deletion.explicit && deletion.number >= 1 && deletion.number <= highestClozeNumber;
}

function lowestRetired(retired: readonly number[], written: readonly (number | undefined)[]): number {
  return retired.find((number) => !written.includes(number)) ?? highestClozeNumber;
}

/** For each gap that is known again the one it was. Numbers that are written elsewhere in the note are no longer free. */
function matchGaps(
  gaps: readonly Gap[],
  before: readonly RememberedDeletion[],
  written: readonly (number | undefined)[],
): Map<number, RememberedDeletion> {
  const matched = new Map<number, RememberedDeletion>();
  const open = new Set(before.filter(({ number }) => !written.includes(number)));
  const unmatched = (): number[] =>
    [...gaps.keys()].filter((index) => written[index] === undefined && !matched.has(index));
  const accept = (index: number, gap: RememberedDeletion): void => {
    matched.set(index, gap);
    open.delete(gap);
  };

  for (const alike of [sameTextAndContext, sameText]) {
    for (const index of unmatched()) {
      const found = [...open].find((gap) => alike(gaps[index], gap));
      if (found !== undefined) accept(index, found);
    }
  }
  const pairs = unmatched().flatMap((index) =>
    [...open].map((gap) => ({ index, gap, likeness: likenessOf(gaps[index]?.text ?? '', gap.text) })),
  );
  for (const { index, gap, likeness } of pairs.sort((a, b) => b.likeness - a.likeness)) {
    if (likeness >= 0.6 && open.has(gap) && !matched.has(index)) accept(index, gap);
  }
  for (const index of unmatched()) {
    const context = gaps[index]?.context ?? '';
    const found = context === '' ? [] : [...open].filter((gap) => gap.context === context);
    if (found.length === 1 && found[0] !== undefined) accept(index, found[0]);
  }
  return matched;
}

function sameTextAndContext(a: Gap | undefined, b: Gap): boolean {
  return a?.text === b.text && a.context === b.context;
}

function sameText(a: Gap | undefined, b: Gap): boolean {
  return a?.text === b.text;
}

/** 0 to 1; 0 where a number, a negation or an identifier differs. */
function likenessOf(a: string, b: string): number {
  const guarded = (text: string): string =>
    tokenise(text, [], new Set())
      .filter((token) => ['number', 'negation', 'identifier', 'contrast'].includes(token.class))
      .map((token) => token.word)
      .join(' ');
  if (guarded(a) !== guarded(b)) return 0;
  const [lowA, lowB] = [a.toLowerCase(), b.toLowerCase()];
  const longest = Math.max(lowA.length, lowB.length, 1);
  const contained =
    lowA.includes(lowB) || lowB.includes(lowA) ? Math.min(lowA.length, lowB.length) / longest + 0.35 : 0;
  return Math.min(0.99, Math.max(1 - distance(lowA, lowB) / longest, contained));
}
