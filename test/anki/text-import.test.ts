import { expect, it } from 'vitest';
import { writeText, type Deck } from '../../src/decks/index.ts';
import { guidOf, sketchDeck } from '../decks/apkg-deck.ts';
import { describeWithAnki, type AnkiCard, type AnkiNote } from './oracle.ts';
import { newFile, pack } from '../decks/apkg-pack.ts';

const awkward = sketchDeck([
  {
    id: 'a',
    fields: { Front: '# not a comment', Back: 'He said "tab\there", then\na line &amp; <b>more</b>' },
    tags: ['sockrates::tcp', 'x'],
  },
  {
    id: 'b',
    kind: 'basic-and-reversed',
    fields: { Front: '<pre>a\n\tb\n</pre>', Back: '"quoted"' },
    deck: 'Sockets::TCP',
  },
  { id: 'c', kind: 'cloze', fields: { Text: '{{c1::UDP}}; {{c3::datagrams}}', Extra: 'x\ty' }, ords: [0, 2] },
  { id: 'd', kind: 'type-in', fields: { Front: 'errno 111', Back: 'ECONNREFUSED', Data1: '111' }, tags: ['y'] },
]);

async function spell(deck: Deck): Promise<string> {
  const file = newFile('.txt');
  const outcome = await writeText(deck, file);
  if (!outcome.written) throw new Error(outcome.message);
  return file;
}

function essence(notes: readonly AnkiNote[], cards: readonly AnkiCard[]): unknown {
  return notes
    .map(({ guid, type, tags, fields }) => {
      const own = cards.filter((card) => card.guid === guid).map(({ ord, deck }) => [ord, deck]);
      return { guid, type, tags: [...tags].sort(), fields, own };
    })
    .sort((a, b) => (a.guid < b.guid ? -1 : 1));
}

describeWithAnki('a text file', 'newest', (ask) => {
  it('tells Anki of its columns, and to update by guid', async () => {
    const file = await spell(awkward);
    const [, metadata] = ask([
      { do: 'import', path: await pack(awkward) },
      { do: 'text-metadata', path: file },
    ]);
    expect(metadata).toMatchObject({
      delimiter: 'TAB',
      is_html: true,
      force_is_html: true,
      guid_column: 1,
      notetype_column: 2,
      deck_column: 3,
      tags_column: 4,
      dupe_resolution: 'UPDATE',
    });
  });

  it('beside its package is nothing new and changes nothing', async () => {
    const [, notes, imported, after, check] = ask([
      { do: 'import', path: await pack(awkward) },
      { do: 'notes' },
      { do: 'import-text', path: await spell(awkward) },
      { do: 'notes' },
      { do: 'check' },
    ]);
    expect(imported).toMatchObject({ new: 0, updated: 0, duplicate: 4, conflicting: 0, missing_notetype: 0 });
    expect(after).toEqual(notes);
    expect(check).toMatchObject({ ok: true });
  });

  it('gives the same notes, cards, decks and tags as the package', async () => {
    const seed = sketchDeck([
      { id: 's', fields: { Front: 'x' } },
      { id: 't', kind: 'basic-and-reversed', fields: { Front: 'x', Back: 'y' } },
      { id: 'u', kind: 'cloze', fields: { Text: '{{c1::x}}' } },
      { id: 'v', kind: 'type-in', fields: { Front: 'x', Back: 'y' } },
    ]);
    const seeded = new Set(seed.notes.map(({ guid }) => guid));
    const read = [{ do: 'notes' }, { do: 'cards' }];
    const [, , ...byPackage] = ask([
      { do: 'import', path: await pack(seed) },
      { do: 'import', path: await pack(awkward) },
      ...read,
    ]);
    const [, imported, ...byText] = ask([
      { do: 'import', path: await pack(seed) },
      { do: 'import-text', path: await spell(awkward) },
      ...read,
    ]);
    expect(imported).toMatchObject({ new: 4, updated: 0, missing_notetype: 0, empty_first_field: 0 });
    const [packageEssence, textEssence] = [byPackage, byText].map(([notes, cards]) =>
      essence(
        (notes as readonly AnkiNote[]).filter(({ guid }) => !seeded.has(guid)),
        cards as readonly AnkiCard[],
      ),
    );
    expect(textEssence).toEqual(packageEssence);
  });

  it('updates a note that it changes, and keeps its schedule', async () => {
    const edited: Deck = {
      ...awkward,
      notes: awkward.notes.map((note) =>
        note.guid === guidOf('a')
          ? { ...note, fields: note.fields.map((field, index) => (index === 2 ? 'new' : field)) }
          : note,
      ),
    };
    const [, , cards, imported, after, notes] = ask([
      { do: 'import', path: await pack(awkward) },
      { do: 'review', guid: guidOf('a'), days: 7 },
      { do: 'cards' },
      { do: 'import-text', path: await spell(edited) },
      { do: 'cards' },
      { do: 'notes' },
    ]);
    expect(imported).toMatchObject({ new: 0, updated: 1, duplicate: 3 });
    expect(after).toEqual(cards);
    expect((notes as readonly AnkiNote[]).find(({ guid }) => guid === guidOf('a'))?.fields['Back']).toBe('new');
  });

  it('is left alone where Anki lacks its note types: nothing lands in wrong fields', async () => {
    const [imported, count] = ask([{ do: 'import-text', path: await spell(awkward) }, { do: 'count' }]);
    expect(imported).toMatchObject({ new: 0, missing_notetype: 4 });
    expect(count).toMatchObject({ notes: 0 });
  });
});
