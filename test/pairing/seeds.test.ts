import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { keyOf } from '../../src/pairing/vocabulary/token.ts';
import { type Bench, judgeNote, type JudgedClaim, letterOf, openBench, readRows } from './judge-notes.ts';

const seeds = process.env['SOCKRATES_SEEDS'];
const columns = ['id', 'note', 'line', 'form', 'expected', 'also', 'concept', 'facet'] as const;
type Row = ReturnType<typeof readRows<(typeof columns)[number]>>[number];

/** Where the fixture calls a facet otherwise than the vocabulary. */
const otherwise: Readonly<Record<string, string>> = { 'step 2': 'set-up order' };

interface Met {
  readonly row: Row;
  /** The verdicts of claims of this concept and facet on the row's lines. */
  readonly letters: readonly string[];
  readonly isRight: boolean;
}

function meet(row: Row, judged: readonly JudgedClaim[], { lexicon }: Bench): Met {
  const [from = 0, to = from] = row.line.split('-').map(Number);
  const concept = lexicon.conceptNamed(row.concept) ?? row.concept;
  const facets = lexicon.facetsLabelled(keyOf(otherwise[row.facet] ?? row.facet)).map(({ name }) => name);
  const here = judged.filter(
    ({
      claim: {
        place,
        facet,
        concept: { name },
      },
    }) =>
      place.line <= to &&
      (place.endLine ?? place.line) >= from &&
      facets.includes(facet) &&
      (lexicon.isKind(name, concept) || lexicon.isKind(concept, name)),
  );
  const letters = [...new Set(here.map(({ verdict }) => letterOf(verdict)))];
  return {
    row,
    letters,
    isRight: letters.includes(row.expected) || (row.also !== '' && letters.includes(row.also)),
  };
}

describe.skipIf(seeds === undefined)('the claims of five notes from the wild', () => {
  let met: readonly Met[] = [];

  beforeAll(async () => {
    const bench = await openBench();
    const rows = readRows('test/fixtures/claims/seed-claims.tsv', columns);
    const notes = new Map(
      [...new Set(rows.map(({ note }) => note))].map((note) => [
        note,
        judgeNote(note, readFileSync(path.join(seeds ?? '', note), 'utf8'), bench),
      ]),
    );
    met = rows.map((row) => meet(row, notes.get(row.note) ?? [], bench));
  }, 60_000);

  const share = (some: readonly Met[]): number => some.filter(({ isRight }) => isRight).length / some.length;
  const testable = (): readonly Met[] => met.filter(({ row }) => row.expected !== 'N');
  const isProse = ({ row }: Met): boolean => ['sentence', 'heading', 'code'].includes(row.form);

  it('are found and judged as measured: at least 95 % in tables, bullets and labelled lines, 60 % in sentences', () => {
    expect(share(testable().filter((one) => !isProse(one)))).toBeGreaterThanOrEqual(0.95);
    expect(share(testable().filter(isProse))).toBeGreaterThanOrEqual(0.6);
  });

  it('never get the opposite verdict', () => {
    const opposite = met.filter(
      ({ row, letters, isRight }) =>
        !isRight &&
        ((row.expected === 'S' && letters.includes('R')) || (row.expected === 'R' && letters.includes('S'))),
    );
    expect(opposite.map(({ row, letters }) => `${row.id} ${letters.join('')}`)).toEqual([]);
  });

  it('are reported as refuted or over-general wherever they are found and wrong', () => {
    const missed = met.filter(
      ({ row, letters, isRight }) => ['R', 'O'].includes(row.expected) && letters.length > 0 && !isRight,
    );
    // S004-30 has no experiment, since none runs Python.
    expect(missed.map(({ row }) => row.id).filter((id) => id !== 'S004-30')).toEqual([]);
  });
});
