import { spawnSync } from 'node:child_process';
import { openReplayer, parseBlock } from '../src/experiments/index.ts';
import { readVault } from '../src/vault/index.ts';
import { type Bench, median } from './measurement.ts';

/** Two processes, a call that waits, a handshake: what a learner sees most. */
const text = `[server] socket(AF_INET, SOCK_STREAM, 0) = listener
[server] bind(listener, 127.0.0.1:8080) = 0
[server] listen(listener, 5) = 0
[server] accept(listener, NULL, NULL) =? <unfinished ...>
[client] socket(AF_INET, SOCK_STREAM, 0) = c
[client] connect(c, 127.0.0.1:8080) = 0
IP c > listener: Flags [S]
IP listener > c: Flags [S.]
IP c > listener: Flags [.]
[server] <... accept resumed> = conn
[client] send(c, "AAA", 3, 0) = 3
[server] wait FIONREAD(conn) == 3
[server] recv(conn, "AAA", 64, 0) =? 3
[client] +++ exited with 0 +++
[server] recv(conn, "", 64, 0) =? 0`;

/** In a quiz so much time passes at least between two experiments: actors are started ahead meanwhile. */
const pauseMs = 500;

/** One experiment warm, one from the shell to the verdict, and all that ship, beside a Node that does nothing. */
export const measureReplay: Bench = async ({ quick }) => {
  const rounds = quick ? 5 : 15;
  const { block } = parseBlock({ path: 'bench.md', firstLine: 1, text });
  const nothing: number[] = [];
  const cold: number[] = [];
  const warm: number[] = [];
  const replayer = openReplayer({ runners: 1 });
  await replayer.warm();
  for (let round = 0; round < rounds; round += 1) {
    nothing.push(timeNode(['-e', '0']));
    cold.push(timeNode(['dist/cli/main.js', 'run', 'tcp/handshake-on-the-wire']));
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const started = performance.now();
    const { verdict, reason } = await replayer.replay(block, {});
    warm.push(performance.now() - started);
    if (verdict !== 'supported') throw new Error(`the bench's own experiment is ${verdict}: ${reason ?? ''}`);
  }
  replayer.close();
  const beside = (work: string, times: readonly number[], atMost: number) => ({
    work,
    ratio: median(times) / median(nothing),
    against: 'node -e 0',
    goal: { atMost },
    detail: `${median(times).toFixed(0)} ms, ${median(nothing).toFixed(0)} ms`,
  });
  return [
    beside('a replay, warm', warm, 1.5),
    beside('sockrates run, cold', cold, 5),
    beside('all shipped experiments but those with a deadline of their own', await timeShipped(quick ? 1 : 3), 100),
  ];
};

/** Those that wait for the kernel's own timers say so by `deadline:`; how fast we are does not show in them. */
async function timeShipped(rounds: number): Promise<number[]> {
  const { vault } = await readVault({ root: 'notes', cacheDir: false });
  const sources = vault.notes
    .flatMap(({ path, sockBlocks }) => sockBlocks.map(({ firstLine, text }) => ({ path, firstLine, text })))
    .filter(({ text }) => !/^deadline:/m.test(text));
  const blocks = sources.map((source) => parseBlock(source).block);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    const replayer = openReplayer();
    const transcripts = await Promise.all(blocks.map((block) => replayer.replay(block, {}))).finally(() => {
      replayer.close();
    });
    times.push(performance.now() - started);
    const wrong = transcripts.flatMap(({ verdict, reason }, at) =>
      verdict === 'supported' || verdict === 'not-testable-here'
        ? []
        : [`${sources[at]?.path ?? ''}: ${verdict}, ${reason ?? 'no reason'}`],
    );
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
  }
  return times;
}

function timeNode(args: readonly string[]): number {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status ?? 'a signal'}`);
  return performance.now() - started;
}
