import type { CardId } from './identified-card.ts';
import type { Identification } from './identify-cards.ts';
import type { Ledger } from './ledger-record.ts';

/** A note of the user's Anki, as an export of it shows it. */
export interface AnkiNote {
  /** Anki's note id: what Obsidian_to_Anki wrote into the vault as `ID:`. */
  readonly noteId: number;
  readonly guid: string;
  readonly noteTypeId: number;
  readonly noteTypeName: string;
  readonly cloze: boolean;
  /** Field names and contents (HTML), in the note type's order. */
  readonly fields: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  /** Seconds. */
  readonly mod: number;
  readonly deck?: string;
}

export interface Adoption {
  readonly ledger: Ledger;
  readonly adopted: readonly CardId[];
  /** Cards whose `ID:` is not in the export. */
  readonly missing: readonly { readonly id: CardId; readonly ankiNoteId: number }[];
  /** Cards that cannot become that note, since one is a cloze and the other not. */
  readonly mismatched: readonly { readonly id: CardId; readonly ankiNoteId: number; readonly noteTypeName: string }[];
}

/**
 * Ties cards that carry Anki's note id to their notes: an import finds a note by its guid only, so from now on they are
 * exported with the guid and note type that they have there, and updates reach them.
 */
export function adoptNotes(ledger: Ledger, identification: Identification, notes: readonly AnkiNote[]): Adoption {
  const byNoteId = new Map(notes.map((note) => [note.noteId, note]));
  const after = new Map(ledger);
  const adopted: CardId[] = [];
  const missing: { id: CardId; ankiNoteId: number }[] = [];
  const mismatched: { id: CardId; ankiNoteId: number; noteTypeName: string }[] = [];
  for (const { card, id } of identification.identified) {
    const ankiNoteId = card.ankiNoteId;
    const record = identification.records.get(id);
    if (ankiNoteId === undefined || record?.ankiNoteId !== ankiNoteId) continue;
    const note = byNoteId.get(ankiNoteId);
    if (note === undefined) {
      missing.push({ id, ankiNoteId });
    } else if (note.cloze !== (card.foreign?.cloze ?? card.kind === 'cloze')) {
      mismatched.push({ id, ankiNoteId, noteTypeName: note.noteTypeName });
    } else {
      // The hash is forgotten, so that the next export brings our text to the note, later than the user's last change.
      const rest: { -readonly [Name in keyof typeof record]: (typeof record)[Name] } = { ...record };
      delete rest.hash;
      const noteType = { id: note.noteTypeId, name: note.noteTypeName };
      after.set(id, { ...rest, guid: note.guid, noteType, mod: Math.max(note.mod, record.mod ?? 0) });
      adopted.push(id);
    }
  }
  return { ledger: after, adopted, missing, mismatched };
}
