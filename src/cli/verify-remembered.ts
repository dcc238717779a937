import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { runExperiments } from '../pairing/runs/index.ts';
import type { VerdictCache } from '../pairing/verdict-cache/index.ts';
import type { Note, Vault } from '../vault/index.ts';
import { readShipped, shippedVault } from './shipped-vault.ts';
import type { Judgement, Verification } from './verification.ts';

/** The words of a vault's subject, beside its notes. */
export const vocabularyFile = 'vocabulary.yaml';

/**
 * Verifies notes, or gives the answer of the last time where nothing changed that it was made from: no note, no
 * vocabulary, no experiment and no verdict.
 */
export async function verifyRemembered(
  { vault, notes }: { readonly vault: Vault; readonly notes: readonly Note[] },
  cache: VerdictCache,
  onProgress: (done: number, total: number) => void,
): Promise<Verification> {
  const key = questionKey(vault, notes);
  const known = cache.recall(key);
  if (known !== undefined) {
    const { experiments } = known;
    const runs = await runExperiments(experiments, { cache, onProgress });
    // The answer to this very question, as it was kept below.
    if (known.isSame(runs.records)) return { ...(known.answer as Judgement), experiments, runs };
  }
  const { openSources } = await import('./verify-sources.ts');
  const { verifyNotes } = await import('./verify-vault.ts');
  const sources = openSources(vault, await readShipped(vault));
  const verification = await verifyNotes(notes, sources, { cache, onProgress });
  const { claims, own, diagnostics, experiments, runs } = verification;
  const answer: Judgement = { claims, own, diagnostics };
  const asked = experiments.map(({ id, text, path: note, line }) => ({ id, text, path: note, line }));
  cache.keep(key, answer, { experiments: asked, records: runs.records });
  return verification;
}

/** Names everything that a judgement is made from, besides the verdicts of experiments. */
function questionKey(vault: Vault, notes: readonly Note[]): string {
  const hash = createHash('sha256');
  hash.update(`${JSON.stringify([vault.root, readVocabularyText(vault.root) ?? ''])}\n`);
  for (const note of vault.notes) hash.update(`${JSON.stringify([note.path, note.hash])}\n`);
  if (vault.root !== shippedVault) hash.update(`${JSON.stringify(stampsOf(shippedVault))}\n`);
  const some = notes.length === vault.notes.length ? [] : notes.map((note) => note.path);
  return hash.update(JSON.stringify(some)).digest('hex').slice(0, 32);
}

/** The files that ship seldom change: by their stamps they are told to be the same without being read. */
function stampsOf(folder: string): readonly unknown[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.md') || file === vocabularyFile)
    .sort()
    .map((file) => {
      const { size, mtimeMs, ctimeMs, ino } = statSync(path.join(folder, file));
      return [file, size, mtimeMs, ctimeMs, ino];
    });
}

export function readVocabularyText(root: string): string | undefined {
  try {
    return readFileSync(path.join(root, vocabularyFile), 'utf8');
  } catch {
    return undefined;
  }
}
