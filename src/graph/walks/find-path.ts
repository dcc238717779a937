import { DirectedGraph, UndirectedGraph } from 'graphology';
import { bidirectional } from 'graphology-shortest-path/unweighted.js';
import type { ConceptGraph, GraphEdge, GraphNodeId } from '../concept-graph.ts';
import { compareText, edgeTypes, isConcept } from '../concept-graph.ts';

/** One step of a way through the graph. */
export interface PathStep {
  readonly edge: GraphEdge;
  /** Whether the step goes against the edge, from its target to its source. */
  readonly against: boolean;
}

/**
 * The shortest way between two nodes: from concept to concept where there is one, following the edges' direction where
 * that is no longer; else through cards, experiments, tags and sources. Nothing where no way leads there.
 */
export function findPath(graph: ConceptGraph, from: GraphNodeId, to: GraphNodeId): readonly PathStep[] | undefined {
  if (from === to) return [];
  return findWithin(graph, from, to, true) ?? findWithin(graph, from, to, false);
}

function findWithin(
  graph: ConceptGraph,
  from: GraphNodeId,
  to: GraphNodeId,
  conceptsOnly: boolean,
): readonly PathStep[] | undefined {
  const directed = new DirectedGraph();
  const undirected = new UndirectedGraph();
  for (const node of graph.nodes) {
    if (conceptsOnly && !isConcept(node) && node.id !== from && node.id !== to) continue;
    directed.addNode(node.id);
    undirected.addNode(node.id);
  }
  for (const { source, target, type } of graph.edges) {
    if (!directed.hasNode(source) || !directed.hasNode(target) || source === target) continue;
    directed.mergeEdge(source, target);
    if (type === 'contrasts') directed.mergeEdge(target, source);
    undirected.mergeEdge(source, target);
  }
  const any = bidirectional(undirected, from, to);
  if (any === null) return undefined;
  const along = bidirectional(directed, from, to);
  const way = along !== null && along.length === any.length ? along : any;
  // Nodes of both are ids of the graph.
  return (way as GraphNodeId[]).slice(1).map((next, index) => stepBetween(graph, way[index] as GraphNodeId, next));
}

/** Of several edges the one that says most, along before against. */
function stepBetween(graph: ConceptGraph, from: GraphNodeId, to: GraphNodeId): PathStep {
  const along = (graph.from.get(from) ?? []).filter(({ target }) => target === to);
  const against = (graph.from.get(to) ?? []).filter(({ target }) => target === from);
  const steps = [
    ...along.map((edge) => ({ edge, against: false })),
    ...against.map((edge) => ({ edge, against: true })),
  ].sort((a, b) => tellingRank(a) - tellingRank(b) || compareText(a.edge.type, b.edge.type));
  const [first] = steps;
  if (first === undefined) throw new Error(`no edge joins ${from} and ${to}`);
  return first;
}

const telling: readonly string[] = [
  'requires',
  'part-of',
  'contrasts',
  'decides',
  'tests',
  'embeds',
  'links',
  'tagged',
];

function tellingRank({ edge, against }: PathStep): number {
  return telling.indexOf(edge.type) + (against ? edgeTypes.length : 0);
}
