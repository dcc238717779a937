import type { Database, SQLiteValue } from 'node-sqlite3-wasm';
import type { CardSchedule, LoggedReview } from '../card-schedule.ts';
import { insertRows } from './insert-rows.ts';
import { CREATED_AT } from './schema-11.ts';

/** A card's row of which the schedule is known. */
export interface ScheduledCard {
  readonly id: number;
  readonly note: number;
  readonly deck: number;
  readonly ord: number;
  /** Seconds since 1970. */
  readonly modified: number;
  /** The card's place among the new ones, should it be made new again. */
  readonly position: number;
  readonly schedule: CardSchedule;
}

/** Ease in thousandths: with FSRS Anki has no use for it, and wants one all the same. */
const EASE = 2500;

const DAY_SECONDS = 86_400;

/** Writes cards that have been reviewed, and the log of their reviews. Anki takes both over only for cards that it has not got. */
export function insertScheduledCards(database: Database, cards: readonly ScheduledCard[]): void {
  function* rows(): Iterable<readonly SQLiteValue[]> {
    for (const card of cards) {
      const { type, queue, due, interval, reps, lapses, left } = card.schedule;
      const dueNumber = 'at' in due ? Math.floor(due.at / 1000) : due.day - Math.floor(CREATED_AT / DAY_SECONDS);
      const { id, note, deck, ord, modified } = card;
      yield [id, note, deck, ord, modified, type, queue, dueNumber, interval, EASE, reps, lapses, left, dataOf(card)];
    }
  }
  insertRows(database, 'cards', '(?, ?, ?, ?, ?, -1, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?)', rows());
  insertReviews(database, cards);
}

/** Rounded as Anki does it (rslib/src/storage/card/data.rs). */
function dataOf({ position, schedule }: ScheduledCard): string {
  const { memory, retention, decay, reviewedAt } = schedule;
  return JSON.stringify({
    pos: position,
    s: Number(memory.stability.toFixed(4)),
    d: Number(memory.difficulty.toFixed(3)),
    dr: Number(retention.toFixed(2)),
    decay: Number(decay.toFixed(3)),
    lrt: Math.floor(reviewedAt / 1000),
  });
}

/** Anki knows a review by its time alone: of two in one millisecond the second takes the next free one. */
function insertReviews(database: Database, cards: readonly ScheduledCard[]): void {
  const reviews: { readonly card: number; readonly review: LoggedReview }[] = cards.flatMap(({ id, schedule }) =>
    schedule.reviews.map((review) => ({ card: id, review })),
  );
  reviews.sort((a, b) => a.review.at - b.review.at || a.card - b.card);
  function* rows(): Iterable<readonly SQLiteValue[]> {
    let last = 0;
    for (const { card, review } of reviews) {
      last = Math.max(review.at, last + 1);
      const { ease, interval, lastInterval, factor, took, kind } = review;
      yield [last, card, ease, interval, lastInterval, factor, took, kind];
    }
  }
  insertRows(database, 'revlog', '(?, ?, -1, ?, ?, ?, ?, ?, ?)', rows());
}
