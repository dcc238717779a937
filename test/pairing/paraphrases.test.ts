import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { keyOf } from '../../src/pairing/vocabulary/token.ts';
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

/** Claims in the manner of other people; see the fixtures' README for what the first look at each set gave. */
const fresh = readRows('test/fixtures/claims/fresh-claims.tsv', ['id', 'expect', 'line', 'markdown']);
const unseen = readRows('test/fixtures/claims/unseen-claims.tsv', [
  'id',
  'note',
  'line',
  'expected',
  'concept',
  'facet',
]);

describe('claims that the rules were not made from', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  }, 60_000);

  it('are judged as measured, and none the opposite way', () => {
    const judged = fresh.map(({ id, expect: expected, line, markdown }) => {
      const letters = judgeNote(`${id}.md`, markdown.replaceAll('\\n', '\n'), bench)
        .filter(({ claim }) => claim.place.line === Number(line))
        .map(({ verdict }) => letterOf(verdict))
        .join('');
      const isContradicted = /[RO]/u.test(letters);
      return expected === 'true'
        ? { id, isRight: letters.includes('S'), isOpposite: letters.includes('R') }
        : { id, isRight: isContradicted, isOpposite: letters.includes('S') && !isContradicted };
    });
    expect(judged.filter(({ isOpposite }) => isOpposite)).toEqual([]);
    expect(judged.filter(({ isRight }) => isRight).length / judged.length).toBeGreaterThanOrEqual(0.85);
  });

  it('are judged as measured in whole notes, and none the opposite way', () => {
    const notes = new Map(
      [...new Set(unseen.map(({ note }) => note))].map((note) => [
        note,
        judgeNote(note, readFileSync(`test/fixtures/claims/unseen/${note}`, 'utf8'), bench),
      ]),
    );
    const judged = unseen
      .filter(({ expected }) => expected !== 'N')
      .map(({ id, note, line, expected, concept, facet }) => {
        const name = bench.lexicon.conceptNamed(concept) ?? concept;
        const facets = bench.lexicon.facetsLabelled(keyOf(facet)).map((one) => one.name);
        const there = (notes.get(note) ?? []).filter(({ claim }) => claim.place.line === Number(line.split('-')[0]));
        const near = there.filter(
          ({ claim }) =>
            facets.includes(claim.facet) ||
            bench.lexicon.isKind(claim.concept.name, name) ||
            bench.lexicon.isKind(name, claim.concept.name),
        );
        const own = near.filter(({ claim }) => facets.includes(claim.facet));
        const letters = (own.length > 0 ? own : near).map(({ verdict }) => letterOf(verdict)).join('');
        const isRight = letters.includes(expected);
        const opposite = expected === 'S' ? 'R' : 'S';
        return { id, isRight, isOpposite: !isRight && expected !== 'O' && letters.includes(opposite) };
      });
    expect(judged.filter(({ isOpposite }) => isOpposite)).toEqual([]);
    expect(judged.filter(({ isRight }) => isRight).length / judged.length).toBeGreaterThanOrEqual(0.95);
  });
});

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
