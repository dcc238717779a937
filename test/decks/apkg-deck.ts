import { createHash } from 'node:crypto';
import { ownNoteTypes, type Deck, type DeckNote } from '../../src/decks/index.ts';
import type { CardKind } from '../../src/cards/index.ts';
import type { CardId } from '../../src/identity/index.ts';

/** When the notes of test decks last changed, unless a test says otherwise: 2024-01-01. */
export const MODIFIED = 1_704_067_200;

/** What a test says of a note; the rest is filled in. */
export interface NoteSketch {
  readonly kind?: CardKind;
  readonly id: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly tags?: readonly string[];
  readonly deck?: string;
  readonly ords?: readonly number[];
}

/** A deck of our own note types by hand, as `gatherDeck` would give it. */
export function sketchDeck(sketches: readonly NoteSketch[], media: Deck['media'] = []): Deck {
  const notes = sketches.map(sketchNote);
  const used = new Set(notes.map(({ noteType }) => noteType));
  return { notes, media, noteTypes: Object.values(ownNoteTypes).filter(({ id }) => used.has(id)) };
}

function sketchNote({ kind = 'basic', id, fields, tags = [], deck = 'Sockets', ords }: NoteSketch): DeckNote {
  const type = ownNoteTypes[kind];
  const padded = id.padEnd(16, 'x') as CardId; // 16 of [a-z0-9], as an id is
  const values = type.fields.map(({ name }) => (name === 'Id' ? padded : (fields[name] ?? '')));
  return {
    id: padded,
    guid: padded,
    noteType: type.id,
    fields: values,
    tags,
    deckName: deck,
    ords: ords ?? (kind === 'basic-and-reversed' ? [0, 1] : [0]),
    sortText: values[1] ?? '',
    contentHash: createHash('sha256')
      .update(JSON.stringify([values, tags]))
      .digest('hex'),
    place: { path: 'note.md', line: 1, column: 1 },
    noteTitle: 'note',
    kind,
  };
}

/** The guid of the note that a sketch with this id becomes. */
export function guidOf(id: string): string {
  return id.padEnd(16, 'x');
}
