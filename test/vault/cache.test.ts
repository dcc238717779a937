import { spawnSync } from 'node:child_process';
import {
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { plainText, readVault } from '../../src/vault/index.ts';
import { inShort, temporaryVault } from './temporary-vault.ts';

/** Reads a vault by way of a cache: what its notes say, what is wrong, and how many had to be parsed. */
async function read(root: string, cacheDir: string): Promise<{ text: string[]; faults: string[]; parsed: number }> {
  let parsed = 0;
  const { vault, diagnostics } = await readVault({ root, cacheDir, onProgress: (_, total) => void (parsed = total) });
  return {
    text: vault.notes.map((note) => `${note.id} ${plainText(note.tree)} ${note.source.length}`),
    faults: inShort(diagnostics),
    parsed,
  };
}

/** Makes files old enough that their times can be trusted. */
function makeOld(root: string, ...files: string[]): void {
  for (const file of files) utimesSync(path.join(root, file), 1_700_000_000, 1_700_000_000);
}

/** ctime can't be set back: instead the index is made to look as if it had been written later. */
function passTime(cacheDir: string): void {
  for (const file of filesIn(cacheDir)) if (file.endsWith('index')) utimesSync(file, 4_000_000_000, 4_000_000_000);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => path.join(folder, file))
    .filter((file) => statSync(file).isFile());
}

const files = { 'a.md': '# a\n[[b]]', 'b.md': '---\nx: [\n---\n# b', 'c/d.md': '[[a]]' };

async function filledCache(): Promise<{ root: string; cacheDir: string; first: Awaited<ReturnType<typeof read>> }> {
  const root = temporaryVault(files);
  makeOld(root, ...Object.keys(files));
  const cacheDir = temporaryVault({});
  const first = await read(root, cacheDir);
  expect(first.parsed).toBe(3);
  passTime(cacheDir);
  return { root, cacheDir, first };
}

