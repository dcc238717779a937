import type { Nodes, Root } from 'mdast';
import type { LineIndex } from './line-index.ts';

/** A tree as text and numbers: what workers send and the cache keeps. Points cost most of a tree, so only offsets are kept. */
export interface PackedTree {
  /** The tree's JSON, without positions. */
  readonly json: string;
  /** Start and end offset of each node in document order; -1 for a node without position. */
  readonly offsets: Int32Array;
}

/** Packs a tree, using it up: its nodes lose their positions. */
export function packTree(tree: Root): PackedTree {
  const offsets: number[] = [];
  takeOffsets(tree, offsets);
  return { json: JSON.stringify(tree), offsets: Int32Array.from(offsets) };
}

/** The tree that was packed, its lines and columns counted anew. */
export function unpackTree({ json, offsets }: PackedTree, lines: LineIndex): Root {
  // The text is our own: what packTree wrote.
  const tree = JSON.parse(json) as Root;
  giveOffsets(tree, offsets, 0, lines);
  return tree;
}

function takeOffsets(node: Nodes, offsets: number[]): void {
  offsets.push(node.position?.start.offset ?? -1, node.position?.end.offset ?? -1);
  // Setting it, rather than deleting it, keeps the node's shape, which makes writing it three times as fast.
  (node as { position: unknown }).position = undefined;
  if (node.type === 'blockquote') for (const part of node.data?.callout?.title ?? []) takeOffsets(part, offsets);
  if ('children' in node) for (const child of node.children) takeOffsets(child, offsets);
}

function giveOffsets(node: Nodes, offsets: Int32Array, from: number, lines: LineIndex): number {
  const start = offsets[from] ?? -1;
  const end = offsets[from + 1] ?? -1;
  if (start !== -1) node.position = { start: lines.pointAt(start), end: lines.pointAt(end) };
  let next = from + 2;
  if (node.type === 'blockquote') {
    for (const part of node.data?.callout?.title ?? []) next = giveOffsets(part, offsets, next, lines);
  }
  if ('children' in node) for (const child of node.children) next = giveOffsets(child, offsets, next, lines);
  return next;
}
