import { lstatSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import type { Dirent, Stats } from 'node:fs';
import path from 'node:path';
import type { Ignore } from 'ignore';
import type { Diagnostic } from '../diagnostic.ts';
import { report } from './rules.ts';

/** What tells whether a file has changed, without reading it. */
export interface Stamp {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly ino: number;
}

export interface NoteFile {
  /** Within the vault, with `/`, as spelled on disk. */
  readonly path: string;
  /** Absolute, links resolved. */
  readonly real: string;
  readonly stamp: Stamp;
}

export interface VaultFiles {
  /** By the normal form of their paths. */
  readonly notes: readonly NoteFile[];
  readonly attachments: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The vault's folder with links resolved; throws the system's error where it can't be read. */
export function realRoot(root: string): string {
  const real = realpathSync(path.resolve(root));
  readdirSync(real);
  return real;
}

/** An existing file's absolute path as a path within the vault, links resolved. */
export function pathInVault(root: string, file: string): string {
  try {
    return path.relative(root, realpathSync(file)).split(path.sep).join('/');
  } catch {
    return path.relative(root, file).split(path.sep).join('/');
  }
}

/**
 * Every note and attachment of a vault. Symbolic links are followed within it, each file is taken once.
 * @param onNote hears of each note as it is found, in the system's order
 */
export function listFiles(root: string, ignored: Ignore, onNote?: (note: NoteFile) => void): VaultFiles {
  return new Listing(root, ignored, onNote).list();
}

/** A note's bytes, or why the system does not give them. */
export function readNote(file: NoteFile): Uint8Array | Diagnostic {
  try {
    return readFileSync(file.real);
  } catch (error) {
    return unreadable(file.path, error);
  }
}

class Listing {
  readonly #root: string;
  readonly #ignored: Ignore;
  readonly #onNote: ((note: NoteFile) => void) | undefined;
  readonly #notes: NoteFile[] = [];
  readonly #attachments: string[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  readonly #seen = new Set<string>();
  readonly #links: { file: string; real: string }[] = [];

  constructor(root: string, ignored: Ignore, onNote?: (note: NoteFile) => void) {
    this.#root = root;
    this.#ignored = ignored;
    this.#onNote = onNote;
  }

  list(): VaultFiles {
    this.#walk('', this.#root);
    // Links after everything else: a file is known by its own path where it has one.
    for (let link = this.#links.shift(); link !== undefined; link = this.#links.shift()) this.#follow(link);
    const notes = inNormalOrder(this.#notes, (note) => note.path);
    return {
      notes: notes.filter((note, index) => this.#isFirstOfItsName(note, notes[index - 1])),
      attachments: inNormalOrder(this.#attachments, (file) => file),
      diagnostics: this.#diagnostics,
    };
  }

  #walk(folder: string, real: string): void {
    if (this.#seen.has(real)) return;
    this.#seen.add(real);
    let entries: Dirent[];
    try {
      entries = readdirSync(real, { withFileTypes: true });
    } catch (error) {
      this.#diagnostics.push(unreadable(folder, error));
      return;
    }
    for (const entry of entries) {
      const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
      this.#take(file, real + path.sep + entry.name, entry);
    }
  }

  #take(file: string, real: string, entry: Dirent | Stats): void {
    if (this.#ignored.ignores(entry.isDirectory() ? `${file}/` : file)) return;
    if (entry.isDirectory()) {
      if (isNoteName(file)) {
        const message = 'this is a folder, although its name ends in .md; its notes are read';
        this.#diagnostics.push(report('directory-named-as-note', startOf(file), message));
      }
      this.#walk(file, real);
    } else if (entry.isSymbolicLink()) {
      this.#links.push({ file, real });
    } else if (entry.isFile()) {
      this.#add(file, real);
    } else if (isNoteName(file)) {
      this.#diagnostics.push(report('unreadable-note', startOf(file), 'this is no regular file; it is left out'));
    }
  }

  #add(file: string, real: string): void {
    if (this.#seen.has(real)) return;
    this.#seen.add(real);
    if (!isNoteName(file)) {
      this.#attachments.push(file);
      return;
    }
    try {
      const { size, mtimeMs, ctimeMs, ino } = statSync(real);
      const note = { path: file, real, stamp: { size, mtimeMs, ctimeMs, ino } };
      this.#notes.push(note);
      this.#onNote?.(note);
    } catch (error) {
      this.#diagnostics.push(unreadable(file, error));
    }
  }

  #follow({ file, real }: { file: string; real: string }): void {
    let target: string;
    try {
      target = realpathSync(real);
    } catch (error) {
      this.#diagnostics.push(unreadable(file, error));
      return;
    }
    if (target !== this.#root && !target.startsWith(this.#root + path.sep)) {
      const message = `this link leads out of the vault, to ${target}; it is not followed. Copy what you need into the vault`;
      this.#diagnostics.push(report('link-leaves-vault', startOf(file), message));
      return;
    }
    this.#take(file, target, lstatSync(target));
  }

  /** macOS writes names decomposed, Linux as typed: after a copy both may be there. */
  #isFirstOfItsName(note: NoteFile, previous: NoteFile | undefined): boolean {
    if (previous?.path.normalize('NFC') !== note.path.normalize('NFC')) return true;
    const message = `another file has this name in a different Unicode normal form; this one is left out. Delete one of them`;
    this.#diagnostics.push(report('duplicate-note-name', startOf(note.path), message));
    return false;
  }
}

function isNoteName(file: string): boolean {
  return /\.md$/i.test(file);
}

function unreadable(file: string, error: unknown): Diagnostic {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'you may not read it',
    EPERM: 'you may not read it',
    ENOENT: 'it is not there (a link that leads nowhere, or a name that is not UTF-8)',
    ELOOP: 'its links lead in a circle',
  };
  const reason = reasons[code] ?? (error instanceof Error ? error.message : String(error));
  return report('unreadable-note', startOf(file), `it is left out: ${reason}`);
}

function startOf(file: string) {
  return { path: file, line: 1, column: 1 };
}

/** By normal form, then as spelled. Each is brought into its normal form once: sorting compares it a dozen times. */
function inNormalOrder<File>(files: readonly File[], pathOf: (file: File) => string): File[] {
  return files
    .map((file) => ({ file, path: pathOf(file), normal: pathOf(file).normalize('NFC') }))
    .sort((a, b) => compareText(a.normal, b.normal) || compareText(a.path, b.path))
    .map(({ file }) => file);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