describe('the cache', () => {
  it('gives what was parsed, faults included, without parsing', async () => {
    const { root, cacheDir, first } = await filledCache();
    expect(await read(root, cacheDir)).toEqual({ ...first, parsed: 0 });
  });

  it('has one note parsed where one has changed', async () => {
    const { root, cacheDir } = await filledCache();
    writeFileSync(path.join(root, 'a.md'), '# new');
    const second = await read(root, cacheDir);
    expect([second.text[0], second.parsed]).toEqual(['a.md new 5', 1]);
    passTime(cacheDir);
    expect(await read(root, cacheDir)).toEqual({ ...second, parsed: 0 });
  });

  it('sees a change of the same length with the old time put back', async () => {
    const { root, cacheDir } = await filledCache();
    writeFileSync(path.join(root, 'a.md'), '# z\n[[b]]');
    makeOld(root, 'a.md');
    passTime(cacheDir);
    expect((await read(root, cacheDir)).text[0]).toContain('a.md z');
  });

  it('knows a renamed note again by its content', async () => {
    const { root, cacheDir } = await filledCache();
    renameSync(path.join(root, 'c/d.md'), path.join(root, 'e.md'));
    const second = await read(root, cacheDir);
    expect([second.text[2], second.parsed]).toEqual(['e.md a 5', 0]);
  });

  it('reads a file again whose time is too near to that of the cache', async () => {
    const root = temporaryVault({ 'a.md': 'one' });
    const cacheDir = temporaryVault({});
    await read(root, cacheDir);
    const index = filesIn(cacheDir).find((file) => file.endsWith('index'));
    const before = statSync(path.join(root, 'a.md'));
    writeFileSync(path.join(root, 'a.md'), 'two');
    utimesSync(path.join(root, 'a.md'), before.atime, before.mtime);
    expect(index).toBeDefined();
    expect((await read(root, cacheDir)).text).toEqual(['a.md two 3']);
  });

  it('forgets notes that are gone', async () => {
    const { root, cacheDir } = await filledCache();
    rmSync(path.join(root, 'a.md'));
    writeFileSync(path.join(root, 'new.md'), 'x');
    const second = await read(root, cacheDir);
    expect(second.text.map((line) => line.split(' ')[0])).toEqual(['b.md', 'c/d.md', 'new.md']);
    const index = filesIn(cacheDir).find((file) => file.endsWith('index')) ?? '';
    expect(readFileSync(index, 'utf8')).not.toContain('"a.md"');
  });

  it('is as if it were not there when any of its files is damaged', async () => {
    const { root, cacheDir, first } = await filledCache();
    const kept = new Map(filesIn(cacheDir).map((file) => [file, readFileSync(file)]));
    expect(kept.size).toBe(2);
    for (const [file, bytes] of kept) {
      const flipped = Buffer.from(bytes);
      flipped[flipped.length >> 1] = (flipped[flipped.length >> 1] ?? 0) ^ 0x20;
      const damages = [
        Buffer.alloc(0),
        bytes.subarray(0, bytes.length >> 1),
        flipped,
        Buffer.from('{}\n[]\t{}'),
        undefined,
      ];
      for (const damage of damages) {
        for (const [other, content] of kept) writeFileSync(other, content);
        if (damage === undefined) rmSync(file);
        else writeFileSync(file, damage);
        passTime(cacheDir);
        // Bodies of the right length are found damaged only when they are asked for: then the next run parses.
        const late = damage === flipped && path.basename(file).startsWith('bodies-');
        for (const parsed of late ? [0, 3, 0] : [3, 0]) {
          expect(await read(root, cacheDir)).toEqual({ ...first, parsed });
          passTime(cacheDir);
        }
      }
    }
  });

  it('gives a note whose bodies another run has written elsewhere, and leaves that run its index', async () => {
    const { root, cacheDir } = await filledCache();
    const { vault } = await readVault({ root, cacheDir });
    const bodies = filesIn(cacheDir).find((file) => path.basename(file).startsWith('bodies-')) ?? '';
    renameSync(bodies, `${bodies}0`);
    expect(vault.notes.map(({ source }) => source)).toEqual(Object.values(files));
    renameSync(`${bodies}0`, bodies);
    expect((await read(root, cacheDir)).parsed).toBe(0);
  });

  it('has nothing in a note that changed while its body was found damaged', async () => {
    const { root, cacheDir } = await filledCache();
    const { vault } = await readVault({ root, cacheDir });
    const bodies = filesIn(cacheDir).find((file) => path.basename(file).startsWith('bodies-')) ?? '';
    writeFileSync(bodies, Buffer.alloc(statSync(bodies).size));
    writeFileSync(path.join(root, 'a.md'), '# other');
    const [a, b] = vault.notes;
    expect([a?.source, a?.sections, b?.source]).toEqual(['', [], files['b.md']]);
    passTime(cacheDir);
    const next = await read(root, cacheDir);
    expect([next.text[0], next.parsed]).toEqual(['a.md other 7', 3]);
  });

  it('costs nothing but time where it cannot be written', async () => {
    const { root, first } = await filledCache();
    const file = path.join(temporaryVault({ 'no-folder': '' }), 'no-folder');
    expect(await read(root, file)).toEqual(first);
  });

  it.skipIf(!existsSync('/proc/self'))('is given up at once where the kernel makes no folder', () => {
    const root = temporaryVault(files);
    const program = pathToFileURL(path.resolve('dist/vault/index.js')).href;
    const script = `import { readVault } from '${program}';
      console.log((await readVault({ root: process.argv[1], cacheDir: '/proc/x/y' })).vault.notes.length);`;
    // In a process of its own, since what never returns could not be timed from within.
    const { signal, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script, root], {
      encoding: 'utf8',
      timeout: 10_000,
    });
    expect([signal, stdout]).toEqual([null, '3\n']);
  });

  it('does not grow with every change', async () => {
    const root = temporaryVault({ 'a.md': 'x'.repeat(20_000), 'b.md': 'y'.repeat(20_000) });
    const cacheDir = temporaryVault({});
    for (let round = 0; round < 15; round++) {
      writeFileSync(path.join(root, 'a.md'), `${'x'.repeat(20_000)}${round}`);
      await read(root, cacheDir);
    }
    const bytes = filesIn(cacheDir).reduce((sum, file) => sum + statSync(file).size, 0);
    expect(bytes).toBeLessThan(1_000_000);
    expect(filesIn(cacheDir).filter((file) => file.endsWith('.tmp'))).toEqual([]);
  });

  it('is not kept for a vault among temporary files, unless it is told where', async () => {
    const root = temporaryVault({ 'a.md': '' });
    const kept = process.env['XDG_CACHE_HOME'];
    const folder = temporaryVault({});
    process.env['XDG_CACHE_HOME'] = folder;
    try {
      await readVault({ root });
    } finally {
      if (kept === undefined) delete process.env['XDG_CACHE_HOME'];
      else process.env['XDG_CACHE_HOME'] = kept;
    }
    expect(filesIn(folder)).toEqual([]);
  });
});
