import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readVault } from '../../src/vault/index.ts';
import type { ReadVaultOptions } from '../../src/vault/index.ts';
import { inShort, temporaryVault } from './temporary-vault.ts';

interface Expected {
  readonly notes?: readonly string[];
  readonly attachments?: readonly string[];
  readonly faults?: readonly string[];
}

/** What reading a folder gives: notes and attachments by path, faults in short. */
async function check(root: string, expected: Expected, options: Partial<ReadVaultOptions> = {}): Promise<void> {
  const { vault, diagnostics } = await readVault({ root, ...options });
  expect({
    notes: vault.notes.map((note) => note.path),
    attachments: vault.attachments,
    faults: inShort(diagnostics),
  }).toEqual({ notes: [], attachments: [], faults: [], ...expected });
}

describe('a vault', () => {
  it('is read with its folders, notes sorted by their path', () =>
    check(temporaryVault({ 'b.md': '', 'a/z.md': '', 'a/y/x.MD': '', 'img/p.png': '' }), {
      notes: ['a/y/x.MD', 'a/z.md', 'b.md'],
      attachments: ['img/p.png'],
    }));

  it('leaves out dot folders, templates, archives and node_modules', () =>
    check(
      temporaryVault({
        '.obsidian/a.md': '',
        'Templates/a.md': '',
        'x/archive/a.md': '',
        'node_modules/m/README.md': '',
        '.hidden.md': '',
        'archived.md': '',
      }),
      { notes: ['archived.md'] },
    ));

  it('leaves out what its patterns name, and takes back what they negate', () =>
    check(
      temporaryVault({ 'a.md': '', 'drafts/a.md': '', 'drafts/keep.md': '', 'archive/a.md': '' }),
      { notes: ['a.md', 'archive/a.md', 'drafts/keep.md'] },
      { ignore: ['drafts/*', '!drafts/keep.md', '!archive/'] },
    ));

  it('may be empty', () => check(temporaryVault({}), {}));

  it('is called by its folder, or as it is told', async () => {
    const root = temporaryVault({});
    expect((await readVault({ root })).vault.name).toBe(path.basename(root));
    expect((await readVault({ root, name: 'Sockets' })).vault.name).toBe('Sockets');
  });

  it('that is not there is a fault in use, not in a note', async () => {
    await expect(readVault({ root: '/nowhere/at/all' })).rejects.toThrow('ENOENT');
  });

  it('may be read for some notes only, whose links still find the others', async () => {
    const root = temporaryVault({ 'a.md': '[[b#h]] [[c]] [[b#x]]', 'b.md': '# h\n[[nowhere]]', 'c.md': '[[nowhere]]' });
    const { vault, diagnostics } = await readVault({ root, notes: [path.join(root, 'a.md')] });
    expect(vault.notes.map(({ id }) => id)).toEqual(['a.md']);
    expect(vault.notes[0]?.links.map(({ resolution }) => resolution)).toEqual([
      { kind: 'note', note: 'b.md', heading: 'h' },
      { kind: 'note', note: 'c.md' },
      { kind: 'note', note: 'b.md', missingFragment: 'x' },
    ]);
    expect(inShort(diagnostics)).toEqual(['a.md:1:15 missing-heading']);
  });

  it('says which of the notes asked for are not there', () =>
    check(
      temporaryVault({ 'a.md': '' }),
      { notes: ['a.md'], faults: ['b.md:1:1 unknown-note'] },
      { notes: ['./a.md', 'b.md'] },
    ));

  it('tells how far it is', async () => {
    const seen: string[] = [];
    const root = temporaryVault({ 'a.md': '', 'b.md': '' });
    await readVault({ root, onProgress: (done, total) => void seen.push(`${done}/${total}`) });
    expect(seen.at(-1)).toBe('2/2');
  });
});

