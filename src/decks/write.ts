import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeFolder, systemCode } from '../state-file.ts';

/** Content of an output file: whole, or in pieces as they come. */
export type FileContent = string | Uint8Array | AsyncIterable<Uint8Array>;

export type WriteFault = 'refused-name' | 'no-folder' | 'read-only' | 'disk-full' | 'not-written';

/** What became of an output. A machine that can't write is an outcome; the message says what to try. */
export type WriteOutcome =
  | { readonly written: true; readonly path: string; readonly bytes: number }
  | { readonly written: false; readonly path: string; readonly fault: WriteFault; readonly message: string };

/**
 * Writes an output whole: a temporary file in the same folder, fsync, rename. Whoever reads the path sees the old file
 * or the new one; where anything fails the old one stays and nothing else is left behind. Makes the folder if need be.
 */
export async function writeWhole(file: string, content: FileContent): Promise<WriteOutcome> {
  let temporary: string | undefined;
  let forget = (): void => undefined;
  try {
    const target = resolveTarget(file);
    const draft = await openDraft(target);
    temporary = draft.path;
    forget = removeAtExit(draft.path);
    let bytes = 0;
    try {
      for await (const piece of piecesOf(content)) {
        bytes += piece.byteLength;
        await draft.handle.writeFile(piece);
      }
      await draft.handle.sync();
    } finally {
      await draft.handle.close();
    }
    await rename(temporary, target);
    await syncFolder(path.dirname(target));
    return { written: true, path: file, bytes };
  } catch (error) {
    if (temporary !== undefined) await rm(temporary, { force: true }).catch(() => undefined);
    return describeWriteFailure(file, error);
  } finally {
    forget();
  }
}

/** Removes what is only there for a while when the process ends meanwhile, as Ctrl-C makes it; until the function returned is called. */
function removeAtExit(file: string): () => void {
  const remove = (): void => {
    try {
      rmSync(file, { recursive: true, force: true });
    } catch {
      // Windows keeps files that are open; nothing more can be done while ending.
    }
  };
  process.once('exit', remove);
  return () => void process.off('exit', remove);
}

/** The system's temporary folder can't take what has to lie there for a while; the message says what to try. */
export class TemporaryFolderError extends Error {
  override readonly name = 'TemporaryFolderError';
}

/**
 * Runs `use` with a folder that only this user can read, and removes it afterwards, also when `use` fails. Throws a
 * TemporaryFolderError where there is no room or right for it.
 */
export async function withPrivateFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  let folder: string;
  try {
    folder = mkdtempSync(path.join(tmpdir(), 'sockrates-'));
  } catch (error) {
    throw noTemporaryFolder(error);
  }
  const forget = removeAtExit(folder);
  try {
    return await use(folder);
  } catch (error) {
    // So SQLite calls a full disk.
    throw error instanceof Error && /^(disk I\/O error|database or disk is full)/.test(error.message)
      ? noTemporaryFolder(error)
      : error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    forget();
  }
}

function noTemporaryFolder(error: unknown): TemporaryFolderError {
  const reason = error instanceof Error ? error.message : String(error);
  return new TemporaryFolderError(
    `the temporary folder ${tmpdir()} does not serve (${reason}); let TMPDIR name one with more room`,
  );
}

/** Reads what was built in a private folder. At once: for a large file that is faster than by pieces. */
export function readBuilt(file: string): Buffer {
  return readFileSync(file);
}

/** An error of the machine as an outcome; any other error is a bug and is thrown on. */
export function describeWriteFailure(file: string, error: unknown): WriteOutcome & { readonly written: false } {
  const code = systemCode(error) ?? '';
  const known = faults[code];
  if (error instanceof TemporaryFolderError)
    return { written: false, path: file, fault: 'not-written', message: `${file} was not written: ${error.message}` };
  if (known !== undefined) return { written: false, path: file, fault: known.fault, message: `${file}: ${known.says}` };
  if (!/^E[A-Z]+$/.test(code) || !(error instanceof Error)) throw error;
  return { written: false, path: file, fault: 'not-written', message: `${file} was not written: ${error.message}` };
}

const readOnly = { fault: 'read-only', says: 'no right to write here; name another place with --out' } as const;
const diskFull = { fault: 'disk-full', says: 'the disk is full; what stood there before is untouched' } as const;
const noFolder = { fault: 'no-folder', says: 'its folder is a file, or can not be made' } as const;

const faults: Readonly<Record<string, { readonly fault: WriteFault; readonly says: string }>> = {
  EACCES: readOnly,
  EPERM: readOnly,
  EROFS: readOnly,
  ENOSPC: diskFull,
  EDQUOT: diskFull,
  EFBIG: diskFull,
  ENOTDIR: noFolder,
  EEXIST: noFolder,
  ENOENT: noFolder,
  EISDIR: { fault: 'not-written', says: 'this is a folder; name a file in it' },
};

/** Follows a symbolic link, so that the link stays one; refuses a folder before anything is built for it. */
function resolveTarget(file: string): string {
  const folder = path.dirname(path.resolve(file));
  makeFolder(folder);
  const target = realpathIfAny(file) ?? path.join(realpathSync(folder), path.basename(file));
  if (statSync(target, { throwIfNoEntry: false })?.isDirectory() === true)
    throw Object.assign(new Error('is a folder'), { code: 'EISDIR' });
  return target;
}

function realpathIfAny(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}

/** A new file beside the target: a rename works only within one file system. */
async function openDraft(target: string): Promise<{ readonly path: string; readonly handle: FileHandle }> {
  for (let attempt = 0; ; attempt += 1) {
    const draft = path.join(path.dirname(target), `.sockrates-${process.pid}-${attempt}.tmp`);
    try {
      return { path: draft, handle: await open(draft, 'wx') };
    } catch (error) {
      if (systemCode(error) !== 'EEXIST' || attempt > 100) throw error;
    }
  }
}

async function* piecesOf(content: FileContent): AsyncIterable<Uint8Array> {
  if (typeof content === 'string') yield Buffer.from(content, 'utf8');
  else if (content instanceof Uint8Array) yield content;
  else yield* content;
}

/** Makes the rename itself last. Not every system can open a folder; the file is safe in either case. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // Windows refuses to open folders.
  }
}
