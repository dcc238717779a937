import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import type { Duplex } from 'node:stream';
import type { RunnerReport, RunnerRequest } from './runner-messages.ts';

/** A runner process, as its parent holds it. */
export interface Runner {
  readonly isPrivate: boolean;
  /** One at a time. Rejects when the runner ends before it is done. */
  ask(request: RunnerRequest, onReport: (report: RunnerReport) => void): Promise<void>;
  hasEnded(): boolean;
  /** Lets this process end although the runner is there. */
  hold(isHeld: boolean): void;
  end(): void;
  /** Where it does not end by itself. */
  kill(): void;
}

const runnerProgram = fileURLToPath(new URL('./runner.js', import.meta.url));

/** What stands in front of a runner for its private world. util-linux's `unshare` is the one program needed. */
const inNamespaces = [
  '--user',
  '--map-root-user',
  '--net',
  '--pid',
  '--mount',
  '--fork',
  '--kill-child',
  '--mount-proc',
];

/** A runner that could not start, with what it said. */
export class RunnerFailure extends Error {}

/** Starts a runner; resolves when it is ready. */
export function startRunner(isPrivate: boolean): Promise<Runner> {
  const own = [process.execPath, runnerProgram, isPrivate ? 'private' : 'shared'];
  const [program = '', ...given] = isPrivate ? ['unshare', ...inNamespaces, '--', ...own] : own;
  const child = spawn(program, given, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', TMPDIR: process.env['TMPDIR'] ?? '' },
    cwd: '/',
  });
  // Node gives a duplex stream for a 'pipe' beyond the first three.
  const stream = child.stdio[3] as Duplex;
  let said = '';
  let ended = false;
  let onReport: (report: RunnerReport) => void = () => undefined;
  let onEnd: (failure: RunnerFailure) => void = () => undefined;
  child.stderr?.on('data', (piece: Buffer) => {
    said = (said + piece.toString('utf8')).slice(-2_000);
  });
  const fail = (why: string): void => {
    if (ended) return;
    ended = true;
    onEnd(new RunnerFailure(said.trim() === '' ? why : said.trim()));
  };
  child.on('error', (error) => {
    fail(error.message);
  });
  child.on('exit', (status, signal) => {
    fail(`the runner ended (${signal ?? String(status)})`);
  });
  stream.on('error', () => undefined);
  stream.on('close', () => {
    fail('the runner hung up');
  });
  readFrames(stream, (body) => {
    // The other end is this program's runner.
    onReport(deserialize(body) as RunnerReport);
  });
  const hold = (isHeld: boolean): void => {
    const change = isHeld ? 'ref' : 'unref';
    child[change]();
    for (const one of [stream, child.stderr]) {
      // Sockets of node:net have both; the type of a child's streams does not say so.
      (one as unknown as Record<string, (() => void) | undefined> | null)?.[change]?.();
    }
  };
  return new Promise<Runner>((resolve, reject) => {
    onEnd = reject;
    onReport = (report) => {
      if (report.kind !== 'ready') return;
      const runner: Runner = {
        isPrivate: report.isPrivate,
        hasEnded: () => ended,
        hold,
        ask: (request, listener) =>
          new Promise<void>((done, failed) => {
            if (ended) {
              failed(new RunnerFailure('the runner has ended'));
              return;
            }
            onEnd = failed;
            onReport = (one) => {
              listener(one);
              if (one.kind === 'done' || one.kind === 'bug') done();
            };
            const body = serialize(request);
            const length = Buffer.alloc(4);
            length.writeUInt32LE(body.length, 0);
            stream.write(Buffer.concat([length, body]));
          }),
        end() {
          // It sees the end of the stream, removes what it made, and ends.
          stream.destroy();
        },
        kill() {
          stream.destroy();
          child.kill('SIGKILL');
        },
      };
      resolve(runner);
    };
  });
}

function readFrames(stream: Duplex, onFrame: (body: Buffer) => void): void {
  let kept: Buffer = Buffer.alloc(0);
  stream.on('data', (piece: Buffer) => {
    kept = kept.length === 0 ? piece : Buffer.concat([kept, piece]);
    while (kept.length >= 4 && kept.length >= 4 + kept.readUInt32LE(0)) {
      const end = 4 + kept.readUInt32LE(0);
      onFrame(kept.subarray(4, end));
      kept = kept.subarray(end);
    }
  });
}
