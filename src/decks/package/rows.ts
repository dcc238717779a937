import type { Database, SQLiteValue } from 'node-sqlite3-wasm';
import { isRecord } from '../apkg/note-type-json.ts';
import { PackageFault, type PackageLimits } from './anki-package.ts';

export type Row = Readonly<Record<string, SQLiteValue>>;

/** A JSON document of the collection; one that is no object is an empty one. */
export function parseObject(json: string): Readonly<Record<string, unknown>> {
  const parsed: unknown = JSON.parse(json);
  return isRecord(parsed) ? parsed : {};
}

/** Every row of a query, made into something; a crafted database is read only so far. */
export function readRows<Result>(
  database: Database,
  select: string,
  limits: PackageLimits,
  make: (row: Row) => Result,
): Result[] {
  const statement = database.prepare(select);
  try {
    const results: Result[] = [];
    for (const row of statement.iterate()) {
      if (results.length >= limits.rows) throw new PackageFault('too-large', `it has more than ${limits.rows} rows`);
      results.push(make(plain(row)));
    }
    return results;
  } finally {
    statement.finalize();
  }
}

/** Rows are nested by table only where a query asks for that. */
export function plain<Result extends object | null>(row: Result): Result & (Row | null) {
  return row as Result & (Row | null);
}

export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new PackageFault('corrupt', `a ${column} is no whole number`);
}

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value === 'string') return value;
  throw new PackageFault('corrupt', `a ${column} is no text`);
}

export function blob(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (value instanceof Uint8Array) return value;
  throw new PackageFault('corrupt', `a ${column} is no bytes`);
}
