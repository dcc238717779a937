import type { Diagnostic } from '../diagnostic.ts';
import { isCardId, type CardId } from './identified-card.ts';
import type { Ledger, LedgerRecord } from './ledger-record.ts';
import { reconcileRecords } from './reconcile-records.ts';
import { report } from './rules.ts';

export interface ParsedLedger {
  readonly ledger: Ledger;
  /** Not empty where a line could not be read: then the file must not be written, or the line would be lost. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads JSON Lines. Two lines of one card, as a union merge leaves them, become one record. `path` is for the diagnostics. */
export function parseLedger(text: string, path: string): ParsedLedger {
  const records = new Map<CardId, LedgerRecord>();
  const diagnostics: Diagnostic[] = [];
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const record = parseRecord(line);
    if (typeof record === 'string') {
      diagnostics.push(report('damaged-ledger', { path, line: index + 1, column: 1 }, record));
      continue;
    }
    const other = records.get(record.id);
    records.set(record.id, other === undefined ? record : reconcileRecords(other, record));
  }
  return { ledger: records, diagnostics };
}

/** One record a line, by id; the same ledger always gives the same text. */
export function printLedger(ledger: Ledger): string {
  return [...ledger.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((record) => `${printRecord(record)}\n`)
    .join('');
}

const fields = {
  state: 'text',
  byComment: 'flag',
  kind: 'text',
  note: 'text',
  headings: 'texts',
  deck: 'text',
  question: 'text',
  reply: 'text',
  key: 'text',
  answer: 'text',
  code: 'texts',
  links: 'texts',
  concepts: 'texts',
  cell: 'object',
  twin: 'number',
  explicitId: 'text',
  ankiNoteId: 'number',
  cloze: 'objects',
  retired: 'numbers',
  guid: 'text',
  noteType: 'object',
  hash: 'text',
  mod: 'number',
  firstSeen: 'number',
} as const satisfies Partial<Record<keyof LedgerRecord, FieldShape>>;

type FieldShape = 'flag' | 'text' | 'texts' | 'number' | 'numbers' | 'object' | 'objects';

/** Empty lists are left out. Fields of a later version are kept as they are, at the end. */
function printRecord(record: LedgerRecord): string {
  const all: Readonly<Record<string, unknown>> = { ...record };
  const known = ['id', ...Object.keys(fields)];
  const names = [
    ...known,
    ...Object.keys(all)
      .filter((name) => !known.includes(name))
      .sort(),
  ];
  return JSON.stringify(
    Object.fromEntries(
      names.map((name) => [name, all[name]]).filter(([, value]) => !(Array.isArray(value) && value.length === 0)),
    ),
  );
}

/** The record, or what is wrong with the line. */
function parseRecord(line: string): LedgerRecord | string {
  if (/^(<{7}|={7}|>{7}|\|{7})/.test(line)) {
    return 'A git merge left its conflict markers here: delete the lines with <<<<<<<, ======= and >>>>>>>, and keep the records of both sides.';
  }
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return `This is no record: ${line.slice(0, 40)}… Restore the line from a backup or from git, or delete it if its card may get a new id.`;
  }
  if (!isObject(value))
    return 'A record must be a JSON object. Restore the line from a backup or from git, or delete it.';
  const id = value['id'];
  if (typeof id !== 'string' || !isCardId(id)) {
    return 'This record has no id of 16 small letters and digits. Restore the line from a backup or from git, or delete it.';
  }
  const wrong = Object.entries(fields).find(
    ([name, shape]) => value[name] !== undefined && !hasShape(value[name], shape),
  );
  if (wrong !== undefined)
    return `The record ${id} is broken at "${wrong[0]}". Restore the line from a backup or from git, or delete it.`;
  const { cell, noteType, cloze, state } = value;
  if (
    (state !== undefined && state !== 'live' && state !== 'gone' && state !== 'dropped') ||
    (isObject(cell) && !(hasShape(cell['facet'], 'text') && hasShape(cell['concept'], 'text'))) ||
    (isObject(noteType) && !(hasShape(noteType['id'], 'number') && hasShape(noteType['name'], 'text'))) ||
    (Array.isArray(cloze) && !cloze.every(isDeletion))
  ) {
    return `The record ${id} is broken. Restore the line from a backup or from git, or delete it.`;
  }
  const empty = { state: 'live', kind: 'basic', key: '', answer: '', note: '', question: '', reply: '' };
  const lists = { headings: [], code: [], links: [], concepts: [], cloze: [], retired: [] };
  return { ...empty, ...lists, ...value } as unknown as LedgerRecord; // every field was checked against its shape above
}

function isDeletion(value: unknown): boolean {
  return (
    isObject(value) &&
    hasShape(value['number'], 'number') &&
    hasShape(value['text'], 'text') &&
    hasShape(value['context'], 'text')
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasShape(value: unknown, shape: FieldShape): boolean {
  switch (shape) {
    case 'flag':
      return value === true;
    case 'text':
      return typeof value === 'string';
    case 'number':
      return Number.isSafeInteger(value) && (value as number) >= 0; // isSafeInteger has shown that it is a number
    case 'object':
      return isObject(value);
    case 'texts':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'numbers':
      return Array.isArray(value) && value.every((item) => hasShape(item, 'number'));
    case 'objects':
      return Array.isArray(value) && value.every(isObject);
  }
}
