import { expect, it } from 'vitest';
import {
  applyRecord,
  emptyState,
  predictionId,
  startSession,
  takeEvent,
  type JournalRecord,
  type QuizCardId,
  type QuizState,
} from '../../src/quiz/index.ts';
import { isGivenAway, type SeenOfSession } from '../../src/quiz/screens/given-away.ts';
import { dayLater, idOf, minute, scheduler } from './quiz-fixture.ts';

const line = predictionId('tcp/reset', 1);
/** Decided by `tcp/reset`, which only a look at what experiments decide tells. */
const card = idOf('card');
const other = idOf('other');

const tellingOf = (id: QuizCardId): readonly string[] => (id === card ? ['tcp/reset'] : []);

function answer(id: QuizCardId, changes: Partial<JournalRecord & { readonly kind: 'answer' }> = {}): JournalRecord {
  return {
    kind: 'answer',
    id: `of ${id}`,
    ...minute(-5),
    card: id,
    grade: 'good',
    next: { phase: 'review', days: 4 },
    took: 1,
    ...changes,
  };
}

function check(asked: QuizCardId, records: readonly JournalRecord[], cram = false): boolean {
  const state = records.reduce<QuizState>((before, record) => applyRecord(before, record, scheduler), emptyState);
  const { session } = takeEvent(
    startSession({ id: 's', moment: minute(0), seed: 1, queue: [asked], cram }),
    state,
    { kind: 'next', moment: minute(0) },
    scheduler,
  );
  const seen: SeenOfSession = { session, state, day: minute(0).day };
  return isGivenAway(seen, tellingOf);
}

it('a card is passed over where a line of the experiment that decides it was asked today, and the other way round', () => {
  const byCard = answer(card, { experiment: 'tcp/reset', judge: 'kernel', correct: true });
  expect(check(card, [answer(line)])).toBe(true);
  expect(check(line, [byCard])).toBe(true);
  // Nothing that bears on it.
  expect(check(other, [answer(line)])).toBe(false);
  expect(check(card, [answer(other)])).toBe(false);
  expect(check(line, [answer(other, { experiment: 'udp/lost' })])).toBe(false);
  // On another day, outside the schedule, or in the middle of its own steps.
  expect(check(card, [answer(line, dayLater(-1))])).toBe(false);
  expect(check(card, [answer(line, { cram: true })])).toBe(false);
  expect(check(card, [answer(line)], true)).toBe(false);
  const begun = answer(card, { id: 'begun', ...minute(-9), next: { phase: 'learning', seconds: 60, left: 1 } });
  expect(check(card, [begun, answer(line)])).toBe(false);
});
