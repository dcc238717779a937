import { existsSync, readFileSync, rmSync } from 'node:fs';
import { writeWhole } from '../decks/output/index.ts';
import { CannotError } from './outcome.ts';

/** Says beside the deck which cards Anki keeps although the notes have lost them; nothing where there are none. */
export async function writeGone(file: string, text: string): Promise<void> {
  if (text === '') {
    // Ours from an earlier export, and not true any more.
    if (existsSync(file) && readFileSync(file, 'utf8').startsWith('Anki keeps these cards')) rmSync(file);
    return;
  }
  const outcome = await writeWhole(file, text);
  if (!outcome.written) throw new CannotError(outcome.message);
}
