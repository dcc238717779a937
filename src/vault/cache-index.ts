import { crc32 } from 'node:zlib';
import type { Lies, Segment } from './cache-bodies.ts';
import type { NoteFile } from './read.ts';

/** What the cache knows of a note. */
export interface Entry {
  readonly path: string;
  readonly stamp: NoteFile['stamp'];
  readonly hash: string;
  readonly face: string;
  /** Its bytes, where it was parsed in this run. */
  readonly body: Lies | Uint8Array;
}

/** What was read from an index; its line is written again as it is. */
export interface StoredEntry extends Entry {
  readonly body: Lies;
  readonly line: string;
}

interface Header {
  readonly version: string;
  readonly crc: number;
  readonly segments: readonly Segment[];
}

/** A line of JSON with version and sum, then a line an entry. */
export function indexOf(
  version: string,
  entries: readonly Entry[],
  moved: ReadonlyMap<Entry, Lies>,
  segments: readonly Segment[],
): Uint8Array {
  const lines = Buffer.from(entries.map((entry) => lineOf(entry, moved.get(entry))).join('\n'));
  const header: Header = { version, crc: crc32(lines), segments };
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), lines]);
}

/** Nothing for an index of another version, or a damaged one. Throws for what is no index at all. */
export function readIndex(
  version: string,
  bytes: Buffer,
): { entries: readonly StoredEntry[]; segments: readonly Segment[] } | undefined {
  const headerEnd = bytes.indexOf('\n');
  const lines = bytes.subarray(headerEnd + 1);
  // Written by indexOf, where version and sum are right; of anything else no more than the two is looked at.
  const header = JSON.parse(bytes.toString('utf8', 0, headerEnd)) as Header;
  if (header.version !== version || header.crc !== crc32(lines)) return undefined;
  const entries = lines
    .toString()
    .split('\n')
    .flatMap((line) => entryOf(line) ?? []);
  return { entries, segments: header.segments };
}

type PackedEntry = [string, number, number, number, number, string, string, number, number];

/** @param moved where its body was written now, if it was */
function lineOf(entry: Entry | StoredEntry, moved: Lies | undefined): string {
  if (moved === undefined && 'line' in entry) return entry.line;
  const { path: file, stamp, hash, face, body } = entry;
  const { size, mtimeMs, ctimeMs, ino } = stamp;
  const { segment, offset, length } = moved ?? (body instanceof Uint8Array ? nowhere : body);
  const packed: PackedEntry = [file, size, mtimeMs, ctimeMs, ino, hash, segment, offset, length];
  return `${JSON.stringify(packed)}\t${face}`;
}

/** In no segment: an entry that the next run leaves out. */
const nowhere: Lies = { segment: '', offset: 0, length: 0 };

function entryOf(line: string): StoredEntry | undefined {
  const tab = line.indexOf('\t');
  if (tab === -1) return undefined;
  // A line of lineOf's: the index's sum is right.
  const packed = JSON.parse(line.slice(0, tab)) as PackedEntry;
  const [file, size, mtimeMs, ctimeMs, ino, hash, segment, offset, length] = packed;
  return {
    path: file,
    stamp: { size, mtimeMs, ctimeMs, ino },
    hash,
    face: line.slice(tab + 1),
    body: { segment, offset, length },
    line,
  };
}
