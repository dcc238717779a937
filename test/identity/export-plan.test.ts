import { describe, expect, it } from 'vitest';
import {
  adoptNotes,
  dropCards,
  printGone,
  printLedger,
  restoreCards,
  searchesFor,
  searchesToMove,
  type AnkiNote,
  type CardId,
  type Ledger,
} from '../../src/identity/index.ts';
import type { Card } from '../../src/cards/index.ts';
import type { NoteId } from '../../src/vault/index.ts';
import { exportCards, exportVault, tally } from './export-vault.ts';
import { makeCard, type CardSketch } from './make-card.ts';

const vault: CardSketch[] = [
  { question: 'What does listen do?', answer: 'It makes a socket passive.' },
  { question: 'What does the backlog limit?', answer: 'Connections.' },
  { note: 'udp/Datagram.md', question: 'What is a datagram?', answer: 'A message.' },
];
const now = 1_700_000_000;

function changed(answer: string): CardSketch[] {
  return vault.map((sketch, index) => (index === 0 ? { ...sketch, answer } : sketch));
}

describe('an export', () => {
  it('says of each card whether it is new, changed or unchanged', () => {
    const first = exportVault(vault);
    expect(tally(first)).toEqual({ new: 3 });
    expect(tally(exportVault(changed('It makes it accept.'), first.ledger))).toEqual({ changed: 1, unchanged: 2 });
  });

  it('moves the modification time of a note only with its content, and then past the last one, also within one second', () => {
    const first = exportVault(vault, new Map(), { now });
    const id = first.idOf('What does listen do?');
    const modOf = (exported: ReturnType<typeof exportVault>): number | undefined => exported.mods.get(id);
    expect([...first.mods.values()]).toEqual([now, now, now]);
    const later = exportVault(vault, first.ledger, { now: now + 50 });
    expect(modOf(later)).toBe(now);
    const sameSecond = exportVault(changed('Other.'), later.ledger, { now });
    expect(modOf(sameSecond)).toBe(now + 1);
    const again = exportVault(changed('And other.'), sameSecond.ledger, { now });
    expect(modOf(again)).toBe(now + 2);
    const clockBack = exportVault(changed('Yet other.'), again.ledger, { now: now - 5000 });
    expect(modOf(clockBack)).toBe(now + 3);
    expect(clockBack.plan.clockBehindBy).toBe(5002);
    expect(again.plan.clockBehindBy).toBeUndefined();
  });

  it('of a part never lists the rest as gone, and leaves its records alone', () => {
    const first = exportVault(vault);
    const id = first.idOf('What does listen do?');
    const part = exportVault(changed('Other.').slice(0, 2), first.ledger, { scope: new Set([id]) });
    expect(tally(part)).toEqual({ changed: 1 });
    expect(part.plan.goneUnknown).toBe('scoped');
    for (const [other, record] of first.ledger) if (other !== id) expect(part.ledger.get(other)).toEqual(record);
  });

  it('after a read that failed marks nothing as gone', () => {
    const first = exportVault(vault);
    expect(exportVault([], first.ledger).plan).toMatchObject({ gone: [], goneUnknown: 'empty' });
    expect(exportVault(vault.slice(1), first.ledger, { complete: false }).plan).toMatchObject({
      gone: [],
      goneUnknown: 'incomplete',
    });
    const unread = exportVault(vault.slice(0, 2), first.ledger, { unread: new Set(['udp']) });
    expect(unread.plan.gone).toEqual([]);
    expect(tally(exportVault(vault, unread.ledger))).toEqual({ unchanged: 3 });
  });

  it('says which cards are gone once, and keeps count of them', () => {
    const first = exportVault(vault);
    const without = exportVault(vault.slice(1), first.ledger);
    expect(without.plan.gone.map(({ question }) => question)).toEqual(['What does listen do']);
    const later = exportVault(vault.slice(1), without.ledger);
    expect(later.plan).toMatchObject({ gone: [], goneEarlier: [{ question: 'What does listen do' }] });
    expect(printLedger(later.ledger)).toBe(printLedger(without.ledger));
  });

  it('of only the new cards leaves changed ones as they are, to be brought later', () => {
    const first = exportVault(vault);
    const more = [...changed('Other.'), { question: 'Why?', answer: 'So.' }];
    const onlyNew = exportVault(more, first.ledger, { onlyNew: true });
    expect(tally(onlyNew)).toEqual({ new: 1, withheld: 1, unchanged: 2 });
    expect(onlyNew.mods.has(onlyNew.idOf('What does listen do?'))).toBe(false);
    expect(tally(exportVault(more, onlyNew.ledger))).toEqual({ changed: 1, unchanged: 3 });
  });

  it('says which cards Anki still has in another deck, with searches to move them', () => {
    const first = exportVault(vault);
    const moved = exportVault(
      vault.map((sketch) => ({ ...sketch, deck: 'TCP' })),
      first.ledger,
    );
    expect(tally(moved)).toEqual({ unchanged: 3 });
    const ids = moved.plan.cards.map(({ card }) => `Id:${card.id}`).sort();
    expect(searchesToMove(moved.plan.cards)).toEqual([
      { deck: 'TCP', count: 3, searches: [`"note:Sockrates*" (${ids.join(' OR ')})`] },
    ]);
    expect(moved.plan.cards[0]?.movedFrom).toBe('Sockets');
    const later = exportVault(
      vault.map((sketch) => ({ ...sketch, deck: 'TCP' })),
      moved.ledger,
    );
    expect(later.plan.cards.some(({ movedFrom }) => movedFrom !== undefined)).toBe(false);
  });

  it('says why a card is new although it looks like an old one', () => {
    const first = exportVault([{ question: 'What happens after 3 lost segments?' }]);
    const after = exportVault([{ question: 'What happens after 4 lost segments?' }], first.ledger);
    expect(after.plan.cards[0]?.atRisk).toEqual({ resembles: [...first.ledger.keys()], reason: 'number' });
    const otherKind = exportVault([{ question: 'What happens after 3 lost segments?', kind: 'type-in' }], first.ledger);
    expect(otherKind.plan.cards[0]?.atRisk?.reason).toBe('kind');
  });

  it('says which gaps of a cloze card Anki will show as empty', () => {
    const first = exportVault([{ question: '==bind== then ==listen==', kind: 'cloze' }]);
    const after = exportVault([{ question: '==bind== then listen', kind: 'cloze' }], first.ledger);
    expect(after.plan.emptiedGaps).toEqual([{ id: [...first.ledger.keys()][0], numbers: [2] }]);
  });
});

