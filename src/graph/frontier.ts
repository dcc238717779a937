import type { ConceptGraph, GraphNodeId } from './concept-graph.ts';
import { prerequisitesOf } from './prerequisites.ts';
import { studyOrder } from './study-order.ts';

/** What somebody who knows some concepts can learn next. */
export interface Frontier {
  /** Ready: not known, and all that it requires is. In study order. */
  readonly ready: readonly ReadyConcept[];
  /** Not known, and not ready. In study order. */
  readonly blocked: readonly BlockedConcept[];
}

export interface ReadyConcept {
  readonly id: GraphNodeId;
  /** What it requires, all of it known. */
  readonly requires: readonly GraphNodeId[];
  /** Those that require each other with it: to be learned together. */
  readonly together: readonly GraphNodeId[];
  /** How many concepts rest on it. */
  readonly unlocks: number;
}

export interface BlockedConcept {
  readonly id: GraphNodeId;
  /** The shortest chain of unknown prerequisites, from what it requires to what is ready. */
  readonly because: readonly GraphNodeId[];
}

/** @param known concepts that are learned well enough to build on; a note's sections are known with it */
export function findFrontier(graph: ConceptGraph, known: ReadonlySet<GraphNodeId>): Frontier {
  const { before } = prerequisitesOf(graph);
  const ready: ReadyConcept[] = [];
  const chains = new Map<GraphNodeId, readonly GraphNodeId[]>();
  const blocked: BlockedConcept[] = [];
  for (const { concepts, unlocks } of studyOrder(graph).steps) {
    const members = new Set(concepts);
    const needs = [...new Set(concepts.flatMap((id) => before.get(id) ?? []))].filter((id) => !members.has(id));
    const missing = needs.filter((id) => !known.has(id));
    const because = missing
      .map((id) => [id, ...(chains.get(id) ?? [])])
      .reduce<readonly GraphNodeId[]>(
        (best, chain) => (best.length === 0 || chain.length < best.length ? chain : best),
        [],
      );
    for (const id of concepts) {
      if (known.has(id)) continue;
      chains.set(id, because);
      if (because.length > 0) blocked.push({ id, because });
      else ready.push({ id, requires: needs, together: concepts.filter((other) => other !== id), unlocks });
    }
  }
  return { ready, blocked };
}
