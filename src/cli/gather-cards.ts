import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gatherDeck, type CardEvidence, type GatheredDeck } from '../decks/index.ts';
import type { CardId, IdentifiedCard } from '../identity/index.ts';
import type { OpenVault } from './open-vault.ts';

/** Past this AnkiWeb takes no file; decks reports it without us reading it whole. */
const mostBytes = 100 * 1024 * 1024;

/** Renders cards with the vault's attachments and the user's settings. */
export function gatherCards(
  open: OpenVault,
  cards: readonly IdentifiedCard[],
  deckFlag?: string,
  evidence?: ReadonlyMap<CardId, CardEvidence>,
): GatheredDeck {
  const { vault, config, noteTypes } = open;
  const deck = deckFlag ?? config.deck;
  return gatherDeck(cards, {
    vault,
    readAttachment: (name) => {
      const file = path.join(vault.root, name);
      const { size } = statSync(file);
      // An empty array of that length costs no memory, and is refused for its size.
      return size > mostBytes ? new Uint8Array(mostBytes + 1) : readFileSync(file);
    },
    ...(deck === undefined ? {} : { deck }),
    ...(config.obsidianVault === undefined ? {} : { obsidianVault: config.obsidianVault }),
    noteTypes,
    ...(evidence === undefined ? {} : { evidence }),
  });
}
