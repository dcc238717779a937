import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { openReplayer } from '../../src/experiments/index.ts';
import { mutateClaims } from './mutate-claims.ts';
import { shippedExperiments } from './shipped-experiments.ts';

const replayer = openReplayer();
afterAll(() => replayer.close());

/** `id<tab>mutant<tab>why the kernel cannot tell it from the original` */
const equivalent = readFileSync('test/experiments/equivalent-mutants.tsv', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'));

describe('the claims of the shipped experiments', () => {
  it('are refuted, each of them, when they are changed', async () => {
    const all = (await shippedExperiments()).flatMap(({ id, block }) =>
      mutateClaims(block, 'linux').map((mutant) => ({ id, ...mutant })),
    );
    const known = new Set(equivalent.map(([id = '', name = '']) => `${id}\t${name}`));
    const survivors: string[] = [];
    await Promise.all(
      all.map(async ({ id, name, block }) => {
        const key = `${id}\t${name}`;
        if (known.has(key)) return;
        let { verdict, reason } = await replayer.replay(block, {});
        // The harness was late, and said so: that is no answer, so it is asked again.
        for (let again = 0; verdict === 'inconclusive' && again < 3; again += 1)
          ({ verdict, reason } = await replayer.replay(block, {}));
        // What this machine lacks, a changed block lacks too.
        if (verdict === 'not-testable-here') return;
        if (verdict !== 'refuted') survivors.push(`${key}\t${verdict}${reason === undefined ? '' : `: ${reason}`}`);
      }),
    );
    const stale = [...known].filter((key) => !all.some(({ id, name }) => `${id}\t${name}` === key));
    console.log(`${all.length} mutants, ${known.size} of them equivalent, ${survivors.length} survived`);
    expect({ survivors, stale }).toEqual({ survivors: [], stale: [] });
    expect(known.size).toBeLessThanOrEqual(all.length * 0.02);
    expect(equivalent.every(([, , reason = '']) => reason.length > 10)).toBe(true);
  });
});
