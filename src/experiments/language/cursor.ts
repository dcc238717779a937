import { distance } from 'fastest-levenshtein';
import { reporterFor } from '../../diagnostic.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import { experimentRules } from '../rules.ts';
import type { Span } from './value.ts';

export type ExperimentRule = keyof typeof experimentRules;

export const report = reporterFor(experimentRules);

/** Reads one line of a block from left to right, and keeps its first fault: what follows one is guesswork. */
export class Cursor {
  readonly text: string;
  readonly path: string;
  readonly line: number;
  readonly indent: number;
  readonly diagnostics: Diagnostic[];
  at = 0;
  private faulty = false;

  constructor(text: string, place: { path: string; line: number; indent: number }, diagnostics: Diagnostic[]) {
    this.text = text;
    this.path = place.path;
    this.line = place.line;
    this.indent = place.indent;
    this.diagnostics = diagnostics;
  }

  isDone(): boolean {
    return this.at >= this.text.length;
  }

  hasFailed(): boolean {
    return this.faulty;
  }

  span(from: number, to = this.at): Span {
    return { line: this.line, column: this.indent + from + 1, endColumn: this.indent + Math.max(from, to) + 1 };
  }

  /** Passes blanks and strace's comments. */
  skipSpace(): void {
    for (;;) {
      const character = this.text[this.at];
      if (character === ' ' || character === '\t') this.at++;
      else if (character === '/' && this.text[this.at + 1] === '*') {
        const end = this.text.indexOf('*/', this.at + 2);
        if (end === -1) return;
        this.at = end + 2;
      } else return;
    }
  }

  looksAt(word: string): boolean {
    return this.text.startsWith(word, this.at);
  }

  take(word: string): boolean {
    if (!this.looksAt(word)) return false;
    this.at += word.length;
    return true;
  }

  /** Blanks, then `word`. */
  takeAfterSpace(word: string): boolean {
    const before = this.at;
    this.skipSpace();
    if (this.take(word)) return true;
    this.at = before;
    return false;
  }

  /** Takes what a sticky expression matches here. */
  match(sticky: RegExp): RegExpExecArray | undefined {
    const found = this.test(sticky);
    if (found !== undefined) this.at += found[0].length;
    return found;
  }

  test(sticky: RegExp): RegExpExecArray | undefined {
    sticky.lastIndex = this.at;
    return sticky.exec(this.text) ?? undefined;
  }

  /** Reports the line's first fault, and always answers undefined. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- so that `return cursor.fail(…)` fits every parser
  fail<Wanted>(
    message: string,
    where: { from?: number; to?: number; rule?: ExperimentRule; expected?: readonly string[] } = {},
  ): Wanted | undefined {
    if (this.faulty) return undefined;
    this.faulty = true;
    const from = Math.min(where.from ?? this.at, this.text.length);
    const to = Math.min(where.to ?? Math.max(from + 1, this.at), this.text.length);
    this.note(where.rule ?? 'syntax-error', this.span(from, to), message, where.expected);
    return undefined;
  }

  note(rule: ExperimentRule, span: Span, message: string, expected?: readonly string[]): void {
    this.diagnostics.push(reportAt(this.path, rule, span, message, expected));
  }
}

export function reportAt(
  path: string,
  rule: ExperimentRule,
  span: Span,
  message: string,
  expected?: readonly string[],
): Diagnostic {
  const { line, column, endColumn } = span;
  return report(rule, { path, line, column, endLine: line, endColumn }, message, expected);
}

/** How a message shows text of the note: short, and without control characters. */
export function quote(text: string): string {
  const short = text.length > 40 ? text.slice(0, 40) + '…' : text;
  return '`' + withoutControls(short) + '`';
}

/** Control and invisible formatting characters, which could move a cursor or turn text round, become U+FFFD. */
export function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}

/** The words of a list that `word` may be a slip of, nearest first. */
export function nearest(word: string, list: readonly string[]): readonly string[] {
  if (word.length < 3 || word.length > 40) return [];
  const wanted = word.toLowerCase();
  const limit = word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 3));
  return list
    .map((candidate) => ({ candidate, far: distance(wanted, candidate.toLowerCase()) }))
    .filter(({ far }) => far <= limit)
    .sort((a, b) => a.far - b.far || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** ` Did you mean `x`?`, or nothing. */
export function didYouMean(candidates: readonly string[]): string {
  const [first] = candidates;
  return first === undefined ? '' : ` Did you mean \`${first}\`?`;
}
