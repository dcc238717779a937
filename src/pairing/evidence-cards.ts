import type { Card } from '../cards/index.ts';
import type { Claim } from './claim.ts';
import { fingerprintOf, type Evidence } from './evidence-text.ts';
import type { ClaimVerdict, Outcome } from './claim-verdict.ts';
import { judgeClaim } from './judge.ts';
import { indexClaims } from './pair-claimed.ts';
import type { PairCard, VaultClaims } from './pair-cards.ts';
import { outcomeOf, type RunRecord } from './runs/run-record.ts';

/** What recorded replays say about a card. */
export type CardProof =
  | {
      readonly kind: 'supported' | 'refuted' | 'over-general';
      /** Those of the card's claims that have this verdict. */
      readonly judged: readonly { readonly claim: Claim; readonly verdict: ClaimVerdict }[];
      readonly runs: readonly ProvingRun[];
    }
  /** The author put an experiment beside it, which says nothing about the truth of its answer. */
  | { readonly kind: 'demonstrated'; readonly runs: readonly ProvingRun[] };

export interface ProvingRun {
  readonly run: RunRecord;
  /** Of an over-general claim: whether it shows where the claim holds or where it fails, and when that is. */
  readonly side?: { readonly holds: boolean; readonly condition?: string };
}

export interface ProofSources {
  readonly evidence: Evidence;
  /** The texts of experiments as they are now, by id. */
  readonly texts: ReadonlyMap<string, string>;
  readonly claimed: VaultClaims;
  readonly pairCard: PairCard;
}

/** More replays on a card than this are no evidence but a report. */
const mostRuns = 2;

/** Gives the function that finds a card's proof; undefined where nothing recorded says anything about it. */
export function openProofs(sources: ProofSources): (card: Card) => CardProof | undefined {
  const { pairCard } = sources;
  const { claims, decisions, lexicon } = sources.claimed;
  const runs = currentRuns(sources);
  const outcomes = new Map<string, Outcome>([...runs].map(([id, run]) => [id, outcomeOf(run)]));
  const claimsOf = indexClaims(claims);
  return (card) => {
    const judged = claimsOf(card).map((claim) => ({
      claim,
      verdict: judgeClaim(claim, decisions, outcomes, lexicon),
    }));
    for (const kind of ['refuted', 'over-general', 'supported'] as const) {
      const found = judged.filter(({ verdict }) => verdict.kind === kind);
      if (found.length === 0) continue;
      const proving = found.flatMap(({ verdict }) => provingRuns(verdict, runs));
      return { kind, judged: found, runs: firstOfEach(proving).slice(0, mostRuns) };
    }
    const shown = pairCard(card)
      .filter(({ strength }) => strength !== 'related')
      .flatMap(({ experiment }) => runs.get(experiment) ?? [])
      .filter(({ verdict }) => verdict === 'supported')
      .map((run) => ({ run }));
    return shown.length === 0 ? undefined : { kind: 'demonstrated', runs: shown.slice(0, 1) };
  };
}

/** Evidence of an experiment that reads otherwise now is evidence no more. */
function currentRuns({ evidence, texts }: ProofSources): ReadonlyMap<string, RunRecord> {
  const current = [...evidence].filter(([id, { text }]) => {
    const now = texts.get(id);
    return now !== undefined && fingerprintOf(now) === text;
  });
  return new Map(current.map(([id, { run }]) => [id, run]));
}

function provingRuns(verdict: ClaimVerdict, runs: ReadonlyMap<string, RunRecord>): ProvingRun[] {
  switch (verdict.kind) {
    case 'supported':
    case 'refuted':
      return verdict.by.slice(0, 1).flatMap(({ experiment }) => {
        const run = runs.get(experiment);
        return run === undefined ? [] : [{ run }];
      });
    case 'over-general':
      return [
        { side: verdict.fails, holds: false },
        { side: verdict.holds, holds: true },
      ].flatMap(({ side, holds }) => {
        const run = side === undefined ? undefined : runs.get(side.by.experiment);
        if (run === undefined) return [];
        return [{ run, side: { holds, ...(side?.condition === undefined ? {} : { condition: side.condition }) } }];
      });
    case 'not-testable-here':
    case 'inconclusive':
    case 'no-experiment':
    case 'not-empirical':
      return [];
  }
}

function firstOfEach(runs: readonly ProvingRun[]): ProvingRun[] {
  return runs.filter(({ run }, index) => runs.findIndex((one) => one.run.experiment === run.experiment) === index);
}
