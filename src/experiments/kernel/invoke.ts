import type { ForeignArgument } from './foreign.ts';
import type { ForeignCallName } from './libc.ts';
import { addressOf, lastErrno } from './foreign.ts';
import { foreignCall } from './libc.ts';
import type { SignalAction } from './signals.ts';
import { holdBrokenPipe, signalAction } from './signals.ts';

/** One argument on its way to the kernel, and how it comes back. */
export type Argument =
  | number
  | null
  /** Memory that the kernel reads. */
  | { readonly give: Uint8Array }
  /** Zeroed memory that the kernel writes; comes back whole. */
  | { readonly take: number }
  /** Memory that the kernel reads and writes. */
  | { readonly both: Uint8Array }
  /** A struct iovec array. */
  | { readonly vectors: readonly Vector[] }
  /** A struct msghdr. */
  | { readonly message: Message }
  /** A struct sigaction: made where the call is, because the handler's address is that process's own. */
  | { readonly action: SignalAction };

export type Vector = { readonly give: Uint8Array } | { readonly take: number };

export interface Message {
  /** What the name points to: bytes to send to, or room for the sender's. */
  readonly name: Vector | null;
  /** Where it differs from the name's own. */
  readonly nameLength?: number;
  readonly vectors: readonly Vector[];
  readonly control: Vector | null;
}

/** A call with everything decided: descriptors are numbers, names are bytes. */
export interface KernelCall {
  readonly name: ForeignCallName;
  readonly arguments: readonly Argument[];
}

export interface KernelAnswer {
  readonly result: number;
  /** 0 where the call did not fail. */
  readonly errno: number;
  /** By argument: what memory held afterwards; several pieces for vectors, and for a message name, control, pieces. */
  readonly memory: readonly (readonly Uint8Array[])[];
  /** Of a message: what the kernel wrote into the header. */
  readonly header?: { readonly nameLength: number; readonly controlLength: number; readonly flags: number };
  /** The monotonic clock, which all processes share, in nanoseconds. */
  readonly startNs: bigint;
  readonly endNs: bigint;
  /** The call raised SIGPIPE (it is let loose after the answer was told). */
  readonly brokenPipe: boolean;
}

interface Prepared {
  readonly values: ForeignArgument[];
  readonly memory: Uint8Array[][];
  readonly headers: Buffer[];
}

function vectorMemory(vector: Vector): Buffer {
  return 'give' in vector ? Buffer.from(vector.give) : Buffer.alloc(vector.take);
}

/** Memory of no bytes has no address of its own: the kernel gets a valid one and the length 0. */
function pointer(memory: Uint8Array): bigint {
  return addressOf(memory.length === 0 ? Buffer.alloc(1) : memory);
}

function vectorTable(pieces: readonly Uint8Array[]): Buffer {
  const table = Buffer.alloc(Math.max(1, pieces.length) * 16);
  pieces.forEach((piece, index) => {
    table.writeBigUInt64LE(pointer(piece), index * 16);
    table.writeBigUInt64LE(BigInt(piece.length), index * 16 + 8);
  });
  return table;
}

/** struct msghdr: iovlen and controllen are 64 bits wide on Linux, 32 on Darwin. */
const layout = {
  linux: { size: 56, controlLength: 40, flags: 48 },
  darwin: { size: 48, controlLength: 40, flags: 44 },
} as const;

const messageLayout = process.platform === 'darwin' ? layout.darwin : layout.linux;

function messageHeader(message: Message): { header: Buffer; pieces: Buffer[]; keep: Buffer } {
  const name = message.name === null ? Buffer.alloc(0) : vectorMemory(message.name);
  const control = message.control === null ? Buffer.alloc(0) : vectorMemory(message.control);
  const pieces = message.vectors.map(vectorMemory);
  const table = vectorTable(pieces);
  const header = Buffer.alloc(messageLayout.size);
  if (message.name !== null) header.writeBigUInt64LE(pointer(name), 0);
  header.writeUInt32LE(message.nameLength ?? name.length, 8);
  header.writeBigUInt64LE(addressOf(table), 16);
  header.writeUInt32LE(pieces.length, 24);
  if (control.length > 0) header.writeBigUInt64LE(addressOf(control), 32);
  header.writeUInt32LE(control.length, messageLayout.controlLength);
  return { header, pieces: [name, control, ...pieces], keep: table };
}

function prepare(given: readonly Argument[]): Prepared {
  const prepared: Prepared = { values: [], memory: [], headers: [] };
  for (const argument of given) {
    let value: ForeignArgument;
    let memory: Uint8Array[] = [];
    if (argument === null || typeof argument === 'number') value = argument;
    else if ('action' in argument) value = signalAction(argument.action);
    else if ('vectors' in argument) {
      memory = argument.vectors.map(vectorMemory);
      value = vectorTable(memory);
    } else if ('message' in argument) {
      const { header, pieces, keep } = messageHeader(argument.message);
      prepared.headers.push(header, keep);
      memory = pieces;
      value = header;
    } else {
      const bytes = 'both' in argument ? Buffer.from(argument.both) : vectorMemory(argument);
      memory = [bytes];
      value = bytes.length === 0 ? Buffer.alloc(1) : bytes;
    }
    prepared.values.push(value);
    prepared.memory.push(memory);
  }
  return prepared;
}

/** Calls that write to a descriptor and raise SIGPIPE when nobody can read. */
const writers: ReadonlySet<ForeignCallName> = new Set(['send', 'sendto', 'sendmsg', 'write', 'writev']);

/**
 * Makes one call on this thread and tells what it did. `told` is called with the answer before a SIGPIPE that the call
 * raised is let loose, because that signal may end this process.
 */
export function invoke(call: KernelCall, told: (answer: KernelAnswer) => void): void {
  const made = foreignCall(call.name);
  if (made === undefined) throw new Error(`${call.name} does not exist in this system's C library`);
  const prepared = prepare(call.arguments);
  const pipe = writers.has(call.name) ? holdBrokenPipe() : undefined;
  const startNs = process.hrtime.bigint();
  const result = Number(made(...prepared.values));
  const errno = lastErrno();
  const endNs = process.hrtime.bigint();
  const [header] = prepared.headers;
  told({
    result,
    errno: result === -1 ? errno : 0,
    memory: prepared.memory,
    ...(header === undefined
      ? {}
      : {
          header: {
            nameLength: header.readUInt32LE(8),
            controlLength: header.readUInt32LE(messageLayout.controlLength),
            flags: header.readUInt32LE(messageLayout.flags),
          },
        }),
    startNs,
    endNs,
    brokenPipe: pipe?.raised() ?? false,
  });
  pipe?.release();
}
