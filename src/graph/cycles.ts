import type { ConceptGraph, GraphEdge, GraphNodeId } from './concept-graph.ts';
import { labelOf } from './formats/label.ts';
import { noteOf, prerequisitesOf } from './prerequisites.ts';
import { report } from './rules.ts';

/** Concepts that require each other, and where that is written. */
export interface PrerequisiteCycle {
  readonly concepts: readonly GraphNodeId[];
  /** Only those within the group; sorted. */
  readonly edges: readonly GraphEdge[];
}

/** Groups that require each other, and concepts that require themselves. */
export function findCycles(graph: ConceptGraph): readonly PrerequisiteCycle[] {
  const { cycles, edges } = prerequisitesOf(graph);
  const groups = cycles.map((concepts) => new Set(concepts));
  const groupOf = new Map(groups.flatMap((group) => [...group].map((id) => [id, group] as const)));
  const selves = edges.filter(({ source, target }) => source === target);
  const within = new Map(groups.map((group) => [group, [] as GraphEdge[]]));
  for (const edge of edges) {
    const group = groupOf.get(noteOf(graph, edge.source));
    if (group?.has(noteOf(graph, edge.target)) === true) within.get(group)?.push(edge);
  }
  return [
    ...[...within].map(([group, inside]) => ({ concepts: [...group], edges: inside })),
    ...selves.filter(({ source }) => !groupOf.has(source)).map((edge) => ({ concepts: [edge.source], edges: [edge] })),
  ];
}

/** Adds a diagnostic for every cycle, at each edge's first place. */
export function reportCycles(graph: ConceptGraph): ConceptGraph {
  const titleOf = (id: GraphNodeId) => labelOf(graph.node.get(id)?.title ?? id);
  const diagnostics = findCycles(graph).flatMap(({ concepts, edges }) =>
    edges.flatMap(({ target, places: [place] }) => {
      if (place === undefined) return [];
      const message =
        concepts.length === 1
          ? `"${titleOf(target)}" requires itself; remove that`
          : `${nameSome(concepts, titleOf)} require each other, so none can be learned first; ` +
            `decide which comes first, and remove a \`requires\` (here: "${titleOf(target)}")`;
      return [report('cyclic-prerequisite', place, message)];
    }),
  );
  return { ...graph, diagnostics: [...graph.diagnostics, ...diagnostics] };
}

/** A cycle may hold a whole vault: each of its edges names a few. */
const NAMED = 4;

function nameSome(concepts: readonly GraphNodeId[], titleOf: (id: GraphNodeId) => string): string {
  const names = concepts.slice(0, NAMED).map((id) => `"${titleOf(id)}"`);
  return concepts.length > NAMED ? `${names.join(', ')} and ${concepts.length - NAMED} more` : names.join(', ');
}
