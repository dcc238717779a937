import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { makeFolder } from '../state-file.ts';
import type { PackedNote } from './packed-note.ts';
import type { NoteFile } from './read.ts';

/** A parsed note out of the cache, its body not yet unpacked. */
export interface CachedNote {
  readonly hash: string;
  readonly face: string;
  readonly body: () => Uint8Array;
}

/**
 * Parsed notes between runs. Losing it costs time only: whatever is missing, damaged or of another version is as if it
 * had never been there, and what can't be written is not.
 */
export interface NoteCache {
  /** How many notes it knows. */
  readonly size: number;
  /** The note as it was parsed, where the file's size, times and number are still the same. */
  atStamp(file: NoteFile): CachedNote | undefined;
  /** The note of this content, wherever it was found. */
  atHash(file: NoteFile, hash: string): CachedNote | undefined;
  put(file: NoteFile, note: PackedNote): void;
  /**
   * Writes what is new, each file whole.
   * @param whole whether this run has read every note of the vault, so that others are forgotten
   */
  save(whole: boolean): void;
}

const indexName = 'index';

/** Segments hold bodies, one behind the other; each run that parses adds one, until they are written anew as one. */
const mostSegments = 12;

/** A file changed within the clock's grain of our reading it may have changed again unseen: git's rule, and its remedy. */
const grainMs = 2_000;

interface Segment {
  readonly name: string;
  readonly length: number;
  readonly crc: number;
}

/** Where a body lies: in which segment, and its bytes there. */
interface Lies {
  readonly segment: string;
  readonly offset: number;
  readonly length: number;
}

interface Header {
  readonly version: string;
  readonly crc: number;
  readonly segments: readonly Segment[];
}

interface Entry extends CachedNote {
  readonly path: string;
  readonly stamp: NoteFile['stamp'];
  /** Nothing for a body of this run. */
  readonly lies?: Lies;
  /** The index's line that it was read from, to be written again as it is. */
  readonly line?: string;
}

const nowhere: NoteCache = {
  size: 0,
  atStamp: () => undefined,
  atHash: () => undefined,
  put: () => undefined,
  save: () => undefined,
};

/**
 * Opens the cache of a vault.
 * @param folder where caches are kept; `false` for none. By default the user's cache folder, and none for a vault in
 * the system's folder for temporary files.
 */
export function openCache(root: string, folder: string | false | undefined): NoteCache {
  if (folder === false || (folder === undefined && root.startsWith(tmpdir() + path.sep))) return nowhere;
  const place = createHash('sha256').update(root).digest('hex').slice(0, 16);
  return new CacheFolder(path.join(folder ?? userCacheFolder(), 'notes', place));
}

function userCacheFolder(): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env;
  const base = xdg !== undefined && path.isAbsolute(xdg) ? xdg : (local ?? path.join(homedir(), '.cache'));
  return path.join(base, 'sockrates');
}

class CacheFolder implements NoteCache {
  readonly #folder: string;
  readonly #byPath = new Map<string, Entry>();
  readonly #byHash = new Map<string, Entry>();
  readonly #next = new Map<string, Entry>();
  #segments: readonly Segment[] = [];
  #writtenAt = 0;
  #changed = false;

  constructor(folder: string) {
    this.#folder = folder;
    try {
      this.#load();
    } catch {
      this.#byPath.clear();
      this.#byHash.clear();
      this.#segments = [];
    }
  }

  get size(): number {
    return this.#byPath.size;
  }