describe('a dropped card', () => {
  it('is never exported again, through edits too, and can be taken back', () => {
    const first = exportVault(vault);
    const id = first.idOf('What does listen do?');
    const dropping = dropCards(first.ledger, first.identification, [id, 'nosuchcard']);
    expect(dropping).toMatchObject({ changed: [id], unknown: ['nosuchcard'] });
    const typo = vault.map((sketch, index) =>
      index === 0 ? { ...sketch, question: 'What does listen doo?' } : sketch,
    );
    const after = exportVault(typo, dropping.ledger);
    expect(tally(after)).toEqual({ unchanged: 2 });
    expect(after.plan.dropped.map((card) => card.id)).toEqual([id]);
    const back = restoreCards(after.ledger, after.identification, [id]);
    expect(tally(exportVault(vault, back.ledger))).toEqual({ unchanged: 3 });
  });

  it('before its first export never reaches Anki, and is not listed as gone', () => {
    const seen = exportVault(vault);
    const id = seen.idOf('What does listen do?');
    const { ledger } = dropCards(new Map(), seen.identification, [id]);
    expect(tally(exportVault(vault, ledger))).toEqual({ new: 2 });
    const without = exportVault(vault.slice(1), ledger);
    expect(tally(without)).toEqual({ new: 2 });
    expect([...restoreCards(ledger, seen.identification, [id]).ledger]).toEqual([]);
  });
});

describe('a card that a comment in the note rejects', () => {
  const cards = vault.map((sketch) => makeCard(sketch));
  const [first] = cards;
  if (first === undefined) throw new Error('a card is needed');
  const exportRejected = (rejected: Set<Card>, ledger: Ledger): ReturnType<typeof exportCards> =>
    exportCards(cards, ledger, {}, rejected);

  it('is remembered and not exported, until the comment goes', () => {
    const rejecting = exportRejected(new Set([first]), new Map());
    expect(tally(rejecting)).toEqual({ new: 2 });
    expect(rejecting.plan.dropped.map(({ card }) => card)).toEqual([first]);
    expect(tally(exportRejected(new Set(), rejecting.ledger))).toEqual({ new: 1, unchanged: 2 });
  });

  it('stays dropped without the comment where the user dropped it too', () => {
    const seen = exportRejected(new Set(), new Map());
    const { ledger } = dropCards(seen.ledger, seen.identification, [seen.idOf('What does listen do?')]);
    const rejecting = exportRejected(new Set([first]), ledger);
    expect(tally(exportRejected(new Set(), rejecting.ledger))).toEqual({ unchanged: 2 });
  });
});

describe('a card that cannot be rendered', () => {
  it('is left out, and not gone', () => {
    const first = exportVault(vault);
    const [id = ''] = first.ledger.keys();
    const contentHashes = new Map([...first.ledger].map(([other, { hash = '' }]) => [other, hash]));
    contentHashes.delete(id as CardId);
    const after = exportVault(vault, first.ledger, { contentHashes });
    expect(after.plan.leftOut.map((card) => card.id)).toEqual([id]);
    expect(tally(after)).toEqual({ unchanged: 2 });
    expect(printLedger(after.ledger)).toBe(printLedger(first.ledger));
  });
});

