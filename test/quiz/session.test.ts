import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyRecord,
  addDays,
  confidences,
  emptyState,
  grades,
  offersFor,
  parseSession,
  printSession,
  proposalFor,
  replayJournal,
  resumeSession,
  startSession,
  takeEvent,
  type JournalRecord,
  type Outcome,
  type QuizCardId,
  type QuizState,
  type Session,
  type SessionEvent,
  type SessionStart,
} from '../../src/quiz/index.ts';
import { dayLater, idOf, minute, scheduler, today } from './quiz-fixture.ts';

interface Sitting {
  readonly session: Session;
  readonly state: QuizState;
  readonly journal: readonly JournalRecord[];
  readonly refused: readonly string[];
}

function sit(cards: readonly string[], options: Partial<SessionStart> = {}): Sitting {
  const session = startSession({
    id: 's',
    moment: minute(0),
    seed: 1,
    queue: cards.map((name) => idOf(name)),
    ...options,
  });
  const begun = takeEvent(session, emptyState, { kind: 'next', moment: minute(0) }, scheduler);
  return { session: begun.session, state: emptyState, journal: [], refused: [] };
}

/** Takes events as a screen does: the record is written before the session goes on. */
function take(sitting: Sitting, ...events: readonly SessionEvent[]): Sitting {
  return events.reduce(({ session, state, journal, refused }, event) => {
    const step = takeEvent(session, state, event, scheduler);
    if (step.refused !== undefined)
      return { session: step.session, state, journal, refused: [...refused, step.refused] };
    if (step.draft === undefined) return { session: step.session, state, journal, refused };
    const record: JournalRecord = { id: `s-${journal.length}`, ...step.draft };
    return {
      session: step.session,
      state: applyRecord(state, record, scheduler),
      journal: [...journal, record],
      refused,
    };
  }, sitting);
}

const right: Outcome = { kind: 'settled', correct: true, judge: 'kernel', experiment: 'tcp/x', verdict: 'supported' };
const wrong: Outcome = { ...right, correct: false, observed: '-1 ECONNRESET' };

/** Predicts, says how sure, sees the outcome and takes a grade, at a minute. */
function answer(at: number, outcome: Outcome, grade: (typeof grades)[number], sure = 2): readonly SessionEvent[] {
  return [
    { kind: 'predict', prediction: outcome === right ? 'yes' : 'no', choices: 4 },
    { kind: 'confide', confidence: confidences[sure] ?? 'fairly', moment: minute(at) },
    { kind: 'observe', outcome, moment: minute(at) },
    { kind: 'grade', grade, moment: minute(at), override: 'because' },
  ];
}

const current = ({ session }: Sitting): QuizCardId | undefined => session.current?.card;

