import type { Definition, FootnoteDefinition } from 'mdast';
import type { Place } from '../../diagnostic.ts';
import type { Link, NoteId } from '../../vault/index.ts';
import type { MediaShelf } from '../media.ts';
import type { DeckRule } from '../rules.ts';

/** What a field's rendering needs to know about the world around its markdown. */
export interface FieldContext {
  readonly note: NoteId;
  /** Where the card stands: the place of a report on a node that has none. */
  readonly place: Place;
  /** In a field of a cloze note, Anki reads `{{c1::` and `}}` wherever they stand. */
  readonly clozeNote: boolean;
  /** Cloze numbers by `ClozeDeletionNode.index`. */
  readonly clozeNumbers: readonly number[];
  /** The links of the note, by `line:column` of their start. */
  readonly links: ReadonlyMap<string, Link>;
  /** Link and footnote definitions of the whole note: a card's own lines seldom hold them. */
  readonly definitions: readonly (Definition | FootnoteDefinition)[];
  readonly media: MediaShelf;
  /** The name by which Obsidian knows the vault; where it is empty, wiki links are emphasised text. */
  readonly obsidianVault: string;
  /** Where a link within the vault leads instead, for pages that hold the notes themselves. */
  readonly conceptAddress?: (link: Link) => string | undefined;
  /** Whether a line end within a paragraph is shown as one. */
  readonly lineBreaks: boolean;
  readonly report: (rule: DeckRule, place: Place, message: string) => void;
}
