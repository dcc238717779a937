import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Bench, median } from './measurement.ts';

/** Where no notes from the wild are at hand: five of ours that claim much. */
const claiming = [
  'datagram/UDP.md',
  'loss/Reliability.md',
  'stream/SEQPACKET.md',
  'stream/TCP.md',
  'unix/UNIX domain datagram socket.md',
];

/** `verify` of five notes with nothing remembered, no note parsed before either; and again. */
export const measureVerify: Bench = ({ quick, folder }) => {
  const vault = path.join(folder, 'claims');
  const cache = path.join(folder, 'verify-cache');
  const seeds = process.env['SOCKRATES_SEEDS'];
  if (seeds !== undefined) cpSync(seeds, vault, { recursive: true });
  else {
    mkdirSync(vault);
    for (const note of claiming) cpSync(path.join('notes', note), path.join(vault, path.basename(note)));
  }
  const nothing: number[] = [];
  const cold: number[] = [];
  const warm: number[] = [];
  for (let round = 0; round < (quick ? 1 : 3); round += 1) {
    rmSync(cache, { recursive: true, force: true });
    cold.push(timeNode(['dist/cli/main.js', 'verify', vault], cache));
    for (let again = 0; again < 5; again += 1) {
      nothing.push(timeNode(['-e', '0'], cache));
      warm.push(timeNode(['dist/cli/main.js', 'verify', vault], cache));
    }
  }
  const beside = (work: string, times: readonly number[], atMost: number) => ({
    work,
    ratio: median(times) / median(nothing),
    against: 'node -e 0',
    goal: { atMost },
    detail: `${median(times).toFixed(0)} ms, ${median(nothing).toFixed(0)} ms`,
  });
  return Promise.resolve([
    beside('verify of five notes, cold', cold, 120),
    beside('verify of five notes, warm', warm, 12),
  ]);
};

function timeNode(args: readonly string[], cache: string): number {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, args, {
    stdio: 'ignore',
    env: { ...process.env, XDG_CACHE_HOME: cache },
  });
  // 1: a note of these claims what the kernel refutes.
  if (status !== 0 && status !== 1) throw new Error(`node ${args.join(' ')} ended with ${status ?? 'a signal'}`);
  return performance.now() - started;
}
