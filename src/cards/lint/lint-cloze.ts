import type { Card } from '../card.ts';
import type { Finding } from './lint-card.ts';
import { wordsOf } from './words.ts';

/** Holds the deletions of a cloze card against the rules. */
export function* lintCloze(card: Card): Generator<Finding> {
  const together = new Map<number, number>();
  for (const { number } of card.deletions) together.set(number, (together.get(number) ?? 0) + 1);
  const most = Math.max(0, ...together.values());
  if (most > 2) {
    yield {
      rule: 'crowded-cloze',
      message: `${most} deletions are asked for at once: give each a number of its own.`,
    };
  }
  const long = card.deletions.find(({ text }) => wordsOf(text).length > 6);
  if (long !== undefined) {
    yield {
      rule: 'long-deletion',
      message: `The deletion “${long.text.slice(0, 40)}…” has ${wordsOf(long.text).length} words: leave out the one that matters.`,
    };
  }
}
