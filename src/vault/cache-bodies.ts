import { readFileSync, statSync } from 'node:fs';
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
  readonly #segments: ReadonlyMap<string, Segment>;
  readonly #read = new Map<string, Uint8Array | undefined>();

  constructor(folder: string, segments: readonly Segment[]) {
    this.#folder = folder;
    this.#segments = new Map(segments.filter(isThere(folder)).map((segment) => [segment.name, segment]));
  }

  /** Whether there is a file of the right length; what is in it is looked at by `bodyAt`. */
  has(segment: string): boolean {
    return this.#segments.has(segment);
  }

  /** Nothing where its segment turns out to be damaged, or was removed by another run. */
  bodyAt({ segment, offset, length }: Lies): Uint8Array | undefined {
    if (!this.#read.has(segment)) this.#read.set(segment, this.#readSegment(segment));
    return this.#read.get(segment)?.subarray(offset, offset + length);
  }

  #readSegment(name: string): Uint8Array | undefined {
    const segment = this.#segments.get(name);
    if (segment === undefined) return undefined;
    try {
      const bytes = readFileSync(path.join(this.#folder, name));
      return bytes.length === segment.length && crc32(bytes) === segment.crc ? bytes : undefined;
    } catch {
      return undefined;
    }
  }
}

function isThere(folder: string): (segment: Segment) => boolean {
  return ({ name, length }) => statSync(path.join(folder, name), { throwIfNoEntry: false })?.size === length;
}
