import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { makeFolder } from '../state-file.ts';
import { CachedBodies } from './cache-bodies.ts';
import { indexOf, readIndex } from './cache-index.ts';
import type { Entry } from './cache-index.ts';
import type { Lies, Segment } from './cache-bodies.ts';
import { contentHash } from './content-hash.ts';
import { emptyNote } from './note-limits.ts';
import { packNote } from './packed-note.ts';
import type { PackedNote } from './packed-note.ts';
import { parseNote } from './parser-on-demand.ts';
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
  /** Whether `atStamp` finds the note. */
  has(file: NoteFile): boolean;
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

const nowhere: NoteCache = {
  has: () => false,
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
  return new CacheFolder(path.join(folder ?? userCacheFolder(), 'notes', place), root);
}

function userCacheFolder(): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env;
  const base = xdg !== undefined && path.isAbsolute(xdg) ? xdg : (local ?? path.join(homedir(), '.cache'));
  return path.join(base, 'sockrates');
}

class CacheFolder implements NoteCache {
  readonly #folder: string;
  readonly #root: string;
  readonly #byPath = new Map<string, Entry>();
  readonly #byHash = new Map<string, Entry>();
  readonly #next = new Map<string, Entry>();
  #bodies: CachedBodies;
  #writtenAt = 0;
  #changed = false;

  constructor(folder: string, root: string) {
    this.#folder = folder;
    this.#root = root;
    this.#bodies = new CachedBodies(folder, []);
    try {
      this.#load();
    } catch {
      this.#byPath.clear();
      this.#byHash.clear();
    }
  }

  has(file: NoteFile): boolean {
    return this.#stored(file) !== undefined;
  }

  atStamp(file: NoteFile): CachedNote | undefined {
    const entry = this.#stored(file);
    return entry === undefined ? undefined : this.#take(entry);
  }

  atHash(file: NoteFile, hash: string): CachedNote | undefined {
    const entry = this.#byHash.get(hash);
    if (entry === undefined) return undefined;
    this.#changed = true;
    const { face, body } = entry;
    return this.#take({ path: file.path, stamp: file.stamp, hash, face, body });
  }

  put(file: NoteFile, { hash, face, body }: PackedNote): void {
    const entry: Entry = { path: file.path, stamp: file.stamp, hash, face, body };
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
    const index = readIndex(parserVersion(), readFileSync(file));
    if (index === undefined) return;
    this.#bodies = new CachedBodies(this.#folder, index.segments);
    for (const entry of index.entries) {
      if (!this.#bodies.has(entry.body.segment)) continue;
      this.#byPath.set(entry.path, entry);
      this.#byHash.set(entry.hash, entry);
    }
    this.#writtenAt = statSync(file).mtimeMs;
  }

  #stored({ path: file, stamp }: NoteFile): Entry | undefined {
    const entry = this.#byPath.get(file);
    if (entry === undefined || !sameStamp(entry.stamp, stamp)) return undefined;
    return Math.max(stamp.mtimeMs, stamp.ctimeMs) > this.#writtenAt - grainMs ? undefined : entry;
  }

  #take(entry: Entry): CachedNote {
    this.#next.set(entry.path, entry);
    return { hash: entry.hash, face: entry.face, body: () => this.#bodyOf(entry) ?? emptyBody(entry) };
  }

  /** Nothing where its segment is damaged and the note has changed or gone since. */
  #bodyOf({ path: file, hash, body }: Entry): Uint8Array | undefined {
    if (body instanceof Uint8Array) return body;
    const stored = this.#bodies.bodyAt(body);
    if (stored !== undefined) return stored;
    try {
      const bytes = readFileSync(path.join(this.#root, file));
      // Parsed within its deadline it was before.
      return contentHash(bytes) === hash ? packNote(parseNote(file, bytes)).body : undefined;
    } catch {
      return undefined;
    }
  }

  #write(entries: readonly Entry[]): void {
    const live = entries.reduce((sum, { body }) => sum + (body instanceof Uint8Array ? 0 : body.length), 0);
    const stored = this.#bodies.segments.reduce((sum, { length }) => sum + length, 0);
    const anew = this.#bodies.segments.length >= mostSegments || live < stored / 2;
    const kept = anew ? [] : this.#bodies.segments;
    const written = this.#writeSegment(entries.filter(({ body }) => anew || body instanceof Uint8Array));
    const segments = written.segment === undefined ? kept : [...kept, written.segment];
    this.#writeWhole(indexName, indexOf(parserVersion(), entries, written.places, segments));
    const used = new Set([indexName, ...segments.map(({ name }) => name)]);
    for (const file of readdirSync(this.#folder)) {
      if (!used.has(file)) rmSync(path.join(this.#folder, file), { force: true });
    }
  }

  #writeSegment(entries: readonly Entry[]): { segment?: Segment; places: Map<Entry, Lies> } {
    if (entries.length === 0) return { places: new Map() };
    const bodies = entries.flatMap((entry) => {
      const body = this.#bodyOf(entry);
      return body === undefined ? [] : [{ entry, body }];
    });
    const bytes = Buffer.concat(bodies.map(({ body }) => body));
    // Named by its content: two runs that end together write the same file, or two.
    const name = `bodies-${contentHash(bytes).slice(0, 16)}`;
    const places = new Map<Entry, Lies>();
    let offset = 0;
    for (const { entry, body } of bodies) {
      places.set(entry, { segment: name, offset, length: body.length });
      offset += body.length;
    }
    this.#writeWhole(name, bytes);
    return { segment: { name, length: bytes.length, crc: crc32(bytes) }, places };
  }

  #writeWhole(name: string, content: Uint8Array): void {
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

function emptyBody({ path: file, hash }: Entry): Uint8Array {
  return packNote({ note: emptyNote(file, hash), diagnostics: [] }).body;
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
