import { readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';

/** A file of the cache that holds bodies, one behind the other. */
export interface Segment {
  readonly name: string;
  readonly length: number;
  readonly crc: number;
}

/** Where a body lies: in which segment, and its bytes there. */
export interface Lies {
  readonly segment: string;
  readonly offset: number;
  readonly length: number;
}

/** The segments of a cache: looked at when it is opened, read whole when the first of their bodies is asked for. */
export class CachedBodies {
  readonly #folder: string;
  readonly #byName: ReadonlyMap<string, Segment>;
  readonly #read = new Map<string, Uint8Array | undefined>();

  constructor(folder: string, segments: readonly Segment[]) {
    this.#folder = folder;
    this.#byName = new Map(segments.filter(isThere(folder)).map((segment) => [segment.name, segment]));
  }

  /** Those of which there is a file of the right length; what is in it is looked at by `bodyAt`. */
  get segments(): readonly Segment[] {
    return [...this.#byName.values()];
  }

  has(segment: string): boolean {
    return this.#byName.has(segment);
  }

  /** Nothing where its segment turns out to be damaged, or was removed by another run. */
  bodyAt({ segment, offset, length }: Lies): Uint8Array | undefined {
    if (!this.#read.has(segment)) this.#read.set(segment, this.#readSegment(segment));
    return this.#read.get(segment)?.subarray(offset, offset + length);
  }

  #readSegment(name: string): Uint8Array | undefined {
    const segment = this.#byName.get(name);
    if (segment === undefined) return undefined;
    const file = path.join(this.#folder, name);
    try {
      const bytes = readFileSync(file);
      if (bytes.length === segment.length && crc32(bytes) === segment.crc) return bytes;
      // The faces of its notes were trusted already; the next run shall not trust them.
      rmSync(file);
    } catch {
      // Gone, or not to be read or removed: it gives nothing, to the next run either.
    }
    return undefined;
  }
}

function isThere(folder: string): (segment: Segment) => boolean {
  return ({ name, length }) => statSync(path.join(folder, name), { throwIfNoEntry: false })?.size === length;
}
