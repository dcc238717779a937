import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  applyRecord,
  emptyState,
  grades,
  lastAction,
  momentAt,
  parseJournal,
  printRecord,
  replayJournal,
  stateOf,
  type JournalRecord,
  type QuizState,
  type RecordDraft,
} from '../../src/quiz/index.ts';
import { idOf, noon, scheduler } from './quiz-fixture.ts';

const cards = ['a', 'b', 'c', 'd'].map((name) => idOf(name));

type Step =
  | {
      readonly do: 'answer';
      readonly card: number;
      readonly grade: number;
      readonly correct: boolean;
      readonly sure: boolean;
      readonly cram: boolean;
    }
  | { readonly do: 'bury' | 'suspend' | 'unsuspend' | 'reset'; readonly cards: readonly number[] }
  | { readonly do: 'undo'; readonly back: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      card: fc.nat(3),
      grade: fc.nat(3),
      correct: fc.boolean(),
      sure: fc.boolean(),
      cram: fc.boolean().map((cram) => cram && true),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('bury' as const, 'suspend' as const, 'unsuspend' as const, 'reset' as const),
      cards: fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }),
    }),
  },
  // Mostly the latest; sometimes any, as merged journals hold them.
  { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const), back: fc.oneof(fc.constant(0), fc.nat(5)) }) },
);

/** Hours until the next step; now and then the clock is set back. */
const hours = fc.oneof(
  { weight: 9, arbitrary: fc.nat(400) },
  { weight: 1, arbitrary: fc.integer({ min: -60, max: 0 }) },
);

function draftOf(action: Step, at: number, state: QuizState): RecordDraft | undefined {
  const moment = momentAt(at);
  switch (action.do) {
    case 'answer': {
      const card = cards[action.card] ?? idOf('a');
      const last = stateOf(state, card).last;
      const held = last !== undefined && last.at > at ? { at: last.at, day: last.day } : moment;
      const grade = grades[action.grade] ?? 'good';
      const { next } = scheduler.offer(stateOf(state, card), held)[grade];
      return {
        kind: 'answer',
        ...held,
        card,
        grade,
        next,
        took: 1,
        correct: action.correct,
        prediction: action.correct ? 'right' : `wrong ${action.grade}`,
        confidence: action.sure ? 'certain' : 'guess',
        ...(action.cram ? { cram: true as const } : {}),
      };
    }
    case 'bury':
      return {
        kind: 'bury',
        ...moment,
        cards: action.cards.map((index) => cards[index] ?? idOf('a')),
        until: addDays(moment.day, 1),
      };
    case 'undo': {
      const target = action.back === 0 ? lastAction(state) : state.records.at(-1 - action.back);
      return target === undefined ? undefined : { kind: 'undo', ...moment, of: target.id };
    }
    default:
      return { kind: action.do, ...moment, cards: action.cards.map((index) => cards[index] ?? idOf('a')) };
  }
}

/** Runs steps one by one, as a session does: the journal, and the state that was kept up to date. */
function play(steps: readonly (readonly [Step, number])[]): {
  readonly journal: JournalRecord[];
  readonly state: QuizState;
} {
  const journal: JournalRecord[] = [];
  let state = emptyState;
  let at = noon;
  for (const [action, later] of steps) {
    at += later * 3_600_000;
    const draft = draftOf(action, at, state);
    if (draft === undefined) continue;
    const record = { id: `r-${journal.length}`, ...draft };
    journal.push(record);
    state = applyRecord(state, record, scheduler);
  }
  return { journal, state };
}

const steps = fc.array(fc.tuple(step, hours), { maxLength: 40 });

describe('after any sequence of answers, buries, suspends, resets and undos', () => {
  it('the state is the replay of what remains', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const { journal, state } = play(sequence);
        const undone = new Set(journal.flatMap((record) => (record.kind === 'undo' ? [record.of] : [])));
        const remains = journal.filter(({ id, kind }) => kind !== 'undo' && !undone.has(id));
        expect(state).toEqual(replayJournal(remains, scheduler));
        expect(state).toEqual(replayJournal(journal, scheduler));
      }),
      { numRuns: 300 },
    );
  });

  it('undoing all the way leads through every state that there was, to none', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const forward = sequence.filter(([action, later]) => action.do !== 'undo' && later >= 0);
        const states = forward.map((_, index) => play(forward.slice(0, index + 1)).state);
        let { state } = play(forward);
        for (const expected of states.toReversed()) {
          expect(state).toEqual(expected);
          const last = lastAction(state);
          if (last === undefined) throw new Error('nothing to undo');
          state = applyRecord(state, { kind: 'undo', id: `u-${last.id}`, ...momentAt(noon), of: last.id }, scheduler);
        }
        expect(state).toEqual(emptyState);
      }),
      { numRuns: 60 },
    );
  });

  it('the journal printed, read, merged with itself and shuffled says the same', () => {
    fc.assert(
      fc.property(steps, fc.nat(), (sequence, turn) => {
        const { journal, state } = play(sequence);
        const lines = journal.map(printRecord);
        const cut = lines.length === 0 ? 0 : turn % lines.length;
        const parsed = parseJournal([...lines.slice(0, cut), ...lines.slice(0, cut), ...lines.slice(cut)].join(''));
        if (parsed.kind !== 'parsed') throw new Error(parsed.message);
        expect(replayJournal(parsed.records, scheduler)).toEqual(state);
      }),
      { numRuns: 100 },
    );
  });
});
