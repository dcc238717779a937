import { expect, it } from 'vitest';
import { ownNoteTypes, type Deck } from '../../src/decks/index.ts';
import { guidOf, MODIFIED, sketchDeck, type NoteSketch } from '../decks/apkg-deck.ts';
import { describeWithAnki, type AnkiCard, type AnkiNote, type RenderedCard } from './oracle.ts';
import { pack, queryPackage } from '../decks/apkg-pack.ts';

const sketches: readonly NoteSketch[] = [
  {
    id: 'a',
    fields: { Front: 'What does <code>listen</code> do?', Back: 'It marks a socket as passive.' },
    tags: ['sockrates::tcp', 'other'],
  },
  { id: 'b', kind: 'basic-and-reversed', fields: { Front: 'SYN', Back: 'synchronise' }, deck: 'Sockets::TCP' },
  { id: 'c', kind: 'cloze', fields: { Text: '{{c1::UDP}} keeps {{c3::boundaries::what?}}' }, ords: [0, 2] },
  { id: 'd', kind: 'type-in', fields: { Front: 'errno 111', Back: 'ECONNREFUSED' }, deck: 'sockets::tcp' },
];

/** The same deck with one field of one note changed. */
function edit(id: string, fields: Readonly<Record<string, string>>): Deck {
  return sketchDeck(sketches.map((sketch) => (sketch.id === id ? { ...sketch, fields } : sketch)));
}

const untouched = { new: 0, updated: 0, conflicting: 0, first_field_match: 0 };
const answerEdited = edit('a', { Front: 'What does <code>listen</code> do?', Back: 'It turns it into a passive one.' });

/** Later than `MODIFIED` for the note that `answerEdited` edits. */
function modifiedA({ guid }: { readonly guid: string }): number {
  return guid === guidOf('a') ? MODIFIED + 1 : MODIFIED;
}

/** Without tags: in an attribute Anki keeps what a gap hides. */
function shown(html = ''): string {
  return html.replace(/<[^>]*>/g, '');
}

