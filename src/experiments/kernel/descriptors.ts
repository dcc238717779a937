import { readdirSync } from 'node:fs';
import type { KernelAnswer } from './invoke.ts';
import { declare, lastErrno } from './foreign.ts';
import { constantNumber } from './numbers.ts';
import { controlSpace, decodeControl, encodeControl } from './control-message.ts';
import { invoke } from './invoke.ts';
import { requireSystem } from './system.ts';

const getDescriptorFlags = 1;
const setDescriptorFlags = 2;
const closeOnExec = 1;

/** A connected pair of UNIX stream sockets, both close-on-exec. */
export function makeSocketPair(): readonly [number, number] {
  const pair = Buffer.alloc(8);
  if (declare('socketpair', 'int', ['int', 'int', 'int', 'pointer'])(1, 1, 0, pair) !== 0) {
    throw new Error(`socketpair: errno ${lastErrno()}`);
  }
  const made = [pair.readInt32LE(0), pair.readInt32LE(4)] as const;
  made.forEach(closeOnExecution);
  return made;
}

export function closeOnExecution(descriptor: number): void {
  declare('fcntl', 'int', ['int', 'int', 'long'], 2)(descriptor, setDescriptorFlags, closeOnExec);
}

export function closeDescriptor(descriptor: number): void {
  declare('close', 'int', ['int'])(descriptor);
}

/** Every open descriptor of this process. */
export function openDescriptors(): readonly number[] {
  if (process.platform === 'linux') {
    const listed = readdirSync('/proc/self/fd').map(Number);
    // The folder itself was open while it was read.
    return listed.filter(isOpen);
  }
  return Array.from({ length: 256 }, (_, descriptor) => descriptor).filter(isOpen);
}

function isOpen(descriptor: number): boolean {
  return Number(declare('fcntl', 'int', ['int', 'int', 'long'], 2)(descriptor, getDescriptorFlags, 0)) !== -1;
}

/** Moves a descriptor to a given number. */
export function moveDescriptor(from: number, to: number): void {
  if (from === to) return;
  if (Number(declare('dup2', 'int', ['int', 'int'])(from, to)) !== to) throw new Error(`dup2: errno ${lastErrno()}`);
  closeDescriptor(from);
}

/** The kernel takes at most 253 descriptors in one message. */
const mostDescriptors = 253;

/** Hands descriptors over a UNIX socket; one byte travels with them. */
export function sendDescriptors(socket: number, descriptors: readonly number[]): void {
  const system = requireSystem();
  const bytes = Buffer.alloc(descriptors.length * 4);
  descriptors.slice(0, mostDescriptors).forEach((descriptor, index) => bytes.writeInt32LE(descriptor, index * 4));
  const control = encodeControl(
    [
      {
        level: constantNumber('SOL_SOCKET', system) ?? 0,
        type: constantNumber('SCM_RIGHTS', system) ?? 0,
        bytes,
      },
    ],
    system.name,
  );
  const message = { name: null, vectors: [{ give: Buffer.from('D') }], control: { give: control } };
  let answer: KernelAnswer | undefined;
  invoke({ name: 'sendmsg', arguments: [socket, { message }, 0] }, (told) => (answer = told));
  if (answer?.result !== 1) throw new Error(`sendmsg: errno ${answer?.errno ?? 0}`);
}

/** Takes what `sendDescriptors` gave. The new descriptors are close-on-exec only where `invoke` says so: see `closeOnExecution`. */
export function receiveDescriptors(socket: number): readonly number[] {
  const system = requireSystem();
  const message = {
    name: null,
    vectors: [{ take: 1 }],
    control: { take: controlSpace(mostDescriptors * 4, system.name) },
  };
  let answer: KernelAnswer | undefined;
  invoke({ name: 'recvmsg', arguments: [socket, { message }, 0] }, (told) => (answer = told));
  if (answer?.result !== 1) throw new Error(`recvmsg: errno ${answer?.errno ?? 0}`);
  const control = answer.memory[1]?.[1] ?? new Uint8Array();
  const descriptors: number[] = [];
  for (const { bytes } of decodeControl(control, answer.header?.controlLength ?? 0, system.name)) {
    const buffer = Buffer.from(bytes);
    for (let offset = 0; offset + 4 <= buffer.length; offset += 4) descriptors.push(buffer.readInt32LE(offset));
  }
  return descriptors;
}
