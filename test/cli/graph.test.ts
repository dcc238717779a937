import { renameSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { readPackage } from '../../src/decks/package/index.ts';
import { makePlace, type Place } from './run-here.ts';
import { sharedCache } from './run-program.ts';

// Each test runs the program several times.
vi.setConfig({ testTimeout: 60_000 });

const vault: Readonly<Record<string, string>> = {
  'notes/.sockrates/vault.json': '{"schema":1,"id":"thevaultofthetests"}\n',
  'notes/A TCP.md':
    '---\nrequires: ["[[Port]]"]\nsources: [RFC 9293]\n---\nTCP is not [[UDP]].\n\nWhat does TCP keep? :: The order of bytes.\n',
  'notes/Port.md': 'What is a port? :: A number.\n',
  'notes/UDP.md':
    '---\nrequires: ["[[Port]]"]\n---\nSee [[Checksum]] and [[Checksum]].\n\nWhat does UDP lose? :: Order.\n',
  'notes/lone.md': 'Nothing.\n',
};

// The notes that ship are read too.
vi.stubEnv('XDG_CACHE_HOME', sharedCache);

const makeVaultPlace = (): Place => makePlace(vault, { now: () => Date.now() });

describe('sockrates graph', () => {
  it('sums up the vault, and is readable on 40 columns', async () => {
    const { hereWith } = makeVaultPlace();
    expect((await hereWith({ COLUMNS: '40' }, 'graph')).out).toMatchInlineSnapshot(`
      "notes
      4 notes, 1 note that is wanted, 3 cards, 45 experiments, 1 source
      3 linked pairs, 2 prerequisites, 3 parts

      Hubs: much leads to them
        Port  linked from 2 concepts, 2 times
        Checksum  linked from 1 concept, 2 times
        UDP  linked from 1 concept, 1 time

      Bridges: ways between the others lead through them
        UDP  33.3 % of the shortest ways

      Wanted: linked to, and not written yet
        Checksum  2 links: UDP.md:4:5 and 1 more

      Orphans: no link leads there or away
        lone  lone.md

      Holes
        no card asks about 1 note  lone
        no experiment decides 2 notes  A TCP, lone
        no source is named for 3 notes  Port, UDP, lone
      "
    `);
  });

  it('gives every answer as one JSON document too', async () => {
    const { here: run } = makeVaultPlace();
    const parse = async (...args: readonly string[]): Promise<Record<string, unknown>> => {
      const { out, status } = await run('graph', ...args, '--json');
      expect(status).toBe(0);
      return JSON.parse(out) as Record<string, unknown>; // the program prints objects
    };
    expect(Object.keys(await parse())).toEqual(
      'schema vault nodes edges hubs bridges bridgesExact orphans wanted missingFiles cycles islands withoutCard withoutExperiment withoutSource diagnostics'.split(
        ' ',
      ),
    );
    expect((await parse('path', 'a tcp', 'checksum'))['steps']).toMatchObject([
      { relation: 'links to', to: 'UDP.md', places: [{ line: 5, by: 'link' }] },
      { relation: 'links to', to: '?Checksum', weight: 2 },
    ]);
    expect((await parse('order'))['steps']).toMatchObject([
      { concepts: [{ id: 'Port.md' }], generation: 0, unlocks: 2 },
      { concepts: [{ id: 'lone.md' }] },
      { concepts: [{ id: 'UDP.md' }], generation: 1 },
      { concepts: [{ id: 'A TCP.md' }] },
    ]);
    expect((await parse('next', '--known', 'Port'))['ready']).toMatchObject([
      { id: 'lone.md' },
      { id: 'UDP.md' },
      { id: 'A TCP.md' },
    ]);
    expect((await parse('explain', 'rfc 9293'))['groups']).toMatchObject([{ relation: 'is linked from' }]);
  });

  it('tells where it is told, and refuses what is not there', async () => {
    const { here: run } = makeVaultPlace();
    expect(await run('graph', 'path', 'Port', 'lone')).toMatchObject({
      status: 3,
      out: 'No way leads from Port to lone.\n',
    });
    expect(await run('graph', 'explain', 'Prot')).toMatchObject({
      status: 2,
      err: 'sockrates: nothing in the graph is called Prot; did you mean "Port.md"?\n',
    });
    expect(await run('graph', '--type', 'lunks')).toMatchObject({ status: 2 });
    expect((await run('graph', 'explain', 'UDP', '--vault', 'notes', '--limit', '1')).out).toContain('and 1 more');
  });

  it.each([['path', 'Port', 'lone'], ['next'], ['order'], ['explain', 'UDP'], ['suggest']])(
    '%s takes the vault as its last argument, as --vault, and before it',
    async (...question) => {
      const { here, folder } = makeVaultPlace();
      renameSync(path.join(folder, 'notes'), path.join(folder, 'mine'));
      const asked = await here('graph', ...question, 'mine');
      expect(asked.err).toBe('');
      expect(asked.out).not.toBe('');
      expect(await here('graph', ...question, '--vault', 'mine')).toEqual(asked);
      expect(await here('graph', '--vault', 'mine', ...question)).toEqual(asked);
      expect(await here('graph', ...question, 'mine/UDP.md')).toMatchObject({
        status: 2,
        err: 'sockrates: mine/UDP.md is a note: this is answered of a whole vault, which is a folder\n',
      });
    },
  );

  it('knows from the journal what is learned, by the retention that the learner wants', async () => {
    const { here, write } = makeVaultPlace();
    const { cards } = JSON.parse((await here('cards', '--json')).out) as { cards: { id: string; note: string }[] };
    const port = cards.find(({ note }) => note === 'Port.md')?.id ?? '';
    const answerBefore = (days: number): void => {
      const at = Date.now() - days * 86_400_000;
      const day = new Date(at).toISOString().slice(0, 10);
      const next = { phase: 'review', days: 9 };
      const answer = { kind: 'answer', id: 'x-0', at, day, card: port, grade: 'easy', next, took: 900 };
      write('notes/.sockrates/journal.jsonl', `${JSON.stringify({ schema: 1, ...answer })}\n`);
    };
    const next = async (): Promise<{ known: string[]; ready: { id: string }[] }> =>
      // the document that the command prints
      JSON.parse((await here('graph', 'next', '--json')).out) as { known: string[]; ready: { id: string }[] };
    answerBefore(0.05);
    const { known, ready } = await next();
    expect(known).toContain('Port.md');
    expect(ready.map(({ id }) => id)).toEqual(['UDP.md', 'A TCP.md']);
    // Nine days after an easy answer nine in ten are recalled: enough for 0.9, and too little for 0.97.
    answerBefore(9);
    expect((await next()).known).toContain('Port.md');
    write('sockrates.config.json', '{"vault": "notes", "quiz": {"retention": 0.97}}');
    expect((await next()).known).not.toContain('Port.md');
  });
});

/** Questions of a package's cards, in the order of Anki's position of new cards. */
async function ankiNotesInOrder(file: string): Promise<string[]> {
  const outcome = await readPackage(file);
  if (!outcome.read) throw new Error(outcome.message);
  const { notes, cards } = outcome.package;
  return cards
    .toSorted((a, b) => a.due - b.due)
    .map(({ note }) => notes.find(({ id }) => id === note)?.fields.find((field) => field.includes('?')) ?? '')
    .map((field) => field.replace(/<[^>]+>/g, ''));
}

describe('sockrates export --order study', () => {
  it("gives new cards their positions in Anki by what has to be known before, and leaves Anki's order else", async () => {
    const { here: run, folder } = makeVaultPlace();
    await run('export', '-o', 'notes.apkg');
    await run('export', '-o', 'study.apkg', '--order', 'study');
    expect(await ankiNotesInOrder(path.join(folder, 'notes.apkg'))).toEqual([
      'What does TCP keep?',
      'What is a port?',
      'What does UDP lose?',
    ]);
    expect(await ankiNotesInOrder(path.join(folder, 'study.apkg'))).toEqual([
      'What is a port?',
      'What does UDP lose?',
      'What does TCP keep?',
    ]);
  });
});
