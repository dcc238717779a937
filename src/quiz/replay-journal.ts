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
}

export const emptyState: QuizState = { cards: new Map(), records: [] };

/**
 * The state after all records of a journal, in whatever order and however often each stands in it: two copies of a
 * journal may have been merged line by line.
 */
export function replayJournal(records: readonly JournalRecord[], scheduler: Scheduler): QuizState {
  const remaining = remainingRecords(records);
  const cards = new Map<QuizCardId, CardState>();
  for (const record of remaining)
    for (const card of new Set(cardsOf(record)))
      cards.set(card, nextCardState(cards.get(card) ?? newCardState, record, scheduler));
  return { cards, records: remaining };
}

/** The state after one more record: the same as replaying all, at the cost of one where it is the latest. */
export function applyRecord(state: QuizState, record: JournalRecord, scheduler: Scheduler): QuizState {
  if (record.kind === 'undo') {
    const undone = state.records.find(({ id }) => id === record.of);
    if (undone === undefined) return state;
    return replayCards(
      state,
      state.records.filter((one) => one !== undone),
      undone,
      scheduler,
    );
  }
  // The clock may have been set back since.
  const place = state.records.findLastIndex(({ at }) => at <= record.at) + 1;
  const records = state.records.toSpliced(place, 0, record);
  if (place < state.records.length) return replayCards(state, records, record, scheduler);
  const cards = new Map(state.cards);
  for (const card of new Set(cardsOf(record)))
    cards.set(card, nextCardState(cards.get(card) ?? newCardState, record, scheduler));
  return { cards, records };
}

/** The state of a card, whether or not the journal knows it. */
export function stateOf(state: QuizState, card: QuizCardId): CardState {
  return state.cards.get(card) ?? newCardState;
}

/** The record that an undo would take back: the latest, unless it was made in Anki. */
export function lastAction({ records }: QuizState): JournalRecord | undefined {
  return records.findLast((record) => record.kind !== 'answer' || record.anki === undefined);
}

/** The records of one card, oldest first. */
export function historyOf({ records }: QuizState, card: QuizCardId): readonly JournalRecord[] {
  return records.filter((record) => cardsOf(record).includes(card));
}

/** The state with other records, which differ by one: only its cards are gone through again. */
function replayCards(
  state: QuizState,
  records: readonly JournalRecord[],
  changed: JournalRecord,
  scheduler: Scheduler,
): QuizState {
  const touched = new Set(cardsOf(changed));
  const cards = new Map(state.cards);
  for (const card of touched) cards.delete(card);
  for (const record of records)
    for (const card of new Set(cardsOf(record)))
      if (touched.has(card)) cards.set(card, nextCardState(cards.get(card) ?? newCardState, record, scheduler));
  return { cards, records };
}

/** Each record once, without undos and what they undo, in the order of time; those of one instant as they stand. */
function remainingRecords(records: readonly JournalRecord[]): JournalRecord[] {
  const undone = new Set<string>();
  for (const record of records) if (record.kind === 'undo') undone.add(record.of);
  const seen = new Set<string>();
  const remaining = records.filter(({ id, kind }) => {
    if (kind === 'undo' || undone.has(id) || seen.has(id)) return false;
    seen.add(id);
    return true;
  });
  return remaining.sort((a, b) => a.at - b.at);
}
