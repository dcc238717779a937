import path from 'node:path';
import ignore from 'ignore';
import { compareDiagnostics } from '../diagnostic.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { contentHash } from './content-hash.ts';
import { openCache } from './cache.ts';
import type { NoteCache } from './cache.ts';
import { emptyNote, giveUpNote, sizeLimit } from './note-limits.ts';
import type { Note, NoteId, ParsedNote, Vault } from './note.ts';
import { unpackNote } from './packed-note.ts';
import { bytesParsedHere, parseHere } from './parse-here.ts';
import { ParserAhead, parseInWorkers } from './parse-pool.ts';
import type { ParseJob, ParsePoolOptions } from './parse-pool.ts';
import { listFiles, pathInVault, readNote, realRoot } from './read.ts';
import type { NoteFile } from './read.ts';
import { resolveLinks, shareTargets } from './resolve.ts';
import { report } from './rules.ts';
import { indexTargets, lookUp } from './targets.ts';

export interface ReadVaultOptions extends ParsePoolOptions {
  /** The vault's folder. */
  readonly root: string;
  /** What the vault is called; by default its folder's name. */
  readonly name?: string;
  /** Patterns as in .gitignore, added to the defaults (`!archive/` takes one back). */
  readonly ignore?: readonly string[];
  /**
   * Only these notes, absolute or within the vault. Their links still resolve against the whole folder, of which then
   * only the notes are parsed whose headings they name.
   */
  readonly notes?: readonly string[];
  /** Where parsed notes are kept; by default in the user's cache folder, `false` for nowhere. */
  readonly cacheDir?: string | false;
}

export interface ReadVault {
  readonly vault: Vault;
  /** Sorted by path and place. */
  readonly diagnostics: readonly Diagnostic[];
}

const defaultIgnore = ['.*', 'node_modules/', 'templates/', '_templates/', 'archive/', 'archives/', '_archive/'];

/**
 * Reads a folder of notes, parses them and resolves their links. What is wrong with a note is a diagnostic, and costs
 * at most that note. Rejects with the system's error where the folder itself can't be read.
 */
export async function readVault(options: ReadVaultOptions): Promise<ReadVault> {
  const ahead = new ParserAhead();
  try {
    return await readWith({ ...options, ahead });
  } finally {
    await ahead.take()?.stop();
  }
}

async function readWith(options: ReadVaultOptions & { readonly ahead: ParserAhead }): Promise<ReadVault> {
  const root = realRoot(options.root);
  const patterns = ignore({ allowRelativePaths: true })
    .add(defaultIgnore)
    .add([...(options.ignore ?? [])]);
  const wanted = options.notes === undefined ? undefined : wantedIds(root, options.notes);
  const isWanted = (file: NoteFile) => wanted === undefined || wanted.has(idOf(file));
  const cache = openCache(root, options.cacheDir);
  let changed = 0;
  const files = listFiles(root, patterns, (file) => {
    if (!isWanted(file) || cache.has(file)) return;
    changed += file.stamp.size;
    if (changed > bytesParsedHere) options.ahead.start();
  });
  const diagnostics = [...files.diagnostics];
  if (wanted !== undefined) diagnostics.push(...missingNotes(wanted, files.notes));
  const reading = new NoteReading(cache, options);
  const parsed = await reading.read(files.notes.filter(isWanted));
  const others = wanted === undefined ? [] : await reading.readTargets(parsed, files.notes, files.attachments);
  cache.save(wanted === undefined);
  const index = indexTargets([...parsed, ...others].map(({ note }) => note).sort(byId), files.attachments);
  const notes = parsed.map((result) => {
    diagnostics.push(...result.diagnostics, ...resolveLinks(index, result.note).diagnostics);
    return result.note;
  });
  const vault: Vault = { root, name: options.name ?? path.basename(root), notes, attachments: files.attachments };
  shareTargets(vault, index);
  return { vault, diagnostics: diagnostics.sort(compareDiagnostics) };
}

interface UnparsedNote extends ParseJob {
  readonly file: NoteFile;
  readonly hash: string;
}

