import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { makeWorkplace, sockets } from '../cli/run-program.ts';
import { describeWithAnki, type AnkiNote } from './oracle.ts';

vi.setConfig({ testTimeout: 120_000 });

interface Exported {
  readonly counts: Readonly<Record<string, number>>;
  readonly cards: readonly { readonly id: string; readonly note: string; readonly line: number }[];
}

describeWithAnki('sockrates export', 'newest', (ask) => {
  it('recovers a lost ledger, and even a lost vault id, from an export: cards edited since keep their notes', () => {
    const { folder, run, write } = makeWorkplace(sockets);
    const at = (name: string): string => path.join(folder, name);
    run('export');
    write('notes/udp/Datagram.md', 'UDP (protocol) ::: User Datagram Protocol\n');
    write('notes/tcp/Listen.md', (sockets['notes/tcp/Listen.md'] ?? '').replace('What does', 'What exactly does'));
    run('export');
    ask([
      { do: 'import', path: at('decks/notes.apkg') },
      { do: 'export', path: at('from-anki.apkg') },
    ]);
    rmSync(at('notes/.sockrates'), { recursive: true });
    const recovered = JSON.parse(run('export', '--recover', 'from-anki.apkg', '--json').out) as Exported;
    expect(recovered.counts).toMatchObject({ new: 0, changed: 0, unchanged: 4, gone: 0 });
    const [, second, check] = ask([
      { do: 'import', path: at('from-anki.apkg') },
      { do: 'import', path: at('decks/notes.apkg') },
      { do: 'check' },
    ]);
    expect(second).toMatchObject({ new: 0, updated: 0, duplicate: 4, conflicting: 0 });
    expect(check).toMatchObject({ ok: true });
  });

  it("updates the user's own note once it is adopted, whatever its note type, and never makes a second copy", () => {
    const { folder, run, write } = makeWorkplace({ 'notes/.sockrates/vault.json': '{"schema":1,"id":"adopting"}' });
    const at = (name: string): string => path.join(folder, name);
    const [, mine] = ask([
      { do: 'make-note-type', name: 'Basic', fields: ['Front', 'Back'] },
      { do: 'add-note', type: 'Basic', fields: { Front: 'UNIX or Internet?', Back: 'Old answer.' } },
      { do: 'export', path: at('mine.apkg') },
    ]) as [unknown, { readonly id: number; readonly guid: string }, unknown];
    write('notes/Card.md', `START\nBasic\nUNIX or Internet?\nBack: New answer.\n<!--ID: ${mine.id}-->\nEND\n`);
    expect(run('export', '--dry-run').out).toContain(`is in Anki as ${mine.id}; importing makes a second copy`);
    expect(run('adopt', 'mine.apkg')).toMatchObject({
      status: 0,
      out: expect.stringContaining('1 card adopted') as string,
    });
    expect(run('export').out).not.toContain('second copy');
    const [, imported, notes] = ask([
      { do: 'import', path: at('mine.apkg') },
      { do: 'import', path: at('decks/notes.apkg') },
      { do: 'notes' },
    ]) as [unknown, unknown, readonly AnkiNote[]];
    expect(imported).toMatchObject({ new: 0, updated: 1, conflicting: 0 });
    expect(notes.map(({ guid, fields }) => [guid, fields['Back']])).toEqual([
      [mine.guid, expect.stringContaining('New answer.') as string],
    ]);
  });

  it('finds what is gone, and what to move, by the searches that it prints', () => {
    const { folder, run, write } = makeWorkplace(sockets);
    const at = (name: string): string => path.join(folder, name);
    run('export', '-o', 'first.apkg');
    write('notes/udp/Datagram.md', 'Nothing.\n');
    write('notes/tcp/Listen.md', `---\ndeck: Calls\n---\n${sockets['notes/tcp/Listen.md'] ?? ''}`);
    const searchesIn = (text: string): string[] =>
      text.split('\n').flatMap((line) => /^ *("note:.*)/.exec(line)?.[1] ?? []);
    const searches = [...searchesIn(run('export').out), ...searchesIn(readFileSync(at('decks/gone.txt'), 'utf8'))];
    const results = ask([
      { do: 'import', path: at('first.apkg') },
      ...searches.map((query) => ({ do: 'find', query })),
    ]);
    expect(results.slice(1)).toEqual([2, 1]);
  });
});
