import { cardNode, studyOrder, type ConceptGraph, type GraphNodeId, type StudyOrder } from '../graph/index.ts';
import type { IdentifiedCard } from '../identity/index.ts';
import { graphOfVault } from './graph-open.ts';
import type { OpenVault } from './open-vault.ts';

export const cardOrders = ['notes', 'study'] as const;
export type CardOrder = (typeof cardOrders)[number];

/** Sorts cards; those that it says nothing about stay as they were. */
export type SortCards = (cards: readonly IdentifiedCard[]) => readonly IdentifiedCard[];

/**
 * The order in which Anki shows new cards: that of the notes, or so that cards about a concept come after those about
 * what it requires. Cards of one note stay together, in their order.
 */
export async function cardOrderOf(open: OpenVault, order: CardOrder): Promise<SortCards> {
  if (order === 'notes') return (cards) => cards;
  const graph = await graphOfVault(open);
  const studied = studyOrder(graph);
  const places = new Map<string, number>();
  const placeOf = ({ id, card }: IdentifiedCard): number => {
    const known = places.get(card.note);
    if (known !== undefined) return known;
    // A note is its own node.
    const note = card.note as string as GraphNodeId;
    const place = studied.position.get(note) ?? placeAfter(graph, studied, cardNode(id), note);
    places.set(card.note, place);
    return place;
  };
  return (cards) => cards.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** A note that is there for an experiment comes after the last concept that this decides; half a place behind it. */
function placeAfter(graph: ConceptGraph, { position }: StudyOrder, card: GraphNodeId, note: GraphNodeId): number {
  const experiments = (graph.to.get(note) ?? []).filter(({ type }) => type === 'part-of').map(({ source }) => source);
  const decided = [card, ...experiments].flatMap((id) =>
    (graph.from.get(id) ?? []).filter(({ type }) => type === 'decides' || type === 'tests'),
  );
  const places = decided.flatMap(({ target }) => position.get(target) ?? []);
  return places.length === 0 ? position.size : Math.max(...places) + 0.5;
}
