import { describe, expect, it } from 'vitest';
import { exportVault } from './export-vault.ts';
import { differentPairs, samePairs, type CardPair } from './same-card-pairs.ts';
import type { CardSketch } from './make-card.ts';

/** What stands in the vault besides, so that there is something to confuse a card with. */
const neighbours: CardSketch[] = [
  {
    note: 'other/Stream.md',
    question: 'How is a byte stream read?',
    answer: 'In pieces of any size.',
    concepts: ['Stream.md', 'Datagram.md'],
  },
  { note: 'other/Pipe.md', question: 'Which ends has a pipe?', answer: 'One to read, one to write.' },
];

function keepsItsId({ before, after }: CardPair): boolean {
  const first = exportVault([before, ...neighbours]);
  const second = exportVault([after, ...neighbours], first.ledger);
  return second.identification.identified[0]?.id === first.identification.identified[0]?.id;
}

describe('a card keeps its id and reviews after', () => {
  it.each(samePairs)('$why', (pair) => expect(keepsItsId(pair)).toBe(true));
});

describe('a card is a new one where the fact changed:', () => {
  it.each(differentPairs)('$why', (pair) => expect(keepsItsId(pair)).toBe(false));
  it.each(differentPairs)('$why (back again)', ({ why, before, after }) =>
    expect(keepsItsId({ why, before: after, after: before })).toBe(false),
  );
});

describe('an edit is undone as safely as it is made:', () => {
  it.each(samePairs)('$why', ({ why, before, after }) =>
    expect(keepsItsId({ why, before: after, after: before })).toBe(true),
  );
});
