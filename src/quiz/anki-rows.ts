import { isDue, newCardState, nextCardState, type CardState } from './card-state.ts';
import { ratingOf } from './grade.ts';
import type { AnswerRecord, JournalRecord } from './journal-record.ts';
import type { Memory } from './memory.ts';
import type { Scheduler } from './scheduler.ts';
import type { StudyDay } from './study-day.ts';

/** An answer as Anki logs it (its table `revlog`). */
export interface AnkiReviewRow {
  /** Milliseconds since the epoch; Anki's key of the review. */
  readonly at: number;
  /** 1 to 4; 0 for a card that was made new again. */
  readonly ease: number;
  /** Days, or seconds as a negative number. */
  readonly interval: number;
  readonly lastInterval: number;
  /** FSRS's difficulty, 100 to 1100. */
  readonly factor: number;
  /** Milliseconds, 1 to 60,000. */
  readonly took: number;
  /** 0 learning, 1 review, 2 relearning, 3 before its day, 4 made new. */
  readonly kind: 0 | 1 | 2 | 3 | 4;
}

/** A card that was answered at least once, as Anki keeps it. */
export interface AnkiSchedule {
  /** 1 learning, 2 review, 3 relearning. */
  readonly type: 1 | 2 | 3;
  /** 1 within the day, 2 review, 3 learning over days, -1 suspended. */
  readonly queue: 1 | 2 | 3 | -1;
  readonly due: { readonly day: StudyDay } | { readonly at: number };
  readonly interval: number;
  readonly reps: number;
  readonly lapses: number;
  readonly left: number;
  readonly memory: Memory;
  /** Milliseconds since the epoch. */
  readonly reviewedAt: number;
  readonly reviews: readonly AnkiReviewRow[];
}

/** Anki logs no answer as longer than a minute. */
const MOST_TIME = 60_000;

/**
 * What one card's records are in Anki: the log and the card that it leads to. Undefined where nothing of it moved the
 * schedule, or the card is new again.
 */
export function ankiScheduleOf(records: readonly JournalRecord[], scheduler: Scheduler): AnkiSchedule | undefined {
  let state: CardState = newCardState;
  let lastInterval = 0;
  const reviews: AnkiReviewRow[] = [];
  for (const record of records) {
    const next = nextCardState(state, record, scheduler);
    if (record.kind === 'answer' && record.cram !== true) {
      const row = reviewRow(state, record, next, lastInterval);
      reviews.push(row);
      lastInterval = row.interval;
    } else if (record.kind === 'reset' && state.phase !== 'new') {
      reviews.push({ at: record.at, ease: 0, interval: 0, lastInterval, factor: 0, took: 0, kind: 4 });
      lastInterval = 0;
    }
    state = next;
  }
  const { phase, due, memory, reviewed, interval, reps, lapses, left } = state;
  if (phase === 'new' || due === undefined || memory === undefined || reviewed === undefined) return undefined;
  const type = phase === 'learning' ? 1 : phase === 'review' ? 2 : 3;
  const queue = type === 2 ? 2 : 'at' in due ? 1 : 3;
  return {
    type,
    queue: state.suspended ? -1 : queue,
    due,
    interval,
    reps,
    lapses,
    left,
    memory,
    reviewedAt: reviewed.at,
    reviews,
  };
}

function reviewRow(before: CardState, record: AnswerRecord, after: CardState, lastInterval: number): AnkiReviewRow {
  const { at, grade, next, took, anki } = record;
  return {
    at: anki?.id ?? at,
    ease: ratingOf(grade),
    interval: next.phase === 'review' ? next.days : -next.seconds,
    lastInterval,
    factor: anki?.factor ?? factorOf(after.memory),
    took: Math.min(Math.max(took, 1), MOST_TIME),
    kind: kindOf(before, record),
  };
}

function kindOf({ phase, due }: CardState, record: AnswerRecord): AnkiReviewRow['kind'] {
  if (phase === 'relearning') return 2;
  if (phase !== 'review') return record.anki?.truncated === true ? 1 : 0;
  return due === undefined || isDue(due, record) ? 1 : 3;
}

/** With FSRS Anki keeps the difficulty where the ease was, between 100 and 1100. */
function factorOf(memory: Memory | undefined): number {
  return memory === undefined ? 0 : Math.round(((memory.difficulty - 1) / 9 + 0.1) * 1000);
}
