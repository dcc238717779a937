import type { Diagnostic } from '../diagnostic.ts';
import type { Card } from './card.ts';
import { report } from './rules.ts';

/** The words of a card's front, as two cards are compared: no matter their letters' case, spaces and closing marks. */
export function frontKey(card: Card): string {
  const text = (card.fields.Front ?? card.fields.Text)?.text ?? '';
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .replace(/[\s?!.:]+$/u, '')
    .trim();
}

/** Cards with the same front, anywhere in the vault: whoever sees one can't know which answer is meant. */
export function reportDuplicateFronts(cards: readonly Card[]): Diagnostic[] {
  const first = new Map<string, Card>();
  const diagnostics: Diagnostic[] = [];
  for (const card of cards) {
    const key = frontKey(card);
    const earlier = first.get(key);
    if (key === '') continue;
    if (earlier === undefined) first.set(key, card);
    else {
      const where = `${earlier.place.path}:${earlier.place.line}`;
      diagnostics.push(
        report('duplicate-card', card.place, `${where} asks the same: reword one of the two, or take it out.`),
      );
    }
  }
  return diagnostics;
}
