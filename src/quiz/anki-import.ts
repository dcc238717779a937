import type { AnkiReviewRow } from './anki-rows.ts';
import { grades } from './grade.ts';
import type { AnswerRecord, JournalRecord, ResetRecord, Scheduled } from './journal-record.ts';
import type { QuizCardId } from './quiz-card.ts';
import type { SchedulingSettings } from './scheduling-settings.ts';
import { addDays, studyDayAt } from './study-day.ts';

/** A card's reviews in a collection of Anki's. */
export interface AnkiHistory {
  readonly card: QuizCardId;
  /** Anki's id of the card: reviews of two cards may share their time. */
  readonly ankiCard: number;
  /** Where the card stands now: 0 new, 1 learning, 2 review, 3 relearning. */
  readonly type: number;
  /** By time. */
  readonly rows: readonly (Omit<AnkiReviewRow, 'kind'> & { readonly kind: number })[];
}

type Row = AnkiHistory['rows'][number];

/** Anki's kinds of reviews. */
const LEARNING = 0;
const RELEARNING = 2;
const FILTERED = 3;
const MANUAL = 4;

/**
 * A card's reviews as records of the journal. Each has an id that it has in every import. What is lost of a history's
 * beginning is judged as Anki judges it: by the first interval that is left.
 */
export function recordsFromAnki(
  { card, ankiCard, type, rows }: AnkiHistory,
  settings: SchedulingSettings,
): readonly (AnswerRecord | ResetRecord)[] {
  const kept = rows.filter(isReset).length + rows.filter(isAnswer).length === 0 ? [] : rows;
  const records: (AnswerRecord | ResetRecord)[] = [];
  const answers = kept.filter((row) => isReset(row) || isAnswer(row));
  let begun = false;
  let before: Row | undefined;
  for (const [index, row] of answers.entries()) {
    const base = { id: `anki-${row.at}-${ankiCard.toString(36)}`, at: row.at, day: studyDayAt(row.at) };
    const anki = { id: row.at, factor: row.factor };
    if (isReset(row)) {
      records.push({ kind: 'reset', ...base, cards: [card], anki });
      begun = false;
      before = undefined;
      continue;
    }
    // A card that is learnt once more was made new; old versions of Anki did not log that.
    if (row.kind === LEARNING && before !== undefined && before.kind !== LEARNING) {
      records.push({ kind: 'reset', ...base, id: `${base.id}-new`, cards: [card], anki });
      begun = false;
    }
    const truncated = !begun && row.kind !== LEARNING;
    if (truncated && row.interval < 1) continue;
    begun = true;
    before = row;
    const next = answers.slice(index + 1).find((one) => isReset(one) || !isCram(one));
    records.push({
      kind: 'answer',
      ...base,
      card,
      grade: grades[row.ease - 1] ?? 'again',
      next: scheduledBy(row, next, type, settings),
      took: Math.max(0, row.took),
      anki: truncated ? { ...anki, truncated } : anki,
      ...(isCram(row) ? { cram: true as const } : {}),
    });
  }
  return records;
}

/** How far a row that an export of ours wrote may have been moved to be alone in its millisecond. */
const MOVED_AT_MOST = 1000;

/**
 * Those of the records that the journal has not got: neither from an earlier import, nor because they were made here and
 * went to Anki by an export.
 */
export function recordsToImport(
  records: readonly (AnswerRecord | ResetRecord)[],
  journal: readonly JournalRecord[],
): readonly (AnswerRecord | ResetRecord)[] {
  const ids = new Set(journal.map(({ id }) => id));
  const own = new Map<QuizCardId, JournalRecord[]>();
  for (const record of journal) {
    if (!isMadeHere(record)) continue;
    for (const card of 'card' in record ? [record.card] : 'cards' in record ? record.cards : [])
      own.set(card, [...(own.get(card) ?? []), record]);
  }
  return records.filter((record) => {
    if (ids.has(record.id)) return false;
    const card = record.kind === 'answer' ? record.card : record.cards[0];
    const here = card === undefined ? [] : (own.get(card) ?? []);
    return !here.some(
      (one) =>
        one.kind === record.kind &&
        record.at >= one.at &&
        record.at - one.at < MOVED_AT_MOST &&
        (one.kind !== 'answer' || record.kind !== 'answer' || one.grade === record.grade),
    );
  });
}

function isMadeHere(record: JournalRecord): boolean {
  return (record.kind === 'answer' || record.kind === 'reset') && record.anki === undefined;
}

function isAnswer({ ease, kind }: Row): boolean {
  return ease >= 1 && ease <= 4 && kind >= LEARNING && kind <= FILTERED;
}

/** Outside the schedule: a filtered deck that moved nothing. */
function isCram({ kind, factor }: Row): boolean {
  return kind === FILTERED && factor === 0;
}

/** The card was made new. Other manual rows only moved its due date, which the next review shows. */
function isReset({ ease, kind, factor }: Row): boolean {
  return kind === MANUAL && ease === 0 && factor === 0;
}

/** What an answer led to: its interval, and by the next row or the card itself whether that was still learning. */
function scheduledBy(
  row: Row,
  next: Row | undefined,
  type: number,
  { learningSteps, relearningSteps }: SchedulingSettings,
): Scheduled {
  // What stands behind a reset, told or not, says nothing about how this answer left the card.
  const anew = next !== undefined && (isReset(next) || (next.kind === LEARNING && row.kind !== LEARNING));
  const relearning = next === undefined ? type === 3 : !anew && next.kind === RELEARNING;
  const learning = next === undefined ? type === 1 : !anew && next.kind === LEARNING;
  if (row.interval >= 1 && !relearning && !learning) return { phase: 'review', days: row.interval };
  const phase = relearning || (!learning && row.kind !== LEARNING) ? 'relearning' : 'learning';
  const seconds = row.interval >= 0 ? Math.max(1, row.interval) * 86_400 : -row.interval;
  const steps = phase === 'relearning' ? relearningSteps : learningSteps;
  const index = row.ease === 1 ? 0 : Math.max(0, steps.lastIndexOf(seconds));
  const left = Math.max(0, steps.length - index);
  return row.interval >= 1
    ? { phase, seconds, left, day: addDays(studyDayAt(row.at), row.interval) }
    : { phase, seconds, left };
}
