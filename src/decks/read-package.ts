import path from 'node:path';
import { openDatabase } from './apkg/sqlite.ts';
import {
  PACKAGE_LIMITS,
  PackageFault,
  type AnkiPackage,
  type PackageFaultKind,
  type PackageLimits,
} from './package/anki-package.ts';
import { countReviews, disarmSchema, readCards, readNotes, readTypesAndDecks } from './package/collection-rows.ts';
import { readPresets } from './package/presets.ts';
import { readLog } from './package/review-rows.ts';
import { openPackage, type OpenPackage } from './package/unpack.ts';
import { TemporaryFolderError, withPrivateFolder, writeWhole } from './write.ts';

export type ReadOutcome =
  | { readonly read: true; readonly package: AnkiPackage }
  | { readonly read: false; readonly path: string; readonly fault: PackageFaultKind; readonly message: string };

/** What is read besides notes and cards. */
export interface PackageParts {
  /** The log of reviews and the options of decks. */
  readonly log?: boolean;
}

/**
 * Reads an .apkg or .colpkg of any format that Anki has written since 2.1, from whomever it comes: its database is
 * unpacked into a private folder that is gone afterwards, nothing in it runs, and no name in it becomes a path.
 */
export async function readPackage(
  file: string,
  limits: PackageLimits = PACKAGE_LIMITS,
  parts: PackageParts = {},
): Promise<ReadOutcome> {
  try {
    const opened = await openPackage(file, limits);
    try {
      return { read: true, package: await readOpened(opened, limits, parts) };
    } finally {
      opened.close();
    }
  } catch (error) {
    if (error instanceof TemporaryFolderError)
      return { read: false, path: file, fault: 'not-readable', message: `${file} can't be unpacked: ${error.message}` };
    if (!(error instanceof PackageFault)) throw error;
    return { read: false, path: file, fault: error.kind, message: `${file}: ${error.message}` };
  }
}

async function readOpened(
  opened: OpenPackage,
  limits: PackageLimits,
  { log: withLog = false }: PackageParts,
): Promise<AnkiPackage> {
  const media = [...(await opened.readMediaNames())].sort();
  return await withPrivateFolder(async (folder) => {
    const file = path.join(folder, 'collection.db');
    const unpacked = await writeWhole(file, inRollbackMode(opened.readCollection()));
    if (!unpacked.written) throw new PackageFault('not-readable', `it can't be unpacked: ${unpacked.message}`);
    const database = await openDatabase(file);
    try {
      disarmSchema(database);
      const { noteTypes, decks } = readTypesAndDecks(database, limits);
      const notes = readNotes(database, limits);
      const cards = readCards(database, limits);
      const reviews = countReviews(database);
      const log = withLog ? readLog(database, limits) : [];
      const presets = withLog ? readPresets(database, limits) : [];
      return { format: opened.format, notes, cards, noteTypes, decks, reviews, log, presets, media };
    } catch (error) {
      throw asFault(error);
    } finally {
      database.close();
    }
  });
}

/** Anki leaves the latest format marked as having a write-ahead log, which our SQLite can't open; there is none in a package. */
async function* inRollbackMode(pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let offset = 0;
  for await (const piece of pieces) {
    for (const at of [18, 19]) if (at >= offset && at < offset + piece.length) piece[at - offset] = 1;
    offset += piece.length;
    yield piece;
  }
}

/** SQLite, JSON and protobuf each say in their own way that bytes make no sense. */
function asFault(error: unknown): unknown {
  if (!(error instanceof Error) || error.message.startsWith('disk I/O error')) return error;
  const damaged =
    error instanceof SyntaxError ||
    error instanceof RangeError ||
    ['SQLite3Error', 'RuntimeError'].includes(error.name);
  return damaged ? new PackageFault('corrupt', `its database is damaged (${error.message})`) : error;
}
