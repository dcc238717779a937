import type { Definition, FootnoteDefinition } from 'mdast';
import type { ConceptId, Link, Note, NoteId, Vault } from '../vault/index.ts';
import { definitionsOf } from './html/render-field.ts';

/** What rendering a card asks of the note that it stands in. */
export interface IndexedNote {
  /** By `line:column` of their start. */
  readonly links: ReadonlyMap<string, Link>;
  readonly definitions: readonly (Definition | FootnoteDefinition)[];
}

export interface NoteIndex {
  readonly find: (note: NoteId) => IndexedNote;
  /** A concept as a reader calls it: a note's title, a heading, or the text of a link that leads nowhere yet. */
  readonly conceptName: (concept: ConceptId) => string;
}

/** Looks a note up once, however many cards it holds. */
export function indexNotes(vault: Pick<Vault, 'notes'>): NoteIndex {
  const notes = new Map(vault.notes.map((note) => [note.id, note]));
  const indexed = new Map<NoteId, IndexedNote>();
  return {
    find(id) {
      const known = indexed.get(id) ?? indexNote(notes.get(id));
      indexed.set(id, known);
      return known;
    },
    conceptName(concept) {
      if (concept.startsWith('?')) return concept.slice(1);
      const [path, heading] = concept.split('#', 2);
      if (heading !== undefined && heading !== '') return heading;
      // A concept without heading is a note's id.
      return notes.get(path as NoteId)?.title ?? path?.split('/').at(-1)?.replace(/\.md$/i, '') ?? concept;
    },
  };
}

function indexNote(note: Note | undefined): IndexedNote {
  if (note === undefined) return { links: new Map(), definitions: [] };
  return {
    links: new Map(note.links.map((link) => [`${link.place.line}:${link.place.column}`, link])),
    definitions: definitionsOf(note.tree),
  };
}
