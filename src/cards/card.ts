import type { RootContent } from 'mdast';
import type { Place } from '../diagnostic.ts';
import type { ConceptId, NoteId } from '../vault/index.ts';

export type CardKind = 'basic' | 'basic-and-reversed' | 'cloze' | 'type-in';

/** The syntax that made a card; one file each in this folder. Earlier ones win where two could apply. */
export type CardSyntax =
  | 'start-block'
  | 'inline-start-block'
  | 'callout'
  | 'heading'
  | 'question-answer'
  | 'cloze'
  | 'reversed-line'
  | 'line'
  | 'derived';

/** One side of a card: markdown on its way out. Formats render `content`; `text` is the same as plain text, for keys, search and screens. */
export interface CardField {
  readonly content: readonly RootContent[];
  readonly text: string;
}

/** `Text` holds a cloze card's text (its deletions as `clozeDeletion` nodes); the others have `Front` and `Back`. */
export interface CardFields {
  readonly Front?: CardField;
  readonly Back?: CardField;
  readonly Text?: CardField;
  readonly Extra?: CardField;
  readonly Hint?: CardField;
}

/** A card of a note type that is not ours (`noteTypes:` of the config or `--note-types`): fields by the user's own names. */
export interface ForeignNoteType {
  readonly name: string;
  readonly cloze: boolean;
  readonly fields: Readonly<Record<string, CardField>>;
}

/** A question and its answer, with everything that stands in the notes about it. Identity is given later, by `src/identity/`. */
export interface Card {
  readonly note: NoteId;
  readonly noteTitle: string;
  /** The card's own lines in the note, its attribute lines included. */
  readonly place: Place;
  readonly syntax: CardSyntax;
  /** The derivation that made the card, where `syntax` is `derived`. */
  readonly derived?: string;
  readonly kind: CardKind;
  readonly fields: CardFields;
  readonly foreign?: ForeignNoteType;
  /** Named in the note (`TARGET DECK`, front matter `deck:`); otherwise decks come from `--deck` or the folder. */
  readonly deck?: string;
  /** As written, without `#`; `/` or `::` part levels. */
  readonly tags: readonly string[];
  /** Titles of the sections around the card, outermost first, its own heading left out where that is the question. */
  readonly headingPath: readonly string[];
  /** What the card is about: its note, its section where linked to, and the targets of the links in it. */
  readonly concepts: readonly ConceptId[];
  /** For a card out of a table: what the row is about and whom the column is about. Matching by similarity needs both equal. */
  readonly cell?: { readonly facet: string; readonly concept: string };
  /** `id:: x`, `^anchor`: the user's own name for the card, unique in the note. */
  readonly explicitId?: string;
  /** Obsidian_to_Anki's `ID:`: the note's id in the user's Anki. */
  readonly ankiNoteId?: number;
  /** Answers that count as right besides the one written. */
  readonly accept: readonly string[];
  /** `experiment:: ID` */
  readonly experiments: readonly string[];
  /** Other places that state the same fact (derived cards). */
  readonly sources: readonly Place[];
  /** Only for `kind: 'cloze'`: the deletions in document order. Their numbers are made lasting by `src/identity/`. */
  readonly deletions: readonly ClozeDeletion[];
}

export interface ClozeDeletion {
  /** Written in the note (`{{c2::x}}`), or counted up from 1. */
  readonly number: number;
  readonly explicit: boolean;
  readonly text: string;
  readonly hint?: string;
}
