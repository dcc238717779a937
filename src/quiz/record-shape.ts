import { confidences, grades } from './grade.ts';
import type { AnkiReview, JournalRecord, Scheduled } from './journal-record.ts';
import { JOURNAL_SCHEMA } from './journal-text.ts';
import { parseDay } from './study-day.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A value that can be read, or undefined. */
type Read = (value: unknown) => unknown;

const readText: Read = (value) => (typeof value === 'string' ? value : undefined);
const readName: Read = (value) => (typeof value === 'string' && value !== '' ? value : undefined);
const readTime: Read = (value) => (Number.isSafeInteger(value) ? value : undefined);
const readCount: Read = (value) => (Number.isSafeInteger(value) && Number(value) >= 0 ? value : undefined);
const readTrue: Read = (value) => (value === true ? true : undefined);
const readFlag: Read = (value) => (typeof value === 'boolean' ? value : undefined);
const readDate: Read = (value) => (typeof value === 'string' ? parseDay(value) : undefined);
const readNames: Read = (value) =>
  Array.isArray(value) && value.length > 0 && value.every((one) => readName(one) !== undefined) ? value : undefined;
const oneOf =
  (...words: readonly string[]): Read =>
  (value) =>
    words.find((word) => word === value);

interface Shape {
  readonly needs: Readonly<Record<string, Read>>;
  readonly may: Readonly<Record<string, Read>>;
}

const base: Shape = { needs: { id: readName, at: readTime, day: readDate }, may: { session: readName } };

const shapes: Readonly<Record<JournalRecord['kind'], Shape>> = {
  answer: {
    needs: { card: readName, grade: oneOf(...grades), next: readScheduled, took: readCount },
    may: {
      correct: readFlag,
      judge: oneOf('kernel', 'note', 'learner'),
      prediction: readText,
      confidence: oneOf(...confidences),
      choices: readCount,
      observed: readText,
      experiment: readName,
      verdict: readName,
      proposed: oneOf(...grades),
      override: readText,
      hinted: readTrue,
      why: readText,
      cram: readTrue,
      clock: readTime,
      anki: readAnki,
    },
  },
  inconclusive: { needs: { card: readName, experiment: readName, reason: readText }, may: { prediction: readText } },
  bury: { needs: { cards: readNames, until: readDate }, may: {} },
  suspend: { needs: { cards: readNames }, may: {} },
  unsuspend: { needs: { cards: readNames }, may: {} },
  reset: { needs: { cards: readNames }, may: { anki: readAnki } },
  undo: { needs: { of: readName }, may: {} },
};

/** A record out of a line's JSON, or why it is none. Keys that a later program added are passed over. */
export function recordFrom(value: unknown): JournalRecord | string {
  if (!isFields(value)) return 'a record is an object.';
  const { schema, kind } = value;
  if (typeof schema === 'number' && schema > JOURNAL_SCHEMA)
    return `it was written by a newer sockrates (schema ${schema}); update this one.`;
  if (schema !== JOURNAL_SCHEMA) return 'it names no schema, so it is no record of the journal.';
  if (typeof kind !== 'string' || !Object.hasOwn(shapes, kind)) return `"${String(kind)}" is no kind of record.`;
  const shape = shapes[kind as JournalRecord['kind']]; // it is a key of the table, as was just asked
  const read: Record<string, unknown> = { kind };
  for (const { needs, may } of [base, shape]) {
    for (const [key, readKey] of Object.entries(needs)) {
      const field = readKey(value[key]);
      if (field === undefined) return `its "${key}" is missing or makes no sense.`;
      read[key] = field;
    }
    for (const [key, readKey] of Object.entries(may)) {
      if (value[key] === undefined) continue;
      const field = readKey(value[key]);
      if (field === undefined) return `its "${key}" makes no sense.`;
      read[key] = field;
    }
  }
  return read as unknown as JournalRecord; // every key of the kind was read above
}

function readScheduled(value: unknown): Scheduled | undefined {
  if (!isFields(value)) return undefined;
  const { phase, days, seconds, left, day } = value;
  if (phase === 'review') return isCount(days) && days >= 1 ? { phase, days } : undefined;
  if ((phase !== 'learning' && phase !== 'relearning') || !isCount(seconds) || !isCount(left)) return undefined;
  if (day === undefined) return { phase, seconds, left };
  const on = typeof day === 'string' ? parseDay(day) : undefined;
  return on === undefined ? undefined : { phase, seconds, left, day: on };
}

function readAnki(value: unknown): AnkiReview | undefined {
  if (!isFields(value)) return undefined;
  const { id, factor, truncated } = value;
  if (!isCount(id) || !isCount(factor)) return undefined;
  return truncated === true ? { id, factor, truncated } : { id, factor };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
