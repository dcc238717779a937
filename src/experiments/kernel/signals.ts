import { declare, functionAddress, lastErrno } from './foreign.ts';

const sigaction = declare('sigaction', 'int', ['int', 'pointer', 'pointer']);
const threadMask = declare('pthread_sigmask', 'int', ['int', 'pointer', 'pointer']);
const pending = declare('sigpending', 'int', ['pointer']);

/** struct sigaction: 152 bytes in glibc (handler @0, mask @8, flags @136), 16 on Darwin (handler @0, mask @8, flags @12). */
const layout =
  process.platform === 'darwin'
    ? { size: 16, flags: 12, mask: { block: 1, unblock: 2, set: 3 } }
    : { size: 152, flags: 136, mask: { block: 0, unblock: 1, set: 2 } };

const brokenPipe = 13;

/** A signal set's bytes: 128 in glibc, 4 on Darwin (more room does no harm). */
function signalSet(...members: readonly number[]): Buffer {
  const set = Buffer.alloc(128);
  for (const signal of members) {
    const index = (signal - 1) >> 3;
    set.writeUInt8(set.readUInt8(index) | (1 << ((signal - 1) & 7)), index);
  }
  return set;
}

/** What a process does with a signal. */
export type Disposition = 'default' | 'ignore' | 'catch';

export interface SignalAction {
  readonly disposition: Disposition;
  /** SA_RESTART and its like. */
  readonly flags: number;
}

/**
 * A caught signal runs no JavaScript: its handler is a function of the C library that does nothing of note. So it
 * interrupts a waiting call (EINTR), as a handler does, and leaves the process as it was.
 */
export function signalAction({ disposition, flags }: SignalAction): Buffer {
  const action = Buffer.alloc(layout.size);
  const handler = disposition === 'catch' ? functionAddress('sched_yield') : disposition === 'ignore' ? 1n : 0n;
  action.writeBigUInt64LE(handler, 0);
  action.writeUInt32LE(flags >>> 0, layout.flags);
  return action;
}

/** Reads what `rt_sigaction` reported as the old action. */
export function readSignalAction(action: Uint8Array): SignalAction {
  const buffer = Buffer.from(action);
  const handler = buffer.readBigUInt64LE(0);
  return {
    disposition: handler === 0n ? 'default' : handler === 1n ? 'ignore' : 'catch',
    flags: buffer.readUInt32LE(layout.flags),
  };
}

/** Bytes that `rt_sigaction`'s third argument needs. */
export const signalActionSize = layout.size;

/** Every signal at its default and none blocked: Node ignores SIGPIPE, and an ignored signal stays ignored in its children. */
export function resetSignals(): void {
  const none = Buffer.alloc(layout.size);
  // 9 and 19 can't be changed, 32 and 33 are the C library's own.
  for (let signal = 1; signal <= (process.platform === 'darwin' ? 31 : 64); signal++) sigaction(signal, none, null);
  threadMask(layout.mask.set, signalSet(), null);
}

/**
 * Holds SIGPIPE back on this thread while a call is made that may raise it, so that the call's own result can be told
 * before the signal ends the process: the order in which strace prints them, too.
 */
export function holdBrokenPipe(): { raised: () => boolean; release: () => void } {
  if (threadMask(layout.mask.block, onlyBrokenPipe, null) !== 0)
    throw new Error(`pthread_sigmask: errno ${lastErrno()}`);
  return heldBrokenPipe;
}

// Made once: a call that is repeated a hundred thousand times holds the signal each time.
const onlyBrokenPipe = signalSet(brokenPipe);
const waiting = Buffer.alloc(128);
const heldBrokenPipe = {
  raised: () => {
    pending(waiting);
    return (waiting.readUInt8((brokenPipe - 1) >> 3) & (1 << ((brokenPipe - 1) & 7))) !== 0;
  },
  release: () => {
    threadMask(layout.mask.unblock, onlyBrokenPipe, null);
  },
};
