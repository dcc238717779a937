import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import {
  describeWithAnki,
  type AnkiCard,
  type AnkiNote,
  type AskAnki,
  type ImportCounts,
  type RenderedCard,
} from './oracle.ts';
import { changeVault, exportVault, FIRST_EXPORT, makeVault, type Files } from './vault-export.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const handshake = `# Handshake

Q: What does a client send first?
A: A segment with **SYN** set, and its initial sequence number.

Q: Which call waits for a finished handshake?
A: \`accept\`, which takes it off the queue. See [[Backlog#Overflow|what happens when it is full]].

What the picture shows :: ![[img/handshake.png|200]]

SYN ::: synchronise

The queue holds ==finished== connections, not ==half-open== ones. #card

In C++ write {{c1::\`std::vector<int> v = {{1}};\`}} and mind $\\frac{1}{\\sqrt{x}}$, that is {{c2::$\\frac{a}{\\sqrt{b}}$::which root?}}. #cloze
`;

const backlog = `---
deck: Deep::Queues
tags: [queue, "two words"]
---
# Backlog

## Overflow #card

The kernel *drops* the last \`ACK\`:

- the client thinks that it is connected
- the server sends \`SYN,ACK\` again
  1. after a second
  2. after three

| option | value |
|---|---|
| somaxconn | 4096 |

> [!card] Who sets the limit?
> The smaller of \`listen\`'s argument and \`net.core.somaxconn\`.

Which errno has a refused connection :: ECONNREFUSED
type:: in
accept:: 111
hint:: not EHOSTUNREACH
`;

const hostile = `# Hostile

What runs :: <script>alert(1)</script><img src=x onerror="alert(1)"> [x](javascript:alert(1)) {{Front}} ]]> <b>end</b>

What loads :: ![far](https://example.org/a.png) <iframe src="https://example.org"></iframe>

Which braces :: a {{c1::b}} c}} and \\(x\\) and $a<b$ & &lt;i&gt;

Q: Who is here?
A: \u0000a\u0001b\u001fc, ‮rtl‬, 👩‍👩‍👧, é
`;

const files: Files = {
  'Handshake.md': handshake,
  'deep/Backlog.md': backlog,
  'Hostile.md': hostile,
  'img/handshake.png': PNG,
};

const replaced = (name: string, from: string, to: string): Files => {
  const text = String(files[name]);
  if (!text.includes(from)) throw new Error(`${name} does not hold ${from}`);
  return { [name]: text.replace(from, to) };
};

/** What must hold of any import of ours, whatever the notes say. */
function expectSound(ask: AskAnki, file: string, cards: number): readonly RenderedCard[] {
  const [imported, count, check, empty, generated, media, rendered, second] = ask([
    { do: 'import', path: file },
    { do: 'count' },
    { do: 'check' },
    { do: 'empty-cards' },
    { do: 'generate-cards' },
    { do: 'media' },
    { do: 'render' },
    { do: 'import', path: file },
  ]);
  const { found } = imported as ImportCounts;
  expect(imported).toMatchObject({ new: found, updated: 0, duplicate: 0, conflicting: 0 });
  expect(count).toMatchObject({ notes: found, cards });
  expect(check).toMatchObject({ ok: true });
  expect(empty).toEqual([]);
  expect(generated).toBe(0);
  expect(media).toMatchObject({ missing: [], unused: [] });
  expect(second).toMatchObject({ new: 0, updated: 0, duplicate: found, conflicting: 0 });
  for (const { question, answer } of rendered as readonly RenderedCard[]) expectHarmless(question + answer);
  return rendered as readonly RenderedCard[];
}