describe('a session', () => {
  it('locks the prediction before anything is observed, and grades only what was observed', () => {
    const asked = sit(['a', 'b']);
    const early = take(
      asked,
      { kind: 'observe', outcome: right, moment: minute(0) },
      { kind: 'grade', grade: 'good', moment: minute(0) },
    );
    expect(early.refused).toEqual(['nothing is observed before the prediction is locked', 'the answer is not out yet']);
    const locked = take(
      asked,
      { kind: 'predict', prediction: 'x' },
      { kind: 'confide', confidence: 'certain', moment: minute(1) },
    );
    expect(take(locked, { kind: 'predict', prediction: 'y' }).refused).toEqual(['the prediction is locked']);
    expect(locked.session.current).toMatchObject({ stage: 'observe', lockedAt: minute(1).at });
  });

  it('writes down everything about an answer', () => {
    const done = take(
      sit(['a', 'b']),
      { kind: 'hint' },
      ...answer(1, right, 'hard').slice(0, 3),
      { kind: 'explain', why: 'RST' },
      { kind: 'grade', grade: 'hard', moment: minute(3) },
    );
    expect(done.journal).toEqual([
      {
        id: 's-0',
        kind: 'answer',
        ...minute(1),
        session: 's',
        card: idOf('a'),
        grade: 'hard',
        next: { phase: 'learning', seconds: 330, left: 2 },
        took: 60_000,
        correct: true,
        judge: 'kernel',
        prediction: 'yes',
        confidence: 'fairly',
        choices: 4,
        experiment: 'tcp/x',
        verdict: 'supported',
        hinted: true,
        why: 'RST',
      },
    ]);
    expect(current(done)).toBe(idOf('b'));
  });

  it('proposes the grade, and lets a measured miss be graded up only with a reason', () => {
    const missed = take(sit(['a', 'b']), ...answer(1, wrong, 'again').slice(0, 3));
    expect(proposalFor(missed.session)).toBe('again');
    expect(take(missed, { kind: 'grade', grade: 'good', moment: minute(1) }).refused).toHaveLength(1);
    const up = take(missed, { kind: 'grade', grade: 'good', moment: minute(1), override: 'I meant that' });
    expect(up.journal[0]).toMatchObject({ grade: 'good', proposed: 'again', override: 'I meant that', correct: false });
    const guessed = take(sit(['a']), ...answer(1, right, 'good', 0).slice(0, 3));
    expect(proposalFor(guessed.session)).toBe('hard');
    const down = take(guessed, { kind: 'grade', grade: 'again', moment: minute(1) });
    expect(down.journal[0]).toMatchObject({ grade: 'again', proposed: 'hard', correct: true });
  });

  it('logs the reason for any grade above the proposed one, and refuses one without', () => {
    const told = (sure: number, seconds: number, grade: (typeof grades)[number], override?: string): unknown => {
      const [predict, confide, observe] = answer(seconds / 60, right, grade, sure);
      const graded = take(sit(['a']), ...[predict, confide, observe].flatMap((one) => one ?? []), {
        kind: 'grade',
        grade,
        moment: minute(9),
        ...(override === undefined ? {} : { override }),
      });
      const [record] = graded.journal;
      if (record?.kind !== 'answer') return graded.refused[0];
      return [record.proposed ?? record.grade, record.grade, record.override];
    };
    const refusal = 'a measured answer is graded up only with a reason';
    expect(told(0, 60, 'good')).toBe(refusal);
    expect(told(0, 60, 'good', '  ')).toBe(refusal);
    expect(told(0, 60, 'good', 'I knew it')).toEqual(['hard', 'good', 'I knew it']);
    expect(told(2, 60, 'easy')).toBe(refusal);
    expect(told(2, 60, 'easy', 'known for years')).toEqual(['good', 'easy', 'known for years']);
    expect(told(2, 60, 'hard', 'down needs none')).toEqual(['good', 'hard', undefined]);
    // Certain and quick: easy is on offer, and needs no reason.
    expect(told(3, 60, 'easy')).toBe(refusal);
    expect(told(3, 9, 'easy')).toEqual(['good', 'easy', undefined]);
  });

  it('keeps the intervals that it showed, however long the learner looks at them', () => {
    const graded = take(sit(['a', 'b']), ...answer(0, right, 'easy').slice(0, 3));
    const offered = offersFor(graded.session, graded.state, scheduler);
    const late = take(graded, { kind: 'grade', grade: 'easy', override: 'known for years', moment: dayLater(1) });
    expect(late.journal[0]).toMatchObject({ next: offered?.easy.next, day: today });
  });

  it('never grades an inconclusive run, unless the learner goes on without it', () => {
    const outcome: Outcome = { kind: 'inconclusive', experiment: 'tcp/x', reason: 'timed out' };
    const stuck = take(sit(['a', 'b']), ...answer(1, right, 'good').slice(0, 2), {
      kind: 'observe',
      outcome,
      moment: minute(1),
    });
    expect(take(stuck, { kind: 'grade', grade: 'good', moment: minute(1) }).refused).toEqual([
      'the answer is not out yet',
    ]);
    const skipped = take(stuck, { kind: 'skip', moment: minute(2) });
    expect(skipped.journal).toMatchObject([{ kind: 'inconclusive', card: idOf('a'), reason: 'timed out' }]);
    expect(current(skipped)).toBe(idOf('b'));
    const recalled = take(stuck, { kind: 'recall', moment: minute(2) });
    expect(proposalFor(recalled.session)).toBeUndefined();
    expect(take(recalled, { kind: 'grade', grade: 'good', moment: minute(2) }).journal[0]).not.toHaveProperty(
      'correct',
    );
  });

  it('brings a forgotten card back when its step is over, and a confident miss after three others', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const order = (outcome: Outcome, sure: number, minutesEach: number): string[] => {
      let sitting = sit(names);
      const seen: string[] = [];
      for (let turn = 0; current(sitting) !== undefined && turn < 12; turn += 1) {
        seen.push(current(sitting)?.[0] ?? '');
        const first = turn === 0;
        sitting = take(sitting, ...answer(turn * minutesEach, first ? outcome : right, first ? 'again' : 'easy', sure));
      }
      return seen;
    };
    expect(order(wrong, 1, 0.1)).toEqual([...names, 'a']);
    expect(order(wrong, 1, 0.5)).toEqual(['a', 'b', 'c', 'a', 'd', 'e', 'f']);
    expect(order(wrong, 3, 0.1)).toEqual(['a', 'b', 'c', 'd', 'a', 'e', 'f']);
  });

  it('ends when the time is up, and never begins again from the front', () => {
    const timed = sit(['a', 'b', 'c'], { minutes: 5 });
    const after = take(timed, ...answer(6, right, 'easy'));
    expect(after.session).toMatchObject({ finished: true, queue: [idOf('b'), idOf('c')] });
    expect(take(after, { kind: 'next', moment: minute(7) }).session.current).toBeUndefined();
  });

  it('crams without moving anything', () => {
    const crammed = take(sit(['a', 'b'], { cram: true }), ...answer(0, right, 'easy'), ...answer(0, wrong, 'again'));
    expect(crammed.journal).toMatchObject([{ cram: true }, { cram: true }]);
    expect([...crammed.state.cards.values()].map(({ phase, reps }) => [phase, reps])).toEqual([
      ['new', 0],
      ['new', 0],
    ]);
    expect(current(crammed)).toBe(idOf('b'));
  });

  it('buries, suspends and drops cards wherever they stand, and undo puts each back in its place', () => {
    const before = take(sit(['a', 'b', 'c', 'd']), ...answer(0, right, 'good'));
    const cards = [idOf('b'), idOf('d'), idOf('a')];
    const buried = take(before, { kind: 'bury', cards, until: addDays(today, 1), moment: minute(1) });
    expect(buried.session).toMatchObject({ queue: [], waiting: [], current: { card: idOf('c') } });
    const back = take(buried, { kind: 'undo', moment: minute(2) });
    expect(back.session).toMatchObject({
      queue: before.session.queue,
      waiting: before.session.waiting,
      current: { card: idOf('b') },
    });
    expect(take(before, { kind: 'drop', cards: [idOf('b')], moment: minute(1) }).session.current?.card).toBe(idOf('c'));
  });

  it('undoes beyond its own beginning', () => {
    const earlier = take(sit(['a', 'b']), ...answer(0, right, 'good'), ...answer(1, right, 'good'));
    const session = startSession({ id: 'later', moment: minute(60), seed: 1, queue: [idOf('c')] });
    const now = take(
      { ...earlier, session },
      { kind: 'next', moment: minute(60) },
      { kind: 'undo', moment: minute(60) },
    );
    expect(now.session).toMatchObject({ current: { card: idOf('b') }, queue: [idOf('c')] });
    const again = take(now, { kind: 'undo', moment: minute(61) }, { kind: 'undo', moment: minute(61) });
    expect(again.session).toMatchObject({ current: { card: idOf('a') }, queue: [idOf('b'), idOf('c')] });
    expect(again.refused).toEqual(['there is nothing to undo']);
    expect(again.state).toEqual(emptyState);
  });
});

