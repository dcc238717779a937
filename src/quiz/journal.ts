import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { describeStateFailure, makeFolder } from '../state-file.ts';
import type { JournalRecord, RecordDraft } from './journal-record.ts';
import { parseJournal, printRecord } from './journal-text.ts';
import { takeLock, type LockHolder } from './lock.ts';

/** A journal that this process alone may add to, until it closes it. */
export interface Journal {
  /** Those that were there when it was opened, undone ones and undos among them. */
  readonly records: readonly JournalRecord[];
  /** A warning for the user: a crash had torn the last line, and where what was left of it is kept. */
  readonly warning?: string;
  /** Adds a record and returns when the disk has it. Throws a JournalFault where the disk can't; then nothing was added. */
  readonly append: (draft: RecordDraft) => JournalRecord;
  /** Adds records that have their ids already, all with one write to the disk. */
  readonly appendAll: (records: readonly JournalRecord[]) => void;
  readonly close: () => void;
}

export type JournalOutcome =
  | { readonly kind: 'opened'; readonly journal: Journal }
  /** Another process is in a session. The message says which. */
  | { readonly kind: 'locked'; readonly holder: LockHolder | undefined; readonly message: string }
  | JournalFailure;

export type ReadJournalOutcome =
  { readonly kind: 'read'; readonly records: readonly JournalRecord[]; readonly torn: boolean } | JournalFailure;

/** The journal can't be read or written; the message says where and what to do. */
export interface JournalFailure {
  readonly kind: 'failed';
  /** Where a line is damaged. Counts from 1. */
  readonly line?: number;
  readonly message: string;
}

/** An answer could not be saved. */
export class JournalFault extends Error {
  override readonly name = 'JournalFault';
}

export interface OpenJournalOptions {
  /** Milliseconds since the epoch, for the lock. */
  readonly now: number;
  /** Some random letters and digits: the ids of this run's records begin with them. */
  readonly nonce: string;
}

/** Reads the journal of a state folder without locking it: for everything that only looks. No journal is an empty one. */
export function readJournal(folder: string): ReadJournalOutcome {
  const file = path.join(folder, 'journal.jsonl');
  try {
    const parsed = parseJournal(existsSync(file) ? readFileSync(file, 'utf8') : '');
    if (parsed.kind === 'damaged') return damaged(file, parsed.line, parsed.message);
    return { kind: 'read', records: parsed.records, torn: parsed.torn !== undefined };
  } catch (error) {
    return failed(`${file} cannot be read: ${describeStateFailure(error)}.`);
  }
}

/** Opens the journal of a state folder to add to it; makes both if need be. */
export function openJournal(folder: string, options: OpenJournalOptions): JournalOutcome {
  const file = path.join(folder, 'journal.jsonl');
  const lockFile = path.join(folder, 'quiz.lock');
  try {
    makeStateFolder(folder);
    const lock = takeLock(lockFile, options.now);
    if (lock.kind === 'held') return { ...lock, kind: 'locked', message: describeHolder(lock.holder, lockFile) };
    try {
      const opened = openLocked(file, options.nonce, lock.release);
      if (opened.kind === 'failed') lock.release();
      return opened;
    } catch (error) {
      lock.release();
      throw error;
    }
  } catch (error) {
    return failed(`The journal ${file} cannot be written: ${describeStateFailure(error)}. No answer could be saved.`);
  }
}

function openLocked(file: string, nonce: string, release: () => void): JournalOutcome {
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  const parsed = parseJournal(bytes.toString('utf8'));
  if (parsed.kind === 'damaged') return damaged(file, parsed.line, parsed.message);
  const warning = parsed.torn === undefined ? undefined : setTornAside(file, bytes);
  if (warning === undefined) mendEnd(file, bytes);
  const ids = new Set(parsed.records.map(({ id }) => id));
  let descriptor = openSync(file, 'a');
  if (bytes.length === 0) syncFolder(path.dirname(file));

  const save = (text: string): void => {
    try {
      descriptor = reopenIfReplaced(file, descriptor);
      writeDurably(descriptor, text);
    } catch (error) {
      if (error instanceof TypeError) throw error;
      throw new JournalFault(`The answer could not be saved to ${file}: ${describeStateFailure(error)}.`);
    }
  };
  const append = (draft: RecordDraft): JournalRecord => {
    let number = ids.size;
    while (ids.has(`${nonce}-${number.toString(36)}`)) number += 1;
    const record: JournalRecord = { id: `${nonce}-${number.toString(36)}`, ...draft };
    save(printRecord(record));
    ids.add(record.id);
    return record;
  };
  const appendAll = (records: readonly JournalRecord[]): void => {
    save(records.map(printRecord).join(''));
    for (const { id } of records) ids.add(id);
  };
  const close = (): void => {
    closeSync(descriptor);
    release();
  };
  return {
    kind: 'opened',
    journal: { records: parsed.records, ...(warning === undefined ? {} : { warning }), append, appendAll, close },
  };
}

/** The record whole and on the disk, or the file as it was. */
function writeDurably(descriptor: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  const before = fstatSync(descriptor).size;
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
    fsyncSync(descriptor);
  } catch (error) {
    try {
      ftruncateSync(descriptor, before);
    } catch {
      // Then it stays as a torn line, which the next session sets aside.
    }
    throw error;
  }
}

/** A sync or a checkout may have put another file in the journal's place while a session was open. */
function reopenIfReplaced(file: string, descriptor: number): number {
  const there = statSync(file, { throwIfNoEntry: false });
  const ours = fstatSync(descriptor);
  if (there?.ino === ours.ino && there.dev === ours.dev) return descriptor;
  closeSync(descriptor);
  return openSync(file, 'a');
}

/** A last line without its end is whole, or it would not have been read: it gets its end. */
function mendEnd(file: string, bytes: Buffer): void {
  if (bytes.length > 0 && bytes.at(-1) !== NEWLINE) appendFileSync(file, '\n');
}

const NEWLINE = 0x0a;

/** Cuts a torn last line off, and keeps what was left of it in a file beside the journal. */
function setTornAside(file: string, bytes: Buffer): string {
  const end = bytes.at(-1) === NEWLINE ? bytes.length - 1 : bytes.length;
  const start = bytes.lastIndexOf(NEWLINE, end - 1) + 1;
  const aside = path.join(path.dirname(file), 'journal.torn.txt');
  appendFileSync(aside, Buffer.concat([bytes.subarray(start, end), Buffer.from('\n')]));
  truncateSync(file, start);
  return `The last line of ${file} was torn by a crash before its answer was reported as saved. What was left of it is in ${aside}.`;
}

/** Makes the state's folder, where it is not there yet. Two copies of a journal merge line by line. */
function makeStateFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(folder);
  writeFileSync(path.join(folder, '.gitattributes'), '*.jsonl merge=union\n');
}

function describeHolder(holder: LockHolder | undefined, lockFile: string): string {
  if (holder === undefined)
    return `${lockFile} says that another session is open, but not which. If none is, remove that file.`;
  const since = new Date(holder.since).toLocaleString('sv-SE');
  const who = `process ${holder.pid} on ${holder.host}, since ${since}`;
  return `Another session has this vault's journal open: ${who}. Finish that one first; if it is gone for good, remove ${lockFile}.`;
}

function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Windows opens no folders.
  }
}

function damaged(file: string, line: number, message: string): JournalFailure {
  return { kind: 'failed', line, message: `${file}, line ${line}: ${message} Nothing was changed.` };
}

function failed(message: string): JournalFailure {
  return { kind: 'failed', message };
}
