import type { IdentifiedCard } from '../identity/index.ts';
import type { OpenVault } from './open-vault.ts';

export const cardOrders = ['notes', 'study'] as const;
export type CardOrder = (typeof cardOrders)[number];

/** Sorts cards; those that it says nothing about stay as they were. */
export type SortCards = (cards: readonly IdentifiedCard[]) => readonly IdentifiedCard[];

/** The order in which Anki shows new cards: that of the notes, or that of study, for which the graph is made. */
export async function cardOrderOf(open: OpenVault, order: CardOrder): Promise<SortCards> {
  if (order === 'notes') return (cards) => cards;
  const { studySortingOf } = await import('./graph-card-order.ts');
  return await studySortingOf(open);
}
