/** One row of the table that `npm run bench` prints: a ratio within one run, for absolute times say nothing on a shared machine. */
export interface Measurement {
  readonly work: string;
  /** What was measured, divided by what it is held against. */
  readonly ratio: number;
  readonly against: string;
  /** The goal, as a bound on the ratio. */
  readonly goal: { readonly atMost: number } | { readonly atLeast: number };
  /** The absolute figures behind the ratio, in words. */
  readonly detail: string;
}

export interface BenchOptions {
  /** Smaller inputs and fewer rounds, for CI. */
  readonly quick: boolean;
  /** Where a bench may write; removed afterwards. */
  readonly folder: string;
}

/** A group of measurements; one file of this folder each. */
export type Bench = (options: BenchOptions) => Promise<readonly Measurement[]>;

export function meetsGoal({ ratio, goal }: Measurement): boolean {
  return 'atMost' in goal ? ratio <= goal.atMost : ratio >= goal.atLeast;
}

/** The middle of several runs' times; one outlier of a busy machine does not move it. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
