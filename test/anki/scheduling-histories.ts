import {
  addDays,
  ankiScheduleOf,
  applyRecord,
  emptyState,
  grades,
  momentAt,
  openScheduler,
  quizCardId,
  startOfDay,
  stateOf,
  type AnkiSchedule,
  type AnswerRecord,
  type CardState,
  type Grade,
  type Moment,
  type QuizState,
  type Scheduler,
  type SchedulingSettings,
  type StudyDay,
} from '../../src/quiz/index.ts';

export const card = quizCardId('aaaaaaaaaaaaaaaa');

/** A review of a history: on which day from the first, how many seconds after 04:00, with which grade. */
export interface PastReview {
  readonly day: number;
  readonly second: number;
  readonly grade: Grade;
}

/** A small generator of reproducible chance. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const DAY = 86_400;

/** Anki reckons in 32 bits: past some years of interval a day is less than it can tell. */
const LONGEST_HISTORY = 2000;

/** Answers to one card as learners give them: with lapses, repeats on a day, early and late, and close to the day's border. */
export function randomHistory(random: () => number, settings: SchedulingSettings): readonly PastReview[] {
  const scheduler = openScheduler(settings);
  const history: PastReview[] = [];
  let state = emptyState;
  let day = 0;
  let second = secondOfDay(random);
  const length = 2 + Math.floor(random() * 11);
  for (let count = 0; count < length; count += 1) {
    const grade = pickGrade(random);
    history.push({ day, second, grade });
    const moment: Moment = { at: (day * DAY + second) * 1000, day: addDays(0 as StudyDay, day) };
    const record = answer(count, moment, grade, scheduler, state);
    state = applyRecord(state, record, scheduler);
    const { next } = record;
    const wait = next.phase === 'review' ? Math.round(next.days * lateness(random)) : 0;
    if (wait === 0) {
      // The same day, when there is still some of it left.
      const later = second + 60 + Math.floor(random() * 3000);
      if (later < DAY && random() < 0.8) second = later;
      else [day, second] = [day + 1 + Math.floor(random() * 2), secondOfDay(random)];
    } else [day, second] = [day + wait, secondOfDay(random)];
    if (day > LONGEST_HISTORY) break;
  }
  return history;
}

function lateness(random: () => number): number {
  const kind = random();
  if (kind < 0.5) return 1;
  if (kind < 0.65) return random(); // early
  return 1 + random() * (kind < 0.9 ? 0.5 : 4);
}

/** Often within seconds of 04:00, of midnight, or of the last second of the day. */
function secondOfDay(random: () => number): number {
  const kind = random();
  if (kind < 0.15) return 1 + Math.floor(random() * 3);
  if (kind < 0.3) return DAY - 1 - Math.floor(random() * 3);
  if (kind < 0.4) return 20 * 3600 + Math.floor(random() * 3) - 1;
  return Math.floor(random() * DAY);
}

function pickGrade(random: () => number): Grade {
  const kind = random();
  return grades[kind < 0.25 ? 0 : kind < 0.4 ? 1 : kind < 0.85 ? 2 : 3] ?? 'good';
}

export function answer(
  number: number,
  moment: Moment,
  grade: Grade,
  scheduler: Scheduler,
  state: QuizState,
): AnswerRecord {
  const { next } = scheduler.offer(stateOf(state, card), moment)[grade];
  return { kind: 'answer', id: `h-${number}`, ...moment, card, grade, next, took: 1000 };
}

export interface Prefix {
  readonly state: CardState;
  readonly schedule: AnkiSchedule | undefined;
}

/** The first reviews of a history, moved so that the next one is now: each on its day, at its time of day. */
export function prefixUntilNow(
  history: readonly PastReview[],
  length: number,
  now: Moment,
  scheduler: Scheduler,
): Prefix {
  const following = history[length];
  if (following === undefined) throw new Error('a prefix ends before the last review');
  let state = emptyState;
  for (const [index, review] of history.slice(0, length).entries()) {
    const daysAgo = following.day - review.day;
    const at =
      daysAgo === 0
        ? now.at - (length - index) * 61_000
        : startOfDay(addDays(now.day, -daysAgo)) + review.second * 1000;
    state = applyRecord(state, answer(index, momentAt(at), review.grade, scheduler, state), scheduler);
  }
  return { state: stateOf(state, card), schedule: ankiScheduleOf(state.records, scheduler) };
}