class NoteReading {
  readonly #cache: NoteCache;
  readonly #options: ParsePoolOptions;

  constructor(cache: NoteCache, options: ParsePoolOptions) {
    this.#cache = cache;
    this.#options = options;
  }

  /** Parsed notes in the order of the files: out of the cache where that knows them, else by the workers. */
  async read(files: readonly NoteFile[]): Promise<ParsedNote[]> {
    const found = files.map((file) => this.#withoutParsing(file));
    const jobs = found.filter((result) => 'bytes' in result);
    const few = jobs.reduce((sum, { bytes }) => sum + bytes.length, 0) <= bytesParsedHere;
    const parsing = few ? parseHere(jobs, this.#options) : parseInWorkers(jobs, this.#options);
    // While the workers are at it.
    const results = found.map((result) => ('unpack' in result ? result.unpack() : result));
    // Outcomes come in the order of the jobs, which is that of the files.
    const next = (await parsing).values();
    return results.map((result) => {
      if (!('bytes' in result)) return result;
      const outcome = next.next().value;
      if (outcome?.kind !== 'parsed') {
        return giveUpNote(result.path, result.hash, outcome?.reason ?? 'its parser ended');
      }
      const { note } = outcome;
      this.#cache.put(result.file, note);
      return unpackNote(result.path, note.hash, note.face, () => note.body);
    });
  }

  /** The other notes, parsed only where a link of these names a heading or block of theirs. */
  async readTargets(
    parsed: readonly ParsedNote[],
    files: readonly NoteFile[],
    attachments: readonly string[],
  ): Promise<ParsedNote[]> {
    const known = new Set(parsed.map(({ note }) => note.id));
    const stubs = files.filter((file) => !known.has(idOf(file)));
    const notes = [...parsed.map(({ note }) => note), ...stubs.map((file) => emptyNote(file.path, ''))].sort(byId);
    const index = indexTargets(notes, attachments);
    const needed = new Set<NoteId>();
    for (const { note } of parsed) {
      for (const link of note.links) {
        if (link.target === '' || (link.headings.length === 0 && link.blockId === undefined)) continue;
        const target = lookUp(index, note.id, link.target).target?.note;
        if (target?.hash === '') needed.add(target.id);
      }
    }
    const read = await this.read(stubs.filter((file) => needed.has(idOf(file))));
    const rest = stubs.filter((file) => !needed.has(idOf(file)));
    return [...read, ...rest.map((file) => ({ note: emptyNote(file.path, ''), diagnostics: [] }))];
  }

  #withoutParsing(file: NoteFile): ParsedNote | UnparsedNote | { unpack: () => ParsedNote } {
    const known = this.#cache.atStamp(file);
    if (known !== undefined) return { unpack: () => unpackNote(file.path, known.hash, known.face, known.body) };
    if (file.stamp.size > sizeLimit) return giveUpNote(file.path, '', 'it is larger than 2 MB');
    const bytes = readNote(file);
    if ('rule' in bytes) return { note: emptyNote(file.path, ''), diagnostics: [bytes] };
    const hash = contentHash(bytes);
    const same = this.#cache.atHash(file, hash);
    if (same === undefined) return { path: file.path, file, bytes, hash };
    return { unpack: () => unpackNote(file.path, hash, same.face, same.body) };
  }
}

function wantedIds(root: string, notes: readonly string[]): Set<NoteId> {
  return new Set(
    notes.map((note) => {
      const inVault = path.isAbsolute(note) ? pathInVault(root, note) : path.posix.normalize(note);
      return inVault.normalize('NFC') as NoteId;
    }),
  );
}

function missingNotes(wanted: ReadonlySet<NoteId>, files: readonly NoteFile[]): Diagnostic[] {
  const present = new Set(files.map(idOf));
  return [...wanted]
    .filter((id) => !present.has(id))
    .map((id) => report('unknown-note', { path: id, line: 1, column: 1 }, 'there is no such note in the vault'));
}

function idOf(file: NoteFile): NoteId {
  return file.path.normalize('NFC') as NoteId;
}

function byId(a: Note, b: Note): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
