import type { ConceptGraph, GraphEdge, GraphNode, GraphNodeId } from './concept-graph.ts';
import { compareText, isMissingFile } from './concept-graph.ts';
import { strongComponents } from './strong-components.ts';

/** What can be put in an order to learn it: notes, and unwritten concepts that something requires or asks about. */
export function learnableConcepts(graph: ConceptGraph): readonly GraphNode[] {
  return graph.nodes.filter((node) => {
    if (node.kind === 'note') return node.experimentNote !== true || isRelated(graph, node.id);
    if (node.kind !== 'unresolved' || isMissingFile(node)) return false;
    return (graph.to.get(node.id) ?? []).some(({ type }) => type === 'requires' || type === 'tests');
  });
}

function isRelated(graph: ConceptGraph, id: GraphNodeId): boolean {
  const edges = [...(graph.from.get(id) ?? []), ...(graph.to.get(id) ?? [])];
  return edges.some(({ type }) => type === 'requires');
}

/** A section is learned with its note. */
export function noteOf(graph: ConceptGraph, id: GraphNodeId): GraphNodeId {
  if (graph.node.get(id)?.kind !== 'section') return id;
  return graph.from.get(id)?.find(({ type }) => type === 'part-of')?.target ?? id;
}

/** Prerequisites between learnable concepts, sections folded into their notes; edges lead from what comes first. */
export interface Prerequisites {
  readonly concepts: readonly GraphNode[];
  /** What each requires, without itself; sorted. */
  readonly before: ReadonlyMap<GraphNodeId, readonly GraphNodeId[]>;
  /** Groups that require each other, each sorted by id; groups by their first member. */
  readonly cycles: readonly (readonly GraphNodeId[])[];
  /** The edges that say so. */
  readonly edges: readonly GraphEdge[];
}

const known = new WeakMap<ConceptGraph, Prerequisites>();

export function prerequisitesOf(graph: ConceptGraph): Prerequisites {
  const made = known.get(graph) ?? findPrerequisites(graph);
  known.set(graph, made);
  return made;
}

function findPrerequisites(graph: ConceptGraph): Prerequisites {
  const concepts = learnableConcepts(graph);
  const before = new Map<GraphNodeId, Set<GraphNodeId>>(concepts.map(({ id }) => [id, new Set()]));
  const edges = graph.edges.filter(({ type }) => type === 'requires');
  for (const { source, target } of edges) {
    const [later, earlier] = [noteOf(graph, source), noteOf(graph, target)];
    if (later === earlier || !before.has(later) || !before.has(earlier)) continue;
    before.get(later)?.add(earlier);
  }
  const sorted = new Map([...before].map(([id, ids]) => [id, [...ids].sort(compareText)]));
  const cycles = strongComponents(sorted)
    .map((group) => group.sort(compareText))
    .sort((a, b) => compareText(a[0] ?? '', b[0] ?? ''));
  return { concepts, before: sorted, cycles, edges };
}