describe("a card that carries Anki's note id", () => {
  const sketch: CardSketch = { question: 'UNIX or Internet?', answer: 'Both.', ankiNoteId: 1708611033509 };
  const note: AnkiNote = {
    noteId: 1708611033509,
    guid: 'q/([o$8RAO',
    noteTypeId: 1600000000000,
    noteTypeName: 'Basic',
    cloze: false,
    fields: { Front: 'UNIX or Internet?', Back: 'Both.' },
    tags: [],
    mod: now + 500,
  };

  it('would become a second copy there, and the plan says so, once', () => {
    const first = exportVault([sketch]);
    expect(first.plan.cards[0]?.secondCopyOf).toBe(1708611033509);
    expect(exportVault([sketch], first.ledger).plan.cards[0]?.secondCopyOf).toBeUndefined();
  });

  it('keeps its guid and note type once adopted, and the next export is later than what Anki has', () => {
    const first = exportVault([sketch]);
    const { ledger, adopted } = adoptNotes(first.ledger, first.identification, [note]);
    expect(adopted).toEqual([...first.ledger.keys()]);
    const after = exportVault([sketch], ledger, { now });
    expect(after.identification.identified[0]).toMatchObject({
      id: adopted[0],
      guid: 'q/([o$8RAO',
      adopted: { id: 1600000000000, name: 'Basic' },
    });
    expect(after.plan.cards[0]?.secondCopyOf).toBeUndefined();
    expect([...after.mods.values()]).toEqual([now + 501]);
    expect(tally(exportVault([sketch], after.ledger, { now: now + 9999 }))).toEqual({ unchanged: 1 });
  });

  it('is not adopted by a note that is missing or of another kind', () => {
    const { identification } = exportVault([sketch]);
    expect(adoptNotes(new Map(), identification, []).missing).toMatchObject([{ ankiNoteId: 1708611033509 }]);
    const cloze = adoptNotes(new Map(), identification, [{ ...note, cloze: true, noteTypeName: 'Cloze' }]);
    expect(cloze).toMatchObject({ adopted: [], mismatched: [{ noteTypeName: 'Cloze' }] });
  });

  it('is found by that id where it was adopted', () => {
    expect(searchesFor([{ id: 'aaaaaaaaaaaaaaaa' as CardId, guid: 'x', ankiNoteId: 17 }])).toEqual(['nid:17']);
  });
});

describe('gone.txt', () => {
  it('holds searches for what Anki still has', () => {
    const first = exportVault(vault);
    const { ledger } = dropCards(first.ledger, first.identification, [first.idOf('What is a datagram?')]);
    const { plan } = exportVault(vault.slice(2), ledger);
    const text = printGone(plan, ledger);
    for (const { id } of plan.gone) expect(text).toContain(`Id:${id}`);
    expect(text).toContain('tcp/Listen.md: What does listen do');
    expect(text).toContain('Cards that you dropped (1):');
    expect(printGone(first.plan, first.ledger)).toBe('');
  });

  it('lists what DELETE lines name once, and nothing that a card still claims or that is listed as gone', () => {
    const deleted = [17, 18, 17, 19, 20].map((ankiNoteId, index) => {
      const place = { path: 'a.md', line: index + 1, column: 1 };
      return { note: place.path as NoteId, place, ankiNoteId };
    });
    const adopted: readonly CardSketch[] = [
      { question: 'What does bind do?', answer: 'Naming.', ankiNoteId: 18 },
      { question: 'What does accept do?', answer: 'Taking.', ankiNoteId: 19 },
    ];
    const first = exportVault([...vault, ...adopted]);
    const ledger = new Map([...first.ledger].map(([id, record]) => [id, { ...record, guid: `of ${id}` }]));
    const { plan } = exportVault([...vault, ...adopted.slice(0, 1)], ledger, { deleted });
    expect(plan.gone.map(({ ankiNoteId }) => ankiNoteId)).toEqual([19]);
    expect(plan.deleted.map(({ ankiNoteId, place }) => [ankiNoteId, place.line])).toEqual([
      [17, 1],
      [20, 5],
    ]);
    expect(printGone(plan, ledger)).toContain('are gone (2):\n\n(nid:17 OR nid:20)\n\n  17  a.md:1\n  20  a.md:5\n');
    expect(exportVault(vault, ledger, { deleted, scope: new Set() }).plan.deleted).toEqual([]);
  });

  it('parts a long list, since Anki cannot nest a search deeper', () => {
    const ids = Array.from({ length: 450 }, (_, index) => ({ id: String(index).padStart(16, '0') as CardId }));
    expect(searchesFor(ids).map((search) => search.split(' OR ').length)).toEqual([200, 200, 50]);
  });
});
