import type { Node } from 'mdast';
import type { Place } from '../../diagnostic.ts';

/** Where a node stands in its note. */
export function placeOf(node: Pick<Node, 'position'>, path: string): Place {
  const { start, end } = node.position ?? { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
  return { path, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}
