import type { Claim } from './claim.ts';
import type { Decision } from './decision.ts';
import { isConditional, relevantDecisions, type RelevantDecision } from './relevant-decisions.ts';
import type { ClaimVerdict, Outcome } from './claim-verdict.ts';
import type { Lexicon } from './vocabulary/lexicon.ts';

/**
 * Decides one claim by what experiments showed. `outcomes` holds those that were run, by id. Wording alone refutes
 * nothing: a claim is refuted by a value that the vocabulary knows to rule the claimed one out.
 */
export function judgeClaim(
  claim: Claim,
  decisions: readonly Decision[],
  outcomes: ReadonlyMap<string, Outcome>,
  lexicon: Lexicon,
): ClaimVerdict {
  if (claim.notEmpirical !== undefined) return { kind: 'not-empirical', reason: claim.notEmpirical };
  if (isElsewhere(claim, lexicon))
    return { kind: 'not-testable-here', need: claim.condition?.name ?? 'another system', by: [] };
  const { relevant, nearest } = relevantDecisions(claim, decisions, lexicon);
  if (relevant.length === 0) return { kind: 'no-experiment', ...(nearest === undefined ? {} : { nearest }) };
  const standing = relevant.filter(({ decision }) => outcomes.get(decision.experiment)?.verdict === 'supported');
  const overturned = relevant.find(
    ({ decision, agrees }) => agrees && outcomes.get(decision.experiment)?.verdict === 'refuted',
  );
  if (overturned !== undefined && !standing.some(({ agrees }) => agrees)) {
    const { decision } = overturned;
    return {
      kind: 'refuted',
      by: [decision],
      seen: outcomes.get(decision.experiment)?.seen ?? 'something else than the experiment claims',
    };
  }
  if (standing.length === 0) return untested(relevant, outcomes);
  return soften(
    claim,
    isConditional(claim, lexicon) ? weighConditional(standing, isOrdinary(claim, lexicon)) : weigh(standing),
  );
}

/** The claim is about another system. */
function isElsewhere({ condition }: Claim, lexicon: Lexicon): boolean {
  return lexicon.conditionNamed(condition?.name)?.isElsewhere === true;
}

/** The condition is none that a replay without it would fail. */
function isOrdinary({ condition }: Claim, lexicon: Lexicon): boolean {
  return lexicon.conditionNamed(condition?.name)?.isOrdinary === true;
}

/** What stands for and against a claim that names no condition. */
function weigh(standing: readonly RelevantDecision[]): ClaimVerdict {
  const [agreeing, failing] = [standing.filter(({ agrees }) => agrees), standing.filter(({ agrees }) => !agrees)];
  const [holds, fails] = [freeFirst(agreeing)[0], freeFirst(failing)[0]];
  if (holds?.isPossibility === true) return supported(agreeing);
  if (fails === undefined) {
    if (holds?.condition === undefined) return supported(agreeing);
    return overGeneral(holds, undefined);
  }
  if (holds === undefined)
    return fails.condition === undefined ? refuted(failing, undefined) : overGeneral(undefined, fails);
  const bothFree = isFree(holds) && isFree(fails);
  if (bothFree)
    return {
      kind: 'inconclusive',
      reason: `${holds.decision.experiment} and ${fails.decision.experiment} decide opposite values`,
      by: [holds.decision, fails.decision],
    };
  if (isFree(fails) && holds.condition !== undefined && holds.narrower === undefined) return refuted(failing, holds);
  return overGeneral(holds, fails);
}

/** A claim that names its condition is judged where that condition holds, and is never over-general. */
function weighConditional(standing: readonly RelevantDecision[], isOrdinary: boolean): ClaimVerdict {
  const matching = standing.filter(({ sameCondition }) => sameCondition);
  const agreeing = matching.filter(({ agrees }) => agrees);
  if (agreeing.length > 0) return supported(agreeing);
  if (matching.length > 0) return refuted(matching, undefined);
  const free = standing.filter((one) => one.agrees);
  if (free.length > 0) return supported(free);
  const contrary = standing.filter(isFree);
  if (isOrdinary && contrary.length > 0) return refuted(contrary, undefined);
  return {
    kind: 'inconclusive',
    reason: 'no experiment decides it under the condition that it names',
    by: standing.map(({ decision }) => decision),
  };
}

