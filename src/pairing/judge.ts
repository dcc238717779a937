import type { ReplayVerdict } from '../experiments/index.ts';
import type { Claim } from './claim.ts';
import type { Decision } from './decision.ts';
import type { Lexicon } from './vocabulary/lexicon.ts';

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
      /** Where the claim would hold, if an experiment shows that. */
      readonly holdsOnly?: string;
    }
  | {
      readonly kind: 'over-general';
      /** Under which condition it holds, in words. */
      readonly condition: string;
      readonly holds?: { readonly condition?: string; readonly by: Decision };
      readonly fails: { readonly condition?: string; readonly by: Decision };
    }
  | { readonly kind: 'not-testable-here'; readonly need: string; readonly by: readonly Decision[] }
  | { readonly kind: 'inconclusive'; readonly reason: string; readonly by: readonly Decision[] }
  | { readonly kind: 'no-experiment'; readonly nearest?: Decision }
  | { readonly kind: 'not-empirical'; readonly reason: string };

/** Decides one claim. `outcomes` holds the experiments that were run; what is not in it was not. */
export function judgeClaim(
  claim: Claim,
  decisions: readonly Decision[],
  outcomes: ReadonlyMap<string, Outcome>,
  lexicon: Lexicon,
): ClaimVerdict {
  if (claim.notEmpirical !== undefined) return { kind: 'not-empirical', reason: claim.notEmpirical };
  return { kind: 'no-experiment' };
}

/** The ids of the experiments that have a say in some claim: no other need be run. Sorted. */
export function experimentsNeeded(
  claims: readonly Claim[],
  decisions: readonly Decision[],
  lexicon: Lexicon,
): readonly string[] {
  return [];
}
