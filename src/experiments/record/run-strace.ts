import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** What became of the program under strace. */
export type Traced =
  | { readonly kind: 'traced'; readonly log: string; readonly status: number }
  | { readonly kind: 'no-strace' }
  /** strace could not trace: the program does not exist, or tracing is not allowed here. */
  | { readonly kind: 'failed'; readonly log: string; readonly status: number };

/** What the block is made of, and what ends or replaces processes; a `?` lets a system lack the call. */
const traced = '%network,%desc,%process,rt_sigaction,kill,?unlink,unlinkat,?mknod,mknodat,?rename,?renameat2,?chmod';

/**
 * Runs a program under strace, its input and output as they are. Texts are kept whole, and every process and thread that it
 * makes is followed (strace(1): -f, -s).
 */
export async function traceProgram(program: readonly string[]): Promise<Traced> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sockrates-record-'));
  const file = path.join(folder, 'strace.log');
  try {
    const flags = ['-f', '-qq', '-s', '65535', '-e', `trace=${traced}`, '-o', file];
    const status = await run('strace', [...flags, '--', ...program]);
    if (status === undefined) return { kind: 'no-strace' };
    const log = await readFile(file, 'utf8').catch(() => '');
    return { kind: log.includes('execve(') && log.includes(' = 0') ? 'traced' : 'failed', log, status };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Its exit status; undefined where there is no such program. An interrupt goes to the program: what it did is kept. */
function run(program: string, parts: readonly string[]): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const ignore = (): void => undefined;
    process.on('SIGINT', ignore);
    const child = spawn(program, parts, { stdio: 'inherit' });
    const end = (): void => void process.off('SIGINT', ignore);
    child.once('error', (error: NodeJS.ErrnoException) => {
      end();
      if (error.code === 'ENOENT') resolve(undefined);
      else reject(error);
    });
    child.once('exit', (status, signal) => {
      end();
      resolve(status ?? 128 + (signal === null ? 0 : os.constants.signals[signal]));
    });
  });
}
