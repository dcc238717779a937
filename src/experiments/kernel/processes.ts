import { readFileSync } from 'node:fs';
import { declare, lastErrno } from './foreign.ts';

/** How a process ended, as wait(2) tells it. */
export type Ending =
  { readonly kind: 'exited'; readonly status: number } | { readonly kind: 'killed'; readonly signal: number };

const waitFlags =
  process.platform === 'darwin' ? { noHang: 1, exited: 4, leave: 0x20 } : { noHang: 1, exited: 4, leave: 0x1000000 };

/**
 * Whether a child has ended, and how. It stays a zombie: its number can't be another process's while the block runs.
 * siginfo_t: Linux si_code @8, si_status @24; Darwin si_code @8, si_status @20.
 */
export function peekEnding(pid: number): Ending | undefined {
  const info = Buffer.alloc(128);
  const found = declare('waitid', 'int', ['int', 'uint', 'pointer', 'int'])(
    1,
    pid,
    info,
    waitFlags.noHang | waitFlags.exited | waitFlags.leave,
  );
  if (found !== 0) return undefined;
  const code = info.readInt32LE(8);
  const status = info.readInt32LE(process.platform === 'darwin' ? 20 : 24);
  if (code === 1) return { kind: 'exited', status };
  if (code === 2 || code === 3) return { kind: 'killed', signal: status };
  return undefined;
}

/** Takes an ended child out of the table. Does not wait. */
export function reap(pid: number): boolean {
  return declare('waitpid', 'int', ['int', 'pointer', 'int'])(pid, null, waitFlags.noHang) === pid;
}

/** What a thread does, in the kernel's own words. */
export interface ThreadLook {
  /** `R` running, `S` asleep, `T` stopped, `Z` ended … */
  readonly state: string;
  /** The call it is in and that call's first argument; undefined where it runs, or where the system does not say. */
  readonly call?: number;
  readonly first?: bigint;
}

/** Looks at a thread from outside (Linux). Undefined where there is no such thread or no /proc. */
export function lookAtThread(pid: number, thread: number): ThreadLook | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'latin1');
    // The name, in parentheses, may hold anything.
    const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    const [call = '', first] = readFileSync(`/proc/${pid}/task/${thread}/syscall`, 'latin1').split(' ');
    if (!/^\d+$/.test(call)) return { state };
    return { state, call: Number(call), ...(first === undefined ? {} : { first: BigInt(first) }) };
  } catch {
    return undefined;
  }
}

/** Which signals wait, and which are ignored or caught, by number. */
export function lookAtSignals(pid: number): { waiting: bigint; ignored: bigint; caught: bigint } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const mask = (name: string): bigint =>
      BigInt(`0x${new RegExp(`^${name}:\\s*([0-9a-f]+)`, 'm').exec(status)?.[1] ?? '0'}`);
    return { waiting: mask('SigPnd') | mask('ShdPnd'), ignored: mask('SigIgn'), caught: mask('SigCgt') };
  } catch {
    return undefined;
  }
}

/** System call numbers as /proc shows them: x86-64's and the generic ones of arm64. Source: syscalls(2), the headers. */
const numbers: Readonly<Record<string, readonly [x64: number, arm64: number]>> = {
  read: [0, 63],
  write: [1, 64],
  open: [257, 56],
  poll: [7, 73],
  ioctl: [16, 29],
  readv: [19, 65],
  writev: [20, 66],
  connect: [42, 203],
  accept: [43, 202],
  accept4: [288, 242],
  send: [44, 206],
  sendto: [44, 206],
  recv: [45, 207],
  recvfrom: [45, 207],
  sendmsg: [46, 211],
  recvmsg: [47, 212],
  shutdown: [48, 210],
  close: [3, 57],
  fcntl: [72, 25],
};

/** The number that /proc/PID/syscall shows while a thread sleeps in the call. */
export function systemCallNumber(call: string, arch: 'x64' | 'arm64'): number | undefined {
  return numbers[call]?.[arch === 'x64' ? 0 : 1];
}

/** A descriptor of ours for the open file behind another process's descriptor (Linux 5.6); -errno where refused. */
export function borrowDescriptor(pid: number, descriptor: number): number {
  const pidfdOpen = 434;
  const pidfdGetfd = 438;
  const system = declare('syscall', 'long', ['long', 'long', 'long', 'long']);
  const handle = Number(system(pidfdOpen, pid, 0, 0));
  if (handle < 0) return -lastErrno();
  const borrowed = Number(system(pidfdGetfd, handle, descriptor, 0));
  const errno = lastErrno();
  declare('close', 'int', ['int'])(handle);
  return borrowed < 0 ? -errno : borrowed;
}
