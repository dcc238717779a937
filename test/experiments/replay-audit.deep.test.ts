import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Transcript, TranscriptLine } from '../../src/experiments/index.ts';
import { measuredBlocks } from './replay-blocks.ts';
import { furtherBlocks } from './replay-further-blocks.ts';
import { shippedExperiments } from './shipped-experiments.ts';

/**
 * The kernel's own record: every block is replayed under strace -f, and what it wrote down must be what the transcript
 * says. A thread calls close(-1000 - LINE) before each line's call; only what follows is compared.
 */
const linesApart = 1_000;

/** One call as strace wrote it, its two halves joined. */
interface Recorded {
  readonly name: string;
  readonly args: string;
  readonly result: string;
}

/** By marked line: what the marking thread called until its next mark. */
function readRecord(file: string): Map<number, Recorded[]> {
  const byLine = new Map<number, Recorded[]>();
  const open = new Map<string, string>();
  const marked = new Map<string, number>();
  for (const line of readFileSync(file, 'latin1').split('\n')) {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    let text = rest;
    const unfinished = /^(.*) <unfinished \.\.\.>$/.exec(rest);
    if (unfinished !== null) {
      open.set(thread, unfinished[1] ?? '');
      continue;
    }
    const resumed = /^<\.\.\. (\w+) resumed>(.*)$/.exec(rest);
    if (resumed !== null) {
      text = (open.get(thread) ?? '') + (resumed[2] ?? '');
      open.delete(thread);
    }
    const call = /^(\w+)\((.*)\)\s+= (.*)$/.exec(text);
    if (call === null) continue;
    const [, name = '', args = '', result = ''] = call;
    const mark = name === 'close' ? /^-(\d{4,})$/.exec(args) : null;
    if (mark !== null) {
      marked.set(thread, Number(mark[1]) - 1_000);
      const key = Number(mark[1]) - 1_000;
      if (!byLine.has(key)) byLine.set(key, []);
    } else {
      const at = marked.get(thread);
      if (at !== undefined) byLine.get(at)?.push({ name, args, result });
    }
  }
  return byLine;
}

const spelled: Readonly<Record<string, string>> = {
  send: 'sendto',
  recv: 'recvfrom',
  open: 'openat',
  pipe: 'pipe2',
  mkfifo: 'mknodat',
  stat: 'newfstatat',
  fstat: 'newfstatat',
};

function isSpelled(call: string, name: string): boolean {
  if (name === call || name === spelled[call]) return true;
  return (
    (call === 'mkfifo' && name === 'mknod') ||
    (call === 'stat' && name === 'stat') ||
    (call === 'poll' && name === 'ppoll')
  );
}

function unescape(text: string): string {
  const short: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', v: '\v', f: '\f' };
  return text.replace(/\\(x[0-9a-f]{2}|[0-7]{1,3}|.)/g, (_, code: string) => {
    if (code.startsWith('x')) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    return short[code] ?? code;
  });
}

/** Our own spelling: escapes are bytes, everything else is UTF-8. One character a byte comes out. */
function bytesOf(text: string): string {
  return text
    .split(/(\\x[0-9a-f]{2}|\\.)/)
    .map((part, index) => (index % 2 === 1 ? unescape(part) : Buffer.from(part, 'utf8').toString('latin1')))
    .join('');
}

/** The texts between quotes in arguments, with `"x"*3` written out. */
function texts(args: string, read: (text: string) => string = unescape): string[] {
  return [...args.matchAll(/"((?:[^"\\]|\\.)*)"(?:\*(\d+))?/g)].map(([, text = '', times = '1']) =>
    read(text).repeat(Number(times)),
  );
}

/** Does a result of the transcript say what strace's does? A name stands for a descriptor. */
function sameResult(ours: TranscriptLine, result: string): boolean {
  // strace shows what the kernel says to itself: without SA_RESTART the program gets EINTR.
  if (ours.errno === 'EINTR' && result.startsWith('? ERESTARTSYS')) return true;
  if (ours.errno !== undefined) return result.startsWith(`-1 ${ours.errno} `);
  const number = /^(0x[0-9a-f]+|-?\d+)/.exec(ours.result);
  if (number === null) return /^\d+/.test(result);
  return Number(number[1]) === Number(/^(0x[0-9a-f]+|-?\d+)/.exec(result)?.[1]);
}

