import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { afterAll } from 'vitest';
import { openPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import { writeApkg } from '../../src/decks/apkg/index.ts';
import type { Deck, DeckNote } from '../../src/decks/index.ts';
import { MODIFIED } from './apkg-deck.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sockrates-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

/** A path for a new file, gone after the tests. */
export function newFile(ending: string): string {
  files += 1;
  return path.join(folder, `deck-${files}${ending}`);
}

/** Writes a deck to a new package and gives its path. */
export async function pack(deck: Deck, modified: (note: DeckNote) => number = () => MODIFIED): Promise<string> {
  const file = newFile('.apkg');
  const outcome = await writeApkg(deck, { path: file, modified });
  if (!outcome.written) throw new Error(outcome.message);
  return file;
}

/** An entry of a package, unpacked. */
export async function unpackEntry(file: string, name: string): Promise<Buffer> {
  const zip = await openPromise(file, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== name) continue;
    const pieces: Buffer[] = [];
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
    return Buffer.concat(pieces);
  }
  throw new Error(`${file} has no entry ${name}`);
}

/** Rows of a query on a package's collection. */
export async function queryPackage(file: string, query: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const unpacked = newFile('.db');
  writeFileSync(unpacked, await unpackEntry(file, 'collection.anki2'));
  const database = new sqlite.Database(unpacked, { readOnly: true });
  try {
    return database.all(query);
  } finally {
    database.close();
  }
}

/** A copy of a package whose collection a statement has changed. */
export async function spoilPackage(file: string, statement: string): Promise<string> {
  const unpacked = newFile('.db');
  writeFileSync(unpacked, await unpackEntry(file, 'collection.anki2'));
  const database = new sqlite.Database(unpacked);
  try {
    database.exec(statement);
  } finally {
    database.close();
  }
  return await packEntries({ 'collection.anki2': readFileSync(unpacked), media: await unpackEntry(file, 'media') });
}

/** A package made of these entries, whatever they hold. */
export async function packEntries(entries: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(entries)) zip.addBuffer(Buffer.from(bytes), name);
  zip.end();
  const file = newFile('.apkg');
  await finished(zip.outputStream.pipe(createWriteStream(file)));
  return file;
}