/** Nothing that runs or loads from elsewhere, and no template mark left over. */
function expectHarmless(html: string): void {
  const tags = html.match(/<[^>]*>/g) ?? [];
  for (const tag of tags) {
    expect(tag).not.toMatch(/^<\/?(script|iframe|object|embed|form|meta|link|base)\b/i);
    expect(tag).not.toMatch(/\son\w+\s*=|javascript:|src\s*=\s*["']?https?:/i);
  }
  expect(html).not.toMatch(/\{\{[#^/]?(Front|Back|Text|Extra|Hint|Source|cloze:|c\d+::)/);
}

describeWithAnki('a vault on its way to Anki', 'newest', (ask) => {
  it('arrives whole: every card, every medium, nothing that runs, a clean database', async () => {
    const { file, deck } = await exportVault(makeVault(files));
    const cards = deck.notes.reduce((sum, { ords }) => sum + ords.length, 0);
    expect(deck.media).toHaveLength(1);
    const rendered = expectSound(ask, file, cards);
    const texts = rendered.map(({ answer }) => answer.replace(/<[^>]*>/g, ''));
    expect(texts.some((text) => text.includes('std::vector&lt;int> v = {{1}};'))).toBe(true);
  });

  const edits: Readonly<Record<string, { readonly change: Files; readonly updated: number | 'some' }>> = {
    'an edited answer': { change: replaced('Handshake.md', 'and its initial', 'with its initial'), updated: 1 },
    'a line at the top': {
      change: replaced('Handshake.md', '# Handshake\n', '# Handshake\n\nA new remark.\n'),
      updated: 0,
    },
    'a typo mended in a question': {
      change: replaced('Handshake.md', 'does a client send', 'does the client send'),
      updated: 1,
    },
    'cards in another order': {
      change: {
        'Handshake.md': handshake.replace(/(Q: What[\s\S]*?)\n(Q: Which[\s\S]*?)\n(?=What the)/, '$2\n$1\n'),
      },
      updated: 0,
    },
  };
  for (const [what, { change, updated }] of Object.entries(edits))
    it(`with ${what}: no new note, ${updated} updated, and reviews stay`, async () => {
      const root = makeVault(files);
      const first = await exportVault(root);
      changeVault(root, change);
      const second = await exportVault(root, { ledger: first.ledger, now: FIRST_EXPORT + 100 });
      const third = await exportVault(root, { ledger: second.ledger, now: FIRST_EXPORT + 200 });
      const guid = first.deck.notes.find(({ fields }) => (fields[1] ?? '').includes('client send first'))?.guid;
      const [, , cards, imported, after, again, notes, check] = ask([
        { do: 'import', path: first.file },
        { do: 'review', guid, days: 6 },
        { do: 'cards' },
        { do: 'import', path: second.file },
        { do: 'cards' },
        { do: 'import', path: third.file },
        { do: 'notes' },
        { do: 'check' },
      ]);
      const total = first.deck.notes.length;
      // The reviewed note was answered, not edited: Anki leaves its time alone.
      expect(imported).toMatchObject({ new: 0, updated, duplicate: total - Number(updated), conflicting: 0 });
      expect(after).toEqual(cards);
      expect((cards as readonly AnkiCard[]).filter(({ type }) => type === 2)).toHaveLength(1);
      expect(again).toMatchObject({ new: 0, updated: 0, duplicate: total });
      expect(new Set((notes as readonly AnkiNote[]).map((note) => note.guid)).size).toBe(total);
      expect(check).toMatchObject({ ok: true });
    });

  it('with a note renamed and moved: no new note, and every card keeps its place', async () => {
    const first = await exportVault(makeVault(files));
    const { 'Handshake.md': moved, ...others } = files;
    const renamed: Files = { ...others, 'tcp/Three-way handshake.md': moved ?? '' };
    const second = await exportVault(makeVault(renamed), { ledger: first.ledger, now: FIRST_EXPORT + 100 });
    const [, cards, imported, after] = ask([
      { do: 'import', path: first.file },
      { do: 'cards' },
      { do: 'import', path: second.file },
      { do: 'cards' },
    ]);
    expect(imported).toMatchObject({ new: 0, conflicting: 0, found: first.deck.notes.length });
    expect(after).toEqual(cards);
  });

  it('with the ledger gone and nothing else changed: no new note, none conflicting', async () => {
    const root = makeVault(files);
    const [first, second] = [await exportVault(root), await exportVault(root, { now: FIRST_EXPORT + 100 })];
    const [, imported, count] = ask([
      { do: 'import', path: first.file },
      { do: 'import', path: second.file },
      { do: 'count' },
    ]);
    expect(imported).toMatchObject({ new: 0, conflicting: 0 });
    expect(count).toMatchObject({ notes: first.deck.notes.length });
  });

  it('with a deletion added to a cloze: one new card, and the others keep their numbers', async () => {
    const root = makeVault(files);
    const first = await exportVault(root);
    changeVault(root, replaced('Handshake.md', 'The queue holds', 'The ==queue== holds'));
    const second = await exportVault(root, { ledger: first.ledger, now: FIRST_EXPORT + 100 });
    const [, cards, imported, after, empty] = ask([
      { do: 'import', path: first.file },
      { do: 'cards' },
      { do: 'import', path: second.file },
      { do: 'cards' },
      { do: 'empty-cards' },
    ]) as [unknown, readonly AnkiCard[], unknown, readonly AnkiCard[], unknown];
    expect(imported).toMatchObject({ new: 0, updated: 1 });
    expect(after).toHaveLength(cards.length + 1);
    expect(after).toEqual(expect.arrayContaining([...cards]));
    expect(empty).toEqual([]);
  });

  it('beside a vault of the same notes: both are there, apart', async () => {
    const root = makeVault(files);
    const [one, other] = [await exportVault(root), await exportVault(root, { vaultId: 'another' })];
    const [, imported, check] = ask([
      { do: 'import', path: one.file },
      { do: 'import', path: other.file },
      { do: 'check' },
    ]);
    expect(imported).toMatchObject({ new: one.deck.notes.length, updated: 0, duplicate: 0, conflicting: 0 });
    expect(check).toMatchObject({ ok: true });
  });

  it('is sound for the vault that ships', async () => {
    const { file, deck } = await exportVault(makeVault({}, 'notes'));
    expect(deck.notes.length).toBeGreaterThan(10);
    expectSound(
      ask,
      file,
      deck.notes.reduce((sum, { ords }) => sum + ords.length, 0),
    );
  });

  const seeds = process.env['SOCKRATES_SEEDS'];
  it.skipIf(seeds === undefined || !existsSync(path.join(seeds)))('is sound for the seeds', async () => {
    const { file, deck } = await exportVault(makeVault({}, seeds));
    expect(deck.notes.length).toBeGreaterThan(0);
    expectSound(
      ask,
      file,
      deck.notes.reduce((sum, { ords }) => sum + ords.length, 0),
    );
  });
});

describeWithAnki('a vault on its way to Anki', 'oldest', (ask) => {
  it('arrives in an Anki of 2020 as well, a second time too', async () => {
    const { file, deck } = await exportVault(makeVault({ ...files }, 'notes'));
    const cards = deck.notes.reduce((sum, { ords }) => sum + ords.length, 0);
    const [, count, check, rendered, notes, , after] = ask([
      { do: 'import', path: file },
      { do: 'count' },
      { do: 'check' },
      { do: 'render' },
      { do: 'notes' },
      { do: 'import', path: file },
      { do: 'notes' },
    ]);
    expect(count).toMatchObject({ notes: deck.notes.length, cards });
    expect(check).toMatchObject({ ok: true });
    expect(after).toEqual(notes);
    for (const { question, answer } of rendered as readonly RenderedCard[]) expectHarmless(question + answer);
  });
});
