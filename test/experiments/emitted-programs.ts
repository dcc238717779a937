/** Runs an emitted program in a world of its own, and compares what it prints with a transcript. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import type { Block, Transcript, TranscriptLine } from '../../src/experiments/index.ts';

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export async function run(command: string, args: readonly string[], options: { cwd?: string } = {}): Promise<Ran> {
  return await new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (piece: Buffer) => (stdout += piece.toString('latin1')));
    child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString('latin1')));
    const timer = setTimeout(() => child.kill('SIGKILL'), 40_000);
    child.on('error', reject);
    child.on('close', (status) => {
      clearTimeout(timer);
      resolve({ status, stdout, stderr });
    });
  });
}

/** What an emitted program runs in: nothing of it can reach the machine's own network. */
export const namespaces = [
  '--user',
  '--map-root-user',
  '--net',
  '--ipc',
  '--pid',
  '--mount',
  '--fork',
  '--kill-child',
  '--mount-proc',
];

/** As the replayer's actors: no capability but those that `needs:` names; the emitted cable needs its own. */
function privileges(block: Block): string {
  if (block.lines.some(({ kind }) => kind === 'host')) return '';
  const needs = block.lines.flatMap((line) => (line.kind === 'needs' ? line.needs.map(({ name }) => name) : []));
  if (needs.includes('root')) return '';
  const kept = needs.filter((name) => name.startsWith('CAP_')).map((name) => `,+${name.slice(4).toLowerCase()}`);
  return `setpriv --inh-caps=-all --bounding-set=-all${kept.join('')} `;
}

/** Runs a program in namespaces of its own, in an empty folder, with loopback up. */
export async function runPrivately(block: Block, command: string): Promise<Ran> {
  const folder = mkdtempSync(path.join(tmpdir(), 'emitted-'));
  try {
    const script = `ip link set lo up && cd ${folder} && exec ${privileges(block)}${command}`;
    return await run('unshare', [...namespaces, 'sh', '-c', script]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function writeProgram(folder: string, name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** What the program printed, by line of the note. */
export function printed(stdout: string): ReadonlyMap<number, string> {
  return new Map(
    stdout.split('\n').flatMap((line): [number, string][] => {
      const found = /^(\d+) (.*)$/su.exec(line);
      return found === null ? [] : [[Number(found[1]), found[2] ?? '']];
    }),
  );
}

const errnoNumbers: Readonly<Record<string, number | undefined>> = constants.errno;
const signalNumbers: Readonly<Record<string, number | undefined>> = constants.signals;

/** The lines that differ, in words; none where the program and the replay agree. */
export function differences({ transcript }: Transcript, stdout: string): readonly string[] {
  const told = printed(stdout);
  return transcript.flatMap((line) => {
    if (line.kind === 'packet' || line.kind === 'packet-gap' || line.kind === 'wire') return [];
    const own = told.get(line.line);
    if (own === undefined) return [`line ${line.line}: the program does not print it (${line.claimed})`];
    const reason = difference(line, own);
    return reason === undefined
      ? []
      : [
          `line ${line.line}: ${reason}: program "${own.slice(0, 200)}", replay "${line.result}" ${line.data?.slice(0, 100) ?? ''} ${line.args.join(', ').slice(0, 100)}`,
        ];
  });
}

function difference(line: TranscriptLine, own: string): string | undefined {
  switch (line.kind) {
    case 'check':
    case 'wait':
      if (isChosenPort(line.result) && isChosenPort(own.slice(own.lastIndexOf(' ') + 1))) return undefined;
      return own.endsWith(`: ${line.result}`) ? undefined : 'another answer';
    case 'exit':
      return own.endsWith(`: ${line.result}`) ? undefined : 'another status';
    case 'killed':
    case 'signal':
      return own.endsWith(`signal ${signalNumbers[line.result] ?? -1}`) ? undefined : 'another signal';
    default:
      return callDifference(line, own);
  }
}

/** The kernel's own choice: another one each time. */
function isChosenPort(number: string): boolean {
  return /^\d+$/u.test(number) && Number(number) >= 32_768 && Number(number) < 65_536;
}

const makers = ['socket', 'accept', 'accept4', 'open', 'dup'];

function callDifference(line: TranscriptLine, own: string): string | undefined {
  const at = own.lastIndexOf(') = ') === -1 ? own.indexOf('> = ') : own.indexOf(') = ');
  const answer = own.slice(at + 4);
  if (line.result === '<unfinished ...>') return answer === line.result ? undefined : 'it did not sleep';
  const [result = '', ...rest] = answer.split(', ');
  if (line.errno !== undefined) {
    const name = /^-1 (E\w+)$/u.exec(result)?.[1] ?? '';
    if (name !== line.errno && (errnoNumbers[name] ?? -1) !== errnoNumbers[line.errno]) return 'another error';
  } else if (makers.includes(line.call)) {
    if (!/^\d+$/u.test(result)) return 'another result';
  } else if (
    /^(?:-?\d+$|0x[\da-f]+|\d+ \()/u.test(line.result)
      ? Number(result) !== Number(line.result.split(' ')[0])
      : !/^\d+$/u.test(result)
  )
    return 'another result';
  if (line.repeated !== undefined)
    return answer.endsWith(`, ${line.repeated.calls} calls, ${line.repeated.sum} in all`) ? undefined : 'other repeats';
  if (line.data === undefined || line.errno !== undefined) return addressDifference(line, rest);
  // An IP header has an identification of its own each time: only what is claimed is compared.
  const tail = /\.\.\.("(?:[^"\\]|\\.)*")/u.exec(line.claimed)?.[1];
  if (tail !== undefined) return rest.join(', ').includes(tail.slice(1)) ? undefined : 'other data';
  return rest.join(', ').startsWith(shownData(line.data)) ? addressDifference(line, rest) : 'other data';
}

/** Addresses agree but for ports that the kernel chose. */
function addressDifference(line: TranscriptLine, rest: readonly string[]): string | undefined {
  const own = rest.find((piece) => /^(?:[\d.]+|\[[\da-f:.]+\]):\d+$/u.test(piece));
  const theirs = line.args.find((piece) => /^(?:[\d.]+|\[[\da-f:.]+\]):\d+$/u.test(piece));
  if (own === undefined || theirs === undefined || line.kind === 'resume') return undefined;
  const isChosen = (address: string): boolean => Number(address.slice(address.lastIndexOf(':') + 1)) >= 32_768;
  return own === theirs || (isChosen(own) && isChosen(theirs)) ? undefined : 'another address';
}

/** As the programs print bytes: many equal ones once, with how many they are. */
function shownData(escaped: string): string {
  const bytes = escaped.replace(/\\(?:x[0-9a-f]{2}|.)/gu, (one) =>
    one.startsWith('\\x') ? one : (escapes[one] ?? one),
  );
  const count = bytes.replace(/\\x[0-9a-f]{2}|\\./gu, '.').length;
  const first = /^(?:\\x[0-9a-f]{2}|\\.|.)/u.exec(bytes)?.[0] ?? '';
  return count > 32 && bytes === first.repeat(count) ? `"${first}"*${count}` : `"${bytes}"`;
}

const escapes: Readonly<Record<string, string>> = {
  '\\n': '\\x0a',
  '\\t': '\\x09',
  '\\r': '\\x0d',
  '\\v': '\\x0b',
  '\\f': '\\x0c',
  '\\"': '\\x22',
  '\\\\': '\\x5c',
};