/** `can` claims no more than one case shows; `usually` is no claim that one kernel could refute. */
function soften({ hedge }: Claim, verdict: ClaimVerdict): ClaimVerdict {
  if (hedge === undefined || (verdict.kind !== 'over-general' && verdict.kind !== 'refuted')) return verdict;
  if (verdict.kind === 'over-general' && verdict.holds !== undefined)
    return { kind: 'supported', by: [verdict.holds.by] };
  return hedge === 'usually'
    ? { kind: 'not-empirical', reason: 'how often something happens is not for one machine to say' }
    : verdict;
}

function untested(relevant: readonly RelevantDecision[], outcomes: ReadonlyMap<string, Outcome>): ClaimVerdict {
  const outcomeOf = ({ decision }: RelevantDecision): Outcome | undefined => outcomes.get(decision.experiment);
  const lacking = relevant.find((one) => outcomeOf(one)?.verdict === 'not-testable-here');
  if (lacking !== undefined)
    return {
      kind: 'not-testable-here',
      need: outcomeOf(lacking)?.reason ?? 'something this machine lacks',
      by: [lacking.decision],
    };
  const [first] = relevant;
  const outcome = first === undefined ? undefined : outcomeOf(first);
  const reason =
    outcome === undefined
      ? 'its experiments were not run'
      : outcome.verdict === 'refuted'
        ? `the experiment itself does not hold on this machine${outcome.seen === undefined ? '' : `: ${outcome.seen}`}`
        : (outcome.reason ?? 'the replay settled nothing');
  return { kind: 'inconclusive', reason, by: relevant.map(({ decision }) => decision) };
}

function isFree({ condition, narrower }: RelevantDecision): boolean {
  return condition === undefined && narrower === undefined;
}

/** Decisions without a condition come first, those about the very concept before those about kinds of it. */
function freeFirst(decisions: readonly RelevantDecision[]): readonly RelevantDecision[] {
  const rank = (one: RelevantDecision): number =>
    (one.condition === undefined ? 0 : 2) + (one.narrower === undefined ? 0 : 1);
  return decisions.toSorted((a, b) => rank(a) - rank(b));
}

function supported(agreeing: readonly RelevantDecision[]): ClaimVerdict {
  return { kind: 'supported', by: freeFirst(agreeing).map(({ decision }) => decision) };
}

function refuted(failing: readonly RelevantDecision[], holds: RelevantDecision | undefined): ClaimVerdict {
  const by = freeFirst(failing).map(({ decision }) => decision);
  const holdsOnly = holds === undefined ? undefined : scopeOf(holds);
  return {
    kind: 'refuted',
    by,
    seen: by[0]?.written[2] ?? '',
    ...(holdsOnly === undefined ? {} : { holdsOnly }),
  };
}

function overGeneral(holds: RelevantDecision | undefined, fails: RelevantDecision | undefined): ClaimVerdict {
  const [holdsWhere, failsWhere] = [holds && scopeOf(holds), fails && scopeOf(fails)];
  const parts = [
    ...(holdsWhere === undefined ? [] : [`holds ${holdsWhere}`]),
    ...(failsWhere === undefined ? [] : [`fails ${failsWhere}`]),
  ];
  return {
    kind: 'over-general',
    condition: parts.join('; '),
    ...(holds === undefined ? {} : { holds: sideOf(holds, holdsWhere) }),
    ...(fails === undefined ? {} : { fails: sideOf(fails, failsWhere) }),
  };
}

function sideOf({ decision }: RelevantDecision, condition: string | undefined): { condition?: string; by: Decision } {
  return { ...(condition === undefined ? {} : { condition }), by: decision };
}

/** "for UDP while the receiver lives"; undefined where it holds without further ado. */
function scopeOf({ condition, narrower }: RelevantDecision): string | undefined {
  const words = [
    ...(narrower === undefined ? [] : [`for ${narrower}`]),
    ...(condition === undefined ? [] : [condition]),
  ];
  return words.length === 0 ? undefined : words.join(', ');
}

/** The ids of the experiments that have a say in some claim: no other need be run. Sorted. */
export function experimentsNeeded(
  claims: readonly Claim[],
  decisions: readonly Decision[],
  lexicon: Lexicon,
): readonly string[] {
  const needed = new Set<string>();
  for (const claim of claims)
    if (claim.notEmpirical === undefined && !isElsewhere(claim, lexicon))
      for (const { decision } of relevantDecisions(claim, decisions, lexicon).relevant) needed.add(decision.experiment);
  return [...needed].sort();
}
