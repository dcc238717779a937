import { answerText, type Fact } from './fact.ts';
import { contentStems, factKey } from './wording.ts';

/** What comparing facts needs, computed once a fact. */
export interface FactProfile {
  readonly fact: Fact;
  /** The names of its concept: before the parentheses and inside them; of a contrast the pair. */
  readonly names: readonly string[];
  readonly facet: readonly string[];
  /** Words of the facet that turn it round: "option off" is another fact than "option on". */
  readonly turns: string;
  readonly answer: readonly string[];
  readonly front: string;
}

export function profileFact(fact: Fact): FactProfile {
  const { question } = fact;
  return {
    fact,
    names: isContrast(fact) ? [fact.concept] : namesOf(fact.concept),
    facet: facetStems(fact.facet),
    turns: (fact.facet.toLowerCase().match(turning) ?? []).join(' '),
    answer: question.kind === 'asked' ? contentStems(answerText(question.back)) : [],
    front: question.kind === 'asked' ? question.front.text.toLowerCase() : '',
  };
}

const turning = /\b(?:on|off|with|without|before|after|above|below)\b/gu;

export function isContrast({ rule }: Fact): boolean {
  return rule === 'table-row';
}

/** "Stream sockets (TCP)" has two names; "recv, MSG_TRUNC (Linux)" is a part of something, with a remark. */
export function namesOf(concept: string): readonly string[] {
  if (concept.replace(/\([^)]*\)/gu, '').includes(', ')) return [factKey(concept)];
  const inside = [...concept.matchAll(/\(([^)]*)\)/gu)].flatMap(([, text = '']) => text.split(/\s*[-–—,&/]\s*/u));
  return [...new Set([concept.replace(/\([^)]*\)/gu, ' '), ...inside].map(factKey))].filter((key) => key !== '');
}

function facetStems(facet: string): readonly string[] {
  return contentStems(facet.replace(/\([^)]*\)/gu, ' ')).map((stem) => stem.replace(/^(?:un|non)(?=.{4})/u, ''));
}

/** Whether two facts of one concept are one: the same facet, or answers of which one holds the other. */
export function statesSame(a: FactProfile, b: FactProfile): boolean {
  const [first, second] = [a.fact, b.fact];
  if (first.question.kind === 'gaps' || second.question.kind === 'gaps')
    return first.question.kind === second.question.kind && first.facet === second.facet;
  if (first.facet.startsWith('follows ') || second.facet.startsWith('follows ')) return a.front === b.front;
  if (isContrast(first) || isContrast(second)) return first.concept === second.concept && first.facet === second.facet;
  if (a.turns !== b.turns && a.turns !== '' && b.turns !== '') return false;
  return nearFacet(a, b) || sameAnswer(a.answer, b.answer);
}

/** Rows of one table, and sentences, are apart by what they are: there only the very same facet is the same. */
export function nearFacet(a: FactProfile, b: FactProfile): boolean {
  const apart =
    a.fact.rule === 'sentence' ||
    b.fact.rule === 'sentence' ||
    (a.fact.cell !== undefined && b.fact.cell !== undefined && a.fact.place.path === b.fact.place.path);
  return apart ? a.fact.facet === b.fact.facet : sameFacet(a, b);
}

export function sameFacet(a: FactProfile, b: FactProfile): boolean {
  const [small, large] = a.facet.length <= b.facet.length ? [a.facet, b.facet] : [b.facet, a.facet];
  return small.length > 0 && small.every((stem) => large.includes(stem)) && large.length - small.length <= 1;
}

/** Share of the smaller one's stems that the larger holds too; 0 where either has none. */
export function containment(a: readonly string[], b: readonly string[]): number {
  const [first, second] = [new Set(a), new Set(b)];
  const [small, large] = first.size <= second.size ? [first, second] : [second, first];
  return small.size === 0 ? 0 : [...small].filter((stem) => large.has(stem)).length / small.size;
}

/** Two answers say one thing where the shorter is nearly all in the longer; of two words both must agree. */
function sameAnswer(a: readonly string[], b: readonly string[]): boolean {
  const fewest = Math.min(a.length, b.length);
  return fewest > 2 ? containment(a, b) >= 0.75 : fewest === 2 && a.join(' ') === b.join(' ');
}
