import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { makePlace } from './run-here.ts';
import { makeWorkplace, program, sharedCache, sockets } from './run-program.ts';

// Some tests start the program, several times.
vi.setConfig({ testTimeout: 60_000 });
vi.stubEnv('XDG_CACHE_HOME', sharedCache);

describe('sockrates cards', () => {
  it('lists cards note by note', async () => {
    const { here: run } = makePlace(sockets);
    const { status, out } = await run('cards');
    expect(status).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "tcp/Backlog.md
          5  8dzoy5u5b1nbcvx9  cloze
             TCP guarantees the order of bytes.
             = c1 guarantees, c2 order

      tcp/Listen.md
          3  d79w1kwg54t1oraf  basic
             What does listen() do to a socket?
             = It makes the socket passive.
          5  phmlz7dnx5nww2jv  basic
             Which queue does the Backlog limit?
             = That of finished handshakes.

      udp/Datagram.md
          1  fe9off3aiymss6lw  basic-and-reversed
             UDP
             = User Datagram Protocol

      4 cards in 3 notes
      "
    `);
  });

  it('chooses by note, folder, tag, concept and kind', async () => {
    const { here: run } = makePlace(sockets);
    const fronts = async (...args: string[]): Promise<string[]> =>
      (
        JSON.parse((await run('cards', '--json', ...args)).out) as { cards: { note: string; line: number }[] }
      ).cards.map(({ note, line }) => `${note}:${line}`);
    expect(await fronts('--concept', 'Backlog')).toEqual(['tcp/Backlog.md:5', 'tcp/Listen.md:5']);
    expect(await fronts('--kind', 'basic-and-reversed')).toEqual(['udp/Datagram.md:1']);
    expect(await fronts('--folder', 'tcp', '--kind', 'basic')).toEqual(['tcp/Listen.md:3', 'tcp/Listen.md:5']);
    expect(await fronts('--note', 'listen', '--note', 'Datagram')).toEqual([
      'tcp/Listen.md:3',
      'tcp/Listen.md:5',
      'udp/Datagram.md:1',
    ]);
    expect(await fronts('--tag', '#queue')).toEqual(['tcp/Backlog.md:5']);
  });
});

describe('sockrates explain', () => {
  const explain = async (what: string): Promise<string> => (await makePlace(sockets).here('explain', what)).out;

  it('says which rule made a card of a line', async () => {
    expect(await explain('Listen:3')).toMatchInlineSnapshot(`
      "tcp/Listen.md:3
        What does \`listen()\` do to a socket? :: It makes the socket passive.
        This line is the question and the answer of the card “What does listen() do to a socket?” (\`::\` line, line 3).

        id         d79w1kwg54t1oraf
        kind       basic
        made       written as a card (line)
        from       tcp/Listen.md:3
        heading    Listen
        question   What does listen() do to a socket?
        answer     It makes the socket passive.
        concepts   tcp/Listen.md
        deck       notes::tcp
        state      new: never exported
      "
    `);
  });

  it.each([
    ['Listen:2', 'empty'],
    ['Listen:1', '#card'],
    ['notes/tcp/Listen.md:5', 'That of finished handshakes.'],
  ])('%s: %s', async (what, expected) => {
    expect(await explain(what)).toContain(expected);
  });

  it('says where a card comes from, by its id, also when it is gone', async () => {
    const { here: run, write } = makePlace(sockets);
    const [first] = (JSON.parse((await run('export', '--json')).out) as { cards: { id: string }[] }).cards;
    const id = first?.id ?? '';
    expect((await run('explain', id)).out).toContain('from       tcp/Backlog.md:5');
    write('notes/tcp/Backlog.md', 'Nothing.\n');
    expect((await run('explain', id)).out).toContain(`${id} is no longer in the notes`);
  });

  it('prints one document with --json', async () => {
    const { here: run } = makePlace(sockets);
    expect(JSON.parse((await run('explain', 'Datagram:1', '--json')).out)).toMatchObject({
      schema: 1,
      cards: [{ kind: 'basic-and-reversed', question: 'UDP', answer: 'User Datagram Protocol' }],
    });
  });
});