/** Any events, sensible or not. */
const event: fc.Arbitrary<SessionEvent> = fc
  .record({
    kind: fc.constantFrom<SessionEvent['kind']>(
      'next',
      'hint',
      'predict',
      'confide',
      'reveal',
      'observe',
      'recall',
      'explain',
      'grade',
      'grade',
      'grade',
      'skip',
      'bury',
      'suspend',
      'reset',
      'undo',
      'undo',
      'drop',
    ),
    minutes: fc.nat(2000),
    grade: fc.constantFrom(...grades),
    outcome: fc.constantFrom<Outcome>(right, wrong, { kind: 'inconclusive', experiment: 'x', reason: 'busy' }),
    cards: fc.subarray(
      ['a', 'b', 'c', 'd', 'e'].map((name) => idOf(name)),
      { minLength: 1, maxLength: 2 },
    ),
  })
  .map(({ kind, minutes, grade, outcome, cards }) => {
    const moment = minute(minutes);
    // Each event has what its kind needs, and more.
    return {
      kind,
      moment,
      grade,
      outcome,
      cards,
      prediction: 'p',
      confidence: 'certain',
      why: 'w',
      until: addDays(today, 1),
      override: 'because',
    };
  });

/** Events that lead through whole questions. */
const run = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.nat(200), fc.boolean(), fc.constantFrom(...grades))
        .map(([at, ok, grade]) => answer(at, ok ? right : wrong, ok ? grade : 'again')),
    },
    { weight: 2, arbitrary: event.map((one) => [one]) },
  ),
  { maxLength: 30 },
);

