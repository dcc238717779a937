import type { Deck, NoteType } from './deck.ts';
import { writeWhole, type WriteOutcome } from './write.ts';

/**
 * Writes a deck as text that Anki imports, with its headers: the same notes as the package, matched by the same guids,
 * but without media and note types, which have to be in the collection already (from a package).
 */
export async function writeText(deck: Deck, path: string): Promise<WriteOutcome> {
  return await writeWhole(path, formatText(deck));
}

/** Guid, note type, deck and tags come first, for note types differ in the number of fields. */
const COLUMNS = ['guid', 'notetype', 'deck', 'tags'] as const;

/**
 * Rows of tab-separated values, each quoted, line ends within a field kept: the reader is a CSV reader, and the content
 * must be that of the package, byte by byte, or each import would count every note as changed. A row of a note type
 * that the collection lacks is skipped by Anki, which it says (with one `#notetype` for all it would be misfiled).
 */
export function formatText(deck: Deck): string {
  const types = new Map(deck.noteTypes.map((type) => [type.id, type]));
  const header = [
    '#separator:tab',
    '#html:true',
    ...COLUMNS.map((name, index) => `#${name} column:${index + 1}`),
    '#if matches:update current',
  ];
  // Anki takes the number of columns from the first row.
  const widest = Math.max(0, ...deck.noteTypes.map(({ fields }) => fields.length));
  const rows = deck.notes.map((note) => {
    const blanks = new Array<string>(Math.max(0, widest - note.fields.length)).fill('');
    const name = nameOf(types.get(note.noteType), note.noteType);
    return [note.guid, name, note.deckName, note.tags.join(' '), ...note.fields, ...blanks].map(quote).join('\t');
  });
  return `${[...header, ...rows].join('\n')}\n`;
}

function nameOf(type: NoteType | undefined, id: number): string {
  if (type === undefined) throw new Error(`note type ${id} is not in the deck`);
  return type.name;
}

/** Quoted always: a row that begins with `#` would be a comment. */
function quote(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}
