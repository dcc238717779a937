import { momentAt, type Moment } from '../quiz/index.ts';
import type { Context } from './context.ts';
import { UsageError } from './outcome.ts';

export interface ClockFlags {
  readonly now?: string;
  readonly seed?: string;
}

/** The quiz's clock: the machine's, or one that stands still at `--now`. */
export function clockOf({ now }: ClockFlags, context: Context): () => Moment {
  if (now === undefined) return () => momentAt(context.now());
  const at = Date.parse(now);
  if (Number.isNaN(at)) throw new UsageError(`--now takes a time such as 2026-11-21T18:00:00Z, not ${now}`);
  return () => momentAt(at);
}

/** Decides every shuffle: `--seed`, else chance. */
export function seedOf({ seed }: ClockFlags, context: Context): number {
  if (seed === undefined) return Number.parseInt(context.randomHex(4), 16);
  if (!/^\d{1,9}$/u.test(seed)) throw new UsageError(`--seed takes a whole number, not ${seed}`);
  return Number(seed);
}