describe('file names', () => {
  it('are compared in their normal form and kept as they are spelled', async () => {
    const decomposed = 'cafe\u0301.md';
    const { vault } = await readVault({ root: temporaryVault({ [decomposed]: '' }) });
    expect(vault.notes.map(({ id, path: file, title }) => [id, file, title])).toEqual([
      ['caf\u00E9.md', decomposed, 'caf\u00E9'],
    ]);
  });

  it.skipIf(process.platform === 'darwin')('that differ in nothing else are reported', () =>
    check(temporaryVault({ 'cafe\u0301.md': 'a', 'caf\u00E9.md': 'b' }), {
      notes: ['cafe\u0301.md'],
      faults: ['caf\u00E9.md:1:1 duplicate-note-name'],
    }),
  );
});

describe('symbolic links', () => {
  it('out of the vault are not followed, and reported', () => {
    const elsewhere = temporaryVault({ 'secret.md': 'secret', 'sub/x.md': '' });
    const root = temporaryVault({ 'a.md': '' });
    symlinkSync(path.join(elsewhere, 'secret.md'), path.join(root, 'l.md'));
    symlinkSync(elsewhere, path.join(root, 'folder'));
    symlinkSync('/etc/passwd', path.join(root, 'p.png'));
    return check(root, {
      notes: ['a.md'],
      faults: ['folder:1:1 link-leaves-vault', 'l.md:1:1 link-leaves-vault', 'p.png:1:1 link-leaves-vault'],
    });
  });

  it('to a folder whose name merely begins like the vault lead out of it', () => {
    const parent = temporaryVault({ 'vault/a.md': '', 'vault-2/b.md': '' });
    symlinkSync('../vault-2/b.md', path.join(parent, 'vault/l.md'));
    return check(path.join(parent, 'vault'), { notes: ['a.md'], faults: ['l.md:1:1 link-leaves-vault'] });
  });

  it('within the vault take a file once, also in a circle', () => {
    const root = temporaryVault({ 'x/a.md': '', '.kept/b.md': '' });
    symlinkSync('..', path.join(root, 'x/up'));
    symlinkSync('a.md', path.join(root, 'x/again.md'));
    symlinkSync('.kept', path.join(root, 'shown'));
    return check(root, { notes: ['shown/b.md', 'x/a.md'] });
  });

  it('that lead nowhere are reported', () => {
    const root = temporaryVault({});
    symlinkSync('gone.md', path.join(root, 'l.md'));
    symlinkSync('loop.md', path.join(root, 'loop.md'));
    return check(root, { faults: ['l.md:1:1 unreadable-note', 'loop.md:1:1 unreadable-note'] });
  });

  it('may lead to the vault itself', async () => {
    const parent = temporaryVault({ 'vault/a.md': '' });
    symlinkSync('vault', path.join(parent, 'l'));
    await check(path.join(parent, 'l'), { notes: ['a.md'] });
  });
});

describe('what is no readable note', () => {
  it('a folder named x.md is read as a folder', () =>
    check(temporaryVault({ 'x.md/a.md': '' }), {
      notes: ['x.md/a.md'],
      faults: ['x.md:1:1 directory-named-as-note'],
    }));

  it.skipIf(process.platform === 'win32')('a FIFO named x.md is not opened', () => {
    const root = temporaryVault({ 'a.md': '' });
    execFileSync('mkfifo', [path.join(root, 'x.md')]);
    return check(root, { notes: ['a.md'], faults: ['x.md:1:1 unreadable-note'] });
  });

  it.skipIf(process.platform === 'win32')('a file or folder that may not be read costs only itself', () => {
    const root = temporaryVault({ 'a.md': '', 'b.md': '', 'c/d.md': '' });
    chmodSync(root, 0o755);
    chmodSync(path.join(root, 'b.md'), 0);
    chmodSync(path.join(root, 'c'), 0);
    // Root may read everything, so the reading is done as nobody where the test runs as root.
    const program = `const { readVault } = await import(${JSON.stringify(pathToFileURL(path.resolve('dist/vault/index.js')).href)});
      const { vault, diagnostics } = await readVault({ root: ${JSON.stringify(root)}, cacheDir: false });
      console.log(JSON.stringify([vault.notes.map(({ id }) => id), diagnostics.map(({ path, rule }) => path + ' ' + rule)]));`;
    const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const args = ['--input-type=module', '--eval', program];
    const printed = execFileSync(process.execPath, args, { ...user, cwd: '/', encoding: 'utf8' });
    chmodSync(path.join(root, 'c'), 0o700);
    expect(JSON.parse(printed)).toEqual([
      ['a.md', 'b.md'],
      ['b.md unreadable-note', 'c unreadable-note'],
    ]);
  });

  it('a note larger than 2 MB is left out unread', () =>
    check(temporaryVault({ 'a.md': '[[b]]', 'b.md': 'x'.repeat(20_000_000) }), {
      notes: ['a.md', 'b.md'],
      faults: ['b.md:1:1 note-too-costly'],
    }));
});

