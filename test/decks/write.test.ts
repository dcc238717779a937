import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeWhole, type WriteOutcome } from '../../src/decks/output/index.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sockrates-write-'));
});
afterEach(() => {
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true });
});

const program = pathToFileURL(path.resolve('dist/decks/output/index.js')).href;

/** Writes so many bytes to `out.txt` in a process of its own, as an ordinary user or within what a shell sets up. */
function writeElsewhere(bytes: number, shell: string | undefined, id?: number): WriteOutcome | undefined {
  const script = `import { writeWhole } from '${program}';
    console.log(JSON.stringify(await writeWhole(process.argv[1], 'n'.repeat(${bytes}))));`;
  const node = [process.execPath, '--input-type=module', '-e', script, path.join(folder, 'out.txt')];
  const command = shell === undefined ? node : ['unshare', '-Urm', 'sh', '-c', shell, ...node];
  const identity = id === undefined ? {} : { uid: id, gid: id };
  const { stdout } = spawnSync(command[0] ?? '', command.slice(1), { encoding: 'utf8', ...identity });
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  return last.startsWith('{') ? (JSON.parse(last) as WriteOutcome) : undefined;
}

const canUnshare = spawnSync('unshare', ['-Urm', 'true']).status === 0;

describe('an output', () => {
  it('is written whole, in a folder that is made for it', async () => {
    const file = path.join(folder, 'a', 'b', 'out.txt');
    const outcome = await writeWhole(file, 'text');
    expect(outcome).toMatchObject({ written: true, path: file, bytes: 4 });
    expect(readFileSync(file, 'utf8')).toBe('text');
    expect(readdirSync(path.dirname(file))).toEqual(['out.txt']);
  });

  it('replaces what a symbolic link points to, and leaves the link', async () => {
    writeFileSync(path.join(folder, 'real.txt'), 'old');
    symlinkSync('real.txt', path.join(folder, 'link.txt'));
    await writeWhole(path.join(folder, 'link.txt'), 'new');
    expect(lstatSync(path.join(folder, 'link.txt')).isSymbolicLink()).toBe(true);
    expect(readFileSync(path.join(folder, 'real.txt'), 'utf8')).toBe('new');
  });

  it('stays as it was where its content fails on the way', async () => {
    const file = path.join(folder, 'out.txt');
    writeFileSync(file, 'old');
    async function* half(): AsyncIterable<Uint8Array> {
      yield await Promise.resolve(Buffer.from('half'));
      throw new Error('torn');
    }
    await expect(writeWhole(file, half())).rejects.toThrow('torn');
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['out.txt']);
  });

  it('leaves no draft where the process is told to end meanwhile', () => {
    const script = `import { writeWhole } from '${program}';
      async function* half() { yield Buffer.from('half'); setImmediate(() => process.exit(130)); await new Promise(() => 0); }
      await writeWhole(process.argv[1], half());`;
    writeFileSync(path.join(folder, 'out.txt'), 'old');
    const node = ['--input-type=module', '-e', script, path.join(folder, 'out.txt')];
    expect(spawnSync(process.execPath, node, { timeout: 10_000 }).status).toBe(130);
    expect(readdirSync(folder)).toEqual(['out.txt']);
    expect(readFileSync(path.join(folder, 'out.txt'), 'utf8')).toBe('old');
  });

  it('is refused where a folder stands in its place, or a file in its folder’s', async () => {
    mkdirSync(path.join(folder, 'x.apkg'));
    writeFileSync(path.join(folder, 'file'), '');
    expect(await writeWhole(path.join(folder, 'x.apkg'), '')).toMatchObject({ written: false, fault: 'not-written' });
    const below = path.join(folder, 'file', 'out.txt');
    expect(await writeWhole(below, '')).toMatchObject({ written: false, fault: 'no-folder' });
  });

  it.skipIf(!existsSync('/proc/self'))('is refused at once below a folder in which the kernel makes none', () => {
    const script = `import { writeWhole } from '${program}'; console.log(JSON.stringify(await writeWhole('/proc/x/y/out.txt', '')));`;
    // In a process of its own, since what never returns could not be timed from within.
    const node = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 10_000,
    });
    expect(node.signal).toBe(null);
    expect(JSON.parse(node.stdout)).toMatchObject({ written: false, fault: 'no-folder' });
  });

  it('stays as it was in a folder that may not be written to, and the message says what to do', () => {
    const file = path.join(folder, 'out.txt');
    writeFileSync(file, 'old');
    chmodSync(folder, 0o555);
    // Root may write anywhere: as the superuser the test takes another identity.
    const outcome = writeElsewhere(10, undefined, process.getuid?.() === 0 ? 65_534 : undefined);
    expect(outcome).toMatchObject({ written: false, fault: 'read-only' });
    expect(outcome?.written === false && outcome.message).toMatch(/--out$/);
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['out.txt']);
  });

  it.skipIf(!canUnshare)('stays as it was on a full disk, and no draft is left', () => {
    const shell = `mount -t tmpfs -o size=64k tmpfs ${folder} && printf old > ${folder}/out.txt && "$0" "$@" && cat ${folder}/out.txt > ${folder}.seen; ls -A ${folder} > ${folder}.names`;
    // The outcome comes before what the shell does afterwards.
    const outcome = writeElsewhere(300_000, shell);
    expect(outcome).toMatchObject({ written: false, fault: 'disk-full' });
    expect(readFileSync(`${folder}.seen`, 'utf8')).toBe('old');
    expect(readFileSync(`${folder}.names`, 'utf8')).toBe('out.txt\n');
    for (const ending of ['.seen', '.names']) rmSync(folder + ending);
    expect(existsSync(`${folder}.seen`)).toBe(false);
  });
});
