import type { ConceptGraph, EdgeType, GraphNode, GraphNodeId } from '../concept-graph.ts';
import type { StudyOrder } from '../study-order.ts';
import { edgeTypes } from './client/page-data.ts';

/** Things around the concepts are left out of the map, last kinds first, where there are more than so many. */
const mostSatellites = 12_000;

/** From what stands nearest to a concept to what stands furthest. */
const satelliteKinds = ['experiment', 'section', 'card', 'tag', 'external', 'attachment'] as const;

export interface MapNode {
  readonly node: GraphNode;
  readonly title: string;
  /** Concepts make the map; the rest stands around what it belongs to. */
  readonly concept: boolean;
  /** The first folder of its path; '' for none. */
  readonly topic: string;
  /** Place in the study order, or -1. */
  readonly step: number;
  /** Length of the longest chain of prerequisites below it. */
  readonly stage: number;
  /** Radius at scale 1. */
  readonly radius: number;
  /** How much it matters which label is shown first: greater is earlier. */
  readonly rank: number;
}

/** Source and target are places in `nodes`. */
export interface MapEdge {
  readonly source: number;
  readonly target: number;
  readonly type: EdgeType;
  readonly weight: number;
}

export interface MapGraph {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  /** Where a node of the graph is on the map. An experiment and the note that is there only for it are one. */
  readonly place: ReadonlyMap<GraphNodeId, number>;
}

/**
 * Chooses what of a graph is on the map, and how large. Self-links are no lines.
 * @param titles of nodes that are called otherwise on the map
 */
export function mapGraph(graph: ConceptGraph, order: StudyOrder, titles: ReadonlyMap<GraphNodeId, string>): MapGraph {
  const stands = standIns(graph);
  const chosen = chooseNodes(graph, stands);
  const place = new Map<GraphNodeId, number>(chosen.map(({ id }, index) => [id, index]));
  for (const [id, instead] of stands) {
    const index = place.get(instead);
    if (index !== undefined) place.set(id, index);
  }
  const edges = mergeEdges(graph, place);
  const learned = chosen.filter(isConceptOfMap).filter(({ kind }) => kind === 'note');
  const sequence = learned
    .flatMap(({ id }) => ({ id, position: order.position.get(id) ?? Infinity }))
    .sort((a, b) => a.position - b.position);
  // Sections have positions too; the map counts its own steps.
  const step = new Map(sequence.map(({ id }, index) => [id, index]));
  const stages = new Map(
    order.steps.flatMap(({ concepts, generation }) => concepts.map((id) => [id, generation] as const)),
  );
  const weights = weigh(chosen, edges);
  const nodes = chosen.map((node, index): MapNode => {
    const weight = weights[index] ?? 0;
    const concept = isConceptOfMap(node);
    return {
      node,
      title: titles.get(node.id) ?? node.title,
      concept,
      topic: topicOf(node),
      step: step.get(node.id) ?? -1,
      stage: stages.get(node.id) ?? 0,
      radius: concept
        ? Math.round((5 + Math.min(11, 1.5 * Math.sqrt(weight))) * 10) / 10
        : node.kind === 'experiment'
          ? 3.5
          : 3,
      rank: weight,
    };
  });
  return { nodes, edges, place };
}

function isConceptOfMap({ kind }: GraphNode): boolean {
  return kind === 'note' || kind === 'unresolved';
}

/** An experiment's note says what the experiment shows: on the map it is that experiment. */
function standIns(graph: ConceptGraph): ReadonlyMap<GraphNodeId, GraphNodeId> {
  const experiments = new Map<GraphNodeId, GraphNodeId[]>();
  for (const { source, target, type } of graph.edges) {
    if (type !== 'part-of' || graph.node.get(source)?.kind !== 'experiment') continue;
    if (graph.node.get(target)?.experimentNote === true)
      experiments.set(target, [...(experiments.get(target) ?? []), source]);
  }
  return new Map(
    [...experiments].flatMap(([note, [only, ...more]]) => (only && more.length === 0 ? [[note, only]] : [])),
  );
}

function chooseNodes(graph: ConceptGraph, stands: ReadonlyMap<GraphNodeId, GraphNodeId>): GraphNode[] {
  const rest = graph.nodes.filter((node) => !stands.has(node.id));
  const chosen = rest.filter(isConceptOfMap);
  let room = mostSatellites;
  for (const kind of satelliteKinds) {
    const satellites = rest.filter((node) => node.kind === kind);
    if (satellites.length > room) continue;
    room -= satellites.length;
    chosen.push(...satellites);
  }
  return chosen;
}

function mergeEdges(graph: ConceptGraph, place: ReadonlyMap<GraphNodeId, number>): MapEdge[] {
  const merged = new Map<string, MapEdge>();
  for (const { source, target, type, weight } of graph.edges) {
    const from = place.get(source);
    const to = place.get(target);
    if (from === undefined || to === undefined || from === to) continue;
    const key = `${from} ${to} ${type}`;
    merged.set(key, { source: from, target: to, type, weight: weight + (merged.get(key)?.weight ?? 0) });
  }
  const edges = [...merged.values()];
  return edgeTypes.flatMap((type) => edges.filter((edge) => edge.type === type));
}

/** What many concepts link to and rest on is larger. */
function weigh(nodes: readonly GraphNode[], edges: readonly MapEdge[]): number[] {
  const weights = nodes.map(() => 0);
  const add = (index: number, weight: number): void => {
    weights[index] = (weights[index] ?? 0) + weight;
  };
  for (const { source, target, type } of edges) {
    add(target, type === 'requires' ? 3 : 1);
    if (type === 'links' || type === 'requires') add(source, 0.25);
  }
  return weights;
}

function topicOf({ path }: GraphNode): string {
  const slash = path?.indexOf('/') ?? -1;
  return path === undefined || slash <= 0 ? '' : path.slice(0, slash);
}
