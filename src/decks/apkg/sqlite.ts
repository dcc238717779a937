import type { Database } from 'node-sqlite3-wasm';

/** Opens a database file. SQLite is loaded with the first one: most commands need none. */
export async function openDatabase(file: string, options: { readonly readOnly?: boolean } = {}): Promise<Database> {
  const { default: sqlite } = await import('node-sqlite3-wasm');
  return new sqlite.Database(file, options);
}
