import type { Card } from '../../cards/index.ts';
import type { AcceptedAnswers, AnswerKey, AnswerShape } from './answer-key.ts';
import { type AnswerPool, facetKey, familyOf, type PooledAnswer } from './answer-pool.ts';
import { shuffle } from './chance.ts';
import { compareAnswer } from './compare-answer.ts';
import { isSameErrno } from './errno-names.ts';
import { normalText } from './normal-text.ts';
import { readNumber } from './number-answer.ts';

/** Fewer wrong options than this make a question too easy: it is typed or recalled instead. */
export const fewestDistractors = 3;

export interface DistractorRequest {
  readonly card: Card;
  readonly question: string;
  readonly answer: string;
  readonly accepted: AcceptedAnswers;
  readonly shape: AnswerShape;
  readonly pool: AnswerPool;
  /** What the learner picked wrongly before: shown first. */
  readonly wrongPicks: readonly string[];
  /** What another system answers where this one answers as the note says: right there, so wrong nowhere. */
  readonly alternatives: readonly string[];
  /** How near a concept lies to the card's own in the graph: 0 is the same one. Infinity where nothing joins them. */
  readonly distanceTo: (concept: string) => number;
  readonly random: () => number;
}

/** Three wrong options that look like the right one, or none where there are not so many. */
export function chooseDistractors(request: DistractorRequest): readonly string[] {
  const { card, answer, accepted, shape, pool, wrongPicks, random } = request;
  const column = card.cell === undefined ? [] : (pool.byFacet.get(facetKey(card.note, card.cell.facet)) ?? []);
  const family = familyOf(accepted[0], answer);
  const alike = closedShapes.has(shape)
    ? (pool.byShape.get(shape) ?? []).filter((one) => one.family === family && isOfSize(one.text, accepted[0]))
    : [];
  const chosen: string[] = [];
  const seen = new Set([normalText(answer)]);
  const take = (text: string): void => {
    const key = normalText(text);
    if (chosen.length >= fewestDistractors || seen.has(key) || !isWrong(text, request, chosen)) return;
    seen.add(key);
    chosen.push(text);
  };
  for (const pick of wrongPicks.toReversed()) if (looksAlike(pick, answer, shape)) take(pick);
  for (const { text } of shuffle(column, random)) take(text);
  for (const { text } of nearestFirst(alike, request)) take(text);
  if (chosen.length < fewestDistractors || isEcho(request, chosen)) return [];
  return shuffle(chosen, random);
}

/** Shapes of which any member could be the answer to such a question. */
const closedShapes: ReadonlySet<AnswerShape> = new Set(['errno', 'number', 'constant', 'call']);

function isWrong(
  text: string,
  { accepted, answer, alternatives }: DistractorRequest,
  chosen: readonly string[],
): boolean {
  if (compareAnswer(text, accepted).outcome !== 'wrong') return false;
  if (alternatives.some((other) => isSameErrno(other, text))) return false;
  const key = normalText(text);
  // “one host” and “one host, by path” could both be right.
  return ![answer, ...chosen].map(normalText).some((other) => other.includes(key) || key.includes(other));
}

/** A number far off the answer, or one that is said to be a bound where the answer is none, rules itself out. */
function isOfSize(text: string, own: AnswerKey): boolean {
  if (own.kind !== 'number') return true;
  const other = readNumber(text);
  if (other === undefined || !/^[+-]?\d/u.test(text.trim()) || other.tolerance !== own.tolerance) return false;
  const [small, large] = [Math.abs(other.value), Math.abs(own.value)].sort((a, b) => a - b);
  return small !== undefined && large !== undefined && large <= Math.max(16, small * farOff);
}

const farOff = 100;

/** The answer repeats a word of the question, and nothing else does: “CAN: which constant?” is no choice of AF_CAN. */
function isEcho({ card, question, answer }: DistractorRequest, wrong: readonly string[]): boolean {
  const asked = wordsOf([question, card.noteTitle, card.cell?.concept ?? ''].join(' '));
  const repeats = (text: string): boolean => [...wordsOf(text)].some((word) => asked.has(word));
  return repeats(answer) && !wrong.some(repeats);
}

/** Those that tell something: `AF_CAN` has `can`, `the` is none. */
function wordsOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
  return new Set(words.filter((word) => !emptyWords.has(word)).map((word) => word.replace(/s$/u, '')));
}

const emptyWords: ReadonlySet<string> = new Set(
  'and are but for from has have its not one only that the then this was what when which who with'.split(' '),
);

function looksAlike(pick: string, answer: string, shape: AnswerShape): boolean {
  if (pick.length > 80 || /[\n]/u.test(pick)) return false;
  return !closedShapes.has(shape) || normalText(pick).split(' ').length <= normalText(answer).split(' ').length + 2;
}

/** By distance in the graph; chance decides among equals. */
function nearestFirst(
  answers: readonly PooledAnswer[],
  { distanceTo, random }: DistractorRequest,
): readonly PooledAnswer[] {
  const ranked = shuffle(answers, random).map((answer) => ({
    answer,
    far: Math.min(Infinity, ...answer.concepts.map(distanceTo)),
  }));
  return ranked.sort((a, b) => (a.far === b.far ? 0 : a.far - b.far)).map(({ answer }) => answer);
}
