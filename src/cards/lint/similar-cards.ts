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

/** So many questions are compared with one: in a vault of look-alikes the first few tell enough. */
const comparedAtMost = 200;

/**
 * Questions that share nine tenths of their words and differ in none that names something (a capital, a digit, an
 * underscore): a learner takes one for the other. Only questions with the same names are compared, and of those only
 * the ones that share one of their rarest words, as such a pair must.
 */
export function lintSimilarCards(cards: readonly Card[]): Diagnostic[] {
  const byNamesAndWord = new Map<string, Question[]>();
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  for (const question of orderWords(cards)) {
    // The same question again is a matter of `duplicate-card`.
    if (seen.has(question.key)) continue;
    seen.add(question.key);
    const names = question.words.filter(isName).sort().join(' ');
    const rarest = question.words.slice(0, Math.floor((1 - alike) * question.words.length) + 1);
    const places = rarest.map((word) => `${names}\n${word}`);
    const twin = findTwin(question, places, byNamesAndWord);
    if (twin !== undefined) {
      const where = `${twin.card.place.path}:${twin.card.place.line}`;
      diagnostics.push(
        report('similar-card', question.card.place, `${where} asks nearly the same: reword one, or take it out.`),
      );
    }
    for (const place of places) {
      const known = byNamesAndWord.get(place);
      if (known === undefined) byNamesAndWord.set(place, [question]);
      else known.push(question);
    }
  }
  return diagnostics;
}

function findTwin(
  question: Question,
  places: readonly string[],
  known: ReadonlyMap<string, readonly Question[]>,
): Question | undefined {
  let compared = 0;
  for (const place of places) {
    for (const other of known.get(place) ?? []) {
      if (isAlike(question.words, other.words)) return other;
      compared += 1;
      if (compared === comparedAtMost) return undefined;
    }
  }
  return undefined;
}

function isName(word: string): boolean {
  return /[\p{Lu}\p{N}_]/u.test(word);
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
  const shared = a.filter((word) => inB.has(word)).length;
  return shared / (a.length + b.length - shared) >= alike;
}
