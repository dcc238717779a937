import type { Claim } from './claim.ts';
import type { Decision } from './decision.ts';
import type { Lexicon } from './vocabulary/lexicon.ts';

/** A decision that says something about a claim's value. */
export interface RelevantDecision {
  readonly decision: Decision;
  /** The same value, or one that rules it out. */
  readonly agrees: boolean;
  /** Under which the decision was made, in words; what every replay here fulfils is left out. */
  readonly condition?: string;
  /** The decision is about this kind of the claim's concept only. */
  readonly narrower?: string;
  /** The claim is that something may happen: one case shows it. */
  readonly isPossibility: boolean;
  /** The claim names the same condition. */
  readonly sameCondition: boolean;
}

/**
 * The decisions about a claim: about its concept or kinds of it; where there are none, about what it is a kind of.
 * `nearest` is one that nearly fits, for "no experiment".
 */
export function relevantDecisions(
  claim: Claim,
  decisions: readonly Decision[],
  lexicon: Lexicon,
): { readonly relevant: readonly RelevantDecision[]; readonly nearest?: Decision } {
  const concept = claim.concept.name;
  const sameFacet = decisions.filter(({ facet }) => facet === claim.facet);
  const isDefault = lexicon.conditionNamed(claim.condition?.name)?.isDefault === true;
  const own = sameFacet.filter(
    (decision) => lexicon.isKind(decision.concept, concept) && isWithin(claim, decision.concept, lexicon),
  );
  const found = own
    .flatMap((decision) => relate(claim, decision, lexicon))
    .filter(({ condition }) => !isDefault || condition === undefined);
  if (found.length > 0) return { relevant: found };
  const broader = sameFacet.filter((decision) => lexicon.isKind(concept, decision.concept));
  const telling = broader.filter((decision) => relate(claim, decision, lexicon).length > 0);
  const inherited = nearestOf(telling, lexicon).flatMap((decision) => relate(claim, decision, lexicon));
  if (inherited.length > 0) return { relevant: inherited };
  const nearest = own[0] ?? broader[0] ?? decisions.find((decision) => decision.concept === concept);
  return { relevant: [], ...(nearest === undefined ? {} : { nearest }) };
}

/** Of what a concept is a kind of, that which no other of them is broader than. */
function nearestOf(decisions: readonly Decision[], lexicon: Lexicon): readonly Decision[] {
  return decisions.filter(
    ({ concept }) => !decisions.some((other) => other.concept !== concept && lexicon.isKind(other.concept, concept)),
  );
}

/** Whether the claim names a condition that not every replay fulfils, and that does not just narrow its concept. */
export function isConditional({ condition }: Claim, lexicon: Lexicon): boolean {
  if (condition === undefined) return false;
  const known = lexicon.conditionNamed(condition.name);
  return known === undefined || (!known.always && known.narrowsTo.length === 0);
}

/** A claim "over a network" is about those kinds only that can reach one. */
function isWithin({ concept, condition }: Claim, decided: string, lexicon: Lexicon): boolean {
  const narrowing = lexicon.conditionNamed(condition?.name)?.narrowsTo ?? [];
  return decided === concept.name || narrowing.length === 0 || narrowing.some((kind) => lexicon.isKind(decided, kind));
}

function relate(claim: Claim, decision: Decision, lexicon: Lexicon): readonly RelevantDecision[] {
  const likeness = lexicon.compareValues(claim.facet, claim.value.name, decision.value);
  if (likeness === 'unknown') return [];
  const condition = lexicon.conditionNamed(decision.condition?.name);
  const narrows = lexicon.isKind(decision.concept, claim.concept.name) && decision.concept !== claim.concept.name;
  return [
    {
      decision,
      agrees: likeness === 'same',
      ...(decision.condition === undefined || condition?.always === true
        ? {}
        : { condition: decision.condition.written }),
      ...(narrows ? { narrower: decision.concept } : {}),
      isPossibility: lexicon.isPossibility(claim.facet, claim.value.name),
      sameCondition: claim.condition?.name !== undefined && claim.condition.name === decision.condition?.name,
    },
  ];
}
