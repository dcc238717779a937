import { readFile, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import ignore from 'ignore';
import type { Ignore } from 'ignore';
import { compareDiagnostics } from '../diagnostic.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Note, Vault } from './note.ts';
import { parseNote } from './parse-note.ts';
import { resolveLinks, shareTargets } from './resolve.ts';
import { report } from './rules.ts';
import { indexTargets } from './targets.ts';

export interface ReadVaultOptions {
  /** The vault's folder. */
  readonly root: string;
  /** Patterns as in .gitignore, added to the defaults (`!archive/` takes one back). */
  readonly ignore?: readonly string[];
  /** Only these notes, as paths within the vault; their links still resolve against the whole folder. */
  readonly notes?: readonly string[];
  /** What the vault is called; by default its folder's name. */
  readonly name?: string;
}

const defaultIgnore = ['.*', 'node_modules/', 'templates/', '_templates/', 'archive/', 'archives/', '_archive/'];

/** Reads a folder of notes: parses them and resolves their links. Rejects only where the folder itself can't be read. */
export async function readVault(options: ReadVaultOptions): Promise<{ vault: Vault; diagnostics: Diagnostic[] }> {
  const root = await realpath(path.resolve(options.root));
  const files = await listFiles(
    root,
    ignore()
      .add(defaultIgnore)
      .add([...(options.ignore ?? [])]),
  );
  const diagnostics = [...files.diagnostics];
  const parsed: Note[] = [];
  for (const file of files.notes) {
    const result = parseNote(file, await readFile(path.join(root, file)));
    parsed.push(result.note);
    diagnostics.push(...result.diagnostics);
  }
  const index = indexTargets(parsed, files.attachments);
  const wanted = options.notes === undefined ? undefined : new Set(options.notes.map((note) => note.normalize('NFC')));
  const notes = parsed
    .filter((note) => wanted === undefined || wanted.has(note.id))
    .map((note) => {
      const resolved = resolveLinks(index, note);
      diagnostics.push(...resolved.diagnostics);
      return resolved.note;
    });
  const vault: Vault = { root, name: options.name ?? path.basename(root), notes, attachments: files.attachments };
  shareTargets(vault, index);
  return { vault, diagnostics: diagnostics.sort(compareDiagnostics) };
}

interface VaultFiles {
  readonly notes: string[];
  readonly attachments: string[];
  readonly diagnostics: Diagnostic[];
}

async function listFiles(root: string, ignored: Ignore): Promise<VaultFiles> {
  const files: VaultFiles = { notes: [], attachments: [], diagnostics: [] };
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
      const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (ignored.ignores(entry.isDirectory() ? `${file}/` : file)) continue;
      if (entry.isDirectory()) folders.push(file);
      else if (entry.isSymbolicLink()) await followLink(root, file, files);
      else if (entry.isFile()) (/\.md$/i.test(file) ? files.notes : files.attachments).push(file);
    }
  }
  files.notes.sort(byNormalForm);
  files.attachments.sort(byNormalForm);
  return files;
}

async function followLink(root: string, file: string, files: VaultFiles): Promise<void> {
  const target = await realpath(path.join(root, file)).catch(() => undefined);
  if (target?.startsWith(root + path.sep) !== true) {
    files.diagnostics.push(report('link-leaves-vault', { path: file, line: 1, column: 1 }, 'not followed'));
    return;
  }
  if ((await stat(target)).isFile() && !/\.md$/i.test(file)) files.attachments.push(file);
}

function byNormalForm(a: string, b: string): number {
  const one = a.normalize('NFC');
  const other = b.normalize('NFC');
  return one < other ? -1 : one > other ? 1 : 0;
}
