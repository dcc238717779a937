import type { ConceptGraph, EdgeType, GraphEdge, GraphNode, GraphNodeId, NodeKind } from '../concept-graph.ts';
import { compareText } from '../concept-graph.ts';
import { studyOrder } from '../study-order.ts';
import { noteOf } from '../prerequisites.ts';

/** JSON Canvas 1.0 (jsoncanvas.org/spec/1.0), as Obsidian opens it: whole numbers of pixels, colours of the palette. */
export interface Canvas {
  readonly nodes: readonly CanvasNode[];
  readonly edges: readonly CanvasEdge[];
}

interface CanvasBox {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly color?: string;
}

export type CanvasNode =
  | (CanvasBox & { readonly type: 'file'; readonly file: string; readonly subpath?: string })
  | (CanvasBox & { readonly type: 'text'; readonly text: string })
  | (CanvasBox & { readonly type: 'link'; readonly url: string });

export interface CanvasEdge {
  readonly id: string;
  readonly fromNode: string;
  readonly toNode: string;
  readonly fromSide: 'top' | 'right' | 'bottom' | 'left';
  readonly toSide: 'top' | 'right' | 'bottom' | 'left';
  readonly fromEnd?: 'none' | 'arrow';
  readonly toEnd?: 'none' | 'arrow';
  readonly color?: string;
  readonly label?: string;
}

const size = { width: 320, height: 160 } as const;
const gap = { x: 180, y: 40 } as const;
/** Columns grow to the right; past so many rows a generation takes another one. */
const ROWS = 12;

const kindColours: Readonly<Partial<Record<NodeKind, string>>> = {
  unresolved: '1',
  card: '3',
  experiment: '4',
  external: '6',
};

const edgeColours: Readonly<Partial<Record<EdgeType, string>>> = {
  requires: '1',
  tests: '3',
  decides: '4',
  embeds: '5',
  contrasts: '6',
};

/**
 * The graph as a canvas: concepts in columns by how much has to be known before, what belongs to them after them.
 * Files are named by their path in the vault, so the canvas may lie anywhere in it.
 */
export function formatCanvas(graph: ConceptGraph): Canvas {
  const names = new Map(graph.nodes.map(({ id }, index) => [id, `n${index}`]));
  const places = placeInColumns(graph);
  return {
    nodes: graph.nodes.map((node) => canvasNode(node, names.get(node.id) ?? '', places.get(node.id) ?? { x: 0, y: 0 })),
    edges: graph.edges.map((edge, index) => canvasEdge(edge, index, names, places)),
  };
}

interface Corner {
  readonly x: number;
  readonly y: number;
}

function placeInColumns(graph: ConceptGraph): ReadonlyMap<GraphNodeId, Corner> {
  const { steps, position } = studyOrder(graph);
  const generation = new Map(steps.flatMap((step) => step.concepts.map((id) => [id, step.generation] as const)));
  const last = steps.reduce((most, step) => Math.max(most, step.generation), -1);
  const column = ({ id, kind }: GraphNode): number => {
    const note = noteOf(graph, id);
    const own = generation.get(note);
    if (own !== undefined) return note === id ? own * 2 : own * 2 + 1;
    return last * 2 + 2 + (kind === 'note' || kind === 'unresolved' ? 0 : 1);
  };
  const columns = new Map<number, GraphNode[]>();
  for (const node of graph.nodes) {
    const at = column(node);
    const nodes = columns.get(at);
    if (nodes === undefined) columns.set(at, [node]);
    else nodes.push(node);
  }

  const places = new Map<GraphNodeId, Corner>();
  let x = 0;
  for (const [, nodes] of [...columns].sort(([a], [b]) => a - b)) {
    const rank = ({ id }: GraphNode) => position.get(noteOf(graph, id)) ?? position.size;
    nodes.sort((a, b) => rank(a) - rank(b) || compareText(a.id, b.id));
    for (const [index, { id }] of nodes.entries()) {
      const part = Math.floor(index / ROWS);
      places.set(id, { x: x + part * (size.width + gap.y), y: (index % ROWS) * (size.height + gap.y) });
    }
    x += Math.ceil(nodes.length / ROWS) * (size.width + gap.y) - gap.y + gap.x;
  }
  return places;
}

function canvasNode({ id: nodeId, kind, title, path }: GraphNode, id: string, corner: Corner): CanvasNode {
  const color = kindColours[kind];
  const box = { id, ...corner, ...size, ...(color === undefined ? {} : { color }) };
  if (path !== undefined && (kind === 'note' || kind === 'attachment')) return { ...box, type: 'file', file: path };
  if (path !== undefined && kind === 'section')
    return { ...box, type: 'file', file: path, subpath: `#${title.replace(/[#^|\s]+/g, ' ').trim()}` };
  const url = kind === 'external' ? webAddress(nodeId) : undefined;
  if (url !== undefined) return { ...box, type: 'link', url };
  return { ...box, type: 'text', text: canvasText(kind, title) };
}

/** With what an address may not hold percent-encoded. */
function webAddress(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text).href.replace(/[<>"'`{}|\\^\s]/gu, (character) =>
    encodeURIComponent(character).replace("'", '%27'),
  );
}

/** A text card is markdown and HTML: shown as it stands, with nothing in it that acts. */
function canvasText(kind: NodeKind, title: string): string {
  const text = title.replace(/\s+/g, ' ').trim();
  if (kind === 'unresolved' && !/[[\]|#^]/.test(text)) return `[[${text}]]`;
  return text.replace(/[\\`*_{}[\]<>()#+\-.!|~=$%&]/g, '\\$&');
}

function canvasEdge(
  { source, target, type, weight }: GraphEdge,
  index: number,
  names: ReadonlyMap<GraphNodeId, string>,
  places: ReadonlyMap<GraphNodeId, Corner>,
): CanvasEdge {
  const color = edgeColours[type];
  const from = places.get(source)?.x ?? 0;
  const to = places.get(target)?.x ?? 0;
  const forwards = from < to;
  return {
    id: `e${index}`,
    fromNode: names.get(source) ?? '',
    toNode: names.get(target) ?? '',
    fromSide: from === to || forwards ? 'right' : 'left',
    toSide: from === to || !forwards ? 'right' : 'left',
    ...(type === 'contrasts' ? { toEnd: 'none' } : {}),
    ...(color === undefined ? {} : { color }),
    ...(type === 'links' && weight === 1 ? {} : { label: weight === 1 ? type : `${type} ×${weight}` }),
  };
}
