import type { Database, SQLiteValue } from 'node-sqlite3-wasm';
import type { Deck, DeckNote, NoteType } from '../deck.ts';
import { DeckTree } from './deck-tree.ts';
import { checksumField, stripField } from './field-text.ts';
import type { CardSchedule } from '../card-schedule.ts';
import { insertRows } from './insert-rows.ts';
import { noteTypeToJson } from './note-type-json.ts';
import { CONFIG, CREATED_AT, DECK_OPTIONS, INDEXES_11, SCHEMA_11 } from './schema-11.ts';
import { insertScheduledCards, type ScheduledCard } from './scheduled-cards.ts';
import { openDatabase } from './sqlite.ts';
import { hashId, partIds } from './stable-ids.ts';

export interface CollectionOptions {
  /** When a note's content last moved, in seconds since 1970: Anki takes a note over only if this is later than its own. */
  readonly modified: (note: DeckNote) => number;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** How far a note's card has come; without it every card is new. */
  readonly scheduleOf?: ScheduleOf | undefined;
}

export type ScheduleOf = (note: DeckNote, ord: number) => CardSchedule | undefined;

interface PlacedNote {
  readonly note: DeckNote;
  id: number;
  /** The guid: settles who gives way where two ids clash, whatever the order of the deck. */
  readonly key: string;
  /** Of the note type's sort field. */
  readonly sortField: number;
  /** Counts from 1 in the order of the deck: new cards are learnt in it. */
  readonly position: number;
  readonly deckId: number;
}

/** Notes past which larger pages are faster; with a few notes they would be mostly empty. */
const LARGE = 10_000;

/** A progress report costs next to nothing, but not that little. */
const REPORT_EVERY = 1000;

/**
 * Writes a deck into a new SQLite file as an Anki collection of schema 11. The same deck and times give the same bytes.
 * Throws where the deck breaks a promise of its type (a number of fields, a guid given twice): Anki would refuse the
 * whole package for it.
 */
export async function writeCollection(file: string, deck: Deck, options: CollectionOptions): Promise<void> {
  const database = await openDatabase(file);
  try {
    // The file is new, and nobody reads it before it is whole.
    database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;');
    database.exec(
      `PRAGMA page_size = ${deck.notes.length > LARGE ? 32_768 : 4096}; PRAGMA cache_size = -64000; ${SCHEMA_11} BEGIN;`,
    );
    const decks = new DeckTree();
    const placed = placeNotes(deck, decks);
    insertNotes(database, placed, options);
    insertCards(database, placed, options);
    insertCollection(database, deck.noteTypes, decks, latest(deck, options.modified));
    database.exec(`${INDEXES_11} COMMIT;`);
  } finally {
    database.close();
  }
}

/** Notes by id: rows in the order of their keys make a smaller file, and faster. */
function placeNotes(deck: Deck, decks: DeckTree): PlacedNote[] {
  const types = new Map(deck.noteTypes.map((type) => [type.id, type]));
  const placed = deck.notes.map((note, index): PlacedNote => {
    const type = types.get(note.noteType);
    if (type === undefined) throw new Error(`note ${note.id}: its note type is not in the deck`);
    checkNote(note, type);
    const { guid, deckName } = note;
    const id = hashId(guid);
    return { note, id, key: guid, sortField: type.sortField, position: index + 1, deckId: decks.idOf(deckName) };
  });
  partIds(placed);
  for (const [index, { key }] of placed.entries())
    if (key === placed[index + 1]?.key) throw new Error(`the guid ${key} stands twice in a deck`);
  return placed;
}

function checkNote(note: DeckNote, type: NoteType): void {
  if (note.fields.length !== type.fields.length)
    throw new Error(`note ${note.id}: ${note.fields.length} fields, its type ${type.name} has ${type.fields.length}`);
  if (note.ords.length === 0 || note.ords.some((ord, index) => note.ords.indexOf(ord) !== index))
    throw new Error(`note ${note.id}: cards ${note.ords.join(', ')}`);
}

/** What parts the fields of a note; none may hold it. */
const SEPARATOR = '\u001f';
const BREAKS_FIELDS = /[\u0000-\u0008\u000b-\u001e]/;

/** Fields as Anki keeps them: one text, parted by U+001F. */
function joinFields(note: DeckNote): string {
  const joined = note.fields.join(SEPARATOR);
  if (BREAKS_FIELDS.test(joined) || note.fields.some((field) => field.includes(SEPARATOR)))
    throw new Error(`note ${note.id}: a control character in a field`);
  return joined;
}

function insertNotes(database: Database, placed: readonly PlacedNote[], options: CollectionOptions): void {
  function* rows(): Iterable<readonly SQLiteValue[]> {
    let done = 0;
    for (const { note, id, sortField } of placed) {
      const tags = note.tags.length === 0 ? '' : ` ${note.tags.join(' ')} `;
      const sort = stripField(note.fields[sortField] ?? '');
      const checksum = checksumField(stripField(note.fields[0] ?? ''));
      // As bytes, which the binding copies faster than it encodes a long string.
      const fields = Buffer.from(joinFields(note), 'utf8');
      yield [id, note.guid, note.noteType, options.modified(note), tags, fields, sort, checksum];
      done += 1;
      if (done % REPORT_EVERY === 0) options.onProgress?.(done, placed.length);
    }
  }
  insertRows(database, 'notes', "(?, ?, ?, ?, -1, ?, CAST(? AS TEXT), ?, ?, 0, '')", rows());
}

/** An import makes no cards of itself: each stands here, as a new one or as far as it has come. */
function insertCards(
  database: Database,
  placed: readonly PlacedNote[],
  { modified, scheduleOf }: CollectionOptions,
): void {
  const cards: { id: number; readonly key: string; readonly ord: number; readonly place: PlacedNote }[] = [];
  for (const place of placed)
    for (const ord of place.note.ords) cards.push({ id: place.id + ord, key: place.key, ord, place });
  partIds(cards);
  const scheduled: ScheduledCard[] = [];
  function* rows(): Iterable<readonly SQLiteValue[]> {
    for (const { id, ord, place } of cards) {
      const { note, position } = place;
      const schedule = scheduleOf?.(note, ord);
      if (schedule === undefined) yield [id, place.id, place.deckId, ord, modified(note), position];
      else
        scheduled.push({ id, note: place.id, deck: place.deckId, ord, modified: modified(note), position, schedule });
    }
  }
  insertRows(database, 'cards', "(?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')", rows());
  if (scheduled.length > 0) insertScheduledCards(database, scheduled);
}

function insertCollection(database: Database, types: readonly NoteType[], decks: DeckTree, modified: number): void {
  const models = Object.fromEntries(types.map((type) => [String(type.id), noteTypeToJson(type)]));
  const documents = [CONFIG, models, decks.toJson(), DECK_OPTIONS, {}].map((document) => JSON.stringify(document));
  const milliseconds = modified * 1000;
  database.run('INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, ?)', [
    CREATED_AT,
    milliseconds,
    milliseconds,
    ...documents,
  ]);
}

/** The package is as old as the youngest thing in it, so that an unchanged deck gives an unchanged package. */
function latest(deck: Deck, modified: (note: DeckNote) => number): number {
  let seconds = CREATED_AT;
  for (const note of deck.notes) seconds = Math.max(seconds, modified(note));
  for (const type of deck.noteTypes) seconds = Math.max(seconds, type.mod);
  return seconds;
}
