import { packNote } from './packed-note.ts';
import type { ParseJob, ParseOutcome, ParsePoolOptions } from './parse-pool.ts';
import { parseNote } from './parser-on-demand.ts';

/**
 * So much text may be parsed without a thread that could be stopped: the worst of it that is known (tables, emphasis
 * left open) takes micromark half a second, a quarter of what any note may take. A thread costs 0.15 s of processor time,
 * and is no faster: loading the parser, it slows down whoever reads the cache beside it.
 */
export const bytesParsedHere = 16 * 1024;

/** Parses the few notes that changed since the last run, or those of a small vault; see parse-pool.ts for more of them. */
export function parseHere(
  jobs: readonly ParseJob[],
  { onProgress }: Pick<ParsePoolOptions, 'onProgress'> = {},
): ParseOutcome[] {
  return jobs.map(({ path, bytes }, index) => {
    const note = packNote(parseNote(path, bytes));
    onProgress?.(index + 1, jobs.length);
    return { kind: 'parsed', note };
  });
}
