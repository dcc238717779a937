import type { Confidence, Grade } from './grade.ts';
import type { AnswerRecord, JournalRecord, Scheduled } from './journal-record.ts';
import type { Memory } from './memory.ts';
import type { Scheduler } from './scheduler.ts';
import { addDays, type Moment, type StudyDay } from './study-day.ts';

/** How far a card has come, as Anki names it. */
export type Phase = 'new' | 'learning' | 'review' | 'relearning';

/** What the journal says about one card; a card without records has `newCardState`. */
export interface CardState {
  readonly phase: Phase;
  /** An instant while the card is learnt within a day, else a day; absent for a new card. */
  readonly due?: Due;
  /** Days that it was last put off for, or would be after a lapse; 0 before the first such answer. */
  readonly interval: number;
  /** Steps still to go; 0 outside learning and relearning. */
  readonly left: number;
  readonly memory?: Memory;
  /** The first answer that moved the schedule since the card was new. */
  readonly introduced?: StudyDay;
  /** The last answer that moved the schedule. */
  readonly reviewed?: Moment;
  /** Answers that moved the schedule. */
  readonly reps: number;
  /** Times a card in review was forgotten. */
  readonly lapses: number;
  /** The last answer of any kind. */
  readonly last?: LastAnswer;
  readonly suspended: boolean;
  /** Suspended because it was forgotten so often. */
  readonly leech: boolean;
  /** The day on which a buried card comes back. */
  readonly buriedUntil?: StudyDay;
  /** The learner was sure of something wrong, and has not been right on a later day. */
  readonly misconception: boolean;
  /** Wrong predictions, latest last, each once. */
  readonly wrongPicks: readonly string[];
}

export type Due = { readonly at: number } | { readonly day: StudyDay };

export interface LastAnswer extends Moment {
  readonly grade: Grade;
  readonly correct: boolean;
  readonly confidence?: Confidence;
}

export const newCardState: CardState = {
  phase: 'new',
  interval: 0,
  left: 0,
  reps: 0,
  lapses: 0,
  suspended: false,
  leech: false,
  misconception: false,
  wrongPicks: [],
};

/** How many wrong picks are kept to be distractors. */
const MOST_PICKS = 8;

/** A card's state after one more record about it. */
export function nextCardState(state: CardState, record: JournalRecord, scheduler: Scheduler): CardState {
  switch (record.kind) {
    case 'answer':
      return record.cram === true
        ? { ...state, ...afterTelling(state, record) }
        : afterScheduling(state, record, scheduler);
    case 'bury':
      return { ...state, buriedUntil: record.until };
    case 'suspend':
      return { ...state, suspended: true };
    case 'unsuspend':
      return { ...state, suspended: false, leech: false };
    case 'reset': {
      const { wrongPicks, misconception, suspended } = state;
      return { ...newCardState, wrongPicks, misconception, suspended };
    }
    case 'inconclusive':
    case 'undo':
      return state;
  }
}

/** Whether an answer was right: as measured, or where nothing was, as graded. */
export function isCorrect({ correct, grade }: AnswerRecord): boolean {
  return correct ?? grade !== 'again';
}

/** Whole study days since the last answer that counts; a clock that was set back counts as the same day. */
export function elapsedDays({ reviewed }: CardState, day: StudyDay): number {
  return reviewed === undefined ? 0 : Math.max(0, day - reviewed.day);
}

/** Whether a card that is due so may be asked: now, or `ahead` milliseconds before. */
export function isDue(due: Due, { at, day }: Moment, ahead = 0): boolean {
  return 'at' in due ? due.at <= at + ahead : due.day <= day;
}

type Told = Required<Pick<CardState, 'last' | 'misconception' | 'wrongPicks'>>;

/** What an answer says about the learner, apart from the schedule. */
function afterTelling(state: CardState, record: AnswerRecord): Told {
  const { at, day, grade, prediction, confidence } = record;
  const correct = isCorrect(record);
  const sure = confidence === 'fairly' || confidence === 'certain';
  const picked = !correct && prediction !== undefined && prediction !== '';
  return {
    last: confidence === undefined ? { at, day, grade, correct } : { at, day, grade, correct, confidence },
    misconception: correct
      ? state.misconception && state.last !== undefined && state.last.day >= day
      : state.misconception || sure,
    wrongPicks: picked
      ? [...state.wrongPicks.filter((pick) => pick !== prediction), prediction].slice(-MOST_PICKS)
      : state.wrongPicks,
  };
}

/** Every field is named: a journal is replayed at each start, and copying objects would be most of the work. */
function afterScheduling(state: CardState, record: AnswerRecord, scheduler: Scheduler): CardState {
  const { at, day, grade, next } = record;
  const { last, misconception, wrongPicks } = afterTelling(state, record);
  const memory = memoryAfter(state, record, scheduler);
  const lapsed = grade === 'again' && state.phase === 'review';
  const lapses = state.lapses + (lapsed ? 1 : 0);
  const leech = lapsed && scheduler.isLeech(lapses);
  return {
    phase: next.phase,
    due: dueOf(next, record),
    interval: intervalAfter(state, record, memory, scheduler),
    left: next.phase === 'review' ? 0 : next.left,
    memory,
    introduced: state.introduced ?? day,
    reviewed: { at, day },
    reps: state.reps + 1,
    lapses,
    last,
    suspended: state.suspended || leech,
    leech: state.leech || leech,
    misconception,
    wrongPicks,
  };
}

function memoryAfter(state: CardState, { anki, next, day, grade }: AnswerRecord, { model }: Scheduler): Memory {
  if (anki?.truncated === true && next.phase === 'review') return model.fromInterval(next.days, anki.factor);
  return model.answer(state.memory, elapsedDays(state, day), grade);
}

/** A lapsed card remembers the interval that it would have got without steps, as Anki's does. */
function intervalAfter(state: CardState, { grade, next }: AnswerRecord, memory: Memory, scheduler: Scheduler): number {
  if (next.phase === 'review') return next.days;
  return grade === 'again' && next.phase === 'relearning' ? scheduler.roundInterval(memory) : state.interval;
}

function dueOf(next: Scheduled, { at, day }: Moment): Due {
  if (next.phase === 'review') return { day: addDays(day, next.days) };
  return next.day === undefined ? { at: at + next.seconds * 1000 } : { day: next.day };
}
