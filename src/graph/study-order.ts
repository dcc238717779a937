import { DirectedGraph } from 'graphology';
import { topologicalGenerations } from 'graphology-dag';
import type { ConceptGraph, GraphNodeId } from './concept-graph.ts';
import { compareText } from './concept-graph.ts';
import { conceptMapOf, strengthOf } from './concept-map.ts';
import { prerequisitesOf } from './prerequisites.ts';

/** One thing to learn next: a concept, or several that require each other and so have to be learned together. */
export interface StudyStep {
  /** Members of a cycle in the order of their ids; otherwise one. */
  readonly concepts: readonly GraphNodeId[];
  readonly cycle: boolean;
  /** How many steps have to come before at least, along the longest way: 0 for what requires nothing. */
  readonly generation: number;
  /** How many concepts rest on it, directly or through others. */
  readonly unlocks: number;
}

export interface StudyOrder {
  readonly steps: readonly StudyStep[];
  /** Each concept's place in the order, from 0; members of a cycle have one after the other. */
  readonly position: ReadonlyMap<GraphNodeId, number>;
}

/**
 * The order to learn the concepts in: prerequisites first, cycles as one step; among those that are ready together
 * first what unlocks most, then what is linked to most, then by id. The same graph gives the same order.
 */
export function studyOrder(graph: ConceptGraph): StudyOrder {
  const { concepts, before, cycles } = prerequisitesOf(graph);
  const cycleOf = new Map(cycles.flatMap((members) => members.map((id) => [id, members] as const)));
  const stepOf = (id: GraphNodeId): GraphNodeId => cycleOf.get(id)?.[0] ?? id;

  const steps = new DirectedGraph();
  for (const [later, ids] of before) {
    for (const earlier of ids) if (stepOf(earlier) !== stepOf(later)) steps.mergeEdge(stepOf(earlier), stepOf(later));
  }
  // Nodes of the projection are ids of the graph. What has no prerequisite and is none stands apart: it comes at once.
  const related = topologicalGenerations(steps) as GraphNodeId[][];
  const apart = [...new Set(concepts.map(({ id }) => stepOf(id)))].filter((step) => !steps.hasNode(step));
  const generations = [[...(related[0] ?? []), ...apart], ...related.slice(1)];
  const membersOf = (step: GraphNodeId) => cycleOf.get(step) ?? [step];
  const unlocks = countUnlocks(steps, related.flat(), membersOf);
  const map = conceptMapOf(graph);
  const linksTo = (step: GraphNodeId) =>
    membersOf(step).reduce((sum, id) => sum + strengthOf(map.incoming, map.indexOf(id) ?? -1), 0);
  const ordered = generations.flatMap((generation, index) =>
    generation
      .map((step) => ({
        concepts: membersOf(step),
        cycle: cycleOf.has(step),
        generation: index,
        unlocks: unlocks.get(step) ?? 0,
        links: linksTo(step),
        step,
      }))
      .sort((a, b) => b.unlocks - a.unlocks || b.links - a.links || compareText(a.step, b.step))
      .map(({ links: _links, step: _step, ...one }): StudyStep => one),
  );
  const sequence = ordered.flatMap((step) => step.concepts);
  return { steps: ordered, position: new Map(sequence.map((id, index) => [id, index])) };
}

/** Past so many steps with prerequisites a table of all pairs is too large: then direct dependants are counted. */
const EXACT = 20_000;

/** How many concepts lie below each step: one bit a pair, so that 10,000 steps take 12 MB. */
function countUnlocks(
  steps: DirectedGraph,
  related: readonly GraphNodeId[],
  membersOf: (step: GraphNodeId) => readonly GraphNodeId[],
): Map<GraphNodeId, number> {
  const index = new Map(related.map((step, at) => [step, at]));
  const words = related.length > EXACT ? 0 : Math.ceil(related.length / 32);
  const below = new Uint32Array(words * related.length);
  const counts = new Map<GraphNodeId, number>();
  const cycles = related.map((step, at) => ({ at, more: membersOf(step).length - 1 })).filter(({ more }) => more > 0);
  for (const step of related.toReversed()) {
    // Nodes of the projection are ids of the graph.
    const next = steps.outNeighbors(step) as GraphNodeId[];
    if (words === 0) {
      counts.set(
        step,
        next.reduce((sum, one) => sum + membersOf(one).length, 0),
      );
      continue;
    }
    const row = below.subarray((index.get(step) ?? 0) * words).subarray(0, words);
    for (const one of next) {
      const at = index.get(one) ?? 0;
      row[at >> 5] = (row[at >> 5] ?? 0) | (1 << (at & 31));
      const other = below.subarray(at * words, (at + 1) * words);
      for (let word = 0; word < words; word += 1) row[word] = (row[word] ?? 0) | (other[word] ?? 0);
    }
    const more = cycles.filter(({ at }) => ((row[at >> 5] ?? 0) & (1 << (at & 31))) !== 0);
    counts.set(step, countBits(row) + more.reduce((sum, one) => sum + one.more, 0));
  }
  return counts;
}

function countBits(row: Uint32Array): number {
  let count = 0;
  for (let word of row) for (; word !== 0; word &= word - 1) count += 1;
  return count;
}
