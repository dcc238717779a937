import type { Screen } from './screen.ts';
import { showText } from './screen.ts';
import { countOf } from './count-of.ts';
import { severities, type Finding, type VerdictKind } from './verify-finding.ts';
import { shownPath, type Verification } from './verification.ts';

interface ReportOptions {
  readonly root: string;
  readonly cwd: string;
  readonly findings: readonly Finding[];
  /** Which verdicts are listed; by default those that ask for a change of the note. */
  readonly only?: ReadonlySet<VerdictKind>;
  readonly seconds: number;
}

const words: Readonly<Record<VerdictKind, string>> = {
  refuted: 'refuted',
  'over-general': 'over-general',
  inconclusive: 'inconclusive',
  'not-testable-here': 'not testable here',
  'no-experiment': 'no experiment',
  supported: 'supported',
  'not-empirical': 'not empirical',
};

const colours = {
  refuted: 'red',
  'over-general': 'yellow',
  inconclusive: 'yellow',
  'not-testable-here': 'cyan',
  'no-experiment': 'dim',
  supported: 'green',
  'not-empirical': 'dim',
} as const;

export function nameKind(screen: Screen, kind: VerdictKind): string {
  return screen.style(colours[kind], words[kind]);
}

const listedByDefault: ReadonlySet<VerdictKind> = new Set(['refuted', 'over-general', 'inconclusive']);

/** One line each, `path:line:column: level verdict message`, for editors. */
export function printUnix(screen: Screen, { findings, only, root, cwd }: ReportOptions): void {
  for (const { place, kind, claim, says, experiment } of findings) {
    if (only !== undefined && !only.has(kind)) continue;
    const see = experiment === undefined ? '' : ` (sockrates run ${experiment})`;
    const where = `${shownPath(root, cwd, place.path)}:${place.line}:${place.column}`;
    screen.print(showText(`${where}: ${severities[kind]} ${kind} ${claim}: ${says}${see}`.replace(/\s+/gu, ' ')));
  }
}

/** What a person reads: what is wrong and how to see it, then the notes at a glance. */
export function printReport(screen: Screen, verification: Verification, options: ReportOptions): void {
  const listed = options.findings.filter(({ kind }) => (options.only ?? listedByDefault).has(kind));
  for (const finding of listed) printFinding(screen, finding, options);
  printMissing(screen, options);
  printNotes(screen, options);
  printSummary(screen, verification, options);
}

function printFinding(screen: Screen, finding: Finding, { root, cwd }: ReportOptions): void {
  const { place, kind, claim, says, evidence, experiment } = finding;
  const where = `${shownPath(root, cwd, place.path)}:${place.line}:${place.column}:`;
  const head = `${screen.style('bold', showText(where))} ${screen.style(colours[kind], words[kind])}`;
  const indent = '    ';
  const width = screen.columns - indent.length;
  const wide = where.length + words[kind].length + claim.length + 2 <= screen.columns;
  screen.print(wide ? `${head} ${showText(claim)}` : head);
  const print = (text: string, label: string): void => {
    const shown = fold(showText(text.replace(/\s+/gu, ' ')), width - label.length);
    shown.forEach((line, index) => {
      screen.print(`${indent}${screen.style('dim', index === 0 ? label : ' '.repeat(label.length))}${line}`);
    });
  };
  if (!wide) print(claim, '');
  print(says, '');
  if (evidence !== undefined && kind !== 'no-experiment') print(evidence, screen.unicode ? '▸ ' : '> ');
  // Not folded: it is to be copied.
  if (experiment !== undefined)
    screen.print(`${indent}${screen.style('dim', '$ ')}${showText(`sockrates run ${experiment}`)}`);
  screen.print();
}

/** What this machine lacks, once for all the claims that wait for it. */
function printMissing(screen: Screen, { findings, only }: ReportOptions): void {
  if (only?.has('not-testable-here') === true) return;
  const counts = new Map<string, number>();
  for (const { kind, says } of findings)
    if (kind === 'not-testable-here') counts.set(says, (counts.get(says) ?? 0) + 1);
  for (const [need, count] of counts) {
    const text = `${countOf(count, 'claim')} not testable here: ${need}`;
    for (const line of fold(showText(text), screen.columns)) screen.print(screen.style('cyan', line));
  }
  if (counts.size > 0) screen.print('`sockrates doctor` says how to get what is missing.\n');
}

