import type { RootContent } from 'mdast';
import type { AttributeLine } from './attributes.ts';
import type { CardKind, CardSyntax } from './card.ts';

/** A card as its syntax found it: markdown and offsets, before what the whole note says is added. */
export interface CardDraft {
  readonly syntax: CardSyntax;
  readonly kind: CardKind;
  /** Offsets in the note, attribute lines not counted. */
  readonly start: number;
  readonly end: number;
  readonly attributes: readonly AttributeLine[];
  readonly tags: readonly string[];
  readonly front?: readonly RootContent[];
  readonly back?: readonly RootContent[];
  /** Instead of front and back, its deletions still as written. */
  readonly text?: readonly RootContent[];
  /** Whether Obsidian_to_Anki's curly deletions count where the text has no other. */
  readonly curly?: boolean;
  readonly extra?: readonly RootContent[];
  readonly foreign?: { readonly name: string; readonly fields: Readonly<Record<string, readonly RootContent[]>> };
  readonly ankiNoteId?: number;
  /** The question is a heading: it is not part of the way to itself. */
  readonly ownHeading?: boolean;
}
