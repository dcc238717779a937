import type { Nodes, Root, RootContent } from 'mdast';
import type { Point } from 'unist';
import { readBody } from './body.ts';
import type { LineIndex } from './line-index.ts';
import { parseMarkdown } from './markdown.ts';

/**
 * The markdown between two offsets of a note, parsed as if it stood alone and repaired as a note is: places and offsets
 * are those in the note.
 * @param references definitions from elsewhere in the note (`[id]: address`), which links in the slice may use
 */
export function parseMarkdownSlice(lines: LineIndex, start: number, end: number, references = ''): RootContent[] {
  const slice = lines.source.slice(start, end);
  const tree = parseMarkdown(references === '' ? slice : `${slice}\n\n${references}`);
  const children = tree.children.filter((node) => (node.position?.start.offset ?? 0) <= slice.length);
  const root: Root = { type: 'root', children };
  const origin = lines.pointAt(start);
  for (const node of children) moveNode(node, origin);
  readBody(root, lines, slice);
  return root.children;
}

function moveNode(node: Nodes, origin: Point & { offset: number }): void {
  if (node.position !== undefined) {
    movePoint(node.position.start, origin);
    movePoint(node.position.end, origin);
  }
  if ('children' in node) for (const child of node.children) moveNode(child, origin);
}

function movePoint(point: Point, origin: Point & { offset: number }): void {
  if (point.line === 1) point.column += origin.column - 1;
  point.line += origin.line - 1;
  point.offset = (point.offset ?? 0) + origin.offset;
}
