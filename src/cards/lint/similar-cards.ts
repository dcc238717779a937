import type { Diagnostic } from '../../diagnostic.ts';
import type { Card } from '../card.ts';
import { frontKey } from '../duplicates.ts';
import { report } from './card-rules.ts';

const alike = 0.9;

interface Question {
  readonly card: Card;
  readonly key: string;
  /** Each word once, the rarest of the vault first. */
  readonly words: readonly string[];
}

/**
 * Questions that share nine tenths of their words and differ in none that names something (a capital, a digit, an
 * underscore): a learner takes one for the other. Pairs are found by their rarest words, as at least one of the first
 * few of both must be the same.
 */
export function lintSimilarCards(cards: readonly Card[]): Diagnostic[] {
  const questions = orderWords(cards);
  const byWord = new Map<string, Question[]>();
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  for (const question of questions) {
    // The same question again is a matter of `duplicate-card`.
    if (seen.has(question.key)) continue;
    seen.add(question.key);
    const prefix = question.words.slice(0, Math.floor((1 - alike) * question.words.length) + 1);
    const candidates = new Set(prefix.flatMap((word) => byWord.get(word) ?? []));
    const twin = [...candidates].find((other) => isAlike(question.words, other.words));
    if (twin !== undefined) {
      const where = `${twin.card.place.path}:${twin.card.place.line}`;
      diagnostics.push(
        report('similar-card', question.card.place, `${where} asks nearly the same: reword one, or take it out.`),
      );
    }
    for (const word of prefix) {
      const known = byWord.get(word);
      if (known === undefined) byWord.set(word, [question]);
      else known.push(question);
    }
  }
  return diagnostics;
}

function orderWords(cards: readonly Card[]): Question[] {
  const asked = cards.map((card) => ({ card, key: frontKey(card), words: [...new Set(wordsOfFront(card))] }));
  const count = new Map<string, number>();
  for (const { words } of asked) for (const word of words) count.set(word, (count.get(word) ?? 0) + 1);
  return asked
    .filter(({ words }) => words.length > 0)
    .map((question) => ({
      ...question,
      words: question.words.sort((a, b) => (count.get(a) ?? 0) - (count.get(b) ?? 0) || (a < b ? -1 : 1)),
    }));
}

/** Case is kept where it names something. */
function wordsOfFront(card: Card): string[] {
  const text = (card.fields.Front ?? card.fields.Text)?.text ?? '';
  const words = text.normalize('NFKC').match(/[\p{L}\p{N}][\p{L}\p{N}_]*/gu) ?? [];
  return words.map((word) => (/^\p{Lu}?\p{Ll}+$/u.test(word) ? word.toLowerCase() : word));
}

function isAlike(a: readonly string[], b: readonly string[]): boolean {
  const inB = new Set(b);
  const inA = new Set(a);
  const apart = [...a.filter((word) => !inB.has(word)), ...b.filter((word) => !inA.has(word))];
  const shared = a.length - a.filter((word) => !inB.has(word)).length;
  const names = apart.some((word) => /[\p{Lu}\p{N}_]/u.test(word));
  return !names && shared / (shared + apart.length) >= alike;
}
