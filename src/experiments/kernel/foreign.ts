import { createRequire } from 'node:module';
import path from 'node:path';
import type Koffi from 'koffi';

/** What a C function takes: whole numbers, addresses, memory (lent for the call), NULL. */
export type ForeignArgument = number | bigint | Uint8Array | null;
export type ForeignFunction = (...given: readonly ForeignArgument[]) => number | bigint;

type KoffiModule = typeof Koffi;

const require = createRequire(import.meta.url);

/**
 * koffi's compiled part, loaded directly where it stands ready: its own loader reads the program's ELF header first and
 * costs a process ten milliseconds. Anything unexpected goes that long way.
 */
function loadKoffi(): KoffiModule {
  const folder = `@koromix/koffi-${process.platform}-${process.arch}`;
  try {
    const near = createRequire(require.resolve('koffi'));
    const file = near.resolve(`${folder}/${process.platform}_${process.arch}/koffi.node`);
    // What koffi's index.js exports is this file's exports.
    const loaded = { exports: {} as Partial<KoffiModule> };
    process.dlopen(loaded, path.resolve(file));
    if (loaded.exports.load !== undefined) return loaded.exports as KoffiModule;
  } catch {
    // Another libc, or another layout of the package: koffi knows.
  }
  return require('koffi') as KoffiModule;
}

const koffi = loadKoffi();
const libc = koffi.load(null);

/** `pointer` is memory, an address or NULL; `long` is a size_t, ssize_t, off_t or an address, and comes back as a number. */
export type ForeignType = 'int' | 'uint' | 'long' | 'pointer';

const koffiType = { int: 'int', uint: 'uint32_t', long: 'int64_t', pointer: 'void*' } as const;

/**
 * Declares a function of the C library. Those that are variadic in C (fcntl, ioctl, open) are declared with their last
 * argument: on Linux it travels in the same register; Darwin's arm64 passes it on the stack, so there `variadic` says
 * how many fixed ones come first.
 */
export function declare(
  name: string,
  result: ForeignType,
  given: readonly ForeignType[],
  fixed: number = given.length,
): ForeignFunction {
  const known = declared.get(name);
  if (known !== undefined) return known;
  const made = declareAnew(name, result, given, fixed);
  declared.set(name, made);
  return made;
}

const declared = new Map<string, ForeignFunction>();

function declareAnew(name: string, result: ForeignType, given: readonly ForeignType[], fixed: number): ForeignFunction {
  const types = given.map((type) => koffiType[type]);
  if (fixed < given.length && process.platform === 'darwin' && process.arch === 'arm64') {
    const signature = `${koffiType[result]} ${name}(${types.slice(0, fixed).join(', ')}, ...)`;
    const variadic = libc.func(signature) as (...given: unknown[]) => number | bigint;
    return (...values) =>
      variadic(
        ...values.slice(0, fixed),
        ...values.slice(fixed).flatMap((value, index) => [types[fixed + index], value]),
      );
  }
  return libc.func(name, koffiType[result], types) as ForeignFunction;
}

/** The error number of the last declared function. Valid until the next call of this thread: read it right after. */
export function lastErrno(): number {
  return koffi.errno();
}

/** Where memory stands. It must be kept alive (held in a variable that is used later) as long as the kernel may use it. */
export function addressOf(memory: Uint8Array): bigint {
  return koffi.address(memory);
}

/** Memory that the kernel shares with us (a mapped ring), seen as bytes. */
export function memoryAt(address: bigint, length: number): Uint8Array {
  return new Uint8Array(koffi.view(address, length));
}

/** The address of a function of the C library, as a number that a structure can hold. */
export function functionAddress(name: string): bigint {
  const found = declare('dlsym', 'long', ['pointer', 'pointer'])(
    process.platform === 'darwin' ? -2n : null,
    Buffer.from(`${name}\0`),
  );
  return BigInt(found);
}
