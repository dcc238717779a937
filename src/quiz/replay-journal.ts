import { newCardState, nextCardState, type CardState } from './card-state.ts';
import { cardsOf, type JournalRecord } from './journal-record.ts';
import type { QuizCardId } from './quiz-card.ts';
import type { Scheduler } from './scheduler.ts';

/** Everything that the journal says. A record that was undone is in none of it. */
export interface QuizState {
  /** Cards that have a record. */
  readonly cards: ReadonlyMap<QuizCardId, CardState>;
  /** The records that count, in the order of time; undos are not among them. */
  readonly records: readonly JournalRecord[];
  /** The same as they were written: another order only where a clock was set back or copies were merged. */
  readonly written: readonly JournalRecord[];
}

export const emptyState: QuizState = { cards: new Map(), records: [], written: [] };

/**
 * The state after all records of a journal, in whatever order and however often each stands in it: two copies of a
 * journal may have been merged line by line.
 */
export function replayJournal(records: readonly JournalRecord[], scheduler: Scheduler): QuizState {
  const written = remainingRecords(records);
  const inTime = [...written].sort((a, b) => a.at - b.at);
  const cards = new Map<QuizCardId, CardState>();
  for (const record of inTime)
    for (const card of new Set(cardsOf(record)))
      cards.set(card, nextCardState(cards.get(card) ?? newCardState, record, scheduler));
  return { cards, records: inTime, written };
}

/** The state after one more record: the same as replaying all, at the cost of one where it is the latest. */
export function applyRecord(state: QuizState, record: JournalRecord, scheduler: Scheduler): QuizState {
  if (record.kind === 'undo') {
    const undone = state.records.find(({ id }) => id === record.of);
    if (undone === undefined) return state;
    const others = ({ id }: JournalRecord): boolean => id !== record.of;
    const remaining = { ...state, records: state.records.filter(others), written: state.written.filter(others) };
    return replayCards(remaining, undone, scheduler);
  }
  // The clock may have been set back since.
  const place = state.records.findLastIndex(({ at }) => at <= record.at) + 1;
  const records = state.records.toSpliced(place, 0, record);
  const written = [...state.written, record];
  if (place < state.records.length) return replayCards({ ...state, records, written }, record, scheduler);
  const cards = new Map(state.cards);
  for (const card of new Set(cardsOf(record)))
    cards.set(card, nextCardState(cards.get(card) ?? newCardState, record, scheduler));
  return { cards, records, written };
}

/** The state of a card, whether or not the journal knows it. */
export function stateOf(state: QuizState, card: QuizCardId): CardState {
  return state.cards.get(card) ?? newCardState;
}

/**
 * The record that an undo takes back: in a session what it wrote last, else the latest. Reviews made in Anki are not
 * ours to undo.
 */
export function lastAction({ records, written }: QuizState, session?: string): JournalRecord | undefined {
  const last = written.findLast(isOurs);
  return session !== undefined && last?.session === session ? last : records.findLast(isOurs);
}

function isOurs(record: JournalRecord): boolean {
  return !('anki' in record);
}

/** The records of one card, oldest first. */
export function historyOf({ records }: QuizState, card: QuizCardId): readonly JournalRecord[] {
  return records.filter((record) => cardsOf(record).includes(card));
}

/** The state's cards that a record is about, gone through again after it came or went. */
function replayCards(state: QuizState, changed: JournalRecord, scheduler: Scheduler): QuizState {
  const touched = new Set(cardsOf(changed));
  const cards = new Map(state.cards);
  for (const card of touched) cards.delete(card);
  for (const record of state.records)
    for (const card of new Set(cardsOf(record)))
      if (touched.has(card)) cards.set(card, nextCardState(cards.get(card) ?? newCardState, record, scheduler));
  return { ...state, cards };
}

/** Each record once, without undos and what they undo, as they stand. */
function remainingRecords(records: readonly JournalRecord[]): JournalRecord[] {
  const undone = new Set<string>();
  for (const record of records) if (record.kind === 'undo') undone.add(record.of);
  const seen = new Set<string>();
  return records.filter(({ id, kind }) => {
    if (kind === 'undo' || undone.has(id) || seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}
