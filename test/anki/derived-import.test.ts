import { existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { describeWithAnki, type AnkiCard, type AnkiNote } from './oracle.ts';
import { changeVault, exportVault, FIRST_EXPORT, makeVault } from './vault-export.ts';

/** Nothing in it is marked as a card. */
const locks = `# Locks

| Feature | Mutex | Spin lock |
|---|---|---|
| Waiting | The thread sleeps until the lock is free again | The thread runs in a loop until the lock is free |
| Cost of waiting | low | high |

- **Owner:** the thread that took the lock
- **Range:** all threads of one process
`;

function changed(from: string | RegExp, to: string, text = locks): string {
  const result = text.replace(from, to);
  if (result === text) throw new Error(`${String(from)} is not there`);
  return result;
}

const columnsSwapped = changed(
  '| low | high |',
  '| high | low |',
  changed(
    /\| Waiting \| (.*?) \| (.*?) \|/u,
    '| Waiting | $2 | $1 |',
    changed('Mutex | Spin lock', 'Spin lock | Mutex'),
  ),
);

/** What a note of Anki asks, whichever of two columns stands first. */
function factOf({ fields }: AnkiNote): string {
  const words = (fields['Front'] ?? '').replace(/<[^>]*>/g, '').replace(/[?:]/g, ' ');
  return words
    .split(/\s+vs\s+|\s+/u)
    .filter((word) => word !== '')
    .sort()
    .join(' ')
    .toLowerCase();
}

describeWithAnki('cards out of prose, in Anki', 'newest', (ask) => {
  /** Exports, reviews every card, exports the edited notes: what Anki had and has, note by note. */
  async function edit(note: string, as = 'Locks.md') {
    const root = makeVault({ 'Locks.md': locks });
    const first = await exportVault(root);
    const { deck, ledger } = first;
    if (as !== 'Locks.md') renameSync(path.join(root, 'Locks.md'), path.join(root, as));
    changeVault(root, { [as]: note });
    const second = await exportVault(root, { ledger, now: FIRST_EXPORT + 100 });
    const answers = ask([
      { do: 'import', path: first.file },
      ...deck.notes.map(({ guid }, index) => ({ do: 'review', guid, days: index + 3 })),
      { do: 'notes' },
      { do: 'cards' },
      { do: 'import', path: second.file },
      { do: 'notes' },
      { do: 'cards' },
      { do: 'check' },
    ]);
    const [before, cards, imported, after, cardsAfter, check] = answers.slice(-6) as [
      readonly AnkiNote[],
      readonly AnkiCard[],
      { readonly new: number },
      readonly AnkiNote[],
      readonly AnkiCard[],
      unknown,
    ];
    expect(check).toMatchObject({ ok: true });
    expect(before.length).toBeGreaterThanOrEqual(4);
    // Nobody's interval, due date or reviews moved: what Anki had it still has.
    expect(cardsAfter).toEqual(expect.arrayContaining([...cards]));
    const wasAbout = new Map(before.map((one) => [one.guid, factOf(one)]));
    const strayed = after.filter((one) => wasAbout.has(one.guid) && wasAbout.get(one.guid) !== factOf(one));
    return { fresh: imported.new, strayed: strayed.map(factOf) };
  }

  it('with a line at the top, the note renamed, or a cell edited: none is new', async () => {
    expect(await edit(changed('# Locks\n', '# Locks\n\nA line that says nothing.\n'))).toEqual({
      fresh: 0,
      strayed: [],
    });
    expect(await edit(locks, 'Kinds of locks.md')).toMatchObject({ fresh: 0 });
    expect(await edit(changed('| high |', '| very high |'))).toEqual({ fresh: 0, strayed: [] });
  });

  it('with two columns swapped, or only their heads: no history goes over to another fact', async () => {
    expect((await edit(columnsSwapped)).strayed).toEqual([]);
    expect((await edit(changed('Mutex | Spin lock', 'Spin lock | Mutex'))).strayed).toEqual([]);
  });

  it('with a concept renamed: no history goes over to another fact', async () => {
    expect((await edit(changed('Spin lock', 'Futex'))).strayed).toEqual([]);
  });

  const seeds = process.env['SOCKRATES_SEEDS'];
  it.skipIf(seeds === undefined || !existsSync(seeds))(
    'of the seeds: a line at the top, a note renamed and a cell edited make no new one',
    async () => {
      const root = makeVault({}, seeds);
      const notes = readdirSync(root).filter((file) => file.endsWith('.md'));
      const first = await exportVault(root);
      let edited = 0;
      for (const file of notes) {
        const text = readFileSync(path.join(root, file), 'utf8');
        const front = /^---\n[\s\S]*?\n---\n/u.exec(text)?.[0] ?? '';
        // The last cell of the first row below a table's head.
        const body = text
          .slice(front.length)
          .replace(/^(\|[ :|-]+\|\n\|.*[a-z.])(\s*\|)$/mu, (_, row: string, end: string) => {
            edited += 1;
            return `${row} at last${end}`;
          });
        writeFileSync(path.join(root, file), `${front}A remark that was not here before.\n\n${body}`);
      }
      expect(edited).toBeGreaterThan(0);
      renameSync(path.join(root, notes[0] ?? ''), path.join(root, 'Another name.md'));
      const second = await exportVault(root, { ledger: first.ledger, now: FIRST_EXPORT + 100 });
      const [, imported, check] = ask([
        { do: 'import', path: first.file },
        { do: 'import', path: second.file },
        { do: 'check' },
      ]);
      expect(imported).toMatchObject({ new: 0, conflicting: 0, found: first.deck.notes.length });
      expect(check).toMatchObject({ ok: true });
    },
  );
});
