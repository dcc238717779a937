import { countOf } from './count-of.ts';
import { showText, type Screen } from './screen.ts';
import { shownPath, type Verification } from './verification.ts';
import { severities, type Finding } from './verify-finding.ts';
import { printNotes, printSummary } from './verify-table.ts';
import { foldText, looks, nameKind, plainLine, widthOf, type VerdictKind } from './verify-words.ts';

export interface ReportOptions {
  readonly root: string;
  readonly cwd: string;
  readonly findings: readonly Finding[];
  /** Which verdicts are listed; by default those that ask for a change of the note. */
  readonly only?: ReadonlySet<VerdictKind>;
  readonly seconds: number;
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
  const { findings, only } = options;
  for (const finding of findings)
    if ((only ?? listedByDefault).has(finding.kind)) printFinding(screen, finding, options);
  if (only?.has('not-testable-here') !== true) printMissing(screen, findings);
  printNotes(screen, options);
  if (findings.length > 0) printSummary(screen, verification, options);
  else print(screen, '', 'Nothing here reads as a claim that the vocabulary has words for.');
}

function printFinding(screen: Screen, finding: Finding, { root, cwd }: ReportOptions): void {
  const { place, kind, says, evidence, experiment } = finding;
  const where = showText(`${shownPath(root, cwd, place.path)}:${place.line}:${place.column}:`);
  const claim = plainLine(screen, finding.claim);
  const head = `${screen.style('bold', where)} ${nameKind(screen, kind)}`;
  const fits = widthOf(`${where} ${looks[kind].words} ${claim}`) <= screen.columns;
  screen.print(fits ? `${head} ${claim}` : head);
  if (!fits) print(screen, '    ', claim);
  print(screen, '    ', plainLine(screen, says));
  if (evidence !== undefined && kind !== 'no-experiment')
    print(screen, screen.unicode ? '    ▸ ' : '    > ', plainLine(screen, evidence));
  // Not folded: it is to be copied.
  if (experiment !== undefined)
    screen.print(`${screen.style('dim', '    $ ')}${showText(`sockrates run ${experiment}`)}`);
  screen.print();
}

/** What this machine lacks, once for all the claims that wait for it. */
function printMissing(screen: Screen, findings: readonly Finding[]): void {
  const counts = new Map<string, number>();
  for (const { kind, says } of findings)
    if (kind === 'not-testable-here') counts.set(says, (counts.get(says) ?? 0) + 1);
  for (const [need, count] of counts)
    print(screen, '', plainLine(screen, `${countOf(count, 'claim')} not testable here: ${need}`));
  if (counts.size === 0) return;
  print(screen, '', '`sockrates doctor` says how to get what is missing.');
  screen.print();
}

/** Folded to the screen's width; what comes before the text stands before its first line only. */
function print(screen: Screen, before: string, text: string): void {
  foldText(text, screen.columns - before.length).forEach((line, index) => {
    screen.print(screen.style('dim', index === 0 ? before : ' '.repeat(before.length)) + line);
  });
}
