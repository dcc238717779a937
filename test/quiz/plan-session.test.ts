import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  applyRecord,
  emptyState,
  momentAt,
  planSession,
  predictionId,
  stateOf,
  type Confidence,
  type Grade,
  type Moment,
  type PlanOptions,
  type QuizCard,
  type QuizState,
} from '../../src/quiz/index.ts';
import { interleave } from '../../src/quiz/interleave.ts';
import { dayLater, idOf, minute, noon, quizCard, scheduler, today } from './quiz-fixture.ts';

const base: PlanOptions = { moment: minute(0), seed: 1, studyOrder: new Map() };

function plan(cards: readonly QuizCard[], state: QuizState, options: Partial<PlanOptions> = {}): string[] {
  return planSession(cards, state, scheduler, { ...base, ...options }).queue.map((id) => id.replace(/0+(?=$|\.)/, ''));
}

let written = 0;
/** The state after one more answer. */
function answered(state: QuizState, name: string, grade: Grade, moment: Moment, confidence?: Confidence): QuizState {
  const card = idOf(name);
  const { next } = scheduler.offer(stateOf(state, card), moment)[grade];
  const correct = grade !== 'again';
  return applyRecord(
    state,
    {
      kind: 'answer',
      id: `p-${(written += 1)}`,
      ...moment,
      card,
      grade,
      next,
      took: 5,
      correct,
      ...(confidence === undefined ? {} : { confidence }),
    },
    scheduler,
  );
}

/** In review: learnt so many days ago with `easy`, which puts a card off by 8 days. */
function learnt(state: QuizState, name: string, daysAgo: number): QuizState {
  return answered(state, name, 'easy', dayLater(-daysAgo));
}

