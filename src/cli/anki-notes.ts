import type { AnkiPackage } from '../decks/package/index.ts';
import type { AnkiNote } from '../identity/index.ts';

/** The notes of a package as identity reads them. */
export function ankiNotesOf({ notes, noteTypes, cards, decks }: AnkiPackage): AnkiNote[] {
  const types = new Map(noteTypes.map((type) => [type.id, type]));
  const deckOf = new Map(cards.map(({ note, deck }) => [note, decks.get(deck)]));
  return notes.flatMap((note) => {
    const type = types.get(note.noteType);
    if (type === undefined) return [];
    const deck = deckOf.get(note.id);
    return [
      {
        noteId: note.id,
        guid: note.guid,
        noteTypeId: type.id,
        noteTypeName: type.name,
        cloze: type.kind === 'cloze',
        fields: Object.fromEntries(type.fields.map(({ name }, index) => [name, note.fields[index] ?? ''])),
        tags: note.tags,
        mod: note.modified,
        ...(deck === undefined ? {} : { deck }),
      },
    ];
  });
}
