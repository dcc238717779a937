import path from 'node:path';
import { distance } from 'fastest-levenshtein';
import type { Note, Vault } from '../vault/index.ts';
import { UsageError } from './outcome.ts';
import { showText } from './screen.ts';

/**
 * The note that a user means: its path in the vault or from the working folder, with or without `.md`, or its name or
 * title alone where only one note has it. Otherwise a UsageError that names the nearest.
 */
export function findNote(vault: Vault, cwd: string, named: string): Note {
  const wanted = named.normalize('NFC').replace(/^\.\//, '');
  const fromHere = path.relative(vault.root, path.resolve(cwd, named)).split(path.sep).join('/').normalize('NFC');
  const exact = vault.notes.find(({ id }) => [wanted, `${wanted}.md`, fromHere, `${fromHere}.md`].includes(id));
  if (exact !== undefined) return exact;
  const key = keyOf(wanted);
  const called = vault.notes.filter((note) => namesOf(note).includes(key));
  const [only, ...others] = called;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined) {
    throw new UsageError(`several notes are called ${showText(named)}: ${listOf(called)}`);
  }
  const near = vault.notes
    .map((note) => ({ note, far: Math.min(...namesOf(note).map((name) => distance(name, key))) }))
    .filter(({ far }) => far <= Math.max(2, key.length / 3))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ note }) => note);
  const hint = near.length === 0 ? '' : `; did you mean ${listOf(near)}?`;
  throw new UsageError(`no note of this vault is called ${showText(named)}${hint}`);
}

function namesOf({ id, title, aliases }: Note): string[] {
  return [id, id.slice(id.lastIndexOf('/') + 1), title, ...aliases].map(keyOf);
}

function keyOf(name: string): string {
  return name.replace(/\.md$/i, '').toLowerCase();
}

function listOf(notes: readonly Note[]): string {
  return notes.map(({ id }) => `"${showText(id)}"`).join(', ');
}
