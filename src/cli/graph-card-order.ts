import { cardNode, studyOrder, type ConceptGraph, type GraphNodeId } from '../graph/index.ts';
import type { SortCards } from './card-order.ts';
import { graphOfVault } from './graph-open.ts';
import type { OpenVault } from './open-vault.ts';

/**
 * Sorts cards so that one comes after those about what it asks about and all that this requires. Cards about the same
 * stay together, in their order.
 */
export async function studySortingOf(open: OpenVault): Promise<SortCards> {
  const graph = await graphOfVault(open);
  const { position } = studyOrder(graph);
  const placeOf = (card: GraphNodeId, note: GraphNodeId): number => {
    const asked = (graph.from.get(card) ?? []).filter(({ type }) => type === 'tests').map(({ target }) => target);
    const places = [...asked, ...(position.has(note) ? [] : decidedBy(graph, note))].flatMap(
      (id) => position.get(id) ?? [],
    );
    return places.length === 0 ? position.size : Math.max(...places);
  };
  return (cards) =>
    cards
      .map((one) => {
        // A note is its own node.
        const note = one.card.note as string as GraphNodeId;
        return { one, place: placeOf(cardNode(one.id), note), home: position.get(note) ?? position.size };
      })
      .sort((a, b) => a.place - b.place || a.home - b.home)
      .map(({ one }) => one);
}

/** What the experiments of a note decide: a note that is there for its experiment has no place of its own. */
function decidedBy(graph: ConceptGraph, note: GraphNodeId): readonly GraphNodeId[] {
  return (graph.to.get(note) ?? [])
    .filter(({ type }) => type === 'part-of')
    .flatMap(({ source }) => graph.from.get(source) ?? [])
    .filter(({ type }) => type === 'decides')
    .map(({ target }) => target);
}
