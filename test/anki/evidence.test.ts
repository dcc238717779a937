import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ducts, makePlace } from '../cli/run-here.ts';
import { describeWithAnki, type AnkiCard, type AnkiNote, type ImportCounts, type RenderedCard } from './oracle.ts';

const cacheBefore = process.env['XDG_CACHE_HOME'];
let cache: string;
beforeAll(() => {
  cache = mkdtempSync(path.join(tmpdir(), 'sockrates-evidence-cache-'));
  process.env['XDG_CACHE_HOME'] = cache;
});
afterAll(() => {
  if (cacheBefore === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = cacheBefore;
  rmSync(cache, { recursive: true, force: true });
});

for (const age of ['newest', 'oldest'] as const) {
  describeWithAnki('cards with evidence', age, (ask) => {
    it('reach Anki as a change of the cards that are there, which keep their reviews; again they change nothing', async () => {
      const { here, folder } = makePlace(ducts);
      const deckFile = (name: string): string => path.join(folder, name);
      const exported = JSON.parse((await here('export', '--json', '-o', 'before.apkg')).out) as {
        readonly cards: readonly { readonly id: string; readonly line: number; readonly note: string }[];
      };
      await here('verify', '--update');
      for (const name of ['after.apkg', 'again.apkg']) await here('export', '-o', name);

      const guid = exported.cards.find(({ note, line }) => note === 'Duct.md' && line === 5)?.id ?? '';
      const results = ask([
        { do: 'import', path: deckFile('before.apkg') },
        { do: 'review', guid, days: 30 },
        { do: 'cards' },
        { do: 'import', path: deckFile('after.apkg') },
        { do: 'cards' },
        { do: 'notes' },
        { do: 'render' },
        { do: 'import', path: deckFile('again.apkg') },
        { do: 'notes' },
      ]);
      const [first, , before, second, after, notes, rendered, third, notesAgain] = results as [
        ImportCounts,
        unknown,
        readonly AnkiCard[],
        ImportCounts,
        readonly AnkiCard[],
        readonly AnkiNote[],
        readonly RenderedCard[],
        ImportCounts,
        readonly AnkiNote[],
      ];
      // Only the newer library counts what it does.
      if (age === 'newest') {
        expect(first.new).toBe(exported.cards.length);
        // The two that the kernel contradicts, and no other.
        expect([second.new, second.updated]).toEqual([0, 2]);
        expect([third.new, third.updated]).toEqual([0, 0]);
      }
      expect(notes).toHaveLength(exported.cards.length);
      expect(notesAgain).toEqual(notes);
      expect(after).toEqual(before);
      expect(after.find((card) => card.guid === guid)).toMatchObject({ reps: 1 });

      const evidence = notes.find((note) => note.guid === guid)?.fields['Evidence'] ?? '';
      expect(evidence).toContain('This kernel says otherwise: after the last writer');
      const answer = rendered.find((card) => card.guid === guid)?.answer ?? '';
      for (const part of [
        'This kernel says otherwise',
        'read(r, _, 64) = &lt;unfinished ...&gt;',
        '<svg',
        'sockrates run last-writer',
      ])
        expect(answer.replaceAll('...>', '...&gt;')).toContain(part);
      const question = rendered.find((card) => card.guid === guid)?.question ?? '';
      expect(question).not.toContain('kernel');
    });
  });
}