describe('the plan of a session', () => {
  it('asks due cards first, what is likeliest forgotten before the rest, then new ones in study order', () => {
    const cards = ['new2', 'fresh', 'late', 'due', 'new1'].map((name) => quizCard(name));
    let state = learnt(emptyState, 'late', 40);
    state = learnt(state, 'due', 8);
    state = learnt(state, 'fresh', 3);
    const studyOrder = new Map([
      ['new1.md', 0],
      ['new2.md', 1],
    ]);
    expect(plan(cards, state, { studyOrder })).toEqual(['late', 'due', 'new1', 'new2']);
  });

  it('puts a misconception before everything else', () => {
    let state = learnt(emptyState, 'old', 60);
    state = answered(learnt(state, 'myth', 30), 'myth', 'hard', dayLater(-20));
    state = answered(state, 'myth', 'again', dayLater(-1), 'certain');
    state = answered(state, 'myth', 'good', dayLater(-1));
    expect(plan([quizCard('old'), quizCard('myth')], state)).toEqual(['myth', 'old']);
  });

  it('asks one question of a card a day, and none whose sibling was asked today', () => {
    const reversed = [quizCard('pair'), quizCard('pair', { id: idOf('pair', 1) })];
    expect(planSession(reversed, emptyState, scheduler, base)).toMatchObject({
      queue: [idOf('pair')],
      counts: { new: 1, siblings: 1 },
    });
    const state = answered(emptyState, 'pair', 'easy', minute(-30));
    expect(plan(reversed, state)).toEqual([]);
    expect(plan(reversed, state, { moment: dayLater(1) })).toEqual(['pair.2']);
  });

  it('asks a card and the lines of the experiment that tells its answer on different days', () => {
    const card = quizCard('card', { experiments: ['tcp/reset'] });
    const other = quizCard('other', { experiments: ['tcp/reset'] });
    const line = (number: number): QuizCard =>
      quizCard('line', { id: predictionId('tcp/reset', number), siblings: 'tcp/reset', kind: 'prediction' });
    // The cards themselves may ask different things.
    expect(plan([card, other, line(1), line(2)], emptyState)).toEqual(['card', 'other']);
    expect(plan([line(1), card, line(2), other], emptyState)).toEqual(['tcp/reset:1']);
    const state = answered(emptyState, 'card', 'easy', minute(-30));
    expect(plan([line(1), card], state)).toEqual([]);
    expect(plan([line(1), card], state, { moment: dayLater(1) })).toEqual(['tcp/reset:1']);
  });

  it('lets in so many new cards a day, those of earlier sessions included', () => {
    const cards = ['a', 'b', 'c', 'd', 'e'].map((name) => quizCard(name));
    expect(plan(cards, emptyState, { newPerDay: 3 })).toEqual(['a', 'b', 'c']);
    const state = answered(answered(emptyState, 'a', 'easy', minute(-9)), 'b', 'easy', minute(-8));
    expect(plan(cards, state, { newPerDay: 3 })).toEqual(['c']);
    expect(plan(cards, state, { newPerDay: 3, moment: dayLater(1) })).toEqual(['c', 'd', 'e']);
    expect(plan(cards, emptyState, { max: 2 })).toEqual(['a', 'b']);
    expect(plan(cards, emptyState, { newPerDay: 0 })).toEqual([]);
  });

  it('leaves out what is suspended or put off until another day', () => {
    const cards = ['a', 'b', 'c'].map((name) => quizCard(name));
    let state = applyRecord(emptyState, { kind: 'suspend', id: 'x', ...minute(0), cards: [idOf('a')] }, scheduler);
    state = applyRecord(
      state,
      { kind: 'bury', id: 'y', ...minute(0), cards: [idOf('b')], until: addDays(today, 1) },
      scheduler,
    );
    expect(planSession(cards, state, scheduler, base)).toMatchObject({
      queue: [idOf('c')],
      counts: { buried: 1, suspended: 1 },
    });
    expect(plan(cards, state, { moment: dayLater(1) })).toEqual(['b', 'c']);
  });

  it('stops asking a leech', () => {
    let state = learnt(emptyState, 'a', 300);
    for (let lapse = 1; lapse <= 8; lapse += 1) {
      expect(stateOf(state, idOf('a')).suspended).toBe(false);
      state = answered(state, 'a', 'again', dayLater(lapse * 10 - 290));
      state = answered(state, 'a', 'good', dayLater(lapse * 10 - 289));
    }
    expect(stateOf(state, idOf('a'))).toMatchObject({ suspended: true, leech: true, lapses: 8 });
    const freed = applyRecord(state, { kind: 'unsuspend', id: 'z', ...minute(0), cards: [idOf('a')] }, scheduler);
    expect(stateOf(freed, idOf('a'))).toMatchObject({ suspended: false, leech: false, lapses: 8 });
  });

  it('waits for the steps of a card in learning', () => {
    const state = answered(emptyState, 'a', 'good', minute(-3));
    expect(planSession([quizCard('a'), quizCard('b')], state, scheduler, base)).toMatchObject({
      queue: [idOf('b')],
      waiting: [{ card: idOf('a'), readyAt: noon + 7 * 60_000 }],
      counts: { learning: 1, new: 1 },
    });
    expect(plan([quizCard('a')], state, { moment: minute(8) })).toEqual(['a']);
  });

  it('selects by concept, tag, note, kind, experiment and misses', () => {
    const cards = [
      quizCard('a', { concepts: ['tcp/TCP.md#States'], tags: ['net/tcp'], hasExperiment: true }),
      quizCard('b', { concepts: ['udp/UDP.md', '?TCP'], tags: ['net'], kind: 'cloze' }),
      quizCard('c', { note: 'deep/c.md', tags: ['network'] }),
    ];
    const state = answered(emptyState, 'c', 'again', minute(-20));
    const by = (filter: PlanOptions['filter']): string[] =>
      plan(cards, emptyState, { ...(filter === undefined ? {} : { filter }) });
    expect(by({ concepts: ['tcp'] })).toEqual(['a', 'b']);
    expect(by({ concepts: ['udp/UDP'] })).toEqual(['b']);
    expect(by({ tags: ['#net'] })).toEqual(['a', 'b']);
    expect(by({ tags: ['net::tcp'] })).toEqual(['a']);
    expect(by({ notes: ['deep/c.md'] })).toEqual(['c']);
    expect(by({ kinds: ['cloze'] })).toEqual(['b']);
    expect(by({ experimentsOnly: true })).toEqual(['a']);
    expect(by({ tags: ['net'], kinds: ['basic'] })).toEqual(['a']);
    expect(plan(cards, state, { filter: { misses: true } })).toEqual(['c']);
  });

  it('is the same for the same seed, and another mix for another', () => {
    const cards = Array.from({ length: 30 }, (_, index) =>
      quizCard(`n${String.fromCharCode(97 + (index % 26))}x${index % 9}`),
    );
    const unique = [...new Map(cards.map((card) => [card.id, card])).values()];
    const of = (seed: number): string[] => plan(unique, emptyState, { cram: true, seed });
    expect(of(5)).toEqual(of(5));
    expect(of(5)).not.toEqual(of(6));
    expect([...of(5)].sort()).toEqual([...of(6)].sort());
  });

  it('asks nothing more than once, whatever the clock says', () => {
    const state = answered(emptyState, 'a', 'good', minute(60 * 24 * 30));
    expect(plan([quizCard('a')], state)).toEqual([]);
    expect(plan([quizCard('a')], state, { moment: momentAt(0) })).toEqual([]);
  });
});

describe('interleaving', () => {
  const keyed = fc.array(fc.constantFrom('a', 'a', 'a', 'b', 'c', 'd'), { maxLength: 40 });

  it('parts equal neighbours wherever that is possible at all', () => {
    fc.assert(
      fc.property(keyed, (keys) => {
        const mixed = interleave(keys, (key) => key);
        expect([...mixed].sort()).toEqual([...keys].sort());
        const most = Math.max(0, ...['a', 'b', 'c', 'd'].map((key) => keys.filter((one) => one === key).length));
        const touching = mixed.filter((key, index) => key === mixed[index - 1]).length;
        expect(touching).toBe(Math.max(0, most - 1 - (keys.length - most)));
      }),
    );
  });

  it('keeps the order of what has one key, and of what is apart already', () => {
    fc.assert(
      fc.property(keyed, (keys) => {
        const items = keys.map((key, index) => ({ key, index }));
        const mixed = interleave(items, ({ key }) => key);
        for (const key of ['a', 'b', 'c', 'd']) {
          const order = mixed.filter((item) => item.key === key).map(({ index }) => index);
          expect(order).toEqual([...order].sort((a, b) => a - b));
        }
        if (items.every(({ key }, index) => key !== items[index + 1]?.key)) expect(mixed).toEqual(items);
      }),
    );
  });
});