const marks: Readonly<Record<VerdictKind, { readonly unicode: string; readonly ascii: string }>> = {
  supported: { unicode: '✓', ascii: '+' },
  'over-general': { unicode: '~', ascii: '~' },
  refuted: { unicode: '✗', ascii: 'x' },
  'not-testable-here': { unicode: '?', ascii: '?' },
  inconclusive: { unicode: '…', ascii: '.' },
  'no-experiment': { unicode: '∅', ascii: '0' },
  'not-empirical': { unicode: '–', ascii: '-' },
};

/** In the order of the table. */
const columns: readonly VerdictKind[] = [
  'supported',
  'over-general',
  'refuted',
  'inconclusive',
  'not-testable-here',
  'no-experiment',
  'not-empirical',
];

/** A table with a line for each note; on a narrow screen the note's name stands above its counts. */
function printNotes(screen: Screen, { findings, root, cwd }: ReportOptions): void {
  const used = columns.filter((kind) => findings.some((finding) => finding.kind === kind));
  const paths = [...new Set(findings.map(({ place }) => place.path))];
  const counts = paths.map((path) => ({ path, own: findings.filter(({ place }) => place.path === path) }));
  if (counts.length === 0) return;
  const sign = (kind: VerdictKind): string => (screen.unicode ? marks[kind].unicode : marks[kind].ascii);
  const cell = (kind: VerdictKind, count: number): string => {
    const text = `${sign(kind)}${String(count).padStart(4)}`;
    return count === 0
      ? screen.style('dim', `${' '.repeat(text.length - 1)}·`.replace('·', screen.unicode ? '·' : '.'))
      : screen.style(colours[kind], text);
  };
  const countsWidth = used.length * 7;
  const room = screen.columns - countsWidth;
  const names = counts.map(({ path }) => showText(shownPath(root, cwd, path)));
  const longest = Math.max(...names.map(({ length }) => length));
  const isNarrow = room < Math.min(longest, 24);
  const nameWidth = Math.min(longest, room);
  counts.forEach(({ own }, index) => {
    const cells = used.map((kind) => cell(kind, own.filter((finding) => finding.kind === kind).length)).join('  ');
    const name = names[index] ?? '';
    if (isNarrow) screen.print(`${fitStart(name, screen.columns)}\n  ${cells}`);
    else screen.print(`${fitStart(name, nameWidth).padEnd(nameWidth)}  ${cells}`);
  });
  screen.print();
}

function printSummary(screen: Screen, verification: Verification, { findings, seconds }: ReportOptions): void {
  const { claims, runs } = verification;
  const sign = (kind: VerdictKind): string => (screen.unicode ? marks[kind].unicode : marks[kind].ascii);
  const parts = columns.flatMap((kind) => {
    const count = findings.filter((finding) => finding.kind === kind).length;
    return count === 0 ? [] : [{ kind, text: `${sign(kind)} ${count} ${words[kind]}` }];
  });
  const about = `${countOf(claims.length, 'claim')} in ${countOf(new Set(findings.map(({ place }) => place.path)).size, 'note')}`;
  printParts(screen, [
    screen.style('bold', `${about}:`),
    ...parts.map(({ kind, text }, index) => screen.style(colours[kind], text) + (index < parts.length - 1 ? ',' : '')),
  ]);
  const first = runs.records.values().next().value;
  if (first !== undefined) {
    const { sysname, release } = first.os;
    const remembered = runs.records.size - runs.asked;
    const text = `${countOf(runs.records.size, 'experiment')} on ${sysname} ${release} in ${seconds.toFixed(1)} s${remembered === 0 ? '' : ` (${remembered} remembered)`}`;
    for (const line of fold(text, screen.columns)) screen.print(screen.style('dim', line));
  }
}

/** Words with colours, folded by what a reader sees of them. */
function printParts(screen: Screen, parts: readonly string[]): void {
  let line = '';
  let width = 0;
  for (const part of parts) {
    const length = part.replace(/\u001b\[[\d;]*m/gu, '').length;
    if (width > 0 && width + 1 + length > screen.columns) {
      screen.print(line);
      line = '';
      width = 0;
    }
    line += (width === 0 ? '' : ' ') + part;
    width += length + (width === 0 ? 0 : 1);
  }
  screen.print(line);
}

function fold(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const blank = rest.lastIndexOf(' ', width);
    const at = blank > width / 2 ? blank : width;
    lines.push(rest.slice(0, at));
    rest = rest.slice(rest[at] === ' ' ? at + 1 : at);
  }
  return [...lines, rest];
}

/** The end of a path says more than its beginning. */
function fitStart(text: string, width: number): string {
  return text.length <= width ? text : `…${text.slice(text.length - width + 1)}`;
}
