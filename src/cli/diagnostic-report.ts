import { compareDiagnostics, type Diagnostic, type Severity } from '../diagnostic.ts';
import { showText, type Screen } from './screen.ts';

const colours = { error: 'red', warning: 'yellow', info: 'cyan' } as const;

/** `path:line:column: level rule-id message`, one a line: what editors and compilers understand. */
export function formatUnix(diagnostic: Diagnostic): string {
  const { path, line, column, severity, rule, message } = diagnostic;
  return showText(`${path}:${line}:${column}: ${severity} ${rule} ${message}`.replace(/\s*\n\s*/g, ' '));
}

/** Prints diagnostics in order of place to standard error, the most telling part in colour. */
export function printDiagnostics(screen: Screen, diagnostics: readonly Diagnostic[], least: Severity = 'info'): void {
  for (const diagnostic of sortDiagnostics(diagnostics, least))
    screen.printError(formatDiagnostic(diagnostic, screen.styleError));
}

/** The same on standard output, where diagnostics are what was asked for. */
export function listDiagnostics(screen: Screen, diagnostics: readonly Diagnostic[]): void {
  for (const diagnostic of sortDiagnostics(diagnostics)) screen.print(formatDiagnostic(diagnostic, screen.style));
}

function formatDiagnostic({ path, line, column, severity, rule, message }: Diagnostic, style: Screen['style']): string {
  const place = style('bold', showText(`${path}:${line}:${column}:`));
  return `${place} ${style(colours[severity], severity)} ${style('dim', rule)} ${showText(message.replace(/\s*\n\s*/g, ' '))}`;
}

const ranks: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

export function sortDiagnostics(diagnostics: readonly Diagnostic[], least: Severity = 'info'): Diagnostic[] {
  return diagnostics.filter(({ severity }) => ranks[severity] >= ranks[least]).sort(compareDiagnostics);
}

/** `2 errors, 1 warning`; an empty string where there is nothing to count. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  return (['error', 'warning', 'info'] as const)
    .map((severity) => [diagnostics.filter((diagnostic) => diagnostic.severity === severity).length, severity] as const)
    .filter(([count]) => count > 0)
    .map(([count, severity]) => `${count} ${severity === 'info' ? 'remark' : severity}${count === 1 ? '' : 's'}`)
    .join(', ');
}
