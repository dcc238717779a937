/** Calls under the names and with the arguments that strace prints, brought to the language's own. */
import { signatures } from './signatures.ts';
import type { CallName } from './signatures.ts';
import type { Value } from './value.ts';

export interface SpelledCall {
  readonly call: CallName;
  readonly arguments: readonly Value[];
}

/** Names that make a process, and whose arguments mean nothing here. */
export const forkNames: readonly string[] = ['fork', 'vfork', 'clone', 'clone2', 'clone3'];

/** The names that `spellCall` knows besides the language's own. */
const otherNames: Readonly<Record<string, CallName>> = {
  openat: 'open',
  creat: 'open',
  dup3: 'dup2',
  mknod: 'mkfifo',
  mknodat: 'mkfifo',
  unlinkat: 'unlink',
  renameat: 'rename',
  renameat2: 'rename',
  fchmodat: 'chmod',
  newfstatat: 'stat',
  fstatat64: 'stat',
  stat64: 'stat',
  fstat64: 'fstat',
  lstat: 'stat',
  ppoll: 'poll',
  fcntl64: 'fcntl',
  sigaction: 'rt_sigaction',
  vfork: 'fork',
  clone: 'fork',
  clone2: 'fork',
  clone3: 'fork',
};

export function isCallName(name: string): name is CallName {
  return Object.hasOwn(signatures, name);
}

/** The language's name for a call, by name alone. */
export function callNamed(name: string): CallName | undefined {
  if (isCallName(name)) return name;
  return Object.hasOwn(otherNames, name) ? otherNames[name] : undefined;
}

/** How many arguments strace prints, where it differs from the language's own count. */
const spelledFirstOutput: Readonly<Record<string, number>> = { newfstatat: 2, fstatat64: 2, ppoll: 5 };

/** The position of the first output as `name` is spelled; undefined where it is as in the signature. */
export function spelledOutputOf(name: string): number | undefined {
  return spelledFirstOutput[name];
}

/**
 * The call as the language writes it: `sendto(s, "x", 1, 0, NULL, 0)` is `send(s, "x", 1, 0)`. Undefined where there
 * is no such call, or none with these arguments.
 */
export function spellCall(name: string, given: readonly Value[]): SpelledCall | undefined {
  const [first, second, third, fourth, fifth, sixth] = given;
  switch (name) {
    case 'sendto':
      return isNull(fifth) && isZero(sixth) ? { call: 'send', arguments: given.slice(0, 4) } : as('sendto', given);
    case 'recvfrom':
      return isNull(fifth) && isNull(sixth) ? { call: 'recv', arguments: given.slice(0, 4) } : as('recvfrom', given);
    case 'pipe2':
      return isZero(second) ? as('pipe', given.slice(0, 1)) : as('pipe2', given);
    case 'openat':
      return isHere(first) ? as('open', given.slice(1)) : undefined;
    case 'dup3':
      return isZero(third) ? as('dup2', given.slice(0, 2)) : undefined;
    case 'mknod':
      return fifo(given);
    case 'mknodat':
      return isHere(first) ? fifo(given.slice(1)) : undefined;
    case 'unlinkat':
      return isHere(first) && isZero(third) ? as('unlink', given.slice(1, 2)) : undefined;
    case 'renameat':
    case 'renameat2': {
      if (!isHere(first) || !isHere(third) || second === undefined || fourth === undefined) return undefined;
      return fifth === undefined || isZero(fifth) ? as('rename', [second, fourth]) : undefined;
    }
    case 'fchmodat':
      return isHere(first) ? as('chmod', given.slice(1, 3)) : undefined;
    case 'newfstatat':
    case 'fstatat64': {
      if (second?.kind === 'text' && second.bytes === '' && first !== undefined && third !== undefined) {
        return as('fstat', [first, third]);
      }
      return isHere(first) ? as('stat', given.slice(1, 3)) : undefined;
    }
    case 'lstat':
    case 'stat64':
      return as('stat', given);
    case 'fstat64':
      return as('fstat', given);
    case 'fcntl64':
      return as('fcntl', given);
    case 'sigaction':
      return as('rt_sigaction', given);
    case 'ppoll':
      return first && second && third ? pollOf(first, second, third) : undefined;
    case 'vfork':
    case 'clone':
    case 'clone2':
    case 'clone3':
      return as('fork', []);
    default:
      return isCallName(name) ? as(name, given) : undefined;
  }
}

function as(call: CallName, given: readonly Value[]): SpelledCall {
  return { call, arguments: given };
}

function isNull(value: Value | undefined): boolean {
  return value?.kind === 'null';
}

function isZero(value: Value | undefined): boolean {
  return value?.kind === 'integer' && value.value === 0;
}

function isHere(value: Value | undefined): boolean {
  return value?.kind === 'constant' && value.name === 'AT_FDCWD';
}

/** `mknod("fifo", S_IFIFO|0600)` */
function fifo([path, mode]: readonly Value[]): SpelledCall | undefined {
  if (path === undefined || mode?.kind !== 'flags') return undefined;
  const [kind, bits] = mode.members;
  if (kind?.kind !== 'constant' || kind.name !== 'S_IFIFO' || bits?.kind !== 'integer') return undefined;
  return as('mkfifo', [path, bits]);
}

/** ppoll's timeout is a structure of seconds and nanoseconds, poll's a number of milliseconds. */
function pollOf(set: Value, count: Value, time: Value): SpelledCall | undefined {
  const { span } = time;
  const milliseconds = (value: number): Value => ({ kind: 'integer', value, base: 'decimal', span });
  if (time.kind === 'null') return as('poll', [set, count, milliseconds(-1)]);
  if (time.kind !== 'structure') return undefined;
  const part = (name: string) => {
    const value = time.members.find((member) => member.name === name)?.value;
    return value?.kind === 'integer' ? value.value : 0;
  };
  return as('poll', [set, count, milliseconds(part('tv_sec') * 1000 + Math.round(part('tv_nsec') / 1e6))]);
}