  atStamp(file: NoteFile): CachedNote | undefined {
    const entry = this.#byPath.get(file.path);
    if (entry === undefined || !sameStamp(entry.stamp, file.stamp)) return undefined;
    if (Math.max(file.stamp.mtimeMs, file.stamp.ctimeMs) > this.#writtenAt - grainMs) return undefined;
    this.#next.set(file.path, entry);
    return entry;
  }

  atHash(file: NoteFile, hash: string): CachedNote | undefined {
    const entry = this.#byHash.get(hash);
    if (entry === undefined) return undefined;
    const { hash: sum, face, body, lies } = entry;
    const moved = { path: file.path, stamp: file.stamp, hash: sum, face, body };
    this.#next.set(file.path, lies === undefined ? moved : { ...moved, lies });
    this.#changed = true;
    return entry;
  }

  put(file: NoteFile, { hash, face, body }: PackedNote): void {
    const entry: Entry = { path: file.path, stamp: file.stamp, hash, face, body: () => body };
    this.#next.set(file.path, entry);
    this.#byHash.set(hash, entry);
    this.#changed = true;
  }

  save(whole: boolean): void {
    if (!this.#changed) return;
    if (!whole) for (const [file, entry] of this.#byPath) if (!this.#next.has(file)) this.#next.set(file, entry);
    try {
      makeFolder(this.#folder, 0o700);
      this.#write([...this.#next.values()]);
    } catch {
      // A full disk or a folder that can't be written costs the next run its time, and nothing else.
    }
  }

  #load(): void {
    const file = path.join(this.#folder, indexName);
    const text = readFileSync(file, 'utf8');
    const headerEnd = text.indexOf('\n');
    // Written by #writeIndex, where version and sum are right; of anything else no more than the two is looked at.
    const header = JSON.parse(text.slice(0, headerEnd)) as Header;
    if (header.version !== parserVersion() || header.crc !== crc32(text.slice(headerEnd + 1))) return;
    const bodies = new Map(header.segments.map((segment) => [segment.name, this.#readSegment(segment)]));
    for (const line of text.slice(headerEnd + 1).split('\n')) {
      const entry = entryOf(line, bodies);
      if (entry === undefined) continue;
      this.#byPath.set(entry.path, entry);
      this.#byHash.set(entry.hash, entry);
    }
    this.#segments = header.segments;
    this.#writtenAt = statSync(file).mtimeMs;
  }

  #readSegment({ name, length, crc }: Segment): Uint8Array | undefined {
    try {
      const bytes = readFileSync(path.join(this.#folder, name));
      return bytes.length === length && crc32(bytes) === crc ? bytes : undefined;
    } catch {
      return undefined;
    }
  }

  #write(entries: readonly Entry[]): void {
    const live = entries.reduce((sum, { lies }) => sum + (lies?.length ?? 0), 0);
    const stored = this.#segments.reduce((sum, { length }) => sum + length, 0);
    const anew = this.#segments.length >= mostSegments || live < stored / 2;
    const kept = anew ? [] : this.#segments;
    const written = this.#writeSegment(entries.filter(({ lies }) => anew || lies === undefined));
    const segments = written.segment === undefined ? kept : [...kept, written.segment];
    this.#writeIndex(
      entries.map((entry) => lineOf(entry, written.places.get(entry))),
      segments,
    );
    const used = new Set([indexName, ...segments.map(({ name }) => name)]);
    for (const file of readdirSync(this.#folder)) {
      if (!used.has(file)) rmSync(path.join(this.#folder, file), { force: true });
    }
  }

  #writeSegment(entries: readonly Entry[]): { segment?: Segment; places: Map<Entry, Lies> } {
    if (entries.length === 0) return { places: new Map() };
    const bodies = entries.map((entry) => entry.body());
    const bytes = Buffer.concat(bodies);
    // Named by its content: two runs that end together write the same file, or two.
    const name = `bodies-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`;
    const places = new Map<Entry, Lies>();
    let offset = 0;
    entries.forEach((entry, index) => {
      const length = bodies[index]?.length ?? 0;
      places.set(entry, { segment: name, offset, length });
      offset += length;
    });
    this.#writeWhole(name, bytes);
    return { segment: { name, length: bytes.length, crc: crc32(bytes) }, places };
  }

  #writeIndex(lines: readonly string[], segments: readonly Segment[]): void {
    const text = lines.join('\n');
    const header: Header = { version: parserVersion(), crc: crc32(text), segments };
    this.#writeWhole(indexName, `${JSON.stringify(header)}\n${text}`);
  }

  #writeWhole(name: string, content: string | Uint8Array): void {
    const temporary = path.join(this.#folder, `${name}.${process.pid}.tmp`);
    try {
      writeFileSync(temporary, content, { mode: 0o600 });
      renameSync(temporary, path.join(this.#folder, name));
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  }
}

type PackedEntry = [string, number, number, number, number, string, string, number, number];

/** @param moved where its body was written now */
function lineOf({ path: file, stamp, hash, face, line, lies: lay }: Entry, moved: Lies | undefined): string {
  if (line !== undefined && moved === undefined) return line;
  const lies = moved ?? lay;
  const { size, mtimeMs, ctimeMs, ino } = stamp;
  const { segment, offset, length } = lies ?? { segment: '', offset: 0, length: 0 };
  const packed: PackedEntry = [file, size, mtimeMs, ctimeMs, ino, hash, segment, offset, length];
  return `${JSON.stringify(packed)}\t${face}`;
}

function entryOf(line: string, bodies: ReadonlyMap<string, Uint8Array | undefined>): Entry | undefined {
  const tab = line.indexOf('\t');
  if (tab === -1) return undefined;
  // A line of lineOf's: the index's sum is right.
  const packed = JSON.parse(line.slice(0, tab)) as PackedEntry;
  const [file, size, mtimeMs, ctimeMs, ino, hash, segment, offset, length] = packed;
  const bytes = bodies.get(segment);
  if (bytes === undefined) return undefined;
  return {
    path: file,
    stamp: { size, mtimeMs, ctimeMs, ino },
    hash,
    face: line.slice(tab + 1),
    body: () => bytes.subarray(offset, offset + length),
    lies: { segment, offset, length },
    line,
  };
}

function sameStamp(one: NoteFile['stamp'], other: NoteFile['stamp']): boolean {
  return (
    one.size === other.size && one.mtimeMs === other.mtimeMs && one.ctimeMs === other.ctimeMs && one.ino === other.ino
  );
}

let version: string | undefined;

/** Our version, and the stamps of the parser's own files: a parser that was changed must not find its old results. */
function parserVersion(): string {
  if (version !== undefined) return version;
  const folder = import.meta.dirname;
  const stamps = readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .sort()
    .map((file) => {
      const { size, mtimeMs } = statSync(path.join(folder, file));
      return `${file} ${size} ${mtimeMs}`;
    });
  version = createHash('sha256').update(nearestManifest(folder)).update(stamps.join('\n')).digest('hex');
  return version;
}

/** Our package.json: files of a published package all bear the same old date. */
function nearestManifest(folder: string): string {
  const file = path.join(folder, 'package.json');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const above = path.dirname(folder);
  return above === folder ? '' : nearestManifest(above);
}
