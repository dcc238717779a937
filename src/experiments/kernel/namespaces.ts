import { closeSync, openSync } from 'node:fs';
import { declare, lastErrno } from './foreign.ts';
import { setInterfaceUp } from './network-interface.ts';

/** Linux's: these act on the calling thread, and on what it starts from then on. Source: namespaces(7). */
const newNetwork = 0x40000000;

/**
 * Makes a network namespace with its loopback interface up and gives a descriptor of it; this thread stays where it was.
 * The namespace lives as long as a process is in it or the descriptor is open.
 */
export function makeNetwork(): number {
  const home = openSync('/proc/thread-self/ns/net', 'r');
  try {
    if (declare('unshare', 'int', ['int'])(newNetwork) !== 0) throw new Error(`unshare: errno ${lastErrno()}`);
    setInterfaceUp('lo', true);
    const made = openSync('/proc/thread-self/ns/net', 'r');
    enterNetwork(home);
    return made;
  } finally {
    closeSync(home);
  }
}

/** Moves this thread into a network namespace. */
export function enterNetwork(descriptor: number): void {
  if (declare('setns', 'int', ['int', 'int'])(descriptor, newNetwork) !== 0) {
    throw new Error(`setns: errno ${lastErrno()}`);
  }
}

/** Runs something on this thread in a network namespace, and comes back. */
export function inNetwork<Result>(descriptor: number, run: () => Result): Result {
  const home = openSync('/proc/thread-self/ns/net', 'r');
  try {
    enterNetwork(descriptor);
    return run();
  } finally {
    enterNetwork(home);
    closeSync(home);
  }
}

/** Mounts a tmpfs over a folder, for this mount namespace only. 32 MiB at most; no devices, no programs. */
export function mountPrivateFolder(folder: string): void {
  const mount = declare('mount', 'int', ['pointer', 'pointer', 'pointer', 'long', 'pointer']);
  const text = (value: string): Buffer => Buffer.from(`${value}\0`);
  const noSuidDevicesPrograms = 2 | 4 | 8;
  if (mount(text('tmpfs'), text(folder), text('tmpfs'), noSuidDevicesPrograms, text('size=32m,mode=0755')) !== 0) {
    throw new Error(`mount tmpfs: errno ${lastErrno()}`);
  }
}
