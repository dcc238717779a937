import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { writeApkg } from '../../src/decks/apkg/index.ts';
import type { Deck } from '../../src/decks/index.ts';
import { renderTemplate } from '../../src/decks/preview/card-template.ts';
import { cardOf, clozeOf, gather, textField, vaultOf } from '../decks/html-field.ts';
import { describeWithAnki } from './oracle.ts';
import type { AnkiNote, RenderedCard } from './oracle.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sockrates-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function pack(deck: Deck): Promise<string> {
  const file = path.join(folder, 'deck.apkg');
  const outcome = await writeApkg(deck, { path: file, modified: () => 1_790_000_000 });
  if (!outcome.written) throw new Error(outcome.message);
  return file;
}

/** As our own templates and the preview's renderer show the cards of a deck. */
function previewCards(deck: Deck): RenderedCard[] {
  return deck.notes.flatMap((note) => {
    const type = deck.noteTypes.find(({ id }) => id === note.noteType);
    const fields = Object.fromEntries(type?.fields.map(({ name }, index) => [name, note.fields[index] ?? '']) ?? []);
    return note.ords.map((ord) => {
      const template = type?.templates[type.kind === 'cloze' ? 0 : ord];
      const question = renderTemplate(template?.front ?? '', fields, { side: 'question', ord }).html;
      const answer = renderTemplate(template?.back ?? '', fields, { side: 'answer', ord, frontSide: question }).html;
      return { guid: note.guid, ord, question: comparable(question), answer: comparable(answer) };
    });
  });
}

/** Without what Anki adds for its own editor, and with one notation for the typed answer and for sounds. */
function comparable(html: string): string {
  return html
    .replace(/ data-cloze="[^"]*"/g, '')
    .replace(/<input[^>]*id="typeans"[^>]*>|<code id="typeans">.*?<\/code>|\[\[type:.*?\]\]/gs, '[[type]]')
    .replace(/\[anki:play:.*?\]|\[sound:.*?\]/g, '[sound]');
}

function sorted(cards: readonly RenderedCard[]): RenderedCard[] {
  return cards
    .map((card) => ({ ...card, question: comparable(card.question), answer: comparable(card.answer) }))
    .sort((a, b) => (a.guid < b.guid ? -1 : a.guid > b.guid ? 1 : a.ord - b.ord));
}

const source = [
  '| a | b |\n|---|---|\n| 1 | `2` |\n\n```c\nint x[] = {{1}, {2}}; // {{Front}} [sound:x.mp3]\n```\n\n- [x] done',
  'cafe\u0301 <b>x</b> *a*\u0338 $a<b$ \\\\(no math\\\\) <!-- gone --> [x](https://x.org/?a=1&b=::1)',
  '![[flow.svg|200]] ![[say.mp3]] ![](gone.png) [[UDP]]',
];
const clozes = [
  '~~`std::vector`~~ ~~a::b}}c~~ ~~$\\frac{1}{\\sqrt{x}}$~~ ~~ends with }~~ ~~:begins~~ {{c7::no}}',
  '- ~~one~~\n- two **~~three~~**\n\n```c\n{{c9::x}}\n```',
  '~~[x](http://[::1]/ "}}")~~ and $$\n{{a}}::b\n$$ ~~$$x$$~~',
];

describeWithAnki('a gathered deck', 'newest', (ask) => {
  const vault = vaultOf({}, ['flow.svg', 'say.mp3']);
  const { deck } = gather(
    [
      ...source.map((text) => cardOf(text, { tags: ['a/b c', 'x'] })),
      ...source.map((text) => cardOf(text, { kind: 'basic-and-reversed', headingPath: ['{{Front}}', '<b>'] })),
      cardOf('`ECONNREFUSED`', { kind: 'type-in', accept: ['111'] }),
      ...clozes.map((text) => clozeOf(text, { headingPath: ['{{c9::x}}'] })),
      clozeOf('~~gap~~', {}, 'hint}} with :: and {{c3::'),
      cardOf('x', { fields: { ...cardOf('x').fields, Hint: textField('hint'), Extra: textField('{{c1::x}}') } }),
    ],
    { vault },
  );

  it('is what Anki shows, asks and stores', async () => {
    const steps = ['notes', 'render', 'empty-cards', 'generate-cards', 'media', 'check'].map((step) => ({ do: step }));
    const [log, notes, rendered, empty, generated, media, check] = ask([
      { do: 'import', path: await pack(deck) },
      ...steps,
    ]);
    expect(log).toMatchObject({ new: deck.notes.length, found: deck.notes.length });
    const stored = new Map((notes as AnkiNote[]).map((note) => [note.guid, note]));
    for (const note of deck.notes) {
      expect(Object.values(stored.get(note.guid)?.fields ?? {})).toEqual(note.fields);
      expect([...(stored.get(note.guid)?.tags ?? [])].sort()).toEqual(note.tags);
    }
    expect(sorted(rendered as RenderedCard[])).toEqual(sorted(previewCards(deck)));
    expect(empty).toEqual([]);
    expect(generated).toBe(0);
    expect(media).toMatchObject({ missing: [], unused: [] });
    expect(check).toMatchObject({ ok: true });
  });

  it('holds the deletions that were meant, whatever stands in them', async () => {
    const inline = fc.array(fc.constantFrom('}', ':', '{', '{{c7::', '}}', '::', 'a', ' '), { maxLength: 10 });
    const samples = fc.sample(fc.tuple(inline, inline), { numRuns: 200, seed: 42 });
    const made = samples.map(([gap, hint]) => {
      const children = [{ type: 'text' as const, value: `x${gap.join('')}` }];
      const content = [{ type: 'clozeDeletion' as const, index: 0, hint: hint.join(''), children }];
      const deletions = [{ number: 1, explicit: false, text: '' }];
      return cardOf('', { kind: 'cloze', fields: { Text: { content, text: '' } }, deletions });
    });
    const many = gather(made).deck;
    const [, rendered, generated] = ask([
      { do: 'import', path: await pack(many) },
      { do: 'render' },
      { do: 'generate-cards' },
    ]);
    expect(generated).toBe(0);
    expect(sorted(rendered as RenderedCard[])).toEqual(sorted(previewCards(many)));
    for (const [index, card] of sorted(rendered as RenderedCard[]).entries()) {
      const [gap, hint] = samples[index] ?? [[], []];
      const shown = (html: string) =>
        /<span class="cloze" data-ordinal="1">(.*?)<\/span>/s.exec(html)?.[1]?.replaceAll('<!-- -->', '').trim();
      expect(shown(card.answer)).toBe(`x${gap.join('')}`.trim());
      expect(shown(card.question)).toBe(`[${hint.join('') === '' ? '...' : hint.join('')}]`.trim());
    }
  });
});
