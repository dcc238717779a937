import { Decompress } from 'fzstd';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { isRecord } from '../apkg/note-type-json.ts';
import { PackageFault, type PackageFormat, type PackageLimits } from './anki-package.ts';
import { lastNumber, lastText, readMessage } from './protobuf.ts';

/** A package's zip, its directory read. Names are looked up in it, and never become paths. */
export interface OpenPackage {
  readonly format: PackageFormat;
  /** The SQLite file in pieces, unpacked. */
  readonly readCollection: () => AsyncIterable<Uint8Array>;
  /** Plain file names: what would lead elsewhere is no medium that Anki takes. */
  readonly readMediaNames: () => Promise<readonly string[]>;
  readonly close: () => void;
}

const COLLECTION = {
  'legacy-1': 'collection.anki2',
  'legacy-2': 'collection.anki21',
  latest: 'collection.anki21b',
} as const;

/** Opens a package and decides its format as Anki does (rslib/src/import_export/package/meta.rs). Throws a PackageFault. */
export async function openPackage(file: string, limits: PackageLimits): Promise<OpenPackage> {
  // Names stay bytes: yauzl refuses a whole file for one odd name, which nobody here writes anywhere.
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false, decodeStrings: false }).catch(
    (error: unknown) => {
      throw describeOpenFailure(error);
    },
  );
  try {
    const entries = await listEntries(zip, limits);
    const format = await decideFormat(zip, entries, limits);
    const collection = entries.get(COLLECTION[format]);
    if (collection === undefined)
      throw new PackageFault('not-a-package', `there is no ${COLLECTION[format]} in it; is it an export of Anki?`);
    const packed = format === 'latest';
    return {
      format,
      readCollection: () => readEntry(zip, collection, limits.collection, packed),
      readMediaNames: async () => {
        const list = entries.get('media');
        if (list === undefined) return [];
        const names = parseMediaList(await collect(readEntry(zip, list, limits.mediaList, packed)), packed);
        return names.filter((name) => !/[/\\\0]|^\.{0,2}$/.test(name));
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

function describeOpenFailure(error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return new PackageFault('not-found', 'there is no such file');
  if (code === 'EACCES' || code === 'EPERM' || code === 'EISDIR')
    return new PackageFault('not-readable', `it can't be read (${code})`);
  const reason = error instanceof Error ? error.message : String(error);
  return new PackageFault('not-a-package', `it is no zip file (${reason}); what Anki exports ends in .apkg or .colpkg`);
}

async function listEntries(zip: ZipFile, limits: PackageLimits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.entries) throw new PackageFault('too-large', `it has ${zip.entryCount} entries`);
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      // With `decodeStrings: false` the name is a buffer, whatever its type says.
      const name = Buffer.from(entry.fileName).toString('utf8');
      if (/^(meta|media|collection\.anki2(1b?)?)$/.test(name)) entries.set(name, entry);
    }
  } catch (error) {
    throw new PackageFault('corrupt', `its directory is damaged (${messageOf(error)})`);
  }
  return entries;
}

async function decideFormat(
  zip: ZipFile,
  entries: ReadonlyMap<string, Entry>,
  limits: PackageLimits,
): Promise<PackageFormat> {
  const meta = entries.get('meta');
  if (meta === undefined) return entries.has(COLLECTION['legacy-2']) ? 'legacy-2' : 'legacy-1';
  const bytes = await collect(readEntry(zip, meta, Math.min(limits.mediaList, 2 ** 16), false));
  const version = lastNumber(readMessageOrFault(bytes), 1);
  if (version === 1) return 'legacy-1';
  if (version === 2) return 'legacy-2';
  if (version === 3) return 'latest';
  throw new PackageFault(
    'too-new',
    `its format (${version}) is newer than this program; export it with "Support older Anki versions"`,
  );
}

async function* readEntry(zip: ZipFile, entry: Entry, limit: number, packed: boolean): AsyncIterable<Uint8Array> {
  if (entry.isEncrypted()) throw new PackageFault('corrupt', 'it is encrypted');
  if (entry.uncompressedSize > limit) throw new PackageFault('too-large', tooLarge(entry.uncompressedSize, limit));
  let bytes = 0;
  try {
    const stream = await zip.openReadStreamPromise(entry);
    const pieces = stream as AsyncIterable<Buffer>; // a stream without an encoding gives buffers
    for await (const piece of packed ? decompress(pieces) : pieces) {
      bytes += piece.byteLength;
      if (bytes > limit) throw new PackageFault('too-large', tooLarge(bytes, limit));
      yield piece;
    }
  } catch (error) {
    if (error instanceof PackageFault) throw error;
    throw new PackageFault('corrupt', `an entry is damaged (${messageOf(error)})`);
  }
}

/** Zstandard, which Node 20 lacks. Feeds it little by little, so that a small entry can't become a large array at once. */
async function* decompress(pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let ready: Uint8Array[] = [];
  const stream = new Decompress((piece) => ready.push(piece));
  for await (const piece of pieces)
    for (let start = 0; start < piece.length; start += FEED) {
      stream.push(piece.subarray(start, start + FEED));
      yield* ready;
      ready = [];
    }
  stream.push(new Uint8Array(), true);
  yield* ready;
}

const FEED = 1024;

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

/** JSON `{"0": "a.png"}` in the older formats, protobuf `MediaEntries` in the latest. */
function parseMediaList(bytes: Buffer, packed: boolean): string[] {
  if (packed) {
    const entries = readMessageOrFault(bytes).get(1) ?? [];
    return entries.flatMap((entry) => (entry instanceof Uint8Array ? [lastText(readMessageOrFault(entry), 1)] : []));
  }
  let list: unknown;
  try {
    list = bytes.length === 0 ? {} : JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new PackageFault('corrupt', `its list of media is damaged (${messageOf(error)})`);
  }
  return isRecord(list) ? Object.values(list).filter((name) => typeof name === 'string') : [];
}

function readMessageOrFault(bytes: Uint8Array): ReturnType<typeof readMessage> {
  try {
    return readMessage(bytes);
  } catch (error) {
    throw new PackageFault('corrupt', `an entry is damaged (${messageOf(error)})`);
  }
}

function tooLarge(bytes: number, limit: number): string {
  return `an entry unpacks to ${bytes} bytes or more; at most ${limit} are read`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
