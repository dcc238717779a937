import { labelText, type LabelSide } from './scale.ts';
import { edgeTypes, nodeKinds, type PageData, type PageEdgeType, type PageNodeKind } from './page-data.ts';

export interface ConceptNode {
  readonly index: number;
  readonly id: string;
  readonly title: string;
  /** The title as the map shows it. */
  readonly label: string;
  readonly aliases: readonly string[];
  readonly kind: PageNodeKind;
  readonly topic: number;
  /** Places in pageVerdicts and learningStates, or -1. */
  readonly verdict: number;
  readonly learning: number;
  readonly along: number;
  readonly across: number;
  readonly radius: number;
  readonly step: number;
  readonly stage: number;
  readonly wideLabel: LabelSpot;
  readonly tallLabel: LabelSpot;
}

export interface LabelSpot {
  /** Place in labelScales. */
  readonly from: number;
  readonly side: LabelSide;
}

export interface ConceptEdge {
  readonly source: ConceptNode;
  readonly target: ConceptNode;
  readonly type: PageEdgeType;
  /** A plain link between two that something more telling joins: the map leaves it out. */
  readonly shadowed: boolean;
}

export interface MapModel {
  readonly data: PageData;
  readonly nodes: readonly ConceptNode[];
  readonly edges: readonly ConceptEdge[];
  readonly edgesOf: ReadonlyMap<ConceptNode, readonly ConceptEdge[]>;
  readonly byId: ReadonlyMap<string, ConceptNode>;
  /** Concepts with a step, in study order. */
  readonly order: readonly ConceptNode[];
}

/** The page's data as objects that refer to each other. */
export function readModel(data: PageData): MapModel {
  const { nodes: columns } = data;
  const spot = (code = 0): LabelSpot => ({ from: code >> 2, side: sideOf(code & 3) });
  const nodes = columns.id.map((id, index): ConceptNode => {
    const title = columns.title[index] ?? id;
    return {
      index,
      id,
      title,
      label: labelText(title),
      aliases: columns.aliases[index] ?? [],
      kind: nodeKinds[columns.kind[index] ?? 0] ?? 'note',
      topic: columns.topic[index] ?? 0,
      verdict: columns.verdict[index] ?? -1,
      learning: columns.learning[index] ?? -1,
      along: columns.along[index] ?? 0,
      across: columns.across[index] ?? 0,
      radius: columns.radius[index] ?? 5,
      step: columns.step[index] ?? -1,
      stage: columns.stage[index] ?? 0,
      wideLabel: spot(columns.wideLabel[index]),
      tallLabel: spot(columns.tallLabel[index]),
    };
  });
  const edges = spreadLinks(readEdges(data, nodes));
  const edgesOf = new Map<ConceptNode, ConceptEdge[]>(nodes.map((node) => [node, []]));
  for (const edge of edges) {
    edgesOf.get(edge.source)?.push(edge);
    edgesOf.get(edge.target)?.push(edge);
  }
  const order = nodes.filter(({ step }) => step >= 0).sort((a, b) => a.step - b.step);
  return { data, nodes, edges, edgesOf, byId: new Map(nodes.map((node) => [node.id, node])), order };
}

/** Links are read note by note; where only some can be drawn these should not be the first notes' own. */
function spreadLinks(edges: readonly ConceptEdge[]): ConceptEdge[] {
  const links = edges.filter(({ type }) => type === 'links');
  const rest = edges.filter(({ type }) => type !== 'links');
  // A prime longer than the list, or no divisor of it, visits each once.
  const stride = links.length % 7919 === 0 ? 1 : 7919;
  const spread = links.map((link, index) => links[(index * stride) % links.length] ?? link);
  return [...rest, ...spread];
}

function sideOf(code: number): LabelSide {
  return code === 1 ? 1 : code === 2 ? 2 : code === 3 ? 3 : 0;
}

function readEdges(data: PageData, nodes: readonly ConceptNode[]): ConceptEdge[] {
  const edges: ConceptEdge[] = [];
  const joined = new Set<number>();
  const pair = (a: number, b: number): number => Math.min(a, b) * nodes.length + Math.max(a, b);
  for (const type of edgeTypes) {
    const runs = data.edges[type] ?? [];
    for (let at = 0; at < runs.length;) {
      const from = runs[at] ?? 0;
      const end = at + 2 + (runs[at + 1] ?? 0);
      for (at += 2; at < end; at++) {
        const to = runs[at] ?? 0;
        const source = nodes[from];
        const target = nodes[to];
        if (source === undefined || target === undefined) continue;
        // Types come in the order of how much they tell.
        const key = pair(from, to);
        edges.push({ source, target, type, shadowed: joined.has(key) && type !== 'requires' && type !== 'contrasts' });
        joined.add(key);
      }
    }
  }
  return edges;
}

/** What has to be known before, from the nearest to the farthest, up to so many steps away. */
export function prerequisitesOf(model: MapModel, start: ConceptNode, depth: number): Set<ConceptNode> {
  return walk(start, depth, (node) => directPrerequisites(model, node));
}

/** What builds on it, directly or not. */
export function dependantsOf(model: MapModel, start: ConceptNode, depth: number): Set<ConceptNode> {
  return walk(start, depth, (node) => directDependants(model, node));
}

export function directPrerequisites(model: MapModel, node: ConceptNode): ConceptNode[] {
  return neighbours(model, node, (edge) => edge.type === 'requires' && edge.source === node);
}

export function directDependants(model: MapModel, node: ConceptNode): ConceptNode[] {
  return neighbours(model, node, (edge) => edge.type === 'requires' && edge.target === node);
}

/** The other ends of a node's edges that pass, each once. */
export function neighbours(
  { edgesOf }: MapModel,
  node: ConceptNode,
  passes: (edge: ConceptEdge) => boolean,
): ConceptNode[] {
  const found = (edgesOf.get(node) ?? []).filter(passes);
  return [...new Set(found.map((edge) => (edge.source === node ? edge.target : edge.source)))];
}

function walk(start: ConceptNode, depth: number, next: (node: ConceptNode) => ConceptNode[]): Set<ConceptNode> {
  const found = new Set<ConceptNode>();
  let rim = [start];
  for (let step = 0; step < depth && rim.length > 0; step++) {
    rim = rim.flatMap(next).filter((node) => node !== start && !found.has(node));
    for (const node of rim) found.add(node);
  }
  return found;
}
