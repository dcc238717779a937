import { answerText, type Fact, type Refusal } from './fact.ts';
import { textPhrase, trimPhrase } from './phrase.ts';
import { containment, contentStems, countWords, factKey } from './wording.ts';
import type { Place } from '../../diagnostic.ts';

/** A fact that becomes a card, with the other places that state it. */
export interface SettledFact {
  readonly fact: Fact;
  readonly sources: readonly Place[];
}

const mostAnswerWords = 25;
const mostFrontWords = 32;
/** From this share of the answer's words on, the question gives it away. */
const leak = 0.6;

/**
 * One fact, one card: of the places that state it the most specific wins, the others become its sources; then what
 * would make a bad card is refused, with the reason.
 */
export function settleFacts(
  facts: readonly Fact[],
  written: readonly string[],
): { readonly settled: readonly SettledFact[]; readonly refusals: readonly Refusal[] } {
  const refusals: Refusal[] = [];
  const kept: { fact: Fact; sources: Place[] }[] = [];
  const order = [...facts].sort((a, b) => b.specificity - a.specificity);
  for (const found of order) {
    const fact = trimRepeats(
      found,
      kept.map(({ fact: other }) => other),
    );
    const rival = kept.find(({ fact: other }) => statesSame(fact, other));
    const parts = rival === undefined ? contrastParts(fact, kept) : [rival];
    if (parts.length > 0) {
      for (const part of parts) part.sources.push(fact.place);
      refusals.push({
        place: fact.place,
        rule: fact.rule,
        reason: `said already, and better, at ${parts.map(({ fact: other }) => `${other.place.path}:${other.place.line}`).join(', ')}`,
      });
      continue;
    }
    const reason = refuseCard(fact, written);
    if (reason === undefined) kept.push({ fact, sources: [] });
    else refusals.push({ place: fact.place, rule: fact.rule, reason });
  }
  const position = new Map(facts.map((fact, index) => [keyOf(fact), index]));
  kept.sort((a, b) => (position.get(keyOf(a.fact)) ?? 0) - (position.get(keyOf(b.fact)) ?? 0));
  return { settled: kept, refusals };
}

function keyOf({ place, concept, facet }: Fact): string {
  return `${place.path}\n${place.line}\n${place.column}\n${concept}\n${facet}`;
}

/** The names of one concept: before its parentheses and inside them. */
function namesOf(concept: string): ReadonlySet<string> {
  const inside = [...concept.matchAll(/\(([^)]*)\)/gu)].flatMap(([, text = '']) => text.split(/\s*[-–—,&/]\s*/u));
  return new Set([concept.replace(/\([^)]*\)/gu, ' '), ...inside].map(factKey).filter((key) => key !== ''));
}

function sameConcept(a: string, b: string): boolean {
  const names = namesOf(a);
  return [...namesOf(b)].some((name) => names.has(name));
}

function facetStems(facet: string): readonly string[] {
  return contentStems(facet.replace(/\([^)]*\)/gu, ' ')).map((stem) => stem.replace(/^(?:un|non)(?=.{4})/u, ''));
}

function sameFacet(a: string, b: string): boolean {
  const [first, second] = [facetStems(a), facetStems(b)];
  const [small, large] = first.length <= second.length ? [first, second] : [second, first];
  return small.length > 0 && small.every((stem) => large.includes(stem)) && large.length - small.length <= 1;
}

/** Rows of one table, and sentences, are apart by what they are: there only the very same facet is the same. */
function nearFacet(a: Fact, b: Fact): boolean {
  const apart =
    a.rule === 'sentence' ||
    b.rule === 'sentence' ||
    (a.cell !== undefined && b.cell !== undefined && a.place.path === b.place.path);
  return apart ? a.facet === b.facet : sameFacet(a.facet, b.facet);
}

function statesSame(a: Fact, b: Fact): boolean {
  if (a.question.kind === 'gaps' || b.question.kind === 'gaps')
    return a.question.kind === b.question.kind && sameConcept(a.concept, b.concept) && a.facet === b.facet;
  if (frontText(a) === frontText(b)) return true;
  if (a.facet.startsWith('follows ') || b.facet.startsWith('follows ')) return false;
  const [first, second] = [answerText(a.question.back), answerText(b.question.back)];
  if (a.concept.includes(' / ') || b.concept.includes(' / ')) return a.concept === b.concept && a.facet === b.facet;
  if (!sameConcept(a.concept, b.concept)) return false;
  return nearFacet(a, b) || sameAnswer(first, second);
}

