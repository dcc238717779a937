import path from 'node:path';
import { ZipFile } from 'yazl';
import type { Deck, DeckNote } from '../deck.ts';
import { describeWriteFailure, readBuilt, withPrivateFolder, writeWhole, type WriteOutcome } from '../write.ts';
import { writeCollection, type ScheduleOf } from './collection.ts';
import { refusePackageName } from './package-name.ts';

export interface ApkgOptions {
  /** Where the package goes; a name that makes Anki replace the user's collection is refused. */
  readonly path: string;
  /**
   * When a note's fields or tags last changed, in seconds since 1970; from the ledger. Anki takes a note over only if
   * this is later than what it has, so it moves when the content does and only then.
   */
  readonly modified: (note: DeckNote) => number;
  /** How far a note's card has come, and its reviews; without it every card is new. */
  readonly scheduleOf?: ScheduleOf;
  /** Notes done of all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Writes a deck as the package that every Anki imports ("Legacy 1": SQLite of schema 11, media as plain entries). The
 * same deck and times give the same entries. Every note of the deck must keep what `DeckNote` promises; anything
 * the machine can't do is the outcome.
 */
export async function writeApkg(deck: Deck, options: ApkgOptions): Promise<WriteOutcome> {
  const refusal = refusePackageName(options.path);
  if (refusal !== undefined) return { written: false, path: options.path, fault: 'refused-name', message: refusal };
  let collection: Buffer;
  try {
    collection = await buildCollection(deck, options);
  } catch (error) {
    return describeWriteFailure(options.path, error);
  }
  return await writeWhole(options.path, zipPackage(deck, collection));
}

async function buildCollection(deck: Deck, { modified, onProgress, scheduleOf }: ApkgOptions): Promise<Buffer> {
  return await withPrivateFolder(async (folder) => {
    const file = path.join(folder, 'collection.anki2');
    await writeCollection(file, deck, { modified, onProgress, scheduleOf });
    return readBuilt(file);
  });
}

/** The earliest time a zip entry can have. Local, as zip's times are: it reads the same everywhere. */
const NO_TIME = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true };

/** Media formats that are compressed already. */
const DENSE = /\.(png|jpe?g|gif|webp|avif|mp3|m4a|ogg|oga|opus|flac|mp4|webm|mkv|mov|zip|gz|pdf)$/i;

/** Bytes of a collection past which speed counts for more than the last tenth of its size. */
const LARGE = 2 ** 22;

async function* zipPackage(deck: Deck, collection: Buffer): AsyncIterable<Uint8Array> {
  const zip = new ZipFile();
  const compressionLevel = collection.length > LARGE ? 1 : 9;
  zip.addBuffer(collection, 'collection.anki2', { ...NO_TIME, compressionLevel });
  const names = Object.fromEntries(deck.media.map(({ name }, index) => [String(index), name]));
  zip.addBuffer(Buffer.from(JSON.stringify(names), 'utf8'), 'media', NO_TIME);
  for (const [index, { name, bytes }] of deck.media.entries())
    zip.addBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), String(index), {
      ...NO_TIME,
      compress: !DENSE.test(name),
    });
  zip.end();
  for await (const piece of zip.outputStream) yield piece as Buffer; // a stream without an encoding gives buffers
}
