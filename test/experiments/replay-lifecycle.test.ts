import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ReplayOptions, Transcript } from '../../src/experiments/index.ts';
import { openReplayer, parseBlock, replayExperiment } from '../../src/experiments/index.ts';
import { measuredBlocks } from './replay-blocks.ts';
import { furtherBlocks } from './replay-further-blocks.ts';

const replayer = openReplayer({ runners: 3 });
afterAll(() => replayer.close());

function replay(text: string, options: ReplayOptions = {}): Promise<Transcript> {
  return replayer.replay(parseBlock({ path: 'test.md', firstLine: 1, text }).block, options);
}

/** Every process below a given one, by what /proc says of parents. */
function descendants(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'latin1');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]);
      children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
    } catch {
      // It has ended meanwhile.
    }
  }
  const found: number[] = [];
  const waiting = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const child of children.get(next) ?? []) {
      found.push(child);
      waiting.push(child);
    }
  }
  return found;
}

function isAlive(pid: number): boolean {
  try {
    // A zombie has ended; its parent only has not asked yet.
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

async function until(isSo: () => boolean, milliseconds = 5_000): Promise<void> {
  for (let waited = 0; !isSo() && waited < milliseconds; waited += 20) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const sleeping = 'socketpair(AF_UNIX, SOCK_STREAM, 0, [a, b]) = 0\nrecv(a, _, 64, 0) = 1\n';

describe('a parent that is killed', () => {
  it.skipIf(process.platform !== 'linux').each(['private-if-possible', 'shared'] as const)(
    'leaves no process and no folder behind (%s)',
    async (world) => {
      const built = new URL('../../dist/experiments/index.js', import.meta.url).href;
      const program = `
        const { parseBlock, replayExperiment } = await import(${JSON.stringify(built)});
        const text = 'deadline: 60s\\n' + ${JSON.stringify(sleeping)};
        const { block } = parseBlock({ path: 'x', firstLine: 1, text });
        await replayExperiment(block, { world: '${world}', onLine: () => process.stdout.write('line\\n') });`;
      const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await new Promise((resolve) => parent.stdout.once('data', resolve));
      const pid = parent.pid ?? 0;
      const below = descendants(pid);
      const folders = (): string[] => readdirSync(tmpdir()).filter((name) => /^sockrates-[A-Za-z0-9]{6}$/.test(name));
      const mine = folders();
      expect(below.length).toBeGreaterThanOrEqual(world === 'shared' ? 2 : 3);
      process.kill(pid, 'SIGKILL');
      await until(() => !below.some(isAlive));
      expect(below.filter(isAlive)).toEqual([]);
      await until(() => world !== 'shared' || mine.length === 0 || folders().length < mine.length);
      if (world === 'shared') expect(folders().length).toBeLessThan(mine.length);
    },
  );
});

describe('a replayer that is closed', () => {
  it.skipIf(process.platform !== 'linux')('ends every process that it started', async () => {
    const own = openReplayer({ runners: 1 });
    const before = new Set(descendants(process.pid));
    await own.replay(parseBlock({ path: 'x', firstLine: 1, text: measuredBlocks['tcp/half-close'] ?? '' }).block, {});
    const started = descendants(process.pid).filter((pid) => !before.has(pid));
    expect(started.length).toBeGreaterThanOrEqual(2);
    own.close();
    await until(() => !started.some(isAlive));
    expect(started.filter(isAlive)).toEqual([]);
  });
});

describe('replays side by side', () => {
  it('share neither ports nor paths nor abstract names', async () => {
    const text = `socket(AF_INET, SOCK_STREAM, 0) = s
bind(s, 127.0.0.1:8080) = 0
listen(s, 1) = 0
socket(AF_UNIX, SOCK_DGRAM, 0) = u
bind(u, @"name") = 0
socket(AF_UNIX, SOCK_DGRAM, 0) = p
bind(p, "path") = 0
getsockname(u, @"name", _) = 0
getsockname(s, 127.0.0.1:8080, _) = 0`;
    for (const world of ['private-if-possible', 'shared'] as const) {
      const all = await Promise.all(Array.from({ length: 6 }, () => replay(text, { world })));
      expect(all.map(({ verdict, reason }) => `${verdict} ${reason ?? ''}`)).toEqual(all.map(() => 'supported '));
    }
  });

  it('one that ends its actors does not reach another', async () => {
    const results = await Promise.all([
      replay(measuredBlocks['tcp/sigpipe-kills'] ?? ''),
      replay(measuredBlocks['tcp/ack-is-not-read'] ?? ''),
      replay(measuredBlocks['fork/shared-accept'] ?? ''),
    ]);
    expect(results.map(({ verdict }) => verdict)).toEqual(['supported', 'supported', 'supported']);
  });
});

describe('the machine’s own network, where there are no namespaces', () => {
  const needsPrivate = /^host |needs: CAP/m;
  const blocks = Object.entries({ ...measuredBlocks, ...furtherBlocks });
  it.each(blocks.filter(([, text]) => !needsPrivate.test(text)))('%s is supported there, too', async (_, text) => {
    const { verdict, reason, isPrivate } = await replay(text, { world: 'shared' });
    expect([verdict, isPrivate]).toEqual(['supported', false]);
    expect(reason ?? '').toMatch(/^$|packet lines could not be seen here$/);
  });

  it.each(blocks.filter(([, text]) => needsPrivate.test(text)))('%s is not testable there', async (_, text) => {
    const { verdict, reason } = await replay(text, { world: 'shared' });
    expect(verdict).toBe('not-testable-here');
    expect(reason).toMatch(/private network/);
  });

  it('an asked packet line that nobody can see is not testable', async () => {
    const text = (measuredBlocks['stream/two-writes-one-read'] ?? '').replace(
      'IP c > listener: Flags [S]',
      'IP c > listener:? Flags [S]',
    );
    expect((await replay(text, { world: 'shared' })).verdict).toBe('not-testable-here');
  });
});

describe('the built-in replayer', () => {
  it('lets a program end by itself', async () => {
    const built = new URL('../../dist/experiments/index.js', import.meta.url).href;
    const program = `
      const { parseBlock, replayExperiment } = await import(${JSON.stringify(built)});
      const { block } = parseBlock({ path: 'x', firstLine: 1, text: 'socket(AF_INET, SOCK_STREAM, 0) = s' });
      process.stdout.write((await replayExperiment(block)).verdict);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { cwd: path.resolve('.') });
    let printed = '';
    child.stdout.on('data', (piece: Buffer) => (printed += piece.toString()));
    const status = await new Promise((resolve) => child.once('exit', resolve));
    expect([printed, status]).toEqual(['supported', 0]);
    expect((await replayExperiment(parseBlock({ path: 'x', firstLine: 1, text: sleeping }).block)).reason).toMatch(
      /it blocks/,
    );
  });
});
