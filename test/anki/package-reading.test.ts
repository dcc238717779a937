import { expect, it } from 'vitest';
import { readPackage, type AnkiPackage } from '../../src/decks/package/index.ts';
import type { Deck } from '../../src/decks/index.ts';
import { guidOf, MODIFIED, sketchDeck } from '../decks/apkg-deck.ts';
import { describeWithAnki, type AnkiCard, type AnkiNote } from './oracle.ts';
import { newFile, pack, spoilPackage } from '../decks/apkg-pack.ts';

const deck = sketchDeck(
  [
    { id: 'a', fields: { Front: 'x', Back: '<img src="skr-0123456789abcdef.png">' }, tags: ['sockrates::tcp'] },
    { id: 'b', kind: 'basic-and-reversed', fields: { Front: 'SYN', Back: 'é 👩‍👧' }, deck: 'Sockets::TCP' },
    { id: 'c', kind: 'cloze', fields: { Text: '{{c1::UDP}} {{c3::y}}' }, ords: [0, 2] },
  ],
  [{ name: 'skr-0123456789abcdef.png', path: 'a.png', bytes: Buffer.from('png') }],
);

async function read(file: string): Promise<AnkiPackage> {
  const outcome = await readPackage(file);
  if (!outcome.read) throw new Error(outcome.message);
  return outcome.package;
}

describeWithAnki('an export of Anki', 'newest', (ask) => {
  for (const [format, legacy] of [
    ['legacy-2', true],
    ['latest', false],
  ] as const)
    it(`in the format ${format} is read with everything that Anki has`, async () => {
      const exported = newFile('.apkg');
      const [, , notes, cards, saved] = ask([
        { do: 'import', path: await pack(deck) },
        { do: 'review', guid: guidOf('b'), days: 4 },
        { do: 'notes' },
        { do: 'cards' },
        { do: 'export', path: exported, legacy, with_scheduling: true },
      ]) as [unknown, unknown, readonly AnkiNote[], readonly AnkiCard[], unknown];
      expect(saved).toBe(3);
      const found = await read(exported);
      expect(found.format).toBe(format);
      expect(found.media).toEqual(['skr-0123456789abcdef.png']);
      expect(found.reviews).toBeGreaterThan(0);
      const typeNames = new Map(found.noteTypes.map((type) => [type.id, type]));
      expect(
        found.notes.map(({ id, guid, noteType, modified, tags, fields }) => {
          const type = typeNames.get(noteType);
          const named = Object.fromEntries(type?.fields.map(({ name }, index) => [name, fields[index]]) ?? []);
          return { id, guid, type: type?.name, modified, tags, fields: named };
        }),
      ).toEqual(
        notes.map(({ id, guid, type, mod, tags, fields }) => ({ id, guid, type, modified: mod, tags, fields })),
      );
      const guids = new Map(found.notes.map(({ id, guid }) => [id, guid]));
      const seen = found.cards.map((card) => ({
        id: card.id,
        guid: guids.get(card.note),
        ord: card.ord,
        deck: found.decks.get(card.deck),
        type: card.type,
        queue: card.queue,
        ivl: card.interval,
        reps: card.reviews,
      }));
      for (const { id, guid, ord, deck: deckName, type, queue, ivl, reps } of cards)
        expect(seen).toContainEqual({ id, guid, ord, deck: deckName, type, queue, ivl, reps });
      expect(seen).toHaveLength(cards.length);
      // The note types come back as we wrote them, field and template ids included.
      for (const own of deck.noteTypes) {
        const { fields, templates, ...rest } = typeNames.get(own.id) ?? {};
        expect(rest).toMatchObject({ name: own.name, kind: own.kind, css: own.css, sortField: own.sortField });
        expect(fields).toMatchObject(own.fields);
        expect(templates).toMatchObject(own.templates);
      }
    });

  for (const legacy of [true, false])
    it(`gives the user's own note types and guids, by which notes of theirs are updated (legacy: ${legacy})`, async () => {
      const exported = newFile('.apkg');
      const setUp = [
        { do: 'make-note-type', name: 'Vocabulary', fields: ['Word', 'Meaning', 'Example'] },
        { do: 'add-note', type: 'Vocabulary', fields: { Word: 'socket', Meaning: 'an endpoint' }, tags: ['mine'] },
      ];
      const [, added] = ask([...setUp, { do: 'export', path: exported, legacy }]) as [
        unknown,
        { id: number; guid: string },
      ];
      const found = await read(exported);
      const note = found.notes.find(({ id }) => id === added.id);
      expect(note?.guid).toBe(added.guid);
      const type = found.noteTypes.find(({ id }) => id === note?.noteType);
      if (note === undefined || type === undefined) throw new Error('the note is not in the export');
      const again = newFile('.apkg');
      const updated: Deck = {
        media: [],
        noteTypes: [type],
        notes: sketchDeck([{ id: 'x', fields: {} }]).notes.map((sketch) => ({
          ...sketch,
          guid: note.guid,
          noteType: type.id,
          fields: ['socket', 'an endpoint of communication', 'socket(2)'],
          deckName: 'Mine',
        })),
      };
      const file = await pack(updated, () => note.modified + 1);
      const [imported, second, notes, check] = ask([
        { do: 'import', path: exported, with_scheduling: true },
        { do: 'import', path: file },
        { do: 'notes' },
        { do: 'check' },
        { do: 'export', path: again, legacy },
      ]);
      expect(imported).toMatchObject({ new: 1 });
      expect(second).toMatchObject({ new: 0, updated: 1, conflicting: 0 });
      expect((notes as readonly AnkiNote[])[0]?.fields).toEqual({
        Word: 'socket',
        Meaning: 'an endpoint of communication',
        Example: 'socket(2)',
      });
      expect(check).toMatchObject({ ok: true });
    });

  it('and what we write reads back as it was', async () => {
    const found = await read(await pack(deck));
    expect(found.format).toBe('legacy-1');
    expect(new Map(found.notes.map((note) => [note.guid, note]))).toEqual(
      new Map(
        deck.notes.map(({ guid, noteType, tags, fields }) => [
          guid,
          expect.objectContaining({ guid, noteType, tags, fields, modified: MODIFIED }),
        ]),
      ),
    );
  });
});

describeWithAnki('a package that breaks a rule of Anki', 'newest', (ask) => {
  it('imports nothing at all: why the writer checks every note', async () => {
    const file = await spoilPackage(
      await pack(deck),
      "UPDATE notes SET flds = 'one' || char(31) || 'two' WHERE id = (SELECT min(id) FROM notes)",
    );
    const [imported, count] = ask([{ do: 'import', path: file }, { do: 'count' }]);
    expect(imported).toHaveProperty('error');
    expect(count).toMatchObject({ notes: 0, cards: 0 });
  });
});
