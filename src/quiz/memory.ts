import { FSRSAlgorithm, Rating } from 'ts-fsrs';
import type { AnkiReview } from './journal-record.ts';
import { ratingOf, type Grade } from './grade.ts';
import type { SchedulingSettings } from './scheduling-settings.ts';

/** What FSRS knows of a card. */
export interface Memory {
  /** Days after which recall is 0.9 likely. */
  readonly stability: number;
  /** 1 to 10. */
  readonly difficulty: number;
}

/** FSRS with the weights of some settings. Elapsed days are study days apart, whole and not negative. */
export interface MemoryModel {
  readonly answer: (memory: Memory | undefined, elapsedDays: number, grade: Grade) => Memory;
  /** The days until recall is as likely as the settings want it; not rounded. */
  readonly interval: (memory: Memory) => number;
  /** 0 to 1. */
  readonly retrievability: (memory: Memory, elapsedDays: number) => number;
  /** A guess at the memory where the beginning of a history is lost, from the first interval that is left of it. */
  readonly fromInterval: (days: number, factor: AnkiReview['factor']) => Memory;
  /** Whether the weights let a card be asked again within a day by its memory alone. */
  readonly hasShortTerm: boolean;
}

const fsrsRatings = { again: Rating.Again, hard: Rating.Hard, good: Rating.Good, easy: Rating.Easy } as const;

/** FSRS's bounds of stability. */
const LEAST_STABILITY = 0.001;
const MOST_STABILITY = 36_500;

/** Retention in the time before the history that is left; Anki's default. */
const HISTORICAL_RETENTION = 0.9;

export function openMemoryModel({ weights, retention }: SchedulingSettings): MemoryModel {
  const algorithm = new FSRSAlgorithm({
    w: upToDate(weights),
    request_retention: retention,
    enable_short_term: true,
    relearning_steps: [], // with some, ts-fsrs would lower weights that Anki takes as they are
  });
  // ts-fsrs raises this weight to 0.01, which older versions of FSRS do not have: there it is 0.
  if (weights.length < 21) Object.assign(algorithm.parameters.w, { 19: 0 });
  const weight = (index: number): number => algorithm.parameters.w[index] ?? 0;
  return {
    answer: (memory, elapsedDays, grade) => {
      if (memory === undefined) {
        // ts-fsrs would not go below 0.1, where Anki does.
        const stability = clamp(weight(ratingOf(grade) - 1), LEAST_STABILITY, MOST_STABILITY);
        return { stability, difficulty: clamp(algorithm.init_difficulty(fsrsRatings[grade]), 1, 10) };
      }
      const { stability, difficulty } = algorithm.next_state(memory, elapsedDays, fsrsRatings[grade]);
      return { stability, difficulty };
    },
    interval: ({ stability }) => stability * algorithm.interval_modifier,
    retrievability: ({ stability }, elapsedDays) => algorithm.forgetting_curve(elapsedDays, stability),
    fromInterval: (days, factor) => {
      const decay = -weight(20);
      const stability = clamp(
        (Math.max(days, LEAST_STABILITY) * (0.9 ** (1 / decay) - 1)) / (HISTORICAL_RETENTION ** (1 / decay) - 1),
        LEAST_STABILITY,
        MOST_STABILITY,
      );
      const ease = (factor === 0 ? 2500 : factor) / 1000;
      // So little is no ease: FSRS wrote its difficulty there.
      if (ease <= 1.1) return { stability, difficulty: clamp((ease - 0.1) * 9 + 1, 1, 10) };
      const gain = Math.exp(weight(8)) * stability ** -weight(9) * Math.expm1((1 - HISTORICAL_RETENTION) * weight(10));
      return { stability, difficulty: clamp(11 - (ease - 1) / gain, 1, 10) };
    },
    hasShortTerm: weights.length >= 19 && weight(17) > 0 && weight(18) > 0,
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

/** Weights of FSRS 4 (17 of them) and 5 (19) as FSRS 6 reads them. ts-fsrs would do it too, and tell the console each time. */
function upToDate(weights: readonly number[]): number[] {
  if (weights.length === 21) return [...weights];
  if (weights.length === 19) return [...weights, 0, OLD_DECAY];
  const converted = [...weights];
  const [difficulty = 0, spread = 0, change = 0] = weights.slice(4, 7);
  converted.splice(4, 3, spread * 2 + difficulty, Math.log(spread * 3 + 1) / 3, change + 0.5);
  return [...converted, 0, 0, 0, OLD_DECAY];
}

/** How FSRS before version 6 forgot. */
const OLD_DECAY = 0.5;
