import { compareDiagnostics } from '../../diagnostic.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { Vault } from '../../vault/index.ts';
import type { Card } from '../card.ts';
import { lintCard } from './lint-card.ts';
import { withoutDisabled } from './lint-disable.ts';
import { lintSimilarCards } from './similar-cards.ts';

/**
 * Holds cards against the card rules that need no review history. A comment `<!-- lint-disable long-answer -->` on or
 * above a card silences a rule for it; without a rule's name all of them.
 */
export function lintCards(cards: readonly Card[], vault: Vault): Diagnostic[] {
  const found = [...cards.flatMap((card) => lintCard(card)), ...lintSimilarCards(cards)];
  return withoutDisabled(found, vault).sort(compareDiagnostics);
}
