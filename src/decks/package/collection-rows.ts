import type { Database } from 'node-sqlite3-wasm';
import { isRecord, noteTypeFromJson } from '../apkg/note-type-json.ts';
import type { NoteType } from '../deck.ts';
import { PackageFault, type PackageCard, type PackageLimits, type PackageNote } from './anki-package.ts';
import { blob, integer, parseObject, plain, readRows, text, type Row } from './rows.ts';
import { fieldFromBlob, noteTypeFromBlob, templateFromBlob } from './note-type-blob.ts';

/**
 * Takes out of a stranger's schema what could run or can't be opened: views, triggers and indexes go, and the collation
 * that only Anki has becomes one that SQLite knows (rows are read whole, so their order is none of our business).
 * The database is our own copy.
 */
export function disarmSchema(database: Database): void {
  database.exec(`
    PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA writable_schema = ON;
    DELETE FROM sqlite_schema WHERE type <> 'table' AND name NOT LIKE 'sqlite_autoindex%';
    UPDATE sqlite_schema SET sql = replace(sql, 'unicase', 'nocase') WHERE sql LIKE '%unicase%';
    PRAGMA writable_schema = RESET;`);
  const computed = database.get(
    "SELECT 1 FROM sqlite_schema s, pragma_table_xinfo(s.name) x WHERE s.sql LIKE 'create virtual%' OR x.hidden <> 0",
  );
  if (computed !== null)
    throw new PackageFault('corrupt', 'its tables compute their values, which no collection of Anki does');
}

export function readNotes(database: Database, limits: PackageLimits): PackageNote[] {
  let characters = 0;
  return readRows(database, 'SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY id', limits, (row) => {
    const fields = text(row, 'flds');
    const tags = text(row, 'tags');
    characters += fields.length + tags.length;
    if (characters > limits.text)
      throw new PackageFault('too-large', `its notes hold more than ${limits.text} characters`);
    return {
      id: integer(row, 'id'),
      guid: text(row, 'guid'),
      noteType: integer(row, 'mid'),
      modified: integer(row, 'mod'),
      tags: tags.split(/[ \u3000]+/).filter((tag) => tag !== ''),
      fields: fields.split('\u001f'),
    };
  });
}

export function readCards(database: Database, limits: PackageLimits): PackageCard[] {
  const select = 'SELECT id, nid, ord, did, type, queue, due, ivl, reps, lapses FROM cards ORDER BY id';
  return readRows(database, select, limits, (row) => ({
    id: integer(row, 'id'),
    note: integer(row, 'nid'),
    ord: integer(row, 'ord'),
    deck: integer(row, 'did'),
    type: integer(row, 'type'),
    queue: integer(row, 'queue'),
    due: integer(row, 'due'),
    interval: integer(row, 'ivl'),
    reviews: integer(row, 'reps'),
    lapses: integer(row, 'lapses'),
  }));
}

export function countReviews(database: Database): number {
  const row: Row | null = plain(database.get('SELECT count(*) AS reviews FROM revlog'));
  return row === null ? 0 : integer(row, 'reviews');
}

/** Note types and deck names, from `col` up to schema 14, from tables of their own later. */
export function readTypesAndDecks(
  database: Database,
  limits: PackageLimits,
): { readonly noteTypes: NoteType[]; readonly decks: Map<number, string> } {
  const newer = database.get("SELECT 1 FROM sqlite_schema WHERE name = 'notetypes'") !== null;
  return newer ? readTables(database, limits) : readDocuments(database);
}

function readTables(
  database: Database,
  limits: PackageLimits,
): { readonly noteTypes: NoteType[]; readonly decks: Map<number, string> } {
  const parts = <Part>(table: string, make: (name: string, config: Uint8Array) => Part): Map<number, Part[]> => {
    const byType = new Map<number, Part[]>();
    readRows(database, `SELECT ntid, name, config FROM ${table} ORDER BY ntid, ord`, limits, (row) => {
      const part = make(text(row, 'name'), blob(row, 'config'));
      const known = byType.get(integer(row, 'ntid'));
      if (known === undefined) byType.set(integer(row, 'ntid'), [part]);
      else known.push(part);
    });
    return byType;
  };
  const fields = parts('fields', fieldFromBlob);
  const templates = parts('templates', templateFromBlob);
  const noteTypes = readRows(
    database,
    'SELECT id, name, mtime_secs, config FROM notetypes ORDER BY id',
    limits,
    (row) => {
      const id = integer(row, 'id');
      const type = { id, name: text(row, 'name'), modified: integer(row, 'mtime_secs'), config: blob(row, 'config') };
      return noteTypeFromBlob(type, fields.get(id) ?? [], templates.get(id) ?? []);
    },
  );
  const decks = readRows(
    database,
    'SELECT id, name FROM decks ORDER BY id',
    limits,
    (row) => [integer(row, 'id'), text(row, 'name').replaceAll('\u001f', '::')] as const,
  );
  return { noteTypes, decks: new Map(decks) };
}

function readDocuments(database: Database): { readonly noteTypes: NoteType[]; readonly decks: Map<number, string> } {
  const row = plain(database.get('SELECT models, decks FROM col'));
  if (row === null) throw new PackageFault('corrupt', 'its collection has no settings');
  const noteTypes = Object.values(parseObject(text(row, 'models'))).map((json) => {
    const type = noteTypeFromJson(json);
    if (type === undefined) throw new PackageFault('corrupt', 'one of its note types is damaged');
    return type;
  });
  const decks = Object.entries(parseObject(text(row, 'decks'))).flatMap(([id, deck]) =>
    isRecord(deck) && typeof deck['name'] === 'string' ? [[Number(id), deck['name']] as const] : [],
  );
  return { noteTypes, decks: new Map(decks) };
}
