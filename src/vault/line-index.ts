import type { Node, Point } from 'unist';
import type { Place } from '../diagnostic.ts';

/** Turns offsets in a note's text into lines and columns. Lines end at LF, CR LF or CR, as in CommonMark. */
export interface LineIndex {
  readonly path: string;
  readonly source: string;
  /** How many lines the text has. */
  readonly lineCount: number;
  pointAt(offset: number): Point & { offset: number };
  /** `start` to `end`, both offsets in UTF-16 units. */
  placeAt(start: number, end: number): Place;
  /** A node's place; the note's first character for a node without one. */
  placeOf(node: Node): Place;
  /** Where a line begins; lines count from 1. */
  offsetOfLine(line: number): number;
}

export function indexLines(path: string, source: string): LineIndex {
  const starts = lineStarts(source);
  const pointAt = (offset: number): Point & { offset: number } => {
    const within = Math.max(0, Math.min(offset, source.length));
    const line = lastAtMost(starts, within);
    return { line: line + 1, column: within - (starts[line] ?? 0) + 1, offset: within };
  };
  const placeAt = (start: number, end: number): Place => {
    const from = pointAt(start);
    const to = pointAt(Math.max(start, end));
    return { path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
  return {
    path,
    source,
    lineCount: starts.length,
    pointAt,
    placeAt,
    placeOf: ({ position }) => placeAt(position?.start.offset ?? 0, position?.end.offset ?? 0),
    offsetOfLine: (line) => starts[Math.max(0, Math.min(line - 1, starts.length - 1))] ?? 0,
  };
}

function lineStarts(source: string): number[] {
  const starts = [0];
  const lineEnd = /\r\n|\n|\r/g;
  while (lineEnd.exec(source) !== null) starts.push(lineEnd.lastIndex);
  return starts;
}

function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
