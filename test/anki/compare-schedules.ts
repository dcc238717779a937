import {
  formatDay,
  grades,
  momentAt,
  openScheduler,
  type Grade,
  type Moment,
  type Scheduled,
  type SchedulingSettings,
} from '../../src/quiz/index.ts';
import type { AskAnki } from './oracle.ts';
import { prefixUntilNow, randomHistory, seededRandom, type Prefix } from './scheduling-histories.ts';

/** What `oracle.py` says that a button of Anki's offers. */
interface AnkiOffer {
  readonly phase: 'learning' | 'review' | 'relearning';
  readonly days?: number;
  readonly seconds?: number;
  readonly left?: number;
  readonly interval?: number;
  readonly stability: number;
  readonly difficulty: number;
}

type AnkiAnswer = Readonly<Record<Grade, AnkiOffer>> & {
  readonly memory: { readonly stability: number; readonly difficulty: number } | null;
};

export interface Comparison {
  readonly histories: number;
  /** Moments at which all four grades were compared. */
  readonly reviews: number;
  readonly intervals: number;
  readonly lapses: number;
  readonly sameDay: number;
  /** A day apart, where the interval before rounding lies within 0.01 of a half. */
  readonly roundings: readonly string[];
  readonly faults: readonly string[];
}

/** Offers at every review of random histories, ours beside Anki's. */
export function compareWithAnki(
  ask: AskAnki,
  {
    histories,
    seed,
    settings,
  }: { readonly histories: number; readonly seed: number; readonly settings: SchedulingSettings },
): Comparison {
  const scheduler = openScheduler(settings);
  const random = seededRandom(seed);
  const now = momentAt(Date.now());
  const cases = Array.from({ length: histories }, () => randomHistory(random, settings)).flatMap((history) =>
    history.map((_, length) => prefixUntilNow(history, length, now, scheduler)),
  );
  const answers = ask([
    {
      do: 'set-options',
      weights: settings.weights,
      retention: settings.retention,
      steps: settings.learningSteps.map((seconds) => seconds / 60),
      relearning: settings.relearningSteps.map((seconds) => seconds / 60),
      longest: settings.maximumInterval,
    },
    { do: 'next-states', cases: cases.map((prefix) => ankiCase(prefix, now)) },
  ])[1] as readonly AnkiAnswer[] | { readonly error: string };
  if ('error' in answers) throw new Error(answers.error);

  const roundings: string[] = [];
  const faults: string[] = [];
  for (const [index, prefix] of cases.entries()) {
    const answer = answers[index];
    if (answer === undefined) throw new Error(`Anki gave ${answers.length} answers to ${cases.length} cases`);
    compareMemory(prefix, answer, faults, index);
    const offers = scheduler.offer(prefix.state, now);
    for (const grade of grades) {
      const { next, memory } = offers[grade];
      const theirs = answer[grade];
      const raw = scheduler.model.interval(memory);
      const place = `case ${index}, ${prefix.state.phase} ${grade}: ${describe(next)}, Anki ${JSON.stringify(theirs)}, unrounded ${raw}`;
      if (!isNear(memory.stability, theirs.stability, 0.001) || Math.abs(memory.difficulty - theirs.difficulty) > 0.01)
        faults.push(`${place}: memory ${JSON.stringify(memory)}`);
      if (next.phase !== theirs.phase) faults.push(place);
      else if (next.phase === 'review') {
        if (next.days === theirs.days) continue;
        const isHalf = Math.abs(raw - Math.floor(raw) - 0.5) < 0.01;
        if (isHalf && Math.abs(next.days - (theirs.days ?? 0)) === 1) roundings.push(place);
        else faults.push(place);
      } else if (!isSameWait(next.seconds, theirs.seconds ?? 0, raw) || next.left !== theirs.left) faults.push(place);
      else if (next.phase === 'relearning' && grade === 'again' && scheduler.roundInterval(memory) !== theirs.interval)
        faults.push(place);
    }
  }
  return {
    histories,
    reviews: cases.length,
    intervals: cases.length * 4,
    lapses: cases.filter(({ state }) => state.lapses > 0).length,
    sameDay: cases.filter(({ state }) => state.reviewed?.day === now.day).length,
    roundings,
    faults,
  };
}

function compareMemory(
  { state: { memory } }: Prefix,
  { memory: theirs }: AnkiAnswer,
  faults: string[],
  index: number,
): void {
  if (memory === undefined && theirs === null) return;
  // Anki stores four decimals of the stability.
  const isSame =
    memory !== undefined &&
    theirs !== null &&
    (isNear(memory.stability, theirs.stability, 0.001) || Math.abs(memory.stability - theirs.stability) <= 0.0001) &&
    Math.abs(memory.difficulty - theirs.difficulty) <= 0.01;
  if (!isSame) faults.push(`case ${index}: memory ${JSON.stringify(memory)}, Anki ${JSON.stringify(theirs)}`);
}

/** A card's row and log for the oracle; days count from today, for Anki counts them from elsewhere. */
function ankiCase({ schedule }: Prefix, now: Moment): object {
  if (schedule === undefined) return { reviews: [] };
  const { reviews, due, memory, reviewedAt, ...card } = schedule;
  return {
    reviews,
    card: { ...card, ...('day' in due ? { dueIn: due.day - now.day } : { dueAt: Math.floor(due.at / 1000) }) },
  };
}

/** Steps are the same second. Without steps the wait is the memory's own, of which Anki drops the part of a second. */
function isSameWait(ours: number, theirs: number, days: number): boolean {
  const rest = (days * 86_400) % 1;
  return ours === theirs || (Math.abs(ours - theirs) === 1 && (rest < 0.05 || rest > 0.95));
}

function isNear(ours: number, theirs: number, share: number): boolean {
  return Math.abs(ours - theirs) <= share * Math.max(ours, theirs);
}

function describe(next: Scheduled): string {
  if (next.phase === 'review') return `${next.days} d`;
  return `${next.phase} ${next.seconds} s, ${next.left} left${next.day === undefined ? '' : ` (${formatDay(next.day)})`}`;
}

/** What the test prints. */
export function report(name: string, comparison: Comparison): string {
  const { histories, reviews, intervals, lapses, sameDay, roundings } = comparison;
  return [
    `${name}: ${intervals} intervals compared with Anki (${reviews} reviews of ${histories} histories; ${lapses} after lapses, ${sameDay} on the day of the one before); ${roundings.length} a day apart by rounding`,
    ...roundings.map((line) => `  ${line}`),
  ].join('\n');
}