describe('sockrates lint', () => {
  it('exits 0 on warnings, 1 on errors, and 1 on warnings with --strict', async () => {
    const { here: run, write } = makePlace(sockets);
    expect(await run('lint')).toEqual({ status: 0, out: '3 notes: nothing to report\n', err: '' });
    write('notes/Warning.md', 'See [[Nowhere]].\n');
    expect((await run('lint')).status).toBe(0);
    expect((await run('lint', '--strict')).status).toBe(1);
    write('notes/Error.md', 'START\nBasic\nx\n');
    expect((await run('lint')).status).toBe(1);
    expect((await run('lint', 'notes/Warning.md')).status).toBe(0);
  });

  it('prints for editors with --format unix, and one document with --json', async () => {
    const { here: run, write } = makePlace(sockets);
    write('notes/Warning.md', 'See [[Nowhere]].\n');
    expect((await run('lint', '--format', 'unix')).out).toMatch(/^Warning\.md:1:5: warning unresolved-link [^\n]+\n$/);
    expect(JSON.parse((await run('lint', '--json')).out)).toMatchObject({
      schema: 1,
      diagnostics: [{ path: 'Warning.md', line: 1, column: 5, rule: 'unresolved-link', severity: 'warning' }],
    });
  });
});

describe('sockrates preview', () => {
  it('writes one page without script', async () => {
    const { folder, here: run } = makePlace(sockets);
    expect(await run('preview')).toEqual({ status: 0, out: 'decks/notes-preview.html  4 cards\n', err: '' });
    const page = readFileSync(path.join(folder, 'decks/notes-preview.html'), 'utf8');
    expect(page).toContain('It makes the socket passive.');
    expect(page).not.toContain('<script');
  });
});

describe('sockrates drop', () => {
  it('rejects a card until that is taken back', async () => {
    const { here: run } = makePlace(sockets);
    const cards = async (): Promise<string[]> =>
      (JSON.parse((await run('cards', '--json')).out) as { cards: { id: string }[] }).cards.map(({ id }) => id);
    const [id = ''] = await cards();
    expect(await run('drop', id)).toEqual({ status: 0, out: '1 card dropped\n', err: '' });
    expect(await cards()).not.toContain(id);
    expect((await run('export', '--json')).out).toContain('"dropped": 1');
    expect((await run('explain', id)).out).toContain('dropped by you');
    expect((await run('drop', '--undo', id)).out).toBe('1 card taken back\n');
    expect(await cards()).toContain(id);
  });

  it('knows the card that was meant', async () => {
    const { here: run } = makePlace(sockets);
    const [card] = (JSON.parse((await run('cards', '--json')).out) as { cards: { id: string }[] }).cards;
    const id = card?.id ?? '';
    expect(await run('drop', `${id.slice(0, 15)}!`)).toMatchObject({
      status: 2,
      err: expect.stringContaining(`did you mean ${id}?`) as string,
    });
  });
});

describe('sockrates adopt', () => {
  it('refuses what is no package', async () => {
    const { here: run } = makePlace(sockets);
    expect((await run('adopt', 'nowhere.apkg')).status).toBe(2);
    expect((await run('adopt', 'notes/tcp/Listen.md')).status).toBe(2);
  });
});

