import type { IdentifiedCard } from '../identity/index.ts';
import type { OpenVault } from './open-vault.ts';

/** Cards that are exported at all: those that the user did not drop. */
export function keptCards(
  { identification }: Pick<OpenVault, 'identification'>,
  cards: readonly IdentifiedCard[],
): readonly IdentifiedCard[] {
  return cards.filter(({ id }) => identification.records.get(id)?.state !== 'dropped');
}