describe('whatever happens in a session', () => {
  it('no card is lost or doubled, and the state is what the journal says', () => {
    fc.assert(
      fc.property(run, (groups) => {
        const end = take(sit(['a', 'b', 'c', 'd', 'e']), ...groups.flat());
        const { queue, waiting, current: asked } = end.session;
        const there = [...queue, ...waiting.map(({ card }) => card), ...(asked === undefined ? [] : [asked.card])];
        expect(new Set(there).size).toBe(there.length);
        expect(replayJournal(end.journal, scheduler)).toEqual(end.state);
      }),
      { numRuns: 300 },
    );
  });

  it('it is the same after being written down and read, and a saved one goes on from where it was', () => {
    fc.assert(
      fc.property(run, (groups) => {
        const { session, state } = take(sit(['a', 'b', 'c', 'd', 'e']), ...groups.flat());
        expect(parseSession(printSession(session))).toEqual(session);
        const gone = new Set([...state.cards].filter(([, { suspended }]) => suspended).map(([id]) => id));
        if (gone.size === 0) expect(resumeSession(session, state, () => true)).toEqual(session);
      }),
      { numRuns: 200 },
    );
  });

  it('undoing every answer leads back to the first screen', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(3)), { minLength: 1, maxLength: 12 }), (answers) => {
        const start = sit(['a', 'b', 'c', 'd', 'e']);
        let sitting = start;
        const seen: Session[] = [];
        for (const [index, [ok, sure]] of answers.entries()) {
          if (current(sitting) === undefined) break;
          seen.push(sitting.session);
          sitting = take(sitting, ...answer(index * 7, ok ? right : wrong, ok ? 'good' : 'again', sure));
        }
        for (const before of seen.toReversed()) {
          sitting = take(sitting, { kind: 'undo', moment: minute(100) });
          const { queue, waiting, shown, past, finished, current: asked } = before;
          expect(sitting.session).toMatchObject({
            queue,
            waiting,
            shown,
            past,
            finished,
            current: { card: asked?.card, stage: 'predict' },
          });
        }
        expect(sitting.state).toEqual(emptyState);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a session that is resumed', () => {
  it('goes on after an answer that was saved when the crash came before the session was', () => {
    const before = take(sit(['a', 'b', 'c']), ...answer(0, right, 'good').slice(0, 3));
    const after = take(before, { kind: 'grade', grade: 'good', moment: minute(0) });
    const resumed = takeEvent(
      resumeSession(before.session, after.state, () => true),
      after.state,
      { kind: 'next', moment: minute(0) },
      scheduler,
    );
    expect(resumed.session).toEqual(after.session);
  });

  it('passes over cards that are gone from the notes', () => {
    const { session, state } = take(sit(['a', 'b', 'c']), { kind: 'predict', prediction: 'x' });
    const resumed = resumeSession(session, state, (card) => card === idOf('c'));
    expect(resumed.queue).toEqual([idOf('c')]);
    expect(resumed.current).toBeUndefined();
  });

  it('is none where the file is anything else', () => {
    for (const text of [
      '',
      '{',
      '[]',
      '{"schema":2}',
      '{"schema":1}',
      printSession(sit(['a']).session).replace('"predict"', '"dance"'),
    ])
      expect(parseSession(text)).toBeUndefined();
  });
});
