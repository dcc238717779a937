import type { JournalRecord } from './journal-record.ts';
import { formatDay } from './study-day.ts';
import { recordFrom } from './record-shape.ts';

/** The version of the records that this program writes and reads. */
export const JOURNAL_SCHEMA = 1;

export type ParsedJournal =
  | {
      readonly kind: 'parsed';
      readonly records: readonly JournalRecord[];
      /** What a crash left of the last line, if anything; its answer was never reported as saved. */
      readonly torn?: string;
    }
  | {
      readonly kind: 'damaged';
      /** Counts from 1. */
      readonly line: number;
      readonly message: string;
    };

/**
 * One line, with its end. Days stand as dates, so that people and merges can read them. Throws where the record would not
 * be read again: a journal must not be spoiled by what writes it.
 */
export function printRecord(record: JournalRecord): string {
  const line = lineOf(record);
  const read = readLine(line);
  if (typeof read === 'string') throw new TypeError(`no record of the journal: ${read} ${line}`);
  return `${line}\n`;
}

function lineOf(record: JournalRecord): string {
  const dated = Object.fromEntries(
    Object.entries(record).map(([key, value]) =>
      isDayKey(key) ? [key, formatDay(value as JournalRecord['day'])] : [key, value],
    ),
  );
  return JSON.stringify({ schema: JOURNAL_SCHEMA, ...dated, ...datedNext(record) });
}

/**
 * Reads a journal. Only its last line may be unreadable, for a crash can tear it; anything else that is no record is a
 * damage that a person must look at, because answers could be missing.
 */
export function parseJournal(text: string): ParsedJournal {
  const records: JournalRecord[] = [];
  const lines = text.split('\n');
  const ended = lines.at(-1) === '';
  if (ended) lines.pop();
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const read = readLine(line);
    if (typeof read !== 'string') {
      records.push(read);
      continue;
    }
    if (index === lines.length - 1 && isTorn(line)) return { kind: 'parsed', records, torn: line };
    return { kind: 'damaged', line: index + 1, message: read };
  }
  return { kind: 'parsed', records };
}

/** A record, or why the line is none. */
function readLine(line: string): JournalRecord | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    if (/^(<{7}|={7}|>{7}|\|{7})/.test(line)) return 'a merge was left unfinished here; keep the lines of both sides.';
    return 'this is no JSON; restore the line from a backup or from git, or remove it.';
  }
  return recordFrom(value);
}

/** Half a line, or what some file systems leave of one after a power failure: not a whole document of another shape. */
function isTorn(line: string): boolean {
  try {
    JSON.parse(line);
    return false;
  } catch {
    return !/^(<{7}|={7}|>{7}|\|{7})/.test(line);
  }
}

function isDayKey(key: string): boolean {
  return key === 'day' || key === 'until';
}

function datedNext(record: JournalRecord): object {
  if (record.kind !== 'answer' || record.next.phase === 'review' || record.next.day === undefined) return {};
  return { next: { ...record.next, day: formatDay(record.next.day) } };
}