describe('what a note is made of', () => {
  /** Text of a note after reading, and what is wrong with it. */
  async function checkBytes(bytes: Uint8Array, source: string, faults: readonly string[]): Promise<void> {
    const { vault, diagnostics } = await readVault({ root: temporaryVault({ 'a.md': bytes }) });
    expect({ source: vault.notes[0]?.source, faults: inShort(diagnostics) }).toEqual({ source, faults });
  }

  it('a byte order mark is not in its text', () => checkBytes(Buffer.from('\uFEFF# a'), '# a', []));
  it('UTF-16 with its mark is read', () => checkBytes(Buffer.from('\uFEFF# ä', 'utf16le'), '# ä', []));
  it('CR LF stays, and counts as one line end', () =>
    checkBytes(Buffer.from('a\r\n\r\n[[b]]'), 'a\r\n\r\n[[b]]', ['a.md:3:1 unresolved-link']));
  it('a tab counts as one column', () =>
    checkBytes(Buffer.from('\t\n- \t[[b]]'), '\t\n- \t[[b]]', ['a.md:2:4 unresolved-link']));
  it('a NUL is read as a replacement character', () =>
    checkBytes(Buffer.from('a\n b\0c'), 'a\n b\uFFFDc', ['a.md:2:3 nul-byte']));
  it('bytes that are not UTF-8 are read as replacement characters', () =>
    checkBytes(Buffer.from([0x61, 0x0a, 0xc3, 0xa4, 0xff, 0x62]), 'a\nä\uFFFDb', ['a.md:2:2 invalid-utf8']));
  it('a character cut off at the end is not UTF-8', () =>
    checkBytes(Buffer.from([0x61, 0xe2, 0x86]), 'a\uFFFD', ['a.md:1:2 invalid-utf8']));
  it('a replacement character that was typed is none', () => checkBytes(Buffer.from('a\uFFFD'), 'a\uFFFD', []));
  it('an empty file is an empty note', () => checkBytes(Buffer.from(''), '', []));
});

describe('reading a vault', () => {
  it('does not depend on the order in which its files were made', async () => {
    const names = ['c.md', 'a.md', 'b/d.md'];
    const one = temporaryVault(Object.fromEntries(names.map((name) => [name, `[[${name}]]`])));
    const other = temporaryVault(Object.fromEntries(names.toReversed().map((name) => [name, `[[${name}]]`])));
    const ids = async (root: string) => (await readVault({ root })).vault.notes.map(({ id }) => id);
    expect(await ids(one)).toEqual(await ids(other));
  });

  it('changes nothing in it', async () => {
    const root = temporaryVault({ 'a.md': '# a' });
    mkdirSync(path.join(root, 'sub'));
    writeFileSync(path.join(root, 'sub/p.png'), '');
    const list = () =>
      ['.', ...readdirSync(root, { recursive: true, encoding: 'utf8' })].map((file) => {
        const { ino, size, mtimeMs, ctimeMs, mode } = statSync(path.join(root, file));
        return { file, ino, size, mtimeMs, ctimeMs, mode };
      });
    const before = list();
    await readVault({ root });
    expect(list()).toEqual(before);
  });
});