describeWithAnki('a package', 'newest', (ask) => {
  it('is imported whole, and a second time changes nothing', async () => {
    const file = await pack(sketchDeck(sketches));
    const [first, count, check, empty, generated, notes, second, after] = ask([
      { do: 'import', path: file },
      { do: 'count' },
      { do: 'check' },
      { do: 'empty-cards' },
      { do: 'generate-cards' },
      { do: 'notes' },
      { do: 'import', path: file },
      { do: 'notes' },
    ]);
    expect(first).toMatchObject({ ...untouched, new: 4, duplicate: 0, found: 4 });
    expect(count).toEqual({ notes: 4, cards: 6, revlog: 0 });
    expect(check).toMatchObject({ ok: true });
    expect(empty).toEqual([]);
    expect(generated).toBe(0);
    expect(second).toMatchObject({ ...untouched, duplicate: 4 });
    expect(after).toEqual(notes);
  });

  it('holds what Anki itself would compute: checksums, sort fields, tags, decks', async () => {
    const deck = sketchDeck([
      { id: 'a', fields: { Front: 'a &lt; b &amp;&#x26; <b>c</b>&nbsp;<img src="skr-1.png" alt=""> <!-- x --> “ñ”' } },
      { id: 'b', fields: { Front: '007' }, tags: ['A', 'sockrates::über::x'] },
      { id: 'c', fields: { Front: ' 5e3 ' }, deck: 'Größe::Ünïcode 🧦' },
    ]);
    const file = await pack(deck);
    const [, notes, decks, found] = ask([
      { do: 'import', path: file },
      { do: 'notes' },
      { do: 'decks' },
      { do: 'find', query: 'tag:sockrates::über' },
    ]) as [unknown, readonly AnkiNote[], unknown, unknown];

    const ours = await queryPackage(
      file,
      'select guid, cast(sfld as text) as sortField, csum as checksum from notes order by id',
    );
    expect(notes.map(({ guid, sortField, checksum }) => ({ guid, sortField, checksum }))).toEqual(ours);
    expect(decks).toEqual(['Größe', 'Größe::Ünïcode 🧦', 'Sockets']);
    expect(found).toBe(1);
  });

  it('with an edited answer updates that note alone, and its card keeps interval, due date and reviews', async () => {
    const before = await pack(sketchDeck(sketches));
    const after = await pack(answerEdited, modifiedA);
    for (const options of [{}, { with_scheduling: true }]) {
      const [, , , cards, second, cardsAfter, notes, count, check] = ask([
        { do: 'import', path: before },
        { do: 'review', guid: guidOf('a'), days: 5 },
        { do: 'review', guid: guidOf('c'), days: 9 },
        { do: 'cards' },
        { do: 'import', path: after, ...options },
        { do: 'cards' },
        { do: 'notes' },
        { do: 'count' },
        { do: 'check' },
      ]);
      expect(second).toMatchObject({ ...untouched, updated: 1, duplicate: 3 });
      expect(cardsAfter).toEqual(cards);
      expect((cards as readonly AnkiCard[]).filter(({ type }) => type === 2)).toHaveLength(2);
      const edited = (notes as readonly AnkiNote[]).find(({ guid }) => guid === guidOf('a'));
      expect(edited?.fields['Back']).toBe('It turns it into a passive one.');
      expect((count as { revlog: number }).revlog).toBeGreaterThan(0);
      expect(check).toMatchObject({ ok: true });
    }
  });

  it('gives way to a newer edit of the user, until the user asks otherwise', async () => {
    const [, , second, third] = ask([
      { do: 'import', path: await pack(sketchDeck(sketches)) },
      { do: 'edit', guid: guidOf('a'), field: 'Front', append: ' (mine)' },
      { do: 'import', path: await pack(answerEdited, modifiedA) },
      { do: 'import', path: await pack(answerEdited, modifiedA), update_notes: 1 },
    ]);
    expect(second).toMatchObject({ ...untouched, duplicate: 4 });
    // "Always" takes over whatever differs in time, also what Anki has touched itself.
    expect(third).toMatchObject({ conflicting: 0, new: 0 });
    expect((third as { updated: number }).updated).toBeGreaterThanOrEqual(1);
  });

  it('leaves tags of the user on unchanged notes', async () => {
    const file = await pack(sketchDeck(sketches));
    const [, , second, found] = ask([
      { do: 'import', path: file },
      { do: 'tag', guid: guidOf('b'), tag: 'mine' },
      { do: 'import', path: file },
      { do: 'find', query: 'tag:mine' },
    ]);
    expect(second).toMatchObject(untouched);
    expect(found).toBe(1);
  });

  it('adds the card of a cloze number that is new, and names the one that is gone as empty', async () => {
    const more = sketchDeck([
      { id: 'c', kind: 'cloze', fields: { Text: '{{c1::UDP}} {{c2::x}} {{c3::y}}' }, ords: [0, 1, 2] },
    ]);
    const less = sketchDeck([{ id: 'c', kind: 'cloze', fields: { Text: '{{c1::UDP}} {{c2::x}} y' }, ords: [0, 1] }]);
    const [, second, cards, third, empty] = ask([
      { do: 'import', path: await pack(sketchDeck(sketches)) },
      { do: 'import', path: await pack(more, () => MODIFIED + 1) },
      { do: 'cards' },
      { do: 'import', path: await pack(less, () => MODIFIED + 2) },
      { do: 'empty-cards' },
    ]);
    expect(second).toMatchObject({ updated: 1, new: 0 });
    const ofC = (cards as readonly AnkiCard[]).filter(({ guid }) => guid === guidOf('c'));
    expect(ofC.map(({ ord }) => ord)).toEqual([0, 1, 2]);
    expect(third).toMatchObject({ updated: 1 });
    expect(empty).toEqual([ofC[2]?.id]);
  });

  it('shows a cloze with braces and colons in code and math as they are', async () => {
    const Text =
      'A {{c1::<code>std:<!-- -->:vector&lt;int&gt; v = {{1}<!-- -->};</code>}} and \\({{c2::\\frac{1}{\\sqrt{x} } }}\\) in {{c3::C::which language?}}';
    const [, check, cards] = ask([
      { do: 'import', path: await pack(sketchDeck([{ id: 'c', kind: 'cloze', fields: { Text }, ords: [0, 1, 2] }])) },
      { do: 'check' },
      { do: 'render' },
    ]) as [unknown, unknown, readonly RenderedCard[]];
    expect(check).toMatchObject({ ok: true });
    const [first, second, third] = cards;
    expect(first?.question).toContain('>[...]</span>');
    expect(shown(first?.question)).not.toContain('vector');
    expect(first?.answer).toContain('std:<!-- -->:vector&lt;int&gt; v = {{1}<!-- -->};');
    expect(shown(second?.question)).not.toContain('frac{1}');
    expect(second?.answer).toContain('\\frac{1}{\\sqrt{x} }');
    expect(third?.question).toContain('[which language?]');
    for (const card of cards) expect(card.answer).not.toMatch(/\{\{c\d/);
  });

  it('puts decks that differ in case into one, and makes the parents', async () => {
    const [, decks, cards] = ask([
      { do: 'import', path: await pack(sketchDeck(sketches)) },
      { do: 'decks' },
      { do: 'cards' },
    ]) as [unknown, unknown, readonly AnkiCard[]];
    expect(decks).toEqual(['Sockets', 'Sockets::TCP']);
    expect(cards.find(({ guid }) => guid === guidOf('d'))?.deck).toBe('Sockets::TCP');
  });

  it('never moves a card that is in Anki already: only what is new goes to the new deck', async () => {
    const moved = sketchDeck(
      [...sketches, { id: 'e', fields: { Front: 'new', Back: 'x' } }].map((s) => ({ ...s, deck: 'Moved' })),
    );
    const [, second, cards] = ask([
      { do: 'import', path: await pack(sketchDeck(sketches)) },
      { do: 'import', path: await pack(moved) },
      { do: 'cards' },
    ]) as [unknown, unknown, readonly AnkiCard[]];
    expect(second).toMatchObject({ new: 1, updated: 0, duplicate: 4 });
    expect(cards.filter(({ deck }) => deck === 'Moved').map(({ guid }) => guid)).toEqual([guidOf('e')]);
  });

  it('learns new cards in the order of the deck', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `n${index}`);
    const file = await pack(sketchDeck(ids.map((id) => ({ id, fields: { Front: id, Back: 'x' } }))));
    const [, cards] = ask([{ do: 'import', path: file }, { do: 'cards' }]) as [unknown, readonly AnkiCard[]];
    const order = [...cards].sort((a, b) => a.due - b.due).map(({ guid }) => guid);
    expect(order).toEqual(ids.map(guidOf));
  });

  it('carries its media, whatever is in them', async () => {
    const media = [
      { name: 'skr-0123456789abcdef.png', path: 'img/a.png', bytes: Buffer.from([137, 80, 78, 71, 0, 255]) },
      {
        name: 'skr-fedcba9876543210.svg',
        path: 'b.svg',
        bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      },
    ];
    const Back = media.map(({ name }) => `<img src="${name}">`).join('');
    const file = await pack(sketchDeck([{ id: 'a', fields: { Front: 'x', Back } }], media));
    const [, found] = ask([{ do: 'import', path: file }, { do: 'media' }]);
    expect(found).toEqual({
      missing: [],
      unused: [],
      sizes: Object.fromEntries(media.map(({ name, bytes }) => [name, bytes.length])),
    });
  });

  it('brings changed templates and style to the note type that is there', async () => {
    const restyled = {
      ...sketchDeck(sketches),
      noteTypes: Object.values(ownNoteTypes).map((type) => ({
        ...type,
        css: `${type.css}\n/* new */`,
        mod: type.mod + 1,
      })),
    };
    const [, , second, types] = ask([
      { do: 'import', path: await pack(sketchDeck(sketches)) },
      { do: 'review', guid: guidOf('a'), days: 3 },
      { do: 'import', path: await pack(restyled) },
      { do: 'note-types' },
    ]) as [unknown, unknown, unknown, readonly { css: string }[]];
    expect(second).toMatchObject({ ...untouched, duplicate: 4 });
    expect(types).toHaveLength(4);
    for (const { css } of types) expect(css).toContain('/* new */');
  });

  it('still updates notes whose note type, field and template the user has renamed', async () => {
    const [, renamed, second, notes] = ask([
      { do: 'import', path: await pack(sketchDeck(sketches)) },
      {
        do: 'rename-note-type',
        name: ownNoteTypes.basic.name,
        to: 'Mine',
        field: 'Back',
        field_to: 'Answer',
        template: ownNoteTypes.basic.templates[0]?.name,
        template_to: 'Asked',
      },
      { do: 'import', path: await pack(answerEdited, modifiedA) },
      { do: 'notes' },
    ]) as [unknown, unknown, unknown, readonly AnkiNote[]];
    expect(renamed).toBeNull();
    expect(second).toMatchObject({ ...untouched, updated: 1, duplicate: 3 });
    expect(Object.values(notes.find(({ guid }) => guid === guidOf('a'))?.fields ?? {})).toContain(
      'It turns it into a passive one.',
    );
  });

  it('with a field more would freeze the notes that are there: why note types never change shape', async () => {
    const grown = {
      ...answerEdited,
      notes: answerEdited.notes.map((note) =>
        note.kind === 'basic' ? { ...note, fields: [...note.fields, ''] } : note,
      ),
      noteTypes: answerEdited.noteTypes.map((type) =>
        type.id === ownNoteTypes.basic.id ? { ...type, fields: [...type.fields, { name: 'Grown', id: 77 }] } : type,
      ),
    };
    const [, second] = ask([
      { do: 'import', path: await pack(sketchDeck(sketches)) },
      { do: 'import', path: await pack(grown, modifiedA) },
    ]);
    expect(second).toMatchObject({ updated: 0, conflicting: 1 });
  });

  it('of another vault stays apart, also where the texts are equal', async () => {
    const other = sketchDeck(sketches.map((sketch) => ({ ...sketch, id: `z${sketch.id}` })));
    const [, second, count, types, check] = ask([
      { do: 'import', path: await pack(sketchDeck(sketches)) },
      { do: 'import', path: await pack(other) },
      { do: 'count' },
      { do: 'note-types' },
      { do: 'check' },
    ]);
    expect(second).toMatchObject({ new: 4, updated: 0, duplicate: 0, conflicting: 0 });
    expect(count).toMatchObject({ notes: 8, cards: 12 });
    expect(types).toHaveLength(4);
    expect(check).toMatchObject({ ok: true });
  });

  it('keeps text as it is in every script', async () => {
    const texts = ['日本語\u3000全角', 'עברית ‏rtl‎', '👩‍👩‍👧 astral 𝒳', 'é ﬁ ½', 'tab\tline\nend', 'a\u00a0b'];
    const file = await pack(
      sketchDeck(texts.map((Back, index) => ({ id: `u${index}`, fields: { Front: `q${index}`, Back } }))),
    );
    const [, notes] = ask([{ do: 'import', path: file }, { do: 'notes' }]) as [unknown, readonly AnkiNote[]];
    const byGuid = new Map(notes.map((note) => [note.guid, note.fields['Back']]));
    expect(texts.map((_, index) => byGuid.get(guidOf(`u${index}`)))).toEqual(
      texts.map((text) => text.normalize('NFC')),
    );
  });

  it('of ten thousand notes is imported within half a minute', async () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `m${index}`);
    const file = await pack(sketchDeck(ids.map((id) => ({ id, fields: { Front: id, Back: 'x'.repeat(200) } }))));
    const started = performance.now();
    const [first, count, notes] = ask([{ do: 'import', path: file }, { do: 'count' }, { do: 'notes' }]);
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(first).toMatchObject({ new: 10_000 });
    expect(count).toMatchObject({ notes: 10_000, cards: 10_000 });
    const now = Date.now();
    for (const { id } of notes as readonly AnkiNote[]) expect(id).toBeLessThan(now);
  });
});

