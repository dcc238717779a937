import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { makePlace as openPlace, type Place } from './run-here.ts';
import { makeWorkplace, sharedCache, sockets } from './run-program.ts';

// Some tests run the program several times.
vi.setConfig({ testTimeout: 60_000 });
vi.stubEnv('XDG_CACHE_HOME', sharedCache);

const makePlace = (files: Readonly<Record<string, string>>, copyOf?: string): Place =>
  openPlace(files, { now: () => Date.now(), ...(copyOf === undefined ? {} : { copyOf }) });

interface ExportDocument {
  readonly counts: Readonly<Record<string, number>>;
  readonly cards: readonly { readonly id: string; readonly action: string; readonly deck: string }[];
  readonly deckFile?: string;
}

function parse(out: string): ExportDocument {
  return JSON.parse(out) as ExportDocument;
}

describe('sockrates export', () => {
  it('prints its plan, writes the deck below the working folder, and is done', () => {
    const { folder, run } = makeWorkplace(sockets);
    const { status, out, err } = run('export');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatchInlineSnapshot(`
      "new            4

      New (4)
        8dzoy5u5b1nbcvx9  tcp/Backlog.md:5  TCP guarantees the order of bytes.
        d79w1kwg54t1oraf  tcp/Listen.md:3  What does listen() do to a socket?
        phmlz7dnx5nww2jv  tcp/Listen.md:5  Which queue does the Backlog limit?
        fe9off3aiymss6lw  udp/Datagram.md:1  UDP

      decks/notes.apkg  4 cards
      "
    `);
    expect(readdirSync(path.join(folder, 'decks'))).toEqual(['notes.apkg']);
    expect(readdirSync(path.join(folder, 'notes/.sockrates')).sort()).toEqual([
      '.gitattributes',
      'ledger.jsonl',
      'vault.json',
    ]);
  });

  it('a second time changes no file at all', async () => {
    const { folder, here: run } = makePlace(sockets);
    await run('export');
    const files = ['decks/notes.apkg', 'notes/.sockrates/ledger.jsonl'].map((name) => path.join(folder, name));
    const before = files.map((file) => [readFileSync(file, 'base64'), statSync(file).mtimeMs]);
    const { status, out } = await run('export');
    expect(status).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "unchanged      4

      decks/notes.apkg  4 cards
      "
    `);
    expect(files.map((file) => [readFileSync(file, 'base64'), statSync(file).mtimeMs])).toEqual(before);
  });

  it('says what changed, what is at risk and what is gone, with searches for Anki', async () => {
    const { folder, here: run, write } = makePlace(sockets);
    await run('export');
    write(
      'notes/tcp/Listen.md',
      `---
deck: Calls
---
# Listen

What does \`listen()\` do to a socket? :: It makes the socket accept connections.

Which queue does the [[Backlog]] not limit? :: That of finished handshakes.
`,
    );
    const { out } = await run('export');
    expect(out).toMatchInlineSnapshot(`
      "new            1
      changed        1  their schedules are kept
      unchanged      2
      moved          1  to another deck; Anki keeps them where they are
      at risk        1  new, though they look like earlier cards
      gone           1  no longer in the notes; Anki keeps them

      New (1)
        2z5k4l9yiwkzn8nn  tcp/Listen.md:8  Which queue does the Backlog not limit?

      Changed (1)
        d79w1kwg54t1oraf  tcp/Listen.md:6  What does listen() do to a socket?

      At risk (1)
        2z5k4l9yiwkzn8nn  tcp/Listen.md:8  Which queue does the Backlog not limit?
            resembles phmlz7dnx5nww2jv, but one of them says no where the other says yes
        The earlier card stays in Anki with its reviews. If it is the same card, take the edit back, add a line \`id:: a-name\` below it, export, and edit again.

      To move 1 card to Calls, paste into Anki's browser, select all, Cards > Change Deck
        "note:Sockrates*" (Id:d79w1kwg54t1oraf)

      Gone; searches for them are in decks/gone.txt
        phmlz7dnx5nww2jv  tcp/Listen.md  Which queue does the Backlog limit

      note  1 changed note: tags added in Anki will be replaced; --only-new avoids it

      decks/notes.apkg  4 cards
      "
    `);
    expect(readFileSync(path.join(folder, 'decks/gone.txt'), 'utf8')).toMatchInlineSnapshot(`
      "Anki keeps these cards and their reviews: an import never deletes anything.
      To find them, paste a search into Anki's browser; to remove them there, select all, then Notes > Delete.

      Cards that are no longer in the notes (1):

      "note:Sockrates*" (Id:phmlz7dnx5nww2jv)

        phmlz7dnx5nww2jv  tcp/Listen.md: Which queue does the Backlog limit
      "
    `);
  });

  it('leaves out what DELETE names, and lists it as gone', async () => {
    const { folder, here: run, write } = makePlace(sockets);
    write('notes/udp/Datagram.md', 'START\nBasic\nQ\nBack: A\nDELETE\nID: 17\nEND\n');
    const { out } = await run('export');
    expect(out).toContain('deleted        1  left out by DELETE; Anki keeps them\n');
    expect(out).toContain('\nDeleted; searches for them are in decks/gone.txt\n  nid:17  udp/Datagram.md:1\n');
    expect(readFileSync(path.join(folder, 'decks/gone.txt'), 'utf8')).toContain(
      '\nNotes that a DELETE line says are gone (1):\n\nnid:17\n\n  17  udp/Datagram.md:1\n',
    );
    expect(JSON.parse((await run('export', '--json')).out)).toMatchObject({
      counts: { deleted: 1, unchanged: 3 },
      deleted: [{ note: 'udp/Datagram.md', line: 1, ankiNoteId: 17 }],
    });
  });

  it('takes gone.txt away again when nothing is gone any more', async () => {
    const { folder, here: run, write } = makePlace(sockets);
    await run('export');
    write('notes/udp/Datagram.md', 'Nothing.\n');
    await run('export');
    expect(existsSync(path.join(folder, 'decks/gone.txt'))).toBe(true);
    write('notes/udp/Datagram.md', sockets['notes/udp/Datagram.md'] ?? '');
    await run('export');
    expect(existsSync(path.join(folder, 'decks/gone.txt'))).toBe(false);
  });

  it('leaves a gone.txt of the user alone', async () => {
    const { folder, here: run, write } = makePlace(sockets);
    write('decks/gone.txt', 'my own list\n');
    await run('export');
    expect(readFileSync(path.join(folder, 'decks/gone.txt'), 'utf8')).toBe('my own list\n');
  });

  it('with --dry-run writes nothing', async () => {
    const { folder, here: run } = makePlace(sockets);
    const { status, out } = await run('export', '--dry-run');
    expect(status).toBe(0);
    expect(out).toContain('new            4');
    expect(existsSync(path.join(folder, 'decks'))).toBe(false);
    expect(readdirSync(path.join(folder, 'notes/.sockrates'))).toEqual(['vault.json']);
  });

  it('names the same cards before and after the first export of a vault that has no id yet', async () => {
    const { folder, here: run } = makePlace(sockets);
    rmSync(path.join(folder, 'notes/.sockrates'), { recursive: true });
    const idsOf = (out: string): string[] => (JSON.parse(out) as ExportDocument).cards.map(({ id }) => id);
    const before = idsOf((await run('cards', '--json')).out);
    expect(existsSync(path.join(folder, 'notes/.sockrates'))).toBe(false);
    expect(idsOf((await run('export', '--json')).out)).toEqual(before);
  });

  it('with --json prints one document', async () => {
    const { here: run } = makePlace(sockets);
    const document = parse((await run('export', '--json')).out);
    expect(document).toMatchObject({
      schema: 1,
      vault: 'notes',
      deckFile: 'decks/notes.apkg',
      format: 'apkg',
      diagnostics: [],
    });
    expect(document.counts).toMatchObject({ new: 4, changed: 0, gone: 0 });
    expect(new Set(document.cards.map(({ deck }) => deck))).toEqual(
      new Set(['Sockets::TCP', 'notes::tcp', 'notes::udp']),
    );
  });

  it('of a note, a folder or a tag leaves the rest alone, and never takes it for gone', async () => {
    const { here: run } = makePlace(sockets);
    await run('export');
    const counts = async (...args: string[]): Promise<Readonly<Record<string, number>>> =>
      parse((await run('export', '--json', '-o', 'part.apkg', ...args)).out).counts;
    expect(await counts('--note', 'Listen')).toMatchObject({ unchanged: 2, gone: 0 });
    expect(await counts('--folder', 'udp')).toMatchObject({ unchanged: 1, gone: 0 });
    expect(await counts('--tag', 'queue')).toMatchObject({ unchanged: 1, gone: 0 });
    expect(await counts('notes/tcp/Backlog.md')).toMatchObject({ unchanged: 1, gone: 0 });
  });

  it('with --only-new leaves changed cards as Anki has them', async () => {
    const { here: run, write } = makePlace(sockets);
    await run('export');
    write('notes/udp/Datagram.md', 'UDP ::: the User Datagram Protocol\n\nTCP ::: Transmission Control Protocol\n');
    expect(parse((await run('export', '--only-new', '--json')).out).counts).toMatchObject({
      new: 1,
      withheld: 1,
      changed: 0,
    });
    expect(parse((await run('export', '--json')).out).counts).toMatchObject({ new: 0, changed: 1 });
  });

  it('writes text and JSON too', async () => {
    const { folder, here: run } = makePlace(sockets);
    await run('export', '--format', 'text');
    await run('export', '--format', 'json', '-o', 'out/cards.json');
    expect(readFileSync(path.join(folder, 'decks/notes.txt'), 'utf8')).toContain('#guid column:1');
    expect(JSON.parse(readFileSync(path.join(folder, 'out/cards.json'), 'utf8'))).toMatchObject({
      schema: 1,
      vault: 'notes',
    });
  });

  it('writes the deck and exits 1 where a note has an error', async () => {
    const { folder, here: run, write } = makePlace(sockets);
    write('notes/Broken.md', 'START\nBasic\nNo end\n');
    const { status, err } = await run('export');
    expect(status).toBe(1);
    expect(err).toContain('Broken.md:1:1: error unclosed-start-block');
    expect(existsSync(path.join(folder, 'decks/notes.apkg'))).toBe(true);
  });

  it('of notes without cards says so and writes no deck', async () => {
    const { folder, here: run } = makePlace({ 'notes/a.md': 'Hello.\n' });
    expect(await run('export')).toMatchObject({ status: 0, out: expect.stringContaining('no cards') as string });
    expect(existsSync(path.join(folder, 'decks'))).toBe(false);
  });

  it.each([
    ['collection.apkg', 2],
    ['backup-1.apkg', 2],
    ['deck.zip', 2],
    ['notes', 2],
  ])('refuses to write %s', async (name, status) => {
    const { here: run } = makePlace(sockets);
    const ran = await run('export', '-o', name);
    expect(ran.status).toBe(status);
    expect(ran.err).toContain(name);
    expect((await run('export', '--json')).out).toContain('"new": 4');
  });

  it('with a damaged ledger writes nothing at all', async () => {
    const { folder, here: run, write } = makePlace(sockets);
    await run('export');
    const ledger = readFileSync(path.join(folder, 'notes/.sockrates/ledger.jsonl'), 'utf8');
    write('notes/.sockrates/ledger.jsonl', `<<<<<<< HEAD\n${ledger}`);
    rmSync(path.join(folder, 'decks'), { recursive: true });
    const { status, err } = await run('export');
    expect(status).toBe(3);
    expect(err).toContain('ledger.jsonl, line 1');
    expect(existsSync(path.join(folder, 'decks'))).toBe(false);
    expect(readFileSync(path.join(folder, 'notes/.sockrates/ledger.jsonl'), 'utf8')).toBe(`<<<<<<< HEAD\n${ledger}`);
  });

  it('where the state cannot be written writes no deck either', async () => {
    const { folder, here: run } = makePlace({ ...sockets, 'sockrates.config.json': '{"stateDir": "/proc/sockrates"}' });
    const { status, err } = await run('export');
    expect(status).toBe(3);
    expect(err).toContain('stateDir');
    expect(existsSync(path.join(folder, 'decks'))).toBe(false);
  });

  it('where the deck cannot be written keeps the old state', async () => {
    const { folder, here: run } = makePlace(sockets);
    mkdirSync(path.join(folder, 'taken.apkg'));
    expect(await run('export', '-o', 'taken.apkg')).toMatchObject({
      status: 3,
      err: expect.stringContaining('folder') as string,
    });
    expect(existsSync(path.join(folder, 'notes/.sockrates/ledger.jsonl'))).toBe(false);
  });

  it('--tour tells what was made and what to try next', async () => {
    const { here: run } = makePlace(sockets);
    expect((await run('export', '--tour')).out).toMatchInlineSnapshot(`
      "notes: 3 notes, 4 cards

        cards      2 basic, 1 both ways, 1 cloze
        origin     4 written in the notes, 0 derived from prose
        in Anki    6 questions, 3 decks
        this time  4 new
        left out   nothing
        deck       decks/notes.apkg

      In Anki: File > Import. Importing again later keeps every review. Next, try:
        npx sockrates quiz                            predict, and the kernel decides
        npx sockrates run stream/two-writes-one-read  one experiment, live
        npx sockrates graph --format html --open      the map of the concepts
        npx sockrates verify path/to/your/notes       which of their claims hold here
        npx sockrates export path/to/your/notes       a deck out of them
      "
    `);
  });

  it('--tour of the notes that ship fits one screen, a narrow one too, and counts experiments as such', async () => {
    const { folder, hereWith: runWith } = makePlace({}, 'notes');
    // What experiments prove is not on this screen, and takes longer than all that is.
    rmSync(path.join(folder, 'notes/.sockrates/evidence.jsonl'));
    const shown: string[] = [];
    for (const columns of [80, 40]) shown.push((await runWith({ COLUMNS: String(columns) }, 'export', '--tour')).out);
    for (const [index, columns] of [80, 40].entries()) {
      const lines = (shown[index] ?? '').trimEnd().split('\n');
      const rows = lines.map((line) => Math.max(1, Math.ceil(line.length / columns)));
      expect(rows.reduce((sum, count) => sum + count)).toBeLessThan(24);
    }
    expect(shown[0]).toMatch(/^notes: \d+ concept notes, \d+ experiments; \d+ cards\n/);
    const next = [...(shown[0] ?? '').matchAll(/^ {2}npx sockrates (.+?) {2}/gm)].map(([, command]) => command);
    expect(next).toEqual([
      'quiz',
      'run stream/two-writes-one-read',
      'graph --format html --open',
      'verify path/to/your/notes',
      'export path/to/your/notes',
    ]);
    expect(existsSync('notes/experiments/stream/two-writes-one-read.md')).toBe(true);
  });
});
