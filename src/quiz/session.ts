import type { Confidence, Grade } from './grade.ts';
import type { RecordDraft } from './journal-record.ts';
import type { QuizCardId } from './quiz-card.ts';
import type { Moment, StudyDay } from './study-day.ts';

/**
 * A sitting: what is asked now, what comes next, and what has to come back. It changes only by `takeEvent`, is plain
 * data, and can be written down at any moment and resumed at the same screen.
 */
export interface Session {
  /** Stands in the records of the session. */
  readonly id: string;
  readonly startedAt: number;
  /** Decides every shuffle in the session. */
  readonly seed: number;
  /** Cramming asks without scheduling. */
  readonly cram: boolean;
  /** No new card is begun after it (`--minutes`); milliseconds since the epoch. */
  readonly endsAt?: number;
  /** Still to come, next first. */
  readonly queue: readonly QuizCardId[];
  /** Asked already, and to come back in this session. */
  readonly waiting: readonly Waiting[];
  readonly current?: Asked;
  /** How many questions were begun, repeats included. */
  readonly shown: number;
  /** What undo goes back through, oldest first. */
  readonly past: readonly PastAction[];
  readonly finished: boolean;
}

export interface Waiting {
  readonly card: QuizCardId;
  /** When its step is over, milliseconds since the epoch. */
  readonly readyAt: number;
  /** A confident miss comes back as soon as `shown` is this, whatever the step. */
  readonly afterShown?: number;
}

/**
 * `predict`: the question stands there. `confide`: a prediction is made, how sure it is not yet. `observe`: both are
 * locked; the experiment runs, or the answer is turned over. `inconclusive`: the experiment did not settle it. `grade`:
 * the answer is known.
 */
export type Stage = 'predict' | 'confide' | 'observe' | 'inconclusive' | 'grade';

/** The question of now. */
export interface Asked {
  readonly card: QuizCardId;
  readonly from: 'queue' | 'waiting';
  readonly stage: Stage;
  readonly askedAt: number;
  readonly hinted: boolean;
  readonly prediction?: string;
  /** How many choices there were. */
  readonly choices?: number;
  readonly confidence?: Confidence;
  /** When the prediction could no longer be changed. */
  readonly lockedAt?: number;
  readonly outcome?: Outcome;
  /** When the grades were offered: what they lead to is reckoned from here, also when the key comes later. */
  readonly gradedFrom?: Moment;
  readonly why?: string;
}

/** What turned out about the current question. */
export type Outcome =
  | {
      readonly kind: 'settled';
      /** Absent where there was no prediction to judge. */
      readonly correct?: boolean;
      readonly judge: 'kernel' | 'note' | 'learner';
      readonly observed?: string;
      readonly experiment?: string;
      readonly verdict?: string;
    }
  | { readonly kind: 'inconclusive'; readonly experiment: string; readonly reason: string };

export type SessionEvent =
  /** Goes on to the next question where none is current. */
  | { readonly kind: 'next'; readonly moment: Moment }
  | { readonly kind: 'hint' }
  | { readonly kind: 'predict'; readonly prediction: string; readonly choices?: number }
  | { readonly kind: 'confide'; readonly confidence: Confidence; readonly moment: Moment }
  /** The answer is turned over without a prediction, or without saying how sure it is. */
  | { readonly kind: 'reveal'; readonly moment: Moment }
  | { readonly kind: 'observe'; readonly outcome: Outcome; readonly moment: Moment }
  /** After an inconclusive run: go on as an ordinary recall card. */
  | { readonly kind: 'recall'; readonly moment: Moment }
  | { readonly kind: 'explain'; readonly why: string }
  | {
      readonly kind: 'grade';
      readonly grade: Grade;
      readonly moment: Moment;
      /** The reason, where it is graded above what the outcome proposes. */
      readonly override?: string;
    }
  /** Asks it later in the session; after an inconclusive run that is logged, and it does not come back. */
  | { readonly kind: 'skip'; readonly moment: Moment }
  | { readonly kind: 'bury'; readonly cards: readonly QuizCardId[]; readonly until: StudyDay; readonly moment: Moment }
  | { readonly kind: 'suspend' | 'reset'; readonly cards: readonly QuizCardId[]; readonly moment: Moment }
  | { readonly kind: 'undo'; readonly moment: Moment }
  /** Cards that are no longer in the notes. */
  | { readonly kind: 'drop'; readonly cards: readonly QuizCardId[]; readonly moment: Moment }
  | { readonly kind: 'finish' };

/** What an event leads to. */
export interface SessionStep {
  readonly session: Session;
  /** To be added to the journal, and applied to the state, before anything is shown. */
  readonly draft?: RecordDraft;
  /** Why the event was not taken: the session is as it was. */
  readonly refused?: string;
}

/** What a recorded action did to the queue, so that it can be taken back. */
export interface PastAction {
  readonly asked: Pick<Asked, 'card' | 'from'>;
  readonly waiting: readonly Waiting[];
  readonly removed: readonly { readonly card: QuizCardId; readonly index: number }[];
  readonly shown: number;
}

export interface SessionStart {
  readonly id: string;
  readonly moment: Moment;
  readonly seed: number;
  readonly queue: readonly QuizCardId[];
  /** Cards in the middle of their steps, with the instant when each is over. */
  readonly waiting?: readonly Waiting[];
  readonly cram?: boolean;
  readonly minutes?: number;
}

export function startSession({ id, moment, seed, queue, waiting = [], cram = false, minutes }: SessionStart): Session {
  return {
    id,
    startedAt: moment.at,
    seed,
    cram,
    ...(minutes === undefined ? {} : { endsAt: moment.at + minutes * 60_000 }),
    queue,
    waiting,
    shown: 0,
    past: [],
    finished: false,
  };
}
