import { betweennessOf } from './betweenness.ts';
import type { ConceptGraph, EdgePlace, EdgeType, GraphNode, GraphNodeId, NodeKind } from './concept-graph.ts';
import { compareText, isMissingFile } from './concept-graph.ts';
import { componentsOf, conceptMapOf, degreeOf, strengthOf } from './concept-map.ts';
import type { ConceptMap } from './concept-map.ts';
import { findCycles } from './cycles.ts';
import type { PrerequisiteCycle } from './cycles.ts';
import { pageRankOf } from './page-rank.ts';
import { noteOf } from './prerequisites.ts';

/** What there is to say about a graph as a whole. Lists are complete and ordered, the most telling first. */
export interface GraphSummary {
  readonly nodes: Readonly<Partial<Record<NodeKind, number>>>;
  readonly edges: Readonly<Partial<Record<EdgeType, number>>>;
  /** What most concepts lead to; of those with as many the one that more telling ones lead to, by PageRank. */
  readonly hubs: readonly Hub[];
  /** What holds the map together, by betweenness. */
  readonly bridges: readonly Bridge[];
  /** False where the shares of `bridges` are estimates from a sample. */
  readonly bridgesExact: boolean;
  /** Notes that neither link to a concept nor are linked to. */
  readonly orphans: readonly GraphNodeId[];
  /** Notes that are linked to and not written, the most wanted first. */
  readonly wanted: readonly WantedNote[];
  /** Pictures and other files that are linked to or shown, and are not there. */
  readonly missingFiles: readonly WantedNote[];
  readonly cycles: readonly PrerequisiteCycle[];
  /** Groups of concepts without a link between them; those of one concept are the orphans. Largest first. */
  readonly islands: readonly (readonly GraphNodeId[])[];
  /** Notes that no card asks about, that no experiment decides, that name no source: for each, notes that are there for an experiment left out. */
  readonly withoutCard: readonly GraphNodeId[];
  readonly withoutExperiment: readonly GraphNodeId[];
  readonly withoutSource: readonly GraphNodeId[];
}

export interface Hub {
  readonly id: GraphNodeId;
  /** How many concepts lead here, and how often. */
  readonly from: number;
  readonly times: number;
}

export interface Bridge {
  readonly id: GraphNodeId;
  /** Part of all shortest ways between two other concepts that lead through it, from 0 to 1. */
  readonly share: number;
}

export interface WantedNote {
  readonly id: GraphNodeId;
  readonly from: number;
  readonly times: number;
  readonly places: readonly EdgePlace[];
}

export function summarizeGraph(graph: ConceptGraph): GraphSummary {
  const map = conceptMapOf(graph);
  const notes = graph.nodes.filter(({ kind, experimentNote }) => kind === 'note' && experimentNote !== true);
  const { bridges, exact } = findBridges(map);
  const idAt = (index: number) => map.concepts[index]?.id ?? ('' as GraphNodeId);
  const islands = componentsOf(map.all).map((island) => island.map(idAt));
  return {
    nodes: countBy(graph.nodes.map(({ kind }) => kind)),
    edges: countBy(graph.edges.map(({ type }) => type)),
    hubs: findHubs(map),
    bridges,
    bridgesExact: exact,
    orphans: islands.filter(({ length }) => length === 1).flat(),
    wanted: findWanted(graph, map, (node) => node.kind === 'unresolved' && !isMissingFile(node)),
    missingFiles: findWanted(graph, map, isMissingFile),
    cycles: findCycles(graph),
    islands: islands.toSorted((a, b) => b.length - a.length || compareText(a[0] ?? '', b[0] ?? '')),
    withoutCard: notesWithout(graph, notes, 'tests'),
    withoutExperiment: notesWithout(graph, notes, 'decides'),
    withoutSource: notes.filter(({ id }) => !citesSource(graph, id)).map(({ id }) => id),
  };
}

/** PageRank alone would put two notes that only lead to each other on top. */
function findHubs({ concepts, outgoing, incoming }: ConceptMap): Hub[] {
  const ranks = pageRankOf(outgoing);
  return concepts
    .map(({ id }, index) => ({ hub: countIncoming(incoming, id, index), rank: ranks[index] ?? 0 }))
    .filter(({ hub }) => hub.from > 0)
    .sort((a, b) => b.hub.from - a.hub.from || b.rank - a.rank || compareText(a.hub.id, b.hub.id))
    .map(({ hub }) => hub);
}

function countIncoming(incoming: ConceptMap['incoming'], id: GraphNodeId, index: number): Hub {
  return { id, from: degreeOf(incoming, index), times: strengthOf(incoming, index) };
}

function findBridges({ concepts, all }: ConceptMap): { bridges: Bridge[]; exact: boolean } {
  const { shares, exact } = betweennessOf(all);
  const bridges = concepts
    .map(({ id }, index) => ({ id, share: shares[index] ?? 0 }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share || compareText(a.id, b.id));
  return { bridges, exact };
}

/** Only what something links to: a name in a comparison wants no note. */
function findWanted(
  graph: ConceptGraph,
  { indexOf }: ConceptMap,
  isWanted: (node: GraphNode) => boolean,
): readonly WantedNote[] {
  return graph.nodes
    .filter(isWanted)
    .map(({ id }) => {
      const edges = (graph.to.get(id) ?? []).filter(
        ({ source, type }) => indexOf(source) !== undefined && type !== 'contrasts',
      );
      const places = edges.flatMap((edge) => edge.places);
      return { id, from: new Set(edges.map(({ source }) => source)).size, times: places.length, places };
    })
    .filter(({ times }) => times > 0)
    .sort((a, b) => b.from - a.from || b.times - a.times || compareText(a.id, b.id));
}

function notesWithout(graph: ConceptGraph, notes: readonly GraphNode[], type: EdgeType): GraphNodeId[] {
  const has = new Set(graph.edges.filter((edge) => edge.type === type).map(({ target }) => noteOf(graph, target)));
  return notes.map(({ id }) => id).filter((id) => !has.has(id));
}

function citesSource(graph: ConceptGraph, id: GraphNodeId): boolean {
  return (graph.from.get(id) ?? []).some(({ target }) => graph.node.get(target)?.kind === 'external');
}

function countBy<Key extends string>(keys: readonly Key[]): Partial<Record<Key, number>> {
  const counts: Partial<Record<Key, number>> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