/** Two answers say one thing where the shorter is nearly all in the longer; of two words both must agree. */
function sameAnswer(a: string, b: string): boolean {
  const fewest = Math.min(contentStems(a).length, contentStems(b).length);
  return fewest > 2
    ? containment(a, b) >= 0.75
    : fewest === 2 && contentStems(a).join(' ') === contentStems(b).join(' ');
}

/** A contrast of two concepts says nothing new where each side has its own card. */
function contrastParts(
  fact: Fact,
  kept: readonly { fact: Fact; sources: Place[] }[],
): readonly { fact: Fact; sources: Place[] }[] {
  const [a, b] = fact.concept.split(' / ');
  if (fact.rule !== 'table-row' || a === undefined || b === undefined) return [];
  const sides = [a, b].map((concept) =>
    kept.find(({ fact: other }) => sameConcept(concept, other.concept) && nearFacet(fact, other)),
  );
  return sides.every((side) => side !== undefined) ? sides : [];
}

/** "Ensures delivery, detects and retransmits lost packets" loses the clause that a more specific row says by itself. */
function trimRepeats(fact: Fact, others: readonly Fact[]): Fact {
  if (fact.question.kind === 'gaps' || fact.question.back.kind !== 'phrase' || fact.cell === undefined) return fact;
  const clauses = fact.question.back.phrase.text.split(/,\s+(?:and\s+)?/u);
  if (clauses.length < 2) return fact;
  const said = others.filter(
    (other) =>
      other.cell !== undefined && sameConcept(other.concept, fact.concept) && !sameFacet(other.facet, fact.facet),
  );
  const own = clauses.filter(
    (clause) =>
      !said.some(
        (other) =>
          other.question.kind === 'asked' &&
          contentStems(clause).length > 1 &&
          containment(clause, answerText(other.question.back)) >= 0.75,
      ),
  );
  if (own.length === clauses.length || own.length === 0) return fact;
  return {
    ...fact,
    question: { ...fact.question, back: { kind: 'phrase', phrase: trimPhrase(textPhrase(own.join(', '))) } },
  };
}

function frontText(fact: Fact): string {
  return fact.question.kind === 'asked' ? fact.question.front.text.toLowerCase() : '';
}

/** Why a fact makes no good card, by the card rules; undefined where it does. */
function refuseCard(fact: Fact, written: readonly string[]): string | undefined {
  if (fact.question.kind === 'gaps') {
    const gaps = fact.question.parts.filter((_, index) => index % 2 === 1);
    return gaps.some(({ text }) => text.trim() === '') ? 'a gap without text' : undefined;
  }
  const { front, back } = fact.question;
  const answer = answerText(back);
  if (contentStems(answer).length === 0) return 'the answer is empty or says nothing';
  if (back.kind !== 'code' && countWords(answer) > mostAnswerWords)
    return `an answer of ${countWords(answer)} words; ${mostAnswerWords} are the most`;
  if (countWords(front.text) > mostFrontWords) return 'the question is too long';
  if (/[:：]$/u.test(answer.trim())) return 'the answer leads into something else';
  if (
    fact.rule === 'definition' &&
    fact.facet === 'definition' &&
    countWords(answer) < 4 &&
    !/^[Tt]he most/u.test(fact.concept)
  )
    return 'too little for a definition';
  const inFront = new Set(contentStems(front.text));
  const stems = contentStems(answer);
  const given = stems.filter((stem) => inFront.has(stem)).length / stems.length;
  if (given >= leak && fact.rule !== 'table-row' && !fact.facet.startsWith('follows '))
    return 'the question gives the answer away';
  if (/^(?:it|they|this|that|these|those|he|she)\b/iu.test(front.text)) return 'the question stands on a pronoun';
  if (back.kind === 'phrase' && /^(?:it|this|that)\b(?!\s+(?:is|was) sent)/iu.test(answer))
    return 'the answer stands on a pronoun';
  const said = normalise(answer);
  if (said.length > 15 && written.some((text) => text.includes(said))) return 'a written card says it already';
  return undefined;
}

/** For comparison with written cards: letters and digits only. */
export function normalise(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
