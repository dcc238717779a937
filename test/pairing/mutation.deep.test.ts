import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readVault } from '../../src/vault/index.ts';
import { type Bench, judgeNote, letterOf, openBench, readRows } from './judge-notes.ts';
import { flipsOf } from './mutation-flips.ts';

const seeds = process.env['SOCKRATES_SEEDS'];

/** A cell, bullet or labelled line that says something testable: offsets into its note. */
interface Site {
  readonly note: string;
  readonly source: string;
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** Flips that say the same thing in the end, or another true one: note, line, flip, reason. */
const equivalent = new Set(
  readRows('test/fixtures/claims/equivalent-flips.tsv', ['note', 'statement', 'flip', 'reason']).map(
    ({ note, statement, flip }) => [note, statement, flip].join('\t'),
  ),
);

function offsetOf(source: string, line: number, column: number): number {
  return (
    source
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length +
    (line > 1 ? 1 : 0) +
    column -
    1
  );
}

/** The cell around an offset; a line's whole text outside of tables. */
function siteAt(note: string, source: string, line: number, column: number, form: string): Site {
  const [start, text] = [offsetOf(source, line, 1), source.split('\n')[line - 1] ?? ''];
  if (form !== 'table') return { note, source, line, from: start, to: start + text.length };
  const before = text.lastIndexOf('|', column - 1) + 1;
  const after = text.indexOf('|', column);
  return { note, source, line, from: start + before, to: start + (after < 0 ? text.length : after) };
}

interface Flipped {
  readonly told: string;
  readonly turned: boolean;
}

/** Every flip of a site, and whether the kernel contradicts something that stands there now. */
function flipSite({ note, source, line, from, to }: Site, bench: Bench): readonly Flipped[] {
  const statement = source.slice(from, to);
  const said = judgeNote(note, source, bench)
    .filter(
      ({ claim, verdict: { kind } }) => claim.place.line === line && (kind === 'supported' || kind === 'over-general'),
    )
    .map(({ claim: { place } }) => [place.column, place.endColumn ?? place.column] as const);
  return flipsOf(statement).flatMap((flip) => {
    if (equivalent.has([note, statement.trim(), flip.trim()].join('\t'))) return [];
    if (!touches(statement, flip, from - offsetOf(source, line, 1) + 1, said)) return [];
    const text = source.slice(0, from) + flip + source.slice(to);
    const cell = [from, from + flip.length - 1].map((offset) => offset - offsetOf(text, line, 1) + 1);
    const judged = judgeNote(note, text, bench).filter(
      ({ claim: { place } }) =>
        place.line === line && place.column <= (cell[1] ?? 0) && (place.endColumn ?? place.column) >= (cell[0] ?? 0),
    );
    const turned = judged.some(({ verdict: { kind } }) => kind === 'refuted' || kind === 'over-general');
    const found = judged
      .map(
        ({ claim: { concept, facet, value }, verdict }) =>
          `${letterOf(verdict)} (${concept.name} | ${facet} | ${value.name})`,
      )
      .join('; ');
    return [{ told: [note, line, statement.trim(), flip.trim(), found].join('\t'), turned }];
  });
}

/** Whether what a flip changes is part of what the kernel agreed to, wholly or in part: only that is testable there. */
function touches(
  statement: string,
  flip: string,
  column: number,
  said: readonly (readonly [number, number])[],
): boolean {
  let [start, end] = [0, 0];
  while (start < statement.length && statement[start] === flip[start]) start += 1;
  while (end < statement.length - start && statement.at(-1 - end) === flip.at(-1 - end)) end += 1;
  const [from, to] = [column + start, column + Math.max(start + 1, statement.length - end)];
  return said.some(([first, last]) => first < to && last >= from);
}

/** A step and the next one change places: in a table within one column, else the whole items. */
function swapSteps(source: string, line: number, cell: number): string {
  const lines = source.split('\n');
  const [first = '', second = ''] = lines.slice(line - 1, line + 1);
  if (!first.startsWith('|')) {
    const [a = '', b = ''] = [first, second].map((text) => text.replace(/^\s*\d+\.\s/u, ''));
    lines.splice(
      line - 1,
      2,
      first.replace(a, () => b),
      second.replace(b, () => a),
    );
  } else {
    const [ours, theirs] = [first.split('|'), second.split('|')];
    [ours[cell], theirs[cell]] = [theirs[cell] ?? '', ours[cell] ?? ''];
    lines.splice(line - 1, 2, ours.join('|'), theirs.join('|'));
  }
  return lines.join('\n');
}

/** The line where a note's cards begin: they ask, and the index of experiments before them names titles. */
function endOfProse(source: string): number {
  const at = source.split('\n').findIndex((line) => line.startsWith('*Ask the kernel:*') || line === '## Cards');
  return at < 0 ? Infinity : at + 1;
}

function expectTurned(flipped: readonly Flipped[], atLeast: number): void {
  const standing = flipped.filter(({ turned }) => !turned);
  const ratio = 1 - standing.length / flipped.length;
  console.log(
    `${flipped.length} flips, ${standing.length} of them not noticed\n${standing.map(({ told }) => told).join('\n')}`,
  );
  expect(flipped.length).toBeGreaterThanOrEqual(atLeast);
  expect(ratio).toBeGreaterThanOrEqual(0.95);
}

describe('a statement that is turned into its opposite', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  }, 60_000);

  it.skipIf(seeds === undefined)('is refuted or over-general in notes from the wild (skipped: SOCKRATES_SEEDS)', () => {
    const folder = seeds ?? '';
    const rows = readRows('test/fixtures/claims/seed-claims.tsv', ['note', 'line', 'column', 'form', 'expected']);
    const testable = rows.filter(
      ({ form, expected, line }) =>
        ['table', 'bullet', 'labelled'].includes(form) && ['S', 'O'].includes(expected) && !line.includes('-'),
    );
    const sites = testable.map(({ note, line, column, form }) =>
      siteAt(note, readFileSync(path.join(folder, note), 'utf8'), Number(line), Number(column), form),
    );
    const once = new Map(sites.map((site) => [`${site.note}:${site.from}`, site]));
    expectTurned(
      [...once.values()].flatMap((site) => flipSite(site, bench)),
      30,
    );
  });

  it.skipIf(seeds === undefined)('is refuted where steps change places (skipped: SOCKRATES_SEEDS)', () => {
    const note = readdirSync(seeds ?? '').find((name) => name.startsWith('000')) ?? '';
    const source = readFileSync(path.join(seeds ?? '', note), 'utf8');
    const swapped = judgeNote(note, swapSteps(source, 25, 2), bench);
    expect(
      swapped.filter(({ claim, verdict }) => claim.concept.name === 'TCP server' && verdict.kind === 'refuted'),
    ).not.toEqual([]);
  });

  it('is refuted or over-general in our own notes', async () => {
    const { vault } = await readVault({ root: 'notes', cacheDir: false });
    const flipped = vault.notes
      .filter((note) => !note.path.startsWith('experiments/'))
      .flatMap((note) => {
        const decided = judgeNote(note.path, note.source, bench).filter(
          ({ claim, verdict }) =>
            verdict.kind === 'supported' &&
            ['table', 'bullet', 'labelled'].includes(claim.form) &&
            !claim.value.name.includes('; ') &&
            claim.place.line < endOfProse(note.source),
        );
        const sites = decided.map(({ claim: { place, form } }): Site => {
          const site = siteAt(note.path, note.source, place.line, place.column, form);
          // A label names the facet; only what it says of it is turned.
          const label = /^\s*[-*+]\s+\*\*[^*]+\*\*\s*:?\s*/u.exec(note.source.slice(site.from, site.to));
          return { ...site, from: site.from + (label?.[0].length ?? 0) };
        });
        const once = new Map(sites.map((site) => [site.from, site]));
        return [...once.values()].flatMap((site) => flipSite(site, bench));
      });
    expectTurned(flipped, 60);
  });
});
