import type { Card } from '../../cards/index.ts';
import type { ConceptId } from '../../vault/index.ts';
import type { AnswerKey, AnswerShape } from './answer-key.ts';
import { normalText } from './normal-text.ts';
import { optionText, readAnswer, shapeOf } from './read-answers.ts';

/** The short answers of a vault's cards, for distractors. */
export interface AnswerPool {
  readonly byShape: ReadonlyMap<AnswerShape, readonly PooledAnswer[]>;
  /** Cells of one column: what the same question has for an answer elsewhere. */
  readonly byFacet: ReadonlyMap<string, readonly PooledAnswer[]>;
}

export interface PooledAnswer {
  readonly text: string;
  /** The unit of a number, the prefix of a constant: only answers of one family could be mixed up. */
  readonly family: string;
  readonly concepts: readonly ConceptId[];
}

export function poolAnswers(cards: readonly Card[]): AnswerPool {
  const byShape = new Map<AnswerShape, PooledAnswer[]>();
  const byFacet = new Map<string, PooledAnswer[]>();
  for (const card of cards) {
    const text = card.fields.Back?.text.trim() ?? '';
    if (text === '' || text.length > 80 || text.includes('\n')) continue;
    const key = readAnswer(text);
    const answer: PooledAnswer = { text: optionText(key, text), family: familyOf(key, text), concepts: card.concepts };
    push(byShape, shapeOf(key, text), answer);
    if (card.cell !== undefined) push(byFacet, facetKey(card.note, card.cell.facet), answer);
  }
  return { byShape, byFacet };
}

export function familyOf(key: AnswerKey, text: string): string {
  if (key.kind === 'number') return key.unit;
  return /^(?:[A-Za-z]+\.)?([A-Z][A-Z0-9]*_)/u.exec(text.trim())?.[1] ?? '';
}

export function facetKey(note: string, facet: string): string {
  return `${note}\n${normalText(facet)}`;
}

function push<Key>(map: Map<Key, PooledAnswer[]>, key: Key, answer: PooledAnswer): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [answer]);
  else list.push(answer);
}
