import type { ConceptGraph, EdgeType, GraphEdge, GraphNode, GraphNodeId } from './concept-graph.ts';
import { compareText } from './concept-graph.ts';

/** What one node is to another, in words: for each type read along the edge, and against it. */
const wordsOf: Readonly<Record<EdgeType, readonly [along: string, against: string]>> = {
  requires: ['requires', 'is required by'],
  contrasts: ['is compared with', 'is compared with'],
  'part-of': ['is part of', 'holds'],
  decides: ['decides', 'is decided by'],
  tests: ['asks about', 'is asked about by'],
  embeds: ['shows', 'is shown in'],
  links: ['links to', 'is linked from'],
  tagged: ['is tagged', 'is the tag of'],
};

/** `requires`, or read against the edge `is required by`. */
export function relationInWords(type: EdgeType, against: boolean): string {
  return wordsOf[type][against ? 1 : 0];
}

/** One neighbour, and every reason why it is one. */
export interface Neighbour {
  readonly node: GraphNode;
  readonly edge: GraphEdge;
  /** Whether the edge leads here, from the neighbour. */
  readonly against: boolean;
}

/** Neighbours in one relation: "is required by". */
export interface NeighbourGroup {
  readonly relation: string;
  readonly type: EdgeType;
  readonly neighbours: readonly Neighbour[];
}

/** All neighbours of a node but itself, by relation, the most telling relation first, within it the heaviest edge. */
export function explainNode(graph: ConceptGraph, id: GraphNodeId): readonly NeighbourGroup[] {
  const groups: NeighbourGroup[] = [];
  // Object keys keep their order: that of the table above.
  for (const type of Object.keys(wordsOf) as EdgeType[]) {
    const along = neighboursOf(graph, graph.from.get(id) ?? [], type, false);
    const against = neighboursOf(graph, graph.to.get(id) ?? [], type, true);
    const both = type === 'contrasts' ? [[...along, ...against].sort(byWeight)] : [along, against];
    for (const neighbours of both) {
      const [first] = neighbours;
      if (first !== undefined) groups.push({ relation: relationInWords(type, first.against), type, neighbours });
    }
  }
  return groups;
}

function neighboursOf(
  graph: ConceptGraph,
  edges: readonly GraphEdge[],
  type: EdgeType,
  against: boolean,
): readonly Neighbour[] {
  return edges
    .filter((edge) => edge.type === type && edge.source !== edge.target)
    .flatMap((edge) => {
      const node = graph.node.get(against ? edge.source : edge.target);
      return node === undefined ? [] : [{ node, edge, against }];
    })
    .sort(byWeight);
}

function byWeight(a: Neighbour, b: Neighbour): number {
  return b.edge.weight - a.edge.weight || compareText(a.node.id, b.node.id);
}
