import { watch } from 'node:fs';
import path from 'node:path';

/** Editors write a file in several steps: one change is what comes within this time. */
const settleMs = 150;

/** Calls `again` after each change of a note, one call at a time, until the process is interrupted. */
export async function watchNote(file: string, again: () => Promise<void>): Promise<never> {
  const name = path.basename(file);
  let wake: () => void = () => undefined;
  // The folder, not the file: many editors replace a file by a new one.
  watch(path.dirname(file), (_event, changed) => {
    if (changed === null || changed === name) wake();
  });
  for (;;) {
    await new Promise<void>((resolve) => (wake = resolve));
    await new Promise<void>((resolve) => setTimeout(resolve, settleMs));
    await again();
  }
}
