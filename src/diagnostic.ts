/**
 * A fault in a user's note is data with a place, never an exception: each stage returns its best value and adds to the
 * list. The shape is that of `diagnostics` in every JSON document (schema 1).
 */
export type Severity = 'error' | 'warning' | 'info';

/** A range in a note. Lines and columns count from 1, columns in UTF-16 units; the end lies behind the last unit. */
export interface Place {
  /** Path within the vault, with `/`, as the file is spelled on disk. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

export interface Diagnostic extends Place {
  readonly severity: Severity;
  /** Names the fault, kebab-case: `unresolved-link`. */
  readonly rule: string;
  /** What is wrong and what to do about it. */
  readonly message: string;
  /** What would have been right, nearest first. */
  readonly expected?: readonly string[];
}

/** A folder's rules: its `rules.ts` holds one such table, the documents and the fixtures are checked against it. */
export type RuleTable = Readonly<Record<string, { readonly severity: Severity; readonly about: string }>>;

/** Gives a folder its `report` function: the severity comes from the table, so that one rule has one severity. */
export function reporterFor<Rules extends RuleTable>(
  rules: Rules,
): (rule: keyof Rules & string, place: Place, message: string, expected?: readonly string[]) => Diagnostic {
  return (rule, place, message, expected) => ({
    path: place.path,
    line: place.line,
    column: place.column,
    ...(place.endLine === undefined ? {} : { endLine: place.endLine }),
    ...(place.endColumn === undefined ? {} : { endColumn: place.endColumn }),
    severity: (rules[rule] as Rules[keyof Rules & string]).severity,
    rule,
    message,
    ...(expected === undefined || expected.length === 0 ? {} : { expected }),
  });
}

/** By path, then place, then rule: the order in which reports are printed. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.line - b.line || a.column - b.column || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}
