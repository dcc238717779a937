import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { NoteType } from '../decks/index.ts';
import type { AnkiPackage } from '../decks/package/index.ts';
import type { StateFolder } from '../identity/index.ts';
import { CannotError, UsageError } from './outcome.ts';
import { describeSystemError } from './system-error.ts';

/** Reads a package that was named on the command line. */
export async function openPackageFile(file: string): Promise<AnkiPackage> {
  const { readPackage } = await import('../decks/package/index.ts');
  const outcome = await readPackage(file);
  if (outcome.read) return outcome.package;
  if (outcome.fault === 'not-found' || outcome.fault === 'not-a-package') throw new UsageError(outcome.message);
  throw new CannotError(outcome.message);
}

/** The note types of a package that are not ours. */
export async function readNoteTypes(file: string): Promise<NoteType[]> {
  const { ownNoteTypes } = await import('../decks/index.ts');
  const own = new Set(Object.values(ownNoteTypes).map(({ id }) => id));
  return (await openPackageFile(file)).noteTypes.filter(({ id }) => !own.has(id));
}

/** Types that an adoption or `--note-types` brought, kept beside the ledger: every later export needs them whole. */
export function loadNoteTypes(state: StateFolder): NoteType[] {
  const file = fileIn(state);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
    throw new CannotError(`${file} cannot be read: ${describeSystemError(error)}`);
  }
  try {
    const document: unknown = JSON.parse(text);
    if (Array.isArray(document) && document.every(isNoteType)) return document;
  } catch {
    // Reported below.
  }
  throw new CannotError(
    `${file} is damaged: restore it from git or a backup, or delete it and run \`sockrates adopt\` again`,
  );
}

/** Adds types to those kept; newer ones of the same id win. */
export async function saveNoteTypes(state: StateFolder, types: readonly NoteType[]): Promise<void> {
  if (types.length === 0) return;
  const kept = loadNoteTypes(state).filter(({ id }) => !types.some((type) => type.id === id));
  const all = [...kept, ...types].sort((a, b) => a.id - b.id);
  const text = `${JSON.stringify(all, null, 1)}\n`;
  const { writeWhole } = await import('../decks/output/index.ts');
  const outcome = await writeWhole(fileIn(state), text);
  if (!outcome.written) throw new CannotError(outcome.message);
}

function isNoteType(value: unknown): value is NoteType {
  if (!isRecord(value)) return false;
  const { fields, templates, kind } = value;
  return (
    ['id', 'sortField', 'mod'].every((name) => Number.isSafeInteger(value[name])) &&
    ['name', 'css'].every((name) => typeof value[name] === 'string') &&
    (kind === 'standard' || kind === 'cloze') &&
    Array.isArray(fields) &&
    fields.every((field) => isRecord(field) && typeof field['name'] === 'string') &&
    Array.isArray(templates) &&
    templates.every(
      (template) => isRecord(template) && ['name', 'front', 'back'].every((name) => typeof template[name] === 'string'),
    )
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fileIn(state: StateFolder): string {
  return path.join(state.folder, 'note-types.json');
}
