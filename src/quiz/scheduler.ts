import { elapsedDays, newCardState, type CardState } from './card-state.ts';
import { grades, type Grade } from './grade.ts';
import type { Scheduled } from './journal-record.ts';
import { openLearningSteps, type LearningSteps } from './learning-steps.ts';
import { openMemoryModel, type Memory, type MemoryModel } from './memory.ts';
import { passingIntervals } from './review-interval.ts';
import { faultOfSettings, type SchedulingSettings } from './scheduling-settings.ts';
import { addDays, startOfDay, type Moment } from './study-day.ts';

/** Decides when a card is asked again: FSRS for what is remembered, learning steps and limits as in Anki. */
export interface Scheduler {
  readonly settings: SchedulingSettings;
  readonly model: MemoryModel;
  /** What each grade would lead to at a moment. Taking one of these is what an answer records. */
  readonly offer: (state: CardState | undefined, moment: Moment) => Readonly<Record<Grade, Offer>>;
  /** The memory's interval in whole days, at least one. */
  readonly roundInterval: (memory: Memory) => number;
  /** Whether a card is no longer asked at this number of lapses. */
  readonly isLeech: (lapses: number) => boolean;
  /** How likely the card is recalled at a moment, 0 to 1; undefined for a new one. */
  readonly retrievability: (state: CardState, moment: Moment) => number | undefined;
}

export interface Offer {
  readonly next: Scheduled;
  readonly memory: Memory;
}

/** Below this many days an interval is asked within the day, where no step says otherwise. */
const SHORT_TERM_DAYS = 0.5;
const DAY_SECONDS = 86_400;

/** Throws a RangeError for settings that `faultOfSettings` refuses: whoever reads them in asks that first. */
export function openScheduler(settings: SchedulingSettings): Scheduler {
  const fault = faultOfSettings(settings);
  if (fault !== undefined) throw new RangeError(fault);
  const model = openMemoryModel(settings);
  const longest = settings.maximumInterval;
  const roundInterval = (memory: Memory): number => Math.min(longest, Math.max(1, Math.round(model.interval(memory))));
  const learning = openLearningSteps(settings.learningSteps);
  const relearning = openLearningSteps(settings.relearningSteps);

  const offer = (state: CardState = newCardState, moment: Moment): Readonly<Record<Grade, Offer>> => {
    const elapsed = elapsedDays(state, moment.day);
    const memories = eachGrade((grade) => model.answer(state.memory, elapsed, grade));
    const decide = state.phase === 'review' ? offerReview : offerSteps;
    const decided = decide(state, memories);
    return eachGrade((grade) => ({ memory: memories[grade], next: passDayEnd(decided[grade], moment) }));
  };

  function offerReview(state: CardState, memories: Memories): Readonly<Record<Grade, Scheduled>> {
    const days = passingIntervals(
      { hard: model.interval(memories.hard), good: model.interval(memories.good), easy: model.interval(memories.easy) },
      state.interval,
      longest,
    );
    return {
      again: stepOr('relearning', relearning.first, relearning, memories.again),
      hard: { phase: 'review', days: days.hard },
      good: { phase: 'review', days: days.good },
      easy: { phase: 'review', days: days.easy },
    };
  }

  function offerSteps(state: CardState, memories: Memories): Readonly<Record<Grade, Scheduled>> {
    const phase = state.phase === 'relearning' ? 'relearning' : 'learning';
    const steps = phase === 'relearning' ? relearning : learning;
    const left = state.phase === 'new' ? steps.count : state.left;
    const easy = Math.min(longest, Math.max(roundInterval(memories.easy), roundInterval(memories.good) + 1));
    return {
      again: stepOr(phase, steps.first, steps, memories.again),
      hard: stepOr(phase, steps.hard(left), steps, memories.hard),
      good: stepOr(phase, steps.next(left), steps, memories.good),
      easy: { phase: 'review', days: easy },
    };
  }

  /** The step, or where there is none what the memory says. */
  function stepOr(
    phase: 'learning' | 'relearning',
    step: { readonly seconds: number; readonly left: number } | undefined,
    steps: LearningSteps,
    memory: Memory,
  ): Scheduled {
    if (step !== undefined) return { phase, ...step };
    const days = model.interval(memory);
    if (steps.count === 0 && model.hasShortTerm && days < SHORT_TERM_DAYS)
      return { phase, seconds: Math.max(1, Math.floor(days * DAY_SECONDS)), left: 0 };
    return { phase: 'review', days: roundInterval(memory) };
  }

  return {
    settings,
    model,
    offer,
    roundInterval,
    isLeech: (lapses) => isLeechAt(lapses, settings.leechThreshold),
    retrievability: (state, { day }) =>
      state.memory === undefined ? undefined : model.retrievability(state.memory, elapsedDays(state, day)),
  };
}

type Memories = Readonly<Record<Grade, Memory>>;

function eachGrade<Value>(make: (grade: Grade) => Value): Readonly<Record<Grade, Value>> {
  return { again: make('again'), hard: make('hard'), good: make('good'), easy: make('easy') };
}

function isLeechAt(lapses: number, threshold: number): boolean {
  if (threshold === 0 || lapses < threshold) return false;
  return (lapses - threshold) % Math.ceil(threshold / 2) === 0;
}

/** A step that ends after the study day does is due on a day, so that it is the same in the morning and in the evening. */
function passDayEnd(next: Scheduled, { at, day }: Moment): Scheduled {
  if (next.phase === 'review') return next;
  const untilEnd = Math.max(0, Math.floor((startOfDay(addDays(day, 1)) - at) / 1000));
  if (next.seconds < untilEnd) return next;
  return { ...next, day: addDays(day, Math.floor((next.seconds - untilEnd) / DAY_SECONDS) + 1) };
}

/** Grades in the order of the buttons with what they lead to, for a screen. */
export function listOffers(offers: Readonly<Record<Grade, Offer>>): readonly (Offer & { readonly grade: Grade })[] {
  return grades.map((grade) => ({ grade, ...offers[grade] }));
}
