import { cardNode, experimentNode } from '../concept-graph.ts';
import type { GraphNodeId } from '../concept-graph.ts';
import { learningStates, pageVerdicts, type LearningState, type PageVerdict } from './client/page-data.ts';
import type { MapGraph } from './map-graph.ts';
import type { GraphPageInput } from './page-input.ts';

/** By node: places in `pageVerdicts` and `learningStates`, -1 for none. */
export interface NodeJudgements {
  readonly verdict: readonly number[];
  readonly learning: readonly number[];
}

/**
 * What is known of each node by what stands in it: of verdicts the one that needs attention most, of learning states a
 * summary. A card says something about itself and its own note; the others that it links to can't help it.
 */
export function judgeNodes(
  { graph, cards, experiments, claims, learning }: GraphPageInput,
  { nodes, place }: MapGraph,
): NodeJudgements {
  const verdicts = nodes.map((): Set<PageVerdict> => new Set());
  const states = nodes.map((): LearningState[] => []);
  const at = (id: GraphNodeId | undefined): number => (id === undefined ? -1 : (place.get(id) ?? -1));
  for (const { id, concepts, verdict } of experiments) {
    if (verdict === undefined) continue;
    const node = experimentNode(id);
    const decided = (graph.from.get(node) ?? []).flatMap(({ type, target }) => (type === 'decides' ? [target] : []));
    for (const each of [node, ...concepts, ...decided]) verdicts[at(each)]?.add(verdict);
  }
  for (const { id, concepts, verdict, learning: state } of cards) {
    for (const each of new Set([at(cardNode(id)), at(concepts.find((concept) => at(concept) >= 0))])) {
      if (verdict !== undefined) verdicts[each]?.add(verdict);
      if (state !== undefined) states[each]?.push(state);
    }
  }
  for (const { concept, verdict } of claims ?? []) verdicts[at(concept)]?.add(verdict);
  for (const [id, state] of learning ?? []) {
    const index = at(id);
    if (index >= 0) states[index] = [state];
  }
  // What has no experiment is nothing to look at.
  const telling = pageVerdicts.slice(0, pageVerdicts.indexOf('no-experiment'));
  return {
    verdict: verdicts.map((found) => telling.findIndex((verdict) => found.has(verdict))),
    learning: states.map((found) => {
      const state = summarise(found);
      return state === undefined ? -1 : learningStates.indexOf(state);
    }),
  };
}

/** A concept is due when a card is, known when all are, new when none was seen yet. */
function summarise(found: readonly LearningState[]): LearningState | undefined {
  const [first] = found;
  if (found.includes('due')) return 'due';
  return found.every((state) => state === first) ? first : 'learning';
}
