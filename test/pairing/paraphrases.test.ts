import { beforeAll, describe, expect, it } from 'vitest';
import { type Bench, isOneCell, judgeNote, letterOf, openBench, readRows } from './judge-notes.ts';

const rows = readRows('test/fixtures/claims/paraphrases.tsv', [
  'id',
  'form',
  'place',
  'at',
  'concept',
  'facet',
  'expect',
  'markdown',
]);

type Row = (typeof rows)[number];

/** The verdicts on what a row's note claims at the row's place: `-` where nothing decides it, nothing where no claim is. */
function lettersAt(row: Row, bench: Bench): string {
  const markdown = row.markdown.replaceAll(/\\([\\n])/gu, (_, escaped) => (escaped === 'n' ? '\n' : '\\'));
  const [line = 0, column = 0] = row.place.split(':').map(Number);
  const judged = judgeNote(`${row.id}.md`, markdown, bench).filter(({ claim }) => claim.place.line === line);
  const text = markdown.split('\n')[line - 1] ?? '';
  const there = judged.filter(({ claim }) => row.form !== 'table' || isOneCell(text, claim.place.column, column));
  return there.map(({ verdict }) => letterOf(verdict)).join('');
}

describe('paraphrases', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  }, 60_000);

  const found = (expect: string): readonly { row: Row; letters: string }[] =>
    rows.filter((row) => row.expect === expect).map((row) => ({ row, letters: lettersAt(row, bench) }));
  const told = ({ row, letters }: { row: Row; letters: string }): string =>
    `${row.id} ${letters} ${row.concept} | ${row.facet} | ${row.at}`;
  const asserts = ({ row }: { row: Row }): boolean => !row.facet.startsWith('none') && !row.facet.endsWith('denied');

  it('of true claims are never refuted, and most are supported', () => {
    const results = found('true');
    expect(results.filter(({ letters }) => letters.includes('R')).map(told)).toEqual([]);
    const asserting = results.filter(asserts);
    const supported = asserting.filter(({ letters }) => letters.includes('S'));
    expect(supported.length / asserting.length).toBeGreaterThan(0.8);
  });

  it('of wrong claims are never supported, and most are refuted or called over-general', () => {
    const results = found('false');
    const caught = results.filter(({ letters }) => /[RO]/u.test(letters));
    expect(results.filter((one) => one.letters.includes('S') && !caught.includes(one)).map(told)).toEqual([]);
    expect(caught.length / results.length).toBeGreaterThan(0.8);
  });

  it('of claims that hold only sometimes are not supported as they stand', () => {
    const results = found('over-general');
    const caught = results.filter(({ letters }) => /[RO]/u.test(letters));
    expect(results.filter((one) => one.letters.includes('S') && !caught.includes(one)).map(told)).toEqual([]);
    expect(caught.length / results.length).toBeGreaterThan(0.8);
  });

  it('are many, and of every form', () => {
    expect(rows.length).toBeGreaterThanOrEqual(80);
    expect([...new Set(rows.map(({ form }) => form))].sort()).toEqual([
      'bullet',
      'explicit',
      'labelled',
      'sentence',
      'table',
    ]);
  });
});
