import type { Card } from '../../src/cards/index.ts';
import {
  identifyCards,
  planExport,
  type CardId,
  type ExportRequest,
  type Identification,
  type Ledger,
  type PlannedExport,
} from '../../src/identity/index.ts';
import { makeCard, type CardSketch } from './make-card.ts';

export const vaultId = 'k3j9x0c2v7b1n5m8';

export interface Exported extends PlannedExport {
  readonly identification: Identification;
  /** The id of the card with this question. */
  readonly idOf: (question: string) => CardId;
}

/** One export of a vault that holds just these cards, a card a line; content hashes are the fields' text. */
export function exportVault(
  sketches: readonly CardSketch[],
  ledger: Ledger = new Map(),
  options: Partial<Omit<ExportRequest, 'identification' | 'ledger'>> = {},
): Exported {
  const cards = sketches.map((sketch, index) => makeCard({ line: index + 1, ...sketch }));
  return exportCards(cards, ledger, options);
}

export function exportCards(
  cards: readonly Card[],
  ledger: Ledger,
  options: Partial<Omit<ExportRequest, 'identification' | 'ledger'>> = {},
  rejected: ReadonlySet<Card> = new Set(),
): Exported {
  const identification = identifyCards(cards, ledger, vaultId, rejected);
  const { identified } = identification;
  const contentHashes = new Map(identified.map(({ id, card, clozeNumbers }) => [id, contentOf(card, clozeNumbers)]));
  const decks = new Map(identified.map(({ id, card }) => [id, card.deck ?? 'Sockets']));
  const planned = planExport({ identification, ledger, contentHashes, decks, now: 1_700_000_000, ...options });
  const idOf = (question: string): CardId => {
    const found = identified.find(({ card }) => (card.fields.Front ?? card.fields.Text)?.text === question);
    if (found === undefined) throw new Error(`no card asks ${question}`);
    return found.id;
  };
  return { ...planned, identification, idOf };
}

function contentOf(card: Card, clozeNumbers: readonly number[]): string {
  const texts = [card.fields.Front, card.fields.Back, card.fields.Text].map((field) => field?.text ?? '');
  return [...texts, ...card.tags, ...clozeNumbers].join('|');
}

/** How many cards of the plan had each fate. */
export function tally({ plan }: PlannedExport): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { action } of plan.cards) counts[action] = (counts[action] ?? 0) + 1;
  if (plan.gone.length > 0) counts['gone'] = plan.gone.length;
  return counts;
}
