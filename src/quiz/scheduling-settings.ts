/** How cards are scheduled; what Anki calls a deck's options. */
export interface SchedulingSettings {
  /** The probability of recall at which a card falls due: 0.7 to 0.99, as Anki allows. */
  readonly retention: number;
  /** Weights of FSRS: 21 of version 6, 19 of 5 or 17 of 4. */
  readonly weights: readonly number[];
  /** Days. */
  readonly maximumInterval: number;
  /** Seconds. */
  readonly learningSteps: readonly number[];
  /** Seconds; the steps after a lapse. */
  readonly relearningSteps: readonly number[];
  /** Lapses at which a card is no longer asked, and again after every half as many; 0 is never. */
  readonly leechThreshold: number;
}

/** FSRS 6's own weights, which Anki and ts-fsrs share. */
export const defaultWeights: readonly number[] = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
  0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];

/** Anki's defaults. */
export const defaultSettings: SchedulingSettings = {
  retention: 0.9,
  weights: defaultWeights,
  maximumInterval: 36_500,
  learningSteps: [60, 600],
  relearningSteps: [600],
  leechThreshold: 8,
};

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Reads a step as Anki's options write it: `90s`, `10m`, `1h`, `1d`; a bare number is minutes. Undefined where it is none. */
export function parseStep(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(text.trim());
  if (match === null) return undefined;
  const [, amount = '', unit = ''] = match;
  const seconds = Math.floor(Number(amount) * (unitSeconds[unit === '' ? 'm' : unit] ?? 0));
  return seconds >= 1 && seconds <= 365 * 86_400 ? seconds : undefined;
}

/** Why settings can't be used, or undefined. ts-fsrs itself takes nonsense without a word. */
export function faultOfSettings(settings: SchedulingSettings): string | undefined {
  const { retention, weights, maximumInterval, learningSteps, relearningSteps, leechThreshold } = settings;
  if (!(retention >= 0.7 && retention <= 0.99)) return `a retention of ${retention} is not between 0.7 and 0.99`;
  if (![17, 19, 21].includes(weights.length))
    return `${weights.length} weights; FSRS has 21 (version 6), 19 (version 5) or 17 (version 4)`;
  if (!weights.every(Number.isFinite)) return 'a weight that is no number';
  if (!Number.isInteger(maximumInterval) || maximumInterval < 1 || maximumInterval > 36_500)
    return `a longest interval of ${maximumInterval} days is not between 1 and 36500`;
  if (![...learningSteps, ...relearningSteps].every((seconds) => Number.isInteger(seconds) && seconds >= 1))
    return 'a step that is no whole number of seconds';
  if (!Number.isInteger(leechThreshold) || leechThreshold < 0) return `a leech threshold of ${leechThreshold}`;
  return undefined;
}
