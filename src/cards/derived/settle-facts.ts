import type { Place } from '../../diagnostic.ts';
import { answerText, type Fact, type Refusal } from './fact.ts';
import {
  containment,
  type FactProfile,
  isContrast,
  namesOf,
  nearFacet,
  profileFact,
  sameFacet,
  statesSame,
} from './fact-profile.ts';
import { textPhrase, trimPhrase } from './phrase.ts';
import { contentStems, countWords } from './wording.ts';

/** A fact that becomes a card, with the other places that state it. */
export interface SettledFact {
  readonly fact: Fact;
  readonly sources: readonly Place[];
}

interface KeptFact {
  readonly profile: FactProfile;
  readonly fact: Fact;
  readonly sources: Place[];
}

const mostAnswerWords = 25;
const mostFrontWords = 32;
/** From this share of the answer's words on, the question gives it away. */
const leak = 0.6;

/**
 * One fact, one card: of the places that state it the most specific wins, the others become its sources; then what
 * would make a bad card is refused, with the reason.
 * @param written by a note's path, what its written cards say, normalised
 */
export function settleFacts(
  facts: readonly Fact[],
  written: ReadonlyMap<string, readonly string[]>,
): { readonly settled: readonly SettledFact[]; readonly refusals: readonly Refusal[] } {
  const refusals: Refusal[] = [];
  const kept: KeptFact[] = [];
  const byName = new Map<string, KeptFact[]>();
  const byFront = new Map<string, KeptFact>();
  const keptOf = (names: readonly string[]): readonly KeptFact[] => names.flatMap((name) => byName.get(name) ?? []);
  const order = [...facts].sort(byWorth);
  for (const found of order) {
    const fact = trimRepeats(found, keptOf(namesOf(found.concept)));
    const profile = profileFact(fact);
    const twin = profile.front === '' ? undefined : byFront.get(profile.front);
    const rival = twin ?? keptOf(profile.names).find((other) => statesSame(profile, other.profile));
    const parts = rival === undefined ? contrastParts(profile, keptOf) : [rival];
    if (parts.length > 0) {
      for (const part of parts) part.sources.push(fact.place);
      const places = parts.map(({ fact: other }) => `${other.place.path}:${other.place.line}`);
      refusals.push({
        place: fact.place,
        rule: fact.rule,
        reason: `said already, and better, at ${places.join(', ')}`,
      });
      continue;
    }
    const reason = refuseCard(fact, written.get(fact.place.path) ?? []);
    if (reason !== undefined) {
      refusals.push({ place: fact.place, rule: fact.rule, reason });
      continue;
    }
    const one: KeptFact = { profile, fact, sources: [] };
    kept.push(one);
    if (profile.front !== '') byFront.set(profile.front, one);
    for (const name of profile.names) byName.set(name, [...(byName.get(name) ?? []), one]);
  }
  const position = new Map(facts.map((fact, index) => [keyOf(fact), index]));
  kept.sort((a, b) => (position.get(keyOf(a.fact)) ?? 0) - (position.get(keyOf(b.fact)) ?? 0));
  return { settled: kept.map(({ fact, sources }) => ({ fact, sources })), refusals };
}

/**
 * Between equals of two notes the words decide and not the notes' names: renaming a note would else let another place
 * win, and make a new card of an old fact.
 */
function byWorth(a: Fact, b: Fact): number {
  if (a.specificity !== b.specificity) return b.specificity - a.specificity;
  const [one, other] = [wordsOf(a), wordsOf(b)];
  if (one.length !== other.length) return one.length - other.length; // the shorter answer is the better card
  return one < other ? -1 : Number(one > other);
}

function wordsOf({ concept, facet, question }: Fact): string {
  return `${question.kind === 'gaps' ? '' : answerText(question.back)}\n${concept}\n${facet}`;
}

function keyOf({ place, concept, facet }: Fact): string {
  return `${place.path}\n${place.line}\n${place.column}\n${concept}\n${facet}`;
}

/** A contrast of two concepts says nothing new where each side has its own card. */
function contrastParts(
  profile: FactProfile,
  keptOf: (names: readonly string[]) => readonly KeptFact[],
): readonly KeptFact[] {
  const [a, b] = profile.fact.concept.split(' / ');
  if (!isContrast(profile.fact) || a === undefined || b === undefined) return [];
  const sides = [a, b].map((concept) =>
    keptOf(namesOf(concept)).find((other) => !isContrast(other.fact) && nearFacet(profile, other.profile)),
  );
  return sides.every((side) => side !== undefined) ? sides : [];
}

/** "Ensures delivery, detects and retransmits lost packets" loses the clause that a more specific row says by itself. */
function trimRepeats(fact: Fact, others: readonly KeptFact[]): Fact {
  if (fact.question.kind === 'gaps' || fact.question.back.kind !== 'phrase' || fact.cell === undefined) return fact;
  const clauses = fact.question.back.phrase.text.split(/,\s+(?:and\s+)?/u);
  if (clauses.length < 2) return fact;
  const profile = profileFact(fact);
  const said = others.filter((other) => other.fact.cell !== undefined && !sameFacet(other.profile, profile));
  const own = clauses.filter((clause) => {
    const stems = contentStems(clause);
    return stems.length < 2 || !said.some(({ profile: { answer } }) => containment(stems, answer) >= 0.75);
  });
  if (own.length === clauses.length || own.length === 0 || /^(?:or|and|but|nor)\b/iu.test(own[0] ?? '')) return fact;
  const phrase = trimPhrase(textPhrase(own.join(', ')));
  return { ...fact, question: { ...fact.question, back: { kind: 'phrase', phrase } } };
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
