import { declare, lastErrno } from './foreign.ts';

const setLimit = declare('setrlimit', 'int', ['int', 'pointer']);

/** Resource numbers: Linux's, Darwin's. Source: getrlimit(2). */
const resources =
  process.platform === 'darwin' ? { fileSize: 1, core: 4, files: 8 } : { fileSize: 1, core: 4, files: 7 };

function limit(resource: number, value: bigint): void {
  const pair = Buffer.alloc(16);
  pair.writeBigUInt64LE(value, 0);
  pair.writeBigUInt64LE(value, 8);
  if (setLimit(resource, pair) !== 0) throw new Error(`setrlimit: errno ${lastErrno()}`);
}

/** What an actor may use at most: no core file, 256 descriptors, files of 16 MiB. */
export function limitProcess(): void {
  limit(resources.core, 0n);
  limit(resources.files, 256n);
  limit(resources.fileSize, 16n * 1024n * 1024n);
}