describeWithAnki('a package', 'oldest', (ask) => {
  it('is imported whole by an Anki of 2020, and a second time changes nothing', async () => {
    const file = await pack(sketchDeck(sketches));
    const [, count, check, notes, cards, , after, cardsAfter] = ask([
      { do: 'import', path: file },
      { do: 'count' },
      { do: 'check' },
      { do: 'notes' },
      { do: 'cards' },
      { do: 'import', path: file },
      { do: 'notes' },
      { do: 'cards' },
    ]);
    expect(count).toEqual({ notes: 4, cards: 6, revlog: 0 });
    expect(check).toMatchObject({ ok: true });
    expect(after).toEqual(notes);
    expect(cardsAfter).toEqual(cards);
  });

  it('with an edited answer changes that note alone, and its card keeps interval, due date and reviews', async () => {
    const [, , cards, , cardsAfter, notes, rendered] = ask([
      { do: 'import', path: await pack(sketchDeck(sketches)) },
      { do: 'review', guid: guidOf('a'), days: 5 },
      { do: 'cards' },
      { do: 'import', path: await pack(answerEdited, modifiedA) },
      { do: 'cards' },
      { do: 'notes' },
      { do: 'render' },
    ]) as [unknown, unknown, unknown, unknown, unknown, readonly AnkiNote[], readonly RenderedCard[]];
    expect(cardsAfter).toEqual(cards);
    expect(notes).toHaveLength(4);
    expect(notes.find(({ guid }) => guid === guidOf('a'))?.fields['Back']).toBe('It turns it into a passive one.');
    for (const { answer } of rendered) expect(answer).not.toMatch(/\{\{|<script/);
  });
});
