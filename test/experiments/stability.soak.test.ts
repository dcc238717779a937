import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const rounds = Number(process.env['SOCKRATES_ROUNDS'] ?? 5);
/** Milliseconds for all rounds of a condition, on a machine that does much else. */
const timeout = rounds * 120_000;
const nobody = 65534;
const isRoot = process.getuid?.() === 0;
const folder = mkdtempSync(path.join(tmpdir(), 'sockrates-stability-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Listed {
  readonly id: string;
  readonly verdict: string;
  readonly reason?: string;
}

/** All shipped experiments once, by the built program. */
function runAll(cwd: string, user?: number): Promise<readonly Listed[]> {
  return new Promise((resolve, reject) => {
    const options = {
      cwd,
      timeout: 300_000,
      maxBuffer: 1e8,
      env: { ...process.env, HOME: folder, XDG_CACHE_HOME: path.join(tmpdir(), `sockrates-cache-${user ?? 'own'}`) },
      ...(user === undefined ? {} : { uid: user, gid: user }),
    };
    execFile(process.execPath, ['dist/cli/main.js', 'experiments', '--all', '--json'], options, (error, stdout) => {
      if (stdout === '') reject(error ?? new Error('no output'));
      else resolve((JSON.parse(stdout) as { experiments: readonly Listed[] }).experiments);
    });
  });
}

/** No wrong verdict; inconclusive at most once in a thousand, and said. */
async function holds(condition: string, cwd: string, user?: number): Promise<void> {
  const runs: Listed[] = [];
  for (let round = 0; round < rounds; round += 1) runs.push(...(await runAll(cwd, user)));
  const inconclusive = runs.filter(({ verdict }) => verdict === 'inconclusive');
  const wrong = runs.filter(({ verdict }) => verdict === 'refuted').map(({ id, reason }) => `${id}: ${reason ?? ''}`);
  console.log(
    `${condition}: ${runs.length} replays, ${wrong.length} wrong, ${inconclusive.length} inconclusive`,
    inconclusive.map(({ id }) => id),
  );
  expect(wrong).toEqual([]);
  expect(inconclusive.length).toBeLessThanOrEqual(Math.ceil(runs.length / 1000));
}

describe('the shipped experiments, again and again', () => {
  it('agree on a quiet machine', { timeout }, () => holds('quiet', '.'));

  it('agree while every core is busy', { timeout }, async () => {
    const busy: ChildProcess[] = Array.from({ length: availableParallelism() }, () =>
      spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
    );
    try {
      await holds('busy', '.');
    } finally {
      for (const child of busy) child.kill('SIGKILL');
    }
  });

  it.skipIf(!isRoot)('agree for an ordinary user (skipped: this is one already)', { timeout }, async () => {
    // The checkout may lie where only its owner reads.
    chmodSync(folder, 0o755);
    for (const part of ['dist', 'notes', 'package.json', 'node_modules'])
      cpSync(part, path.join(folder, part), { recursive: true, dereference: false });
    await holds('ordinary user', folder, nobody);
  });
});
