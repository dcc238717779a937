import type { Diagnostic, Place } from '../diagnostic.ts';
import type { NoteId } from '../vault/index.ts';
import type { Card, CardSyntax } from './card.ts';
import type { NoteTypeDeclaration } from './note-types.ts';

export interface ExtractOptions {
  /** Note types of the user's Anki besides its stock ones (`noteTypes:` of the config, `--note-types FILE.apkg`). */
  readonly noteTypes?: readonly NoteTypeDeclaration[];
  /** Also makes small cards out of the parts of a long START answer. Default: false. */
  readonly splitLong?: boolean;
  /** Whether cards are derived from ordinary prose too. Default: true. */
  readonly derived?: boolean;
}

/** Everything that the notes of a vault say about cards. */
export interface CardSet {
  /** Sorted by note, then place. */
  readonly cards: readonly Card[];
  /** Cards under a `<!-- no-card -->`: never to be exported again, although Anki would take them back. */
  readonly rejected: readonly Card[];
  /** Notes of the user's Anki that a `DELETE` says are gone. */
  readonly deleted: readonly DeletedCard[];
  readonly diagnostics: readonly Diagnostic[];
  /** Why lines are cards or are not: what `explain` tells. Sorted as the cards are. */
  readonly decisions: readonly Decision[];
  /** Lines that belong to written cards or steer them: nothing may be derived from these. */
  readonly claims: ReadonlyMap<NoteId, readonly LineRange[]>;
}

/** Both ends count. Lines count from 1. */
export interface LineRange {
  readonly firstLine: number;
  readonly lastLine: number;
}

export interface DeletedCard {
  readonly note: NoteId;
  readonly place: Place;
  readonly ankiNoteId: number;
}

/** What was decided about some lines of a note, in one sentence. */
export interface Decision extends LineRange {
  readonly note: NoteId;
  readonly path: string;
  readonly reason: DecisionReason;
  /** Whole and readable alone. */
  readonly sentence: string;
}

export type DecisionReason =
  | CardSyntax
  | 'rejected'
  | 'deleted'
  | 'deck-line'
  | 'tags-line'
  | 'attribute'
  | 'cards-off'
  | 'derived-off'
  | 'ipv6-address'
  | 'path-in-code'
  | 'dataview-field'
  | 'inside-deletion'
  | 'doubtful-separator'
  | 'one-sided-separator'
  | 'heading-with-separator'
  | 'faulty-card'
  | 'near-miss'
  | 'not-derived';
