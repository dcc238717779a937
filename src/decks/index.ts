export type { Deck, DeckNote, MediaFile, NoteType, NoteTypeField, NoteTypeTemplate } from './deck.ts';
export { ownNoteTypes } from './note-types/own-note-types.ts';
