import type { Card } from '../cards/index.ts';

/** 16 of `[a-z0-9]`: a card's guid in Anki, its `Id` field and its name on the command line, for life. */
export type CardId = string & { readonly brand: 'CardId' };

/** A note type of the user's own Anki collection, which an adopted note keeps. */
export interface AdoptedNoteType {
  /** Anki's id of the note type: milliseconds. */
  readonly id: number;
  readonly name: string;
}

/** A card with its lasting id. `guid` differs from `id` only for a note adopted from the user's Anki. */
export interface IdentifiedCard {
  readonly card: Card;
  readonly id: CardId;
  readonly guid: string;
  /** Lasting cloze numbers, one for each of `card.deletions`; empty for other kinds. */
  readonly clozeNumbers: readonly number[];
  /** Set where `adopt` tied the card to a note of the user's Anki. */
  readonly adopted?: AdoptedNoteType;
}

export function isCardId(text: string): text is CardId {
  return /^[a-z0-9]{16}$/.test(text);
}
