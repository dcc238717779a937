import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readVault } from '../../src/vault/index.ts';
import { type Bench, type JudgedClaim, judgeNote, openBench, readRows } from './judge-notes.ts';

describe('the notes that ship', () => {
  let bench: Bench;
  let judged: readonly JudgedClaim[];
  beforeAll(async () => {
    bench = await openBench();
    const { vault } = await readVault({ root: 'notes', cacheDir: false });
    judged = vault.notes.flatMap(({ path, source }) => judgeNote(path, source, bench));
  }, 60_000);

  it('claim nothing that an experiment refutes', () => {
    const refuted = judged.filter(({ verdict }) => verdict.kind === 'refuted');
    expect(
      refuted.map(({ claim: { place, concept, facet, value } }) =>
        [`${place.path}:${place.line}`, concept.name, facet, value.name].join(' | '),
      ),
    ).toEqual([]);
  });

  it('have an experiment for at least four of five testable claims', () => {
    const testable = judged.filter(
      ({ claim: { place }, verdict }) => verdict.kind !== 'not-empirical' && !place.path.startsWith('experiments/'),
    );
    const decided = testable.filter(
      ({ verdict }) => verdict.kind !== 'no-experiment' && verdict.kind !== 'inconclusive',
    );
    expect(testable.length).toBeGreaterThan(200);
    expect(decided.length / testable.length).toBeGreaterThanOrEqual(0.8);
  });

  it('collect the common mistakes as cards with the experiments that refute them', () => {
    const note = readFileSync('notes/practice/Common mistakes.md', 'utf8');
    const cards = [...note.matchAll(/^- .+ :{2,3} .+$/gmu)];
    const asked = new Set([...note.matchAll(/^ {2}experiment:: (.+)$/gmu)].map(([, id = '']) => id));
    expect(asked.size).toBeGreaterThanOrEqual(cards.length - 2);
    const wrong = readRows('test/fixtures/claims/seed-claims.tsv', ['id', 'expected', 'experiments']).filter(
      ({ expected }) => expected === 'R',
    );
    expect(wrong.filter(({ experiments }) => !experiments.split(' ').some((id) => asked.has(id)))).toEqual([]);
  });
});
