import type { ReplayVerdict } from '../experiments/index.ts';
import type { Decision } from './decision.ts';

/** How a replay of an experiment ended, as far as verdicts of claims need it. */
export interface Outcome {
  readonly verdict: ReplayVerdict;
  /** The missing need, or what was late. */
  readonly reason?: string;
  /** What the kernel showed instead of what the experiment claims. */
  readonly seen?: string;
}

/** What the kernel says of a note's claim. Every kind names what it rests on. */
export type ClaimVerdict =
  | { readonly kind: 'supported'; readonly by: readonly Decision[] }
  | {
      readonly kind: 'refuted';
      readonly by: readonly Decision[];
      /** The value that was seen, in the words of the experiment. */
      readonly seen: string;
      /** Where alone the claim would hold, in words, if an experiment shows that. */
      readonly holdsOnly?: string;
    }
  | {
      readonly kind: 'over-general';
      /** In words: "holds while the receiver lives; fails when the receiver closes". */
      readonly condition: string;
      readonly holds?: VerdictSide;
      readonly fails?: VerdictSide;
    }
  | { readonly kind: 'not-testable-here'; readonly need: string; readonly by: readonly Decision[] }
  | { readonly kind: 'inconclusive'; readonly reason: string; readonly by: readonly Decision[] }
  | { readonly kind: 'no-experiment'; readonly nearest?: Decision }
  | { readonly kind: 'not-empirical'; readonly reason: string };

export interface VerdictSide {
  /** Undefined where it needs no condition. */
  readonly condition?: string;
  readonly by: Decision;
}
