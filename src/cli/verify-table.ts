import { countOf } from './count-of.ts';
import { showText, type Screen } from './screen.ts';
import { shownPath, type Verification } from './verification.ts';
import type { Finding } from './verify-finding.ts';
import type { ReportOptions } from './verify-report.ts';
import { foldText, looks, markOf, widthOf, type VerdictKind } from './verify-words.ts';

/** In the order of the table: from what holds to what nobody can tell. */
const columns: readonly VerdictKind[] = [
  'supported',
  'over-general',
  'refuted',
  'inconclusive',
  'not-testable-here',
  'no-experiment',
  'not-empirical',
];

/** A mark, a count of up to four digits, and a gap. */
const cellWidth = 7;
const leastNameWidth = 24;

/** Of more notes than this those share a line in which nothing is left to do. */
const mostRows = 24;

function isSettled(kind: VerdictKind): boolean {
  return kind === 'supported' || kind === 'not-empirical';
}

/** A line for each note; on a narrow screen its name stands above its counts. */
export function printNotes(screen: Screen, { findings, root, cwd }: ReportOptions): void {
  const byPath = new Map<string, Finding[]>();
  for (const finding of findings) byPath.set(finding.place.path, [...(byPath.get(finding.place.path) ?? []), finding]);
  if (byPath.size === 0) return;
  const used = columns.filter((kind) => findings.some((finding) => finding.kind === kind));
  const room = screen.columns - used.length * cellWidth;
  const all = [...byPath].map(([path, own]) => ({ name: showText(shownPath(root, cwd, path)), own }));
  const telling = all.length <= mostRows ? all : all.filter(({ own }) => own.some(({ kind }) => !isSettled(kind)));
  const quiet = all.filter((row) => !telling.includes(row));
  const rows = [
    ...telling,
    ...(quiet.length === 0 ? [] : [{ name: countOf(quiet.length, 'more note'), own: quiet.flatMap(({ own }) => own) }]),
  ].map(({ name, own }) => ({
    name,
    cells: used.map((kind) => printCell(screen, kind, countKind(own, kind))).join('  '),
  }));
  const longest = Math.max(...rows.map(({ name }) => widthOf(name)));
  const isNarrow = room < Math.min(longest, leastNameWidth);
  for (const { name, cells } of rows) {
    if (isNarrow) screen.print(`${fitEnd(screen, name, screen.columns)}\n  ${cells}`);
    else {
      const fitted = fitEnd(screen, name, Math.min(longest, room));
      screen.print(`${fitted}${' '.repeat(Math.max(0, Math.min(longest, room) - widthOf(fitted)))}  ${cells}`);
    }
  }
  screen.print();
}

function printCell(screen: Screen, kind: VerdictKind, count: number): string {
  const nothing = screen.unicode ? '·' : '.';
  if (count === 0) return screen.style('dim', nothing.padStart(cellWidth - 2));
  return screen.style(looks[kind].colour, `${markOf(screen, kind)}${String(count).padStart(cellWidth - 3)}`);
}

function countKind(findings: readonly Finding[], kind: VerdictKind): number {
  return findings.filter((finding) => finding.kind === kind).length;
}

/** All notes together, and what it took. */
export function printSummary(
  screen: Screen,
  { claims, runs }: Verification,
  { findings, seconds }: ReportOptions,
): void {
  const notes = new Set(findings.map(({ place }) => place.path)).size;
  const parts = columns.flatMap((kind) => {
    const count = countKind(findings, kind);
    if (count === 0) return [];
    // A count stays with what it counts.
    const text = `${markOf(screen, kind)} ${count} ${looks[kind].words}`.replaceAll(' ', '\u00a0');
    return [screen.style(looks[kind].colour, text)];
  });
  const about = screen.style('bold', `${countOf(claims.length, 'claim')} in ${countOf(notes, 'note')}:`);
  for (const line of foldText(`${about} ${parts.join(', ')}`, screen.columns))
    screen.print(line.replaceAll('\u00a0', ' '));
  const first = runs.records.values().next().value;
  if (first === undefined) return;
  const remembered = runs.records.size - runs.asked;
  const took = `${countOf(runs.records.size, 'experiment')} on ${first.os.sysname} ${first.os.release} in ${seconds.toFixed(1)} s`;
  const text = remembered === 0 ? took : `${took} (${remembered} remembered)`;
  for (const line of foldText(text, screen.columns)) screen.print(screen.style('dim', line));
}

/** The end of a path says more than its beginning. */
function fitEnd(screen: Screen, text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const dots = screen.unicode ? '…' : '...';
  const letters = Array.from(text);
  while (letters.length > 0 && widthOf(letters.join('')) > width - dots.length) letters.shift();
  return dots + letters.join('');
}
