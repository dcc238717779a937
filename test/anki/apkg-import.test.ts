import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { writeApkg, type Deck, type DeckNote } from '../../src/decks/index.ts';
import { MODIFIED, sketchDeck, type NoteSketch } from '../decks/apkg-deck.ts';
import { describeWithAnki } from './oracle.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sockrates-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

/** Writes a deck to a new package and gives its path. */
async function pack(deck: Deck, modified: (note: DeckNote) => number = () => MODIFIED): Promise<string> {
  files += 1;
  const file = path.join(folder, `deck-${files}.apkg`);
  const outcome = await writeApkg(deck, { path: file, modified });
  if (!outcome.written) throw new Error(outcome.message);
  return file;
}

const sketches: readonly NoteSketch[] = [
  {
    id: 'a',
    fields: { Front: 'What does <code>listen</code> do?', Back: 'It marks a socket as passive.' },
    tags: ['sockrates::tcp'],
  },
  { id: 'b', kind: 'basic-and-reversed', fields: { Front: 'SYN', Back: 'synchronise' }, deck: 'Sockets::TCP' },
  { id: 'c', kind: 'cloze', fields: { Text: '{{c1::UDP}} keeps {{c3::boundaries::what?}}' }, ords: [0, 2] },
  { id: 'd', kind: 'type-in', fields: { Front: 'errno 111', Back: 'ECONNREFUSED' }, deck: 'sockets::tcp' },
];

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
    expect(first).toMatchObject({ new: 4, updated: 0, duplicate: 0, conflicting: 0, found: 4 });
    expect(count).toEqual({ notes: 4, cards: 6, revlog: 0 });
    expect(check).toMatchObject({ ok: true });
    expect(empty).toEqual([]);
    expect(generated).toBe(0);
    expect(second).toMatchObject({ new: 0, updated: 0, duplicate: 4, conflicting: 0 });
    expect(after).toEqual(notes);
  });
});
