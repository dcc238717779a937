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

/** Past so many bits (50 MB) only direct dependants of steps above a shared one are counted. */
const mostBits = 400_000_000;

/**
 * How many concepts lie below each step. Where nothing below it has two prerequisites, that is the sum over its
 * dependants; only steps above a shared one need a row of bits of their own, so that 10,000 of those take 12 MB.
 */
function countUnlocks(
  steps: DirectedGraph,
  related: readonly GraphNodeId[],
  membersOf: (step: GraphNodeId) => readonly GraphNodeId[],
): Map<GraphNodeId, number> {
  const counts = new Map<GraphNodeId, number>();
  const sizeOf = (step: GraphNodeId) => membersOf(step).length;
  // Nodes of the projection are ids of the graph.
  const next = new Map(related.map((step) => [step, steps.outNeighbors(step) as GraphNodeId[]]));
  const shared: GraphNodeId[] = [];
  for (const step of related.toReversed()) {
    const own = next.get(step) ?? [];
    if (own.every((one) => steps.inDegree(one) === 1 && counts.has(one)))
      counts.set(
        step,
        own.reduce((sum, one) => sum + sizeOf(one) + (counts.get(one) ?? 0), 0),
      );
    else shared.push(step);
  }
  if (shared.length * related.length > mostBits)
    for (const step of shared)
      counts.set(
        step,
        (next.get(step) ?? []).reduce((sum, one) => sum + sizeOf(one), 0),
      );
  else countShared(shared, { related, next, sizeOf, counts });
  return counts;
}

/** Counts below steps that are given from the last to the first, each by a row of bits. */
function countShared(
  shared: readonly GraphNodeId[],
  {
    related,
    next,
    sizeOf,
    counts,
  }: {
    readonly related: readonly GraphNodeId[];
    readonly next: ReadonlyMap<GraphNodeId, readonly GraphNodeId[]>;
    readonly sizeOf: (step: GraphNodeId) => number;
    readonly counts: Map<GraphNodeId, number>;
  },
): void {
  const index = new Map(related.map((step, at) => [step, at]));
  const words = Math.ceil(related.length / 32);
  const rows = new Map<GraphNodeId, Uint32Array>();
  const larger = related.map((step, at) => ({ at, more: sizeOf(step) - 1 })).filter(({ more }) => more > 0);
  for (const step of shared) {
    const row = new Uint32Array(words);
    const open = [...(next.get(step) ?? [])];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      const at = index.get(one) ?? 0;
      if (isSet(row, at)) continue;
      row[at >> 5] = (row[at >> 5] ?? 0) | (1 << (at & 31));
      const below = rows.get(one);
      if (below === undefined) open.push(...(next.get(one) ?? []));
      else for (let word = 0; word < words; word += 1) row[word] = (row[word] ?? 0) | (below[word] ?? 0);
    }
    rows.set(step, row);
    const more = larger.filter(({ at }) => isSet(row, at)).reduce((sum, one) => sum + one.more, 0);
    counts.set(step, countBits(row) + more);
  }
}

function isSet(row: Uint32Array, at: number): boolean {
  return ((row[at >> 5] ?? 0) & (1 << (at & 31))) !== 0;
}

function countBits(row: Uint32Array): number {
  let count = 0;
  for (let word of row) for (; word !== 0; word &= word - 1) count += 1;
  return count;
}
