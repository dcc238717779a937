import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPromise } from 'yauzl';
import { writeApkg } from '../../src/decks/apkg/index.ts';
import { readPackage } from '../../src/decks/package/index.ts';
import { ownNoteTypes, type Deck } from '../../src/decks/index.ts';
import { guidOf, MODIFIED, sketchDeck, type NoteSketch } from './apkg-deck.ts';
import { newFile, pack, queryPackage, unpackEntry } from './apkg-pack.ts';

const sketches: readonly NoteSketch[] = [
  { id: 'a', fields: { Front: 'x', Back: '<b>y</b>' }, tags: ['sockrates::tcp', 'z'] },
  { id: 'b', kind: 'basic-and-reversed', fields: { Front: 'SYN', Back: 'synchronise' }, deck: 'Sockets::TCP' },
  { id: 'c', kind: 'cloze', fields: { Text: '{{c1::UDP}} {{c3::y}}' }, ords: [0, 2] },
];
const png = { name: 'skr-0123456789abcdef.png', path: 'a.png', bytes: Buffer.from([137, 80, 78, 71]) };

/** Temporary files go where a test can count them. */
let temporary = '';
const systemTemporary = process.env['TMPDIR'];
beforeEach(() => {
  temporary = mkdtempSync(path.join(tmpdir(), 'sockrates-count-'));
  process.env['TMPDIR'] = temporary;
});
afterEach(() => {
  if (systemTemporary === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = systemTemporary;
  rmSync(temporary, { recursive: true });
});

describe('a package', () => {
  it('has a collection, a list of media and the media, and leaves nothing else behind', async () => {
    const file = await pack(sketchDeck(sketches, [png]));
    const zip = await openPromise(file, { lazyEntries: true });
    const names: string[] = [];
    for await (const entry of zip.eachEntry()) names.push(entry.fileName);
    expect(names).toEqual(['collection.anki2', 'media', '0']);
    expect((await unpackEntry(file, 'media')).toString()).toBe('{"0":"skr-0123456789abcdef.png"}');
    expect(await unpackEntry(file, '0')).toEqual(png.bytes);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('is the same, byte by byte, for the same deck and times', async () => {
    const [one, other] = [await pack(sketchDeck(sketches, [png])), await pack(sketchDeck(sketches, [png]))];
    expect(readFileSync(one).equals(readFileSync(other))).toBe(true);
  });

  it('keeps the ids of notes, cards and decks when notes are put in another order, or added', async () => {
    const query =
      'SELECT n.guid, n.id, c.ord, c.id AS card, c.did FROM notes n JOIN cards c ON c.nid = n.id ORDER BY n.guid, c.ord';
    const added: NoteSketch = { id: '0', fields: { Front: 'new' }, deck: 'Another' };
    const rows = await queryPackage(await pack(sketchDeck(sketches)), query);
    const reordered = await queryPackage(await pack(sketchDeck([added, ...sketches].reverse())), query);
    expect(reordered.filter(({ guid }) => guid !== guidOf('0'))).toEqual(rows);
  });

  it('has ids of its own for every note and card, all of them in the past', async () => {
    const ids = Array.from({ length: 3000 }, (_, index) => `n${index}`);
    const file = await pack(
      sketchDeck(ids.map((id) => ({ id, kind: 'basic-and-reversed', fields: { Front: id, Back: id } }))),
    );
    const [counts] = await queryPackage(
      file,
      'SELECT count(DISTINCT id) AS cards, count(DISTINCT nid) AS notes, max(id) AS last, min(id) AS first FROM cards',
    );
    expect(counts).toMatchObject({ cards: 6000, notes: 3000 });
    expect(counts?.['last']).toBeLessThan(Date.UTC(2025, 0, 2));
    expect(counts?.['first']).toBeGreaterThanOrEqual(Date.UTC(2015, 0, 1));
  });

  it('numbers new cards in the order of the deck, and gives each note its own time', async () => {
    const file = await pack(sketchDeck(sketches), ({ guid }) => (guid === guidOf('b') ? MODIFIED + 7 : MODIFIED));
    const rows = await queryPackage(
      file,
      'SELECT guid, n.mod, due, ord FROM cards c JOIN notes n ON n.id = nid ORDER BY due, ord',
    );
    expect(rows).toEqual([
      { guid: guidOf('a'), mod: MODIFIED, due: 1, ord: 0 },
      { guid: guidOf('b'), mod: MODIFIED + 7, due: 2, ord: 0 },
      { guid: guidOf('b'), mod: MODIFIED + 7, due: 2, ord: 1 },
      { guid: guidOf('c'), mod: MODIFIED, due: 3, ord: 0 },
      { guid: guidOf('c'), mod: MODIFIED, due: 3, ord: 2 },
    ]);
    const [check] = await queryPackage(file, 'PRAGMA integrity_check');
    expect(check).toEqual({ integrity_check: 'ok' });
  });

  it('reads back as the deck that was written', async () => {
    const outcome = await readPackage(await pack(sketchDeck(sketches, [png])));
    expect(outcome).toMatchObject({
      read: true,
      package: { format: 'legacy-1', reviews: 0, media: [png.name] },
    });
    if (!outcome.read) return;
    const { notes, noteTypes, decks, cards } = outcome.package;
    expect(new Set(decks.values())).toEqual(new Set(['Default', 'Sockets', 'Sockets::TCP']));
    expect(cards).toHaveLength(5);
    expect(notes.find(({ guid }) => guid === guidOf('a'))).toMatchObject({
      tags: ['sockrates::tcp', 'z'],
      modified: MODIFIED,
    });
    for (const type of noteTypes) {
      const own = Object.values(ownNoteTypes).find(({ id }) => id === type.id);
      expect(type).toMatchObject({ ...own });
    }
  });

  it('reads back the fields of any note', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 }), async (texts) => {
        const clean = texts.map((text) => text.normalize('NFC').replace(/[\u0000-\u0008\u000b-\u001f]/g, ''));
        const deck = sketchDeck(
          clean.map((text, index) => ({ id: `p${index}`, fields: { Front: text, Back: `${text}"\t\n` } })),
        );
        const outcome = await readPackage(await pack(deck));
        if (!outcome.read) throw new Error(outcome.message);
        const found = new Map(outcome.package.notes.map(({ guid, fields }) => [guid, fields]));
        for (const { guid, fields } of deck.notes) expect(found.get(guid)).toEqual(fields);
      }),
      { numRuns: 15 },
    );
  });

  for (const name of ['collection.apkg', 'Collection.APKG', 'backup-2026.apkg', 'deck.colpkg', 'deck.zip'])
    it(`is never named ${name}`, async () => {
      const file = path.join(temporary, name);
      const outcome = await writeApkg(sketchDeck(sketches), { path: file, modified: () => MODIFIED });
      expect(outcome).toMatchObject({ written: false, fault: 'refused-name' });
      expect(readdirSync(temporary)).toEqual([]);
    });

  it('tells how far it has come', async () => {
    const seen: number[] = [];
    const ids = Array.from({ length: 2500 }, (_, index) => ({ id: `n${index}`, fields: { Front: 'x' } }));
    const onProgress = (done: number, total: number): void => void seen.push(done, total);
    await writeApkg(sketchDeck(ids), { path: newFile('.apkg'), modified: () => MODIFIED, onProgress });
    expect(seen).toEqual([1000, 2500, 2000, 2500]);
  });

  const [note] = sketchDeck(sketches).notes;
  const broken: Readonly<Record<string, Partial<Deck['notes'][number]>>> = {
    'a field too few': { fields: ['x'] },
    'a field that holds the mark between fields': { fields: note?.fields.map((field) => `${field}\u001f`) ?? [] },
    'no card': { ords: [] },
    'the same card twice': { ords: [0, 0] },
    'an unknown note type': { noteType: 1 },
    'the guid of another': { guid: guidOf('b') },
  };
  for (const [what, change] of Object.entries(broken))
    it(`is not written with a note that has ${what}: Anki would refuse or spoil it`, async () => {
      const deck = sketchDeck(sketches);
      const file = newFile('.apkg');
      const spoilt = { ...deck, notes: deck.notes.map((one, index) => (index === 0 ? { ...one, ...change } : one)) };
      await expect(writeApkg(spoilt, { path: file, modified: () => MODIFIED })).rejects.toThrow(/note|guid/);
      expect(readdirSync(temporary)).toEqual([]);
    });
});
