import type { Confidence, Grade } from './grade.ts';
import type { QuizCardId } from './quiz-card.ts';
import type { Moment, StudyDay } from './study-day.ts';

/**
 * One line of `journal.jsonl`, schema 1. Records are only ever added. Which of them count is decided by reading all: one
 * that an `undo` names counts as never made.
 */
export type JournalRecord = AnswerRecord | InconclusiveRecord | BuryRecord | SuspendRecord | ResetRecord | UndoRecord;

interface RecordBase extends Moment {
  /** Unique in the journal, also after two copies of it were merged. */
  readonly id: string;
  /** The session in which it was made; none for the commands between sessions. */
  readonly session?: string;
}

/** A card was asked and graded. */
export interface AnswerRecord extends RecordBase {
  readonly kind: 'answer';
  readonly card: QuizCardId;
  readonly grade: Grade;
  /** What the grade leads to, as the learner was told. */
  readonly next: Scheduled;
  /** From the question's appearance to the answer, milliseconds. */
  readonly took: number;
  /** Whether the prediction was right; absent where none was made, and the grade alone tells. */
  readonly correct?: boolean;
  /** Who said so: the kernel by an experiment, the note by its written answer, or the learner. */
  readonly judge?: 'kernel' | 'note' | 'learner';
  readonly prediction?: string;
  readonly confidence?: Confidence;
  /** How many choices there were to pick from. */
  readonly choices?: number;
  /** What the kernel did, as the transcript prints it. */
  readonly observed?: string;
  readonly experiment?: string;
  readonly verdict?: string;
  /** The grade that the outcome proposed, where the learner took another. */
  readonly proposed?: Grade;
  /** Why the learner graded above what was proposed. Such an answer says nothing about calibration. */
  readonly override?: string;
  readonly hinted?: true;
  /** The learner's line about why it happened. */
  readonly why?: string;
  /** Outside the schedule: counts for the history, and moves no due date. */
  readonly cram?: true;
  /** Clock time, where the clock stood before the card's last answer and `at` was held back. */
  readonly clock?: number;
  /** It was made in Anki. */
  readonly anki?: AnkiReview;
}

/** What of Anki's own record the journal keeps, so that it can be given back. */
export interface AnkiReview {
  /** Anki's id of the review: milliseconds since the epoch. */
  readonly id: number;
  /** Ease in thousandths; with FSRS 100 to 1100 for difficulty. 0 while learning. */
  readonly factor: number;
  /** The first that is left of a longer history: the memory is judged by its interval. */
  readonly truncated?: true;
}

/** What an answer leads to. */
export type Scheduled =
  /**
   * Asked again after so many seconds, with so many steps still to go (this one included). A step that passes the study
   * day's end is due on a day, whatever the hour.
   */
  | {
      readonly phase: 'learning' | 'relearning';
      readonly seconds: number;
      readonly left: number;
      readonly day?: StudyDay;
    }
  | { readonly phase: 'review'; readonly days: number };

/** The experiment did not settle the question: nothing is graded. */
export interface InconclusiveRecord extends RecordBase {
  readonly kind: 'inconclusive';
  readonly card: QuizCardId;
  readonly experiment: string;
  readonly reason: string;
  readonly prediction?: string;
}

/** Cards put off until a study day begins. */
export interface BuryRecord extends RecordBase {
  readonly kind: 'bury';
  readonly cards: readonly QuizCardId[];
  readonly until: StudyDay;
}

/** Cards not to be asked any more, or asked again after all. */
export interface SuspendRecord extends RecordBase {
  readonly kind: 'suspend' | 'unsuspend';
  readonly cards: readonly QuizCardId[];
}

/** Cards to be learnt from the start. */
export interface ResetRecord extends RecordBase {
  readonly kind: 'reset';
  readonly cards: readonly QuizCardId[];
  /** It was made in Anki. */
  readonly anki?: AnkiReview;
}

export interface UndoRecord extends RecordBase {
  readonly kind: 'undo';
  /** The `id` of the record that no longer counts. */
  readonly of: string;
}

/** A record before the journal gives it its id. */
export type RecordDraft = DistributiveOmit<JournalRecord, 'id'>;

type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;

/** The cards that a record is about; none for an undo. */
export function cardsOf(record: JournalRecord | RecordDraft): readonly QuizCardId[] {
  switch (record.kind) {
    case 'answer':
    case 'inconclusive':
      return [record.card];
    case 'undo':
      return [];
    default:
      return record.cards;
  }
}
