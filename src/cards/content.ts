import type { Nodes, PhrasingContent, RootContent, Text } from 'mdast';
import type { LineIndex } from '../vault/index.ts';
import { textOffsets } from './text-offsets.ts';

/**
 * The part of some nodes that stands between two offsets of the note. Text is cut where a limit falls into it; code,
 * math and links are whole or not there, by where they begin. Nothing of the input is changed.
 */
export function cutContent<Node extends RootContent>(
  nodes: readonly Node[],
  start: number,
  end: number,
  lines: LineIndex,
): Node[] {
  const kept: Node[] = [];
  for (let index = firstEndingAfter(nodes, start); index < nodes.length; index += 1) {
    const node = nodes[index];
    if (node === undefined) break;
    const [from, to] = rangeOf(node);
    if (from >= end) break;
    if (to <= start) continue;
    if (from >= start && to <= end) {
      kept.push(node);
    } else if (node.type === 'text') {
      const cut = cutText(node, Math.max(from, start), Math.min(to, end), lines);
      // A cut text is a node of the kind that stood there.
      if (cut !== undefined) kept.push(cut as Node);
    } else if ('children' in node) {
      const children = cutContent<RootContent>(node.children, start, end, lines);
      // What a parent holds is what it held before, or less.
      if (children.length > 0) kept.push({ ...node, children, position: placed(from, to, start, end, lines) });
    } else if (from >= start) {
      kept.push(node);
    }
  }
  return kept;
}

/** Offsets in the note at which a node begins and ends. */
export function rangeOf(node: Nodes): readonly [number, number] {
  const start = node.position?.start.offset ?? 0;
  return [start, node.position?.end.offset ?? start];
}

/** From the first of some neighbouring nodes to the end of the last. */
export function rangeOfAll(nodes: readonly Nodes[]): readonly [number, number] {
  const first = nodes[0];
  const last = nodes.at(-1);
  return first === undefined || last === undefined ? [0, 0] : [rangeOf(first)[0], rangeOf(last)[1]];
}

/** Neighbouring nodes stand in the order of the text: where the first one is that reaches past an offset. */
export function firstEndingAfter(nodes: readonly Nodes[], offset: number): number {
  return firstIndex(nodes.length, (index) => {
    const node = nodes[index];
    return node !== undefined && rangeOf(node)[1] > offset;
  });
}

/** The first of `length` indexes from which on `test` holds; `length` where it never does. */
function firstIndex(length: number, test: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function cutText(node: Text, start: number, end: number, lines: LineIndex): Text | undefined {
  const offsetAt = textOffsets(node, lines.source);
  const first = firstIndex(node.value.length, (index) => offsetAt(index) >= start);
  const last = firstIndex(node.value.length, (index) => offsetAt(index) >= end);
  if (first === last) return undefined;
  return {
    type: 'text',
    value: node.value.slice(first, last),
    position: { start: lines.pointAt(start), end: lines.pointAt(end) },
  };
}

function placed(from: number, to: number, start: number, end: number, lines: LineIndex) {
  return { start: lines.pointAt(Math.max(from, start)), end: lines.pointAt(Math.min(to, end)) };
}

/** Without white space and line breaks at both ends, in inline content or in the paragraphs at the ends of blocks. */
export function trimContent<Node extends RootContent>(nodes: readonly Node[]): Node[] {
  return trimEdge(trimEdge(nodes, 'start'), 'end');
}

function trimEdge<Node extends RootContent>(nodes: readonly Node[], edge: 'start' | 'end'): Node[] {
  const trimmed = [...nodes];
  for (;;) {
    const index = edge === 'start' ? 0 : trimmed.length - 1;
    const node = trimmed[index];
    if (node === undefined) return trimmed;
    const shorter = trimNode(node, edge);
    if (shorter !== undefined) {
      if (shorter !== node) trimmed[index] = shorter;
      return trimmed;
    }
    trimmed.splice(index, 1);
  }
}

/** `undefined` where nothing is left of the node. */
function trimNode<Node extends RootContent>(node: Node, edge: 'start' | 'end'): Node | undefined {
  if (node.type === 'break') return undefined;
  if (node.type === 'text') {
    const value = edge === 'start' ? node.value.trimStart() : node.value.trimEnd();
    return value === '' ? undefined : value === node.value ? node : { ...node, value };
  }
  if (!('children' in node) || !trimmable.has(node.type)) return node;
  const children = trimEdge<RootContent>(node.children, edge);
  if (children.length === 0) return undefined;
  return sameNodes(children, node.children) ? node : { ...node, children };
}

const trimmable: ReadonlySet<string> = new Set(['paragraph', 'heading', 'list', 'listItem', 'strong', 'emphasis']);

function sameNodes(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((node, index) => node === b[index]);
}

/** Inline content as the one paragraph of a field; nothing for nothing. */
export function paragraphOf(nodes: readonly PhrasingContent[]): RootContent[] {
  const children = trimContent(nodes);
  const first = children[0]?.position;
  const last = children.at(-1)?.position;
  if (children.length === 0) return [];
  const position = first === undefined || last === undefined ? {} : { position: { start: first.start, end: last.end } };
  return [{ type: 'paragraph', children, ...position }];
}

/** A copy in which `replace` may put other nodes in the place of any; children first. */
export function mapContent(
  nodes: readonly RootContent[],
  replace: (node: RootContent) => readonly RootContent[],
): RootContent[] {
  return nodes.flatMap((node) => {
    if (!('children' in node)) return replace(node);
    const children = mapContent(node.children, replace);
    // A parent keeps the kind of children it had: `replace` only gives nodes of the kind it was given.
    return replace(sameNodes(children, node.children) ? node : ({ ...node, children } as RootContent));
  });
}

/** Calls `visit` for every node, parents first, in document order. */
export function visitContent(nodes: readonly RootContent[], visit: (node: RootContent) => void): void {
  for (const node of nodes) {
    visit(node);
    if ('children' in node) visitContent(node.children, visit);
  }
}

/** Whether any node among some, or below them, is what is looked for. */
export function someNode(nodes: readonly RootContent[], test: (node: RootContent) => boolean): boolean {
  return nodes.some((node) => test(node) || ('children' in node && someNode(node.children, test)));
}
