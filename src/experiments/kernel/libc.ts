import type { ForeignFunction, ForeignType } from './foreign.ts';
import { declare } from './foreign.ts';

interface Declaration {
  readonly result: ForeignType;
  readonly given: readonly ForeignType[];
  /** Of a variadic function: how many stand before the dots. */
  readonly fixed?: number;
  /** Darwin's library does not have it. */
  readonly linuxOnly?: true;
}

/**
 * The C library's functions that a block's line may call, by the name that the runner sends. Each takes its arguments in
 * C's order. Sources: the manual pages of section 2.
 */
const declarations = {
  socket: { result: 'int', given: ['int', 'int', 'int'] },
  socketpair: { result: 'int', given: ['int', 'int', 'int', 'pointer'] },
  bind: { result: 'int', given: ['int', 'pointer', 'uint'] },
  listen: { result: 'int', given: ['int', 'int'] },
  accept: { result: 'int', given: ['int', 'pointer', 'pointer'] },
  accept4: { result: 'int', given: ['int', 'pointer', 'pointer', 'int'], linuxOnly: true },
  connect: { result: 'int', given: ['int', 'pointer', 'uint'] },
  shutdown: { result: 'int', given: ['int', 'int'] },
  close: { result: 'int', given: ['int'] },
  send: { result: 'long', given: ['int', 'pointer', 'long', 'int'] },
  sendto: { result: 'long', given: ['int', 'pointer', 'long', 'int', 'pointer', 'uint'] },
  sendmsg: { result: 'long', given: ['int', 'pointer', 'int'] },
  recv: { result: 'long', given: ['int', 'pointer', 'long', 'int'] },
  recvfrom: { result: 'long', given: ['int', 'pointer', 'long', 'int', 'pointer', 'pointer'] },
  recvmsg: { result: 'long', given: ['int', 'pointer', 'int'] },
  read: { result: 'long', given: ['int', 'pointer', 'long'] },
  write: { result: 'long', given: ['int', 'pointer', 'long'] },
  readv: { result: 'long', given: ['int', 'pointer', 'int'] },
  writev: { result: 'long', given: ['int', 'pointer', 'int'] },
  getsockname: { result: 'int', given: ['int', 'pointer', 'pointer'] },
  getpeername: { result: 'int', given: ['int', 'pointer', 'pointer'] },
  getsockopt: { result: 'int', given: ['int', 'int', 'int', 'pointer', 'pointer'] },
  setsockopt: { result: 'int', given: ['int', 'int', 'int', 'pointer', 'uint'] },
  fcntl: { result: 'int', given: ['int', 'int', 'long'], fixed: 2 },
  ioctl: { result: 'int', given: ['int', 'long', 'pointer'], fixed: 2 },
  poll: { result: 'int', given: ['pointer', 'long', 'int'] },
  dup: { result: 'int', given: ['int'] },
  dup2: { result: 'int', given: ['int', 'int'] },
  pipe: { result: 'int', given: ['pointer'] },
  pipe2: { result: 'int', given: ['pointer', 'int'], linuxOnly: true },
  mkfifo: { result: 'int', given: ['pointer', 'uint'] },
  open: { result: 'int', given: ['pointer', 'int', 'uint'], fixed: 2 },
  lseek: { result: 'long', given: ['int', 'long', 'int'] },
  unlink: { result: 'int', given: ['pointer'] },
  rename: { result: 'int', given: ['pointer', 'pointer'] },
  chmod: { result: 'int', given: ['pointer', 'uint'] },
  fstat: { result: 'int', given: ['int', 'pointer'] },
  stat: { result: 'int', given: ['pointer', 'pointer'] },
  kill: { result: 'int', given: ['int', 'int'] },
  sigaction: { result: 'int', given: ['int', 'pointer', 'pointer'] },
} as const satisfies Readonly<Record<string, Declaration>>;

export type ForeignCallName = keyof typeof declarations;

/** Declared when first called: most blocks call ten of them. Undefined where this system's library has none. */
export function foreignCall(name: ForeignCallName): ForeignFunction | undefined {
  const { result, given, fixed, linuxOnly }: Declaration = declarations[name];
  if (linuxOnly === true && process.platform !== 'linux') return undefined;
  try {
    return declare(name, result, given, fixed);
  } catch {
    // glibc before 2.33 has stat and fstat as macros only.
    return undefined;
  }
}
