import { describe, expect, it } from 'vitest';
import { partsOf } from '../../src/vault/packed-body.ts';
import { parseInWorkers } from '../../src/vault/parse-pool.ts';
import type { ParsePoolOptions } from '../../src/vault/parse-pool.ts';

/** Of each note: `parsed`, or why it was given up. */
async function check(notes: readonly string[], expected: readonly string[], options: ParsePoolOptions): Promise<void> {
  const jobs = notes.map((text, index) => ({ path: `${index}.md`, bytes: Buffer.from(text) }));
  const outcomes = await parseInWorkers(jobs, options);
  expect(outcomes.map((outcome) => (outcome.kind === 'parsed' ? 'parsed' : outcome.reason))).toEqual(expected);
}

/** Takes micromark about 24 s: each asterisk may open or close with every other. */
const hostile = '*a'.repeat(50_000);

describe('parsing in workers', () => {
  it('gives up the one note that takes too long, and parses those beside it', () =>
    check(
      ['a', 'b', hostile, 'c', 'd'],
      ['parsed', 'parsed', 'parsing it took longer than 0.3 s', 'parsed', 'parsed'],
      {
        deadline: () => 300,
      },
    ));

  it('gives up every note that takes too long', () =>
    check(
      [hostile, 'a', hostile],
      ['parsing it took longer than 0.3 s', 'parsed', 'parsing it took longer than 0.3 s'],
      {
        deadline: () => 300,
      },
    ));

  it('needs no thread where there is nothing to parse', () => check([], [], {}));

  it('shares many notes between several threads, and keeps their order', async () => {
    const jobs = Array.from({ length: 400 }, (_, index) => ({
      path: `${index}.md`,
      bytes: Buffer.from(`# ${index}\n`.padEnd(3_000, 'text ')),
    }));
    const outcomes = await parseInWorkers(jobs, { workers: 3 });
    const titles = outcomes.map((outcome) =>
      outcome.kind === 'parsed' ? /"sections":\[\["(\d+)/.exec(partsOf(outcome.note.body).details)?.[1] : '',
    );
    expect(titles).toEqual(jobs.map((_, index) => String(index)));
  });
});
