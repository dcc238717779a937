import { declare, lastErrno } from './foreign.ts';

/** Linux's capabilities that a block may name in `needs:`. Source: capabilities(7). */
export const capabilityBits = {
  CAP_DAC_OVERRIDE: 1,
  CAP_SETGID: 6,
  CAP_SETUID: 7,
  CAP_NET_BIND_SERVICE: 10,
  CAP_NET_ADMIN: 12,
  CAP_NET_RAW: 13,
  CAP_SYS_ADMIN: 21,
} as const;

export type Capability = keyof typeof capabilityBits;

/** _LINUX_CAPABILITY_VERSION_3 */
const version = 0x20080522;

/**
 * Sets this thread's effective capabilities; the permitted ones stay, so that an actor can enter the next block's
 * world. The kernel asks only for effective ones. Threads started later inherit them.
 */
export function setEffectiveCapabilities(kept: readonly Capability[] | 'all'): void {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(version, 0);
  const sets = Buffer.alloc(24);
  const capget = declare('capget', 'int', ['pointer', 'pointer']);
  if (capget(header, sets) !== 0) throw new Error(`capget: errno ${lastErrno()}`);
  for (const half of [0, 12]) {
    const permitted = sets.readUInt32LE(half + 4);
    let mask = 0;
    if (kept === 'all') mask = 0xffffffff;
    else if (half === 0) for (const name of kept) mask |= 1 << capabilityBits[name];
    sets.writeUInt32LE((permitted & mask) >>> 0, half);
  }
  const capset = declare('capset', 'int', ['pointer', 'pointer']);
  if (capset(header, sets) !== 0) throw new Error(`capset: errno ${lastErrno()}`);
}

/** Turns a process of root into one of an ordinary user, for good: without a private world blocks never run as root. */
export function becomeNobody(): void {
  const nobody = process.platform === 'darwin' ? 4294967294 : 65534;
  const setgroups = declare('setgroups', 'int', ['long', 'pointer']);
  const setgid = declare('setgid', 'int', ['uint']);
  const setuid = declare('setuid', 'int', ['uint']);
  if (setgroups(0, null) !== 0 || setgid(nobody) !== 0 || setuid(nobody) !== 0) {
    throw new Error(`cannot give up root: errno ${lastErrno()}`);
  }
  // After a change of uid a process is closed to being looked at: the runner must see that a call waits.
  if (process.platform === 'linux') declare('prctl', 'int', ['int', 'long', 'long', 'long', 'long'])(4, 1, 0, 0, 0);
}

/** This process ends with its parent (Linux; elsewhere the end of the control socket ends it). */
export function dieWithParent(): void {
  if (process.platform !== 'linux') return;
  declare('prctl', 'int', ['int', 'long', 'long', 'long', 'long'])(1, 9, 0, 0, 0);
}
