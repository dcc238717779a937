import { describe, expect, it } from 'vitest';
import { extractCards, type Card } from '../../src/cards/index.ts';
import { vaultOf } from '../cards/note-vault.ts';
import { exportCards, tally } from './export-vault.ts';

const note = `# Locks

| Feature | Mutex | Spin lock |
|---|---|---|
| Waiting | The thread sleeps until the lock is free again | The thread runs in a loop until the lock is free |
| Cost of waiting | low | high |

- **Owner:** the thread that took the lock
`;

function cardsOf(text: string, path = 'Locks.md'): readonly Card[] {
  return extractCards(vaultOf({ [path]: text })).cards;
}

/** What a card asks, whichever way its table is turned. */
function factOf({ cell, fields }: Card): string {
  if (cell === undefined) return fields.Front?.text ?? '';
  return `${cell.facet}: ${cell.concept.split(' / ').sort().join(' / ')}`;
}

const first = exportCards(cardsOf(note), new Map());

/** Exports an edited note: how many are new, and which ids went over to another fact. */
function check(edited: string, path?: string): { readonly fresh: number; readonly strayed: readonly string[] } {
  const next = exportCards(cardsOf(edited, path), first.ledger);
  const before = new Map(first.identification.identified.map(({ id, card }) => [id, factOf(card)]));
  const strayed = next.identification.identified
    .filter(({ id, card }) => before.has(id) && before.get(id) !== factOf(card))
    .map(({ card }) => factOf(card));
  return { fresh: tally(next)['new'] ?? 0, strayed };
}

describe('a derived card', () => {
  it('is one of four here', () => {
    expect(tally(first)).toEqual({ new: 4 });
  });

  it('stays itself when a line is put on top, the note is renamed, or a cell is edited', () => {
    expect(check(`A line that says nothing.\n\n${note}`)).toEqual({ fresh: 0, strayed: [] });
    expect(check(note, 'Kinds of locks.md').fresh).toBe(0);
    expect(check(note.replace('free again', 'given back'))).toEqual({ fresh: 0, strayed: [] });
    expect(check(note.replace('| high |', '| very high |'))).toEqual({ fresh: 0, strayed: [] });
  });

  it('takes no other fact’s history when two columns change places', () => {
    const swapped = note
      .replace('| Mutex | Spin lock |', '| Spin lock | Mutex |')
      .replace(/\| Waiting \| (.*?) \| (.*?) \|/u, '| Waiting | $2 | $1 |')
      .replace('| low | high |', '| high | low |');
    expect(check(swapped).strayed).toEqual([]);
  });

  it('takes no other fact’s history when a concept is renamed, or two columns’ heads change places', () => {
    expect(check(note.replace('Spin lock', 'Futex')).strayed).toEqual([]);
    expect(check(note.replace('| Mutex | Spin lock |', '| Spin lock | Mutex |')).strayed).toEqual([]);
  });
});
