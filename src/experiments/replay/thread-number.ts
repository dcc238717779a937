import { declare } from '../kernel/foreign.ts';

/** gettid: the C library has a function of that name only since glibc 2.30. */
const numbers: Readonly<Record<string, number>> = { x64: 186, arm64: 178 };

/** The kernel's number of the calling thread (Linux); 0 where threads can't be looked at. */
export function threadNumber(): number {
  const number = numbers[process.arch];
  if (process.platform !== 'linux' || number === undefined) return 0;
  return Number(declare('syscall', 'long', ['long', 'long', 'long', 'long'])(number, 0, 0, 0));
}
