import type { CardKind } from '../cards/index.ts';
import type { Place } from '../diagnostic.ts';
import type { CardId } from '../identity/index.ts';

/** Cards on their way out, rendered and complete: every format writes the same deck. */
export interface Deck {
  /** In the order of the notes; new cards are learnt in it. */
  readonly notes: readonly DeckNote[];
  /** Each file once, sorted by name. */
  readonly media: readonly MediaFile[];
  /** Those that `notes` use, ours first. */
  readonly noteTypes: readonly NoteType[];
}

/** One card of the vault, which Anki calls a note: it may ask more than one question of it (`ords`). */
export interface DeckNote {
  readonly id: CardId;
  readonly guid: string;
  /** `NoteType.id` */
  readonly noteType: number;
  /**
   * HTML, one for each field of the note type, in its order. NFC, well-formed, no control characters besides `\n` and
   * `\t` (Anki parts fields by U+001F).
   */
  readonly fields: readonly string[];
  /** Without spaces, levels parted by `::`, sorted. */
  readonly tags: readonly string[];
  /** Levels parted by `::`, as Anki itself would normalise the name. */
  readonly deckName: string;
  /** Which of the note type's templates, or for a cloze type which cloze numbers less 1, have a card. Ascending, at least one. */
  readonly ords: readonly number[];
  /** The sort field as plain text. */
  readonly sortText: string;
  /** SHA-256 of fields and tags, hexadecimal: the note's `mod` moves when it does. */
  readonly contentHash: string;
  /** Where the card stands in the vault; never written into a package. */
  readonly place: Place;
  readonly noteTitle: string;
  readonly kind: CardKind;
  /** The derivation that made the card, if one did. */
  readonly derived?: string;
}

/** A file that fields refer to by `name`. */
export interface MediaFile {
  /** `skr-`, 16 hexadecimal digits of the content's SHA-256, and the extension: `skr-0123456789abcdef.png`. */
  readonly name: string;
  /** Where it came from, within the vault. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * What Anki calls a notetype. Anki matches it by `id`, and its fields and templates by theirs; a type that differs in
 * number or order of either freezes every note that was imported before (research: anki-format.md, section 3).
 */
export interface NoteType {
  /** Below 2^53, so that JSON keeps it. */
  readonly id: number;
  readonly name: string;
  readonly kind: 'standard' | 'cloze';
  readonly fields: readonly NoteTypeField[];
  readonly templates: readonly NoteTypeTemplate[];
  readonly css: string;
  /** Index of the field by which Anki's browser sorts. */
  readonly sortField: number;
  /** Seconds since 1970; moves when templates or css do, and only then. */
  readonly mod: number;
  /** Of a type of the user's own: keys of its definition that mean nothing to us, kept as they were. */
  readonly rest?: Readonly<Record<string, unknown>>;
}

export interface NoteTypeField {
  readonly name: string;
  /** Absent only in a type of the user's own that has none. */
  readonly id?: number;
  readonly rest?: Readonly<Record<string, unknown>>;
}

export interface NoteTypeTemplate {
  readonly name: string;
  /** Absent only in a type of the user's own that has none. */
  readonly id?: number;
  readonly front: string;
  readonly back: string;
  readonly rest?: Readonly<Record<string, unknown>>;
}
