import type { Card } from '../cards/index.ts';

/**
 * A deck's name as Anki itself would store it (Anki: decks/name.rs): levels by `::`, each in NFC, without control
 * characters, and without space and colons at its ends; an empty one is called `blank`.
 */
export function normalizeDeckName(name: string): string {
  return name.split('::').map(normalizeLevel).join('::');
}

function normalizeLevel(level: string): string {
  const clean = level.normalize('NFC').replace(/[\u0000-\u001F\u007F]/g, '');
  return clean.replace(/^[\p{White_Space}:]+|[\p{White_Space}:]+$/gu, '') || 'blank';
}

/**
 * The deck of a card: the one that its note names, else the one asked for, else the vault's name and the note's folder.
 * Derived cards live in a deck of their own below it, so that they can be learnt, or left, apart.
 */
export function deckNameOf(card: Card, vaultName: string, asked: string | undefined): string {
  const folders = card.note.split('/').slice(0, -1);
  const named = card.deck ?? asked ?? [vaultName, ...folders].map((level) => level.replaceAll('::', ':')).join('::');
  return normalizeDeckName(card.derived === undefined ? named : `${named}::Derived`);
}