function faults(id: string, transcript: Transcript, record: Map<number, Recorded[]>): string[] {
  const found: string[] = [];
  const pending = new Map<string, number>();
  for (const line of transcript.transcript) {
    if (line.kind !== 'call' && line.kind !== 'resume') continue;
    if (line.call === 'fork' || line.status !== 'as-claimed' || line.result === '?') continue;
    if (line.result === '<unfinished ...>') {
      pending.set(line.actor, line.line);
      if (!record.has(line.line)) found.push(`${id}:${line.line} no mark of ${line.claimed}`);
      continue;
    }
    const at = line.kind === 'resume' ? (pending.get(line.actor) ?? line.line) : line.line;
    const control = '3, ';
    const calls = (record.get(at) ?? []).filter(
      ({ name, args, result }) =>
        isSpelled(line.call, name) &&
        !args.startsWith(control) &&
        // A call that the kernel restarts after a signal stands twice; the second time it has its answer.
        (line.errno === 'EINTR' || !result.startsWith('? ERESTARTSYS')),
    );
    const wanted = line.repeated === undefined ? 1 : line.repeated.calls + (line.errno === undefined ? 0 : 1);
    // Behind the line's own calls stand those of the answer, or of the end of the block.
    if (calls.length < wanted || (line.repeated !== undefined && calls.length > wanted)) {
      found.push(`${id}:${line.line} ${line.claimed}: ${calls.length} calls recorded, ${wanted} told`);
      continue;
    }
    const last = calls[wanted - 1];
    if (last === undefined) continue;
    if (!sameResult(line, last.result)) found.push(`${id}:${line.line} told ${line.result}, recorded ${last.result}`);
    if (line.data !== undefined && bytesOf(line.data) !== texts(last.args)[0]) {
      found.push(`${id}:${line.line} told ${line.data}, recorded ${last.args}`);
    }
    if (
      line.kind === 'call' &&
      ['send', 'sendto', 'write'].includes(line.call) &&
      !line.args.join().includes('udp(') &&
      !line.args.join().includes('icmp')
    ) {
      if (texts(line.args[1] ?? '', bytesOf)[0] !== texts(last.args)[0])
        found.push(`${id}:${line.line} told ${line.args[1] ?? ''}, recorded ${last.args}`);
    }
  }
  return found;
}

describe('what the kernel recorded', () => {
  const strace = spawnSync('strace', ['-V']).status === 0;
  it.skipIf(!strace && process.env['CI'] !== 'true')(
    'is what the transcripts say: the same calls, results and data (skipped: no strace here)',
    async () => {
      const shipped = (await shippedExperiments()).map(({ id, text }) => [id, text] as const);
      const blocks = [...Object.entries({ ...measuredBlocks, ...furtherBlocks }), ...shipped];
      const folder = mkdtempSync(path.join(tmpdir(), 'sockrates-audit-'));
      try {
        const built = new URL('../../dist/experiments/index.js', import.meta.url).href;
        const program = `
        const { parseBlock, openReplayer } = await import(${JSON.stringify(built)});
        const replayer = openReplayer({ runners: 1 });
        const blocks = ${JSON.stringify(blocks)};
        for (const [index, [id, text]] of blocks.entries()) {
          const { block } = parseBlock({ path: id, firstLine: 1 + ${linesApart} * index, text });
          const transcript = await replayer.replay(block, { audit: true });
          process.stdout.write(JSON.stringify({ ...transcript, packets: undefined }) + '\\n');
        }
        replayer.close();`;
        const log = path.join(folder, 'log');
        const script = path.join(folder, 'replay.mjs');
        writeFileSync(script, program);
        const run = spawnSync(
          'strace',
          [
            '-f',
            '-o',
            log,
            '-s',
            '1048576',
            '-e',
            'trace=%net,%file,%desc,kill,rt_sigaction',
            '-e',
            'signal=none',
            process.execPath,
            script,
          ],
          { encoding: 'utf8', timeout: 500_000, maxBuffer: 1 << 28 },
        );
        const transcripts = run.stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Transcript);
        expect(transcripts.length).toBe(blocks.length);
        const record = readRecord(log);
        const otherwise = transcripts.flatMap(({ verdict, reason }, index) =>
          verdict === 'supported' ? [] : [{ id: blocks[index]?.[0] ?? '', verdict, reason }],
        );
        // Families and types that a kernel was built without are no fault of a transcript.
        expect(otherwise.filter(({ verdict }) => verdict !== 'not-testable-here')).toEqual([]);
        expect(otherwise.length).toBeLessThanOrEqual(0.05 * blocks.length);
        const all = transcripts.flatMap((transcript, index) => faults(blocks[index]?.[0] ?? '', transcript, record));
        expect(all).toEqual([]);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