describe('the command line', () => {
  it('shows help without loading a command', () => {
    const { status, out } = makeWorkplace({}).run('--help');
    expect(status).toBe(0);
    expect(out).toMatch(/^ {2}export +make a deck for Anki out of notes$/mu);
  });

  it('explains each command with examples', async () => {
    const { here: run } = makePlace({});
    expect((await run('export', '--help')).out).toMatchInlineSnapshot(`
      "Usage: sockrates export [options] [vault]

      make a deck for Anki out of notes

      Arguments:
        vault                a folder of notes, or one note of it

      Options:
        -o, --out <file>     where the deck goes (default: decks/<vault name>.apkg)
        --format <format>    what to write (choices: "apkg", "text", "json", default:
                             "apkg")
        --deck <name>        deck for cards whose notes name none, levels parted by ::
        --dry-run            say what would be exported, and write nothing
        --order <order>      in which order Anki shows cards that are new to it
                             (choices: "notes", "study", default: "notes")
        --only-new           leave changed cards as they are in Anki, with the tags
                             added there
        --verified-only      leave out cards that the kernel contradicts (see
                             \`sockrates verify --update\`)
        --note <note>        only cards of this note: name, title or path (repeatable)
        --folder <folder>    only cards of notes in this folder of the vault
                             (repeatable)
        --tag <tag>          only cards with this tag, or tags below it (repeatable)
        --vault <folder>     the folder of notes
        --no-derived         only cards written as cards, none derived from prose
        --split-long         also make small cards out of long START answers
        --note-types <file>  a package that holds the user's own note types
        --with-reviews       add the quiz's answers as reviews, for cards that are not
                             in Anki yet
        --recover <file>     rebuild a lost ledger from Anki's export of the deck
                             first
        --open               hand the deck to Anki
        --json               print one JSON document
        -h, --help           show help

      Importing the same deck again is safe: cards keep their reviews, nothing is deleted.

      Examples:
        sockrates export my-notes              decks/my-notes.apkg
        sockrates export --dry-run             what would change
        sockrates export --folder tcp -o tcp.apkg
        sockrates export --order study         what a concept requires is learned before it
        sockrates export --recover old.apkg    after the ledger was lost
      "
    `);
    for (const command of ['cards', 'explain', 'lint', 'preview', 'drop', 'adopt']) {
      expect(await run(command, '--help')).toMatchObject({
        status: 0,
        out: expect.stringMatching(/Examples?:/) as string,
      });
    }
  });

  it.each([
    [['exprot'], 'Did you mean export?'],
    [['export', '--dryrun'], 'Did you mean --dry-run?'],
    [['export', '--note', 'Lisen'], 'did you mean "tcp/Listen.md"?'],
    [['export', '--folder', 'tpc'], 'folders are "tcp", "udp"'],
    [['export', 'nowhere'], 'nowhere: no such folder or note'],
    [['export', '--vault', 'nowhere'], 'nowhere: no such folder'],
    [['export', '--format', 'pdf'], 'Allowed choices are apkg, text, json'],
    [['explain', 'Listen:99'], 'there is no line 99'],
    [['explain', 'zzzzzzzzzzzzzzzz'], 'no card of this vault has the id'],
    [['export', '--recover', 'nowhere.apkg'], 'nowhere.apkg'],
  ])('%s is wrong use: %s', async (args, expected) => {
    const { status, out, err } = await makePlace(sockets).here(...args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(expected);
    expect(err).not.toContain('    at ');
  });

  it('without a vault says what to do', () => {
    expect(makeWorkplace({}).run('export')).toMatchObject({
      status: 2,
      err: expect.stringContaining('sockrates export my-notes') as string,
    });
  });

  it('reads the nearest configuration upward, in a file or in package.json', async () => {
    const files = { ...sockets, 'package.json': '{"sockrates": {"vault": "notes", "name": "Sockets", "deck": "All"}}' };
    const { here: run } = makePlace(files);
    const document = JSON.parse((await run('export', '--json')).out) as { deckFile: string; cards: { deck: string }[] };
    expect(document.deckFile).toBe('decks/Sockets.apkg');
    expect(new Set(document.cards.map(({ deck }) => deck))).toEqual(new Set(['Sockets::TCP', 'All']));
  });

  it.each([
    ['{"vualt": "notes"}', 'did you mean "vault"?'],
    ['{"derived": "no"}', '"derived" should be true or false'],
    ['{', 'sockrates.config.json'],
  ])('refuses the configuration %s', async (text, expected) => {
    const { status, err } = await makePlace({ ...sockets, 'sockrates.config.json': text }).here('cards');
    expect(status).toBe(2);
    expect(err).toContain(expected);
  });

  it("never sends a note's escape sequences to the terminal, nor colour where there is none", async () => {
    const { here: run, write } = makePlace(sockets);
    write(
      'notes/Evil\u001b[2J.md',
      'What does \u001b]0;owned\u0007 do? :: \u001b[31mred\u202e\n\n[[\u001b[5mNowhere]]\n',
    );
    for (const args of [
      ['cards'],
      ['export', '--dry-run'],
      ['lint'],
      ['explain', 'Evil\u001b[2J:1'],
      ['export', '--note', 'Evil\u001b'],
    ]) {
      const { out, err } = await run(...args);
      expect(out + err).not.toMatch(/[\u001b\u0007\u202e]/);
    }
  });

  it('ends with 130 on Ctrl-C', { timeout: 60_000 }, async () => {
    // micromark takes minutes for this note; its worker is stopped after its deadline only.
    const { folder } = makeWorkplace({ ...sockets, 'notes/Slow.md': '*a'.repeat(60_000) });
    const child = spawn(process.execPath, [program, 'export'], { cwd: folder, stdio: 'ignore' });
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(existsSync(path.join(folder, 'decks'))).toBe(false);
  });
});
