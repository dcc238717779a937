import type { AdoptedNoteType, CardId } from './identified-card.ts';

/**
 * `live`: in the vault at the last export. `gone`: exported once, no longer in the vault (Anki keeps it).
 * `dropped`: rejected by the user for good.
 */
export type RecordState = 'live' | 'gone' | 'dropped';

/** A cloze deletion as last exported: its number is Anki's card and must not change while the gap lives. */
export interface RememberedDeletion {
  readonly number: number;
  readonly text: string;
  /** Hash of the text around the gap: a corrected answer in an unchanged sentence is still the same gap. */
  readonly context: string;
}

/** What the ledger remembers of one card: enough to know it again after an edit, and what was last exported. */
export interface LedgerRecord {
  readonly id: CardId;
  readonly state: RecordState;
  /** The card's kind, or `foreign:` and the name of the user's note type. An import cannot change a note's type. */
  readonly kind: string;
  /** Hash of the question side (see card-key.ts). */
  readonly key: string;
  /** Hash of the answer side. */
  readonly answer: string;
  /** Dropped by a comment in the note, and only as long as that stands there. */
  readonly byComment?: true;
  /** Path in the vault; empty where unknown (rebuilt from an Anki export). */
  readonly note: string;
  readonly headings: readonly string[];
  /** The question's and the answer's beginning, normalised: what similarity compares. */
  readonly question: string;
  readonly reply: string;
  /** Words that stood as code in the question. */
  readonly code: readonly string[];
  /** What the question's links point to, lower case. */
  readonly links: readonly string[];
  /** Names of all concepts the card is about besides its note, lower case: what counts as known when one is renamed. */
  readonly concepts: readonly string[];
  readonly cell?: { readonly facet: string; readonly concept: string };
  /** Position among cards of the note that are alike in question, headings and answer; absent for the first. */
  readonly twin?: number;
  readonly explicitId?: string;
  readonly ankiNoteId?: number;
  readonly cloze: readonly RememberedDeletion[];
  /** Cloze numbers once used whose gap is no more: never given again. */
  readonly retired: readonly number[];
  /** Only for a note adopted from the user's Anki; otherwise the guid is the id. */
  readonly guid?: string;
  readonly noteType?: AdoptedNoteType;
  /** Of the last export: deck, hash of the rendered content, Anki's modification time (seconds). */
  readonly deck?: string;
  readonly hash?: string;
  readonly mod?: number;
  /** Seconds; the first export. */
  readonly firstSeen?: number;
}

export type Ledger = ReadonlyMap<CardId, LedgerRecord>;
