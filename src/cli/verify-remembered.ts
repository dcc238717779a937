import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { VerdictCache } from '../pairing/verdict-cache/index.ts';
import type { Note, Vault } from '../vault/index.ts';
import type { Judgement, Verification } from './verification.ts';

/** The words of a vault's subject, beside its notes. */
export const vocabularyFile = 'vocabulary.yaml';

/**
 * Verifies notes, or gives the answer of the last time where nothing changed that it was made from: no note, no
 * vocabulary, no experiment and no verdict.
 */
export async function verifyRemembered(
  { vault, shipped, notes }: { readonly vault: Vault; readonly shipped: Vault; readonly notes: readonly Note[] },
  cache: VerdictCache,
  onProgress: (done: number, total: number) => void,
): Promise<Verification> {
  const key = questionKey(vault, shipped, notes);
  const known = cache.recall(key);
  if (known !== undefined) {
    // Of this very question, as it was kept below.
    const judgement = known.answer as Judgement;
    return { ...judgement, experiments: known.experiments, runs: { records: known.records, asked: 0 } };
  }
  const { openSources } = await import('./verify-sources.ts');
  const { verifyNotes } = await import('./verify-vault.ts');
  const verification = await verifyNotes(notes, openSources(vault, shipped), { cache, onProgress });
  const { claims, own, diagnostics, experiments, runs } = verification;
  const answer: Judgement = { claims, own, diagnostics };
  cache.keep(key, { answer, experiments: experiments.map(({ id, text }) => ({ id, text })), records: runs.records });
  return verification;
}

/** Names everything that a judgement is made from, besides the verdicts of experiments. */
function questionKey(vault: Vault, shipped: Vault, notes: readonly Note[]): string {
  const hash = createHash('sha256');
  for (const one of shipped === vault ? [vault] : [vault, shipped]) {
    hash.update(`${JSON.stringify([one.root, readVocabularyText(one.root) ?? ''])}\n`);
    for (const note of one.notes) hash.update(`${JSON.stringify([note.path, note.hash])}\n`);
  }
  const some = notes.length === vault.notes.length ? [] : notes.map((note) => note.path);
  return hash.update(JSON.stringify(some)).digest('hex').slice(0, 32);
}

export function readVocabularyText(root: string): string | undefined {
  try {
    return readFileSync(path.join(root, vocabularyFile), 'utf8');
  } catch {
    return undefined;
  }
}
