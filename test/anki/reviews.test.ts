import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import {
  ankiScheduleOf,
  applyRecord,
  defaultSettings,
  emptyState,
  grades,
  momentAt,
  openJournal,
  openScheduler,
  parseJournal,
  quizCardId,
  replayJournal,
  stateOf,
  type AnswerRecord,
  type JournalRecord,
  type QuizState,
} from '../../src/quiz/index.ts';
import { makeWorkplace, type Workplace } from '../cli/run-program.ts';
import { setMidday } from './midday.ts';
import { describeWithAnki } from './oracle.ts';
import { prefixUntilNow, randomHistory, seededRandom } from './scheduling-histories.ts';

setMidday();

const scheduler = openScheduler(defaultSettings);
const note = Array.from({ length: 24 }, (_, index) => `Question ${index}? :: Answer ${index}\n`).join('\n');
const files = {
  'vault/Note.md': `# Note\n\n${note}\nBoth ways ::: the other side\n\nA {{c1::first}} and a {{c2::second}} gap. #cloze\n`,
};

interface Scheduled {
  readonly guid: string;
  readonly ord: number;
  readonly type: number;
  readonly queue: number;
  readonly due: number;
  readonly interval: number;
  readonly reps: number;
  readonly lapses: number;
  readonly left: number;
  readonly log: readonly (readonly number[])[];
  readonly stored: readonly [number, number] | null;
  readonly recomputed: readonly [number, number] | null;
  readonly good: { readonly phase: string; readonly days?: number; readonly seconds?: number };
  readonly easy: { readonly phase: string; readonly days?: number };
}

interface CardsDocument {
  readonly cards: readonly { readonly id: string; readonly kind: string }[];
}

interface Vault extends Omit<Workplace, 'run'> {
  readonly run: (...args: readonly string[]) => string;
  readonly cards: CardsDocument['cards'];
  readonly journal: () => readonly JournalRecord[];
  readonly file: (name: string) => string;
}

/** A vault of its own, exported once, in the time zone of this test. */
function openVault(): Vault {
  const place = makeWorkplace(files);
  const run = (...args: readonly string[]): string => {
    const { out, err, status } = place.runWith({ TZ: process.env['TZ'] ?? '' }, ...args);
    if (status !== 0) throw new Error(`${args.join(' ')}: ${status} ${err}`);
    return out;
  };
  run('export', 'vault', '--out', 'new.apkg');
  const { cards } = JSON.parse(run('cards', 'vault', '--json')) as CardsDocument;
  const file = (name: string): string => path.join(place.folder, name);
  const journal = (): readonly JournalRecord[] => {
    const parsed = parseJournal(readFileSync(file('vault/.sockrates/journal.jsonl'), 'utf8'));
    if (parsed.kind !== 'parsed') throw new Error(parsed.message);
    return parsed.records;
  };
  return { ...place, run, cards, journal, file };
}

/** A vault whose journal holds a random history for every question, and the state that it leads to. */
function reviewedVault(): { readonly vault: Vault; readonly state: QuizState } {
  const vault = openVault();
  const random = seededRandom(11);
  const now = momentAt(Date.now());
  const records: JournalRecord[] = [];
  for (const { id, kind } of vault.cards) {
    for (const ord of kind === 'basic' ? [0] : [0, 1]) {
      const history = randomHistory(random, defaultSettings);
      const length = Math.max(1, history.length - 1);
      const { schedule } = prefixUntilNow(history, length, now, scheduler);
      let own = emptyState;
      for (const [index, row] of (schedule?.reviews ?? []).entries()) {
        const card = quizCardId(id, ord);
        const moment = momentAt(row.at);
        const grade = grades[row.ease - 1] ?? 'again';
        const { next } = scheduler.offer(stateOf(own, card), moment)[grade];
        const record: AnswerRecord = {
          id: `t-${card}-${index}`,
          kind: 'answer',
          ...moment,
          card,
          grade,
          next,
          took: 1500,
        };
        own = applyRecord(own, record, scheduler);
        records.push(record);
      }
    }
  }
  const opened = openJournal(vault.file('vault/.sockrates'), { now: now.at, nonce: 'x' });
  if (opened.kind !== 'opened') throw new Error(opened.message);
  opened.journal.appendAll(records);
  opened.journal.close();
  return { vault, state: replayJournal(records, scheduler) };
}

describeWithAnki('reviews', 'newest', (ask) => {
  it('of the quiz arrive in Anki where they are wanted, count there as they do here, and are known when they come back', () => {
    const { vault, state } = reviewedVault();
    const file = vault.file('with.apkg');
    const exported = vault.run('export', 'vault', '--out', file, '--with-reviews');
    const total = state.records.length;
    expect(exported).toContain(`With ${total.toLocaleString('en')} reviews of ${state.cards.size} cards.`);
    expect(exported).toContain('only for cards that are not yet in Anki');
    expect(exported).toContain('"Import any learning progress" is ticked');

    const [, imported, cards, check, again, after] = ask([
      { do: 'set-options' },
      { do: 'import', path: file, with_scheduling: true },
      { do: 'scheduled' },
      { do: 'check' },
      { do: 'import', path: file, with_scheduling: true },
      { do: 'scheduled' },
    ]) as [unknown, { new: number }, readonly Scheduled[], unknown, unknown, readonly Scheduled[]];
    expect(imported.new).toBe(26);
    expect(check).toMatchObject({ ok: true });
    expect(again).toMatchObject({ new: 0, updated: 0, duplicate: 26 });
    expect(after).toEqual(cards);
    const today = momentAt(Date.now());
    let compared = 0;
    for (const card of cards) {
      const id = quizCardId(card.guid, card.ord);
      const own = stateOf(state, id);
      const schedule = ankiScheduleOf(
        state.records.filter((record) => 'card' in record && record.card === id),
        scheduler,
      );
      if (schedule === undefined || own.memory === undefined || own.due === undefined)
        throw new Error(`${id} has no schedule`);
      const { type, queue, interval, reps, lapses, left } = schedule;
      expect(card).toMatchObject({ type, queue, interval, reps, lapses, left });
      expect(card.due).toBe('day' in own.due ? own.due.day - today.day : Math.floor(own.due.at / 1000));
      const log = card.log.map(([at = 0, ease, days, last, factor, took, kind], index) => {
        // Anki knows a review by its millisecond: of several in one, all but the first are moved a little.
        const own = schedule.reviews[index]?.at ?? 0;
        return {
          at: at >= own && at < own + 100 ? own : at,
          ease,
          interval: days,
          lastInterval: last,
          factor,
          took,
          kind,
        };
      });
      expect(log).toEqual(schedule.reviews);
      for (const memory of [card.stored, card.recomputed]) {
        expect(Math.abs((memory?.[0] ?? 0) - own.memory.stability)).toBeLessThan(0.0001 + own.memory.stability * 0.001);
        expect(Math.abs((memory?.[1] ?? 0) - own.memory.difficulty)).toBeLessThan(0.01);
      }
      const offers = scheduler.offer(own, today);
      expect(card.good).toMatchObject(offers.good.next);
      expect(card.easy).toMatchObject(offers.easy.next);
      compared += 1;
    }
    expect(compared).toBe(28);

    // Where learning progress is not wanted, nothing of it arrives.
    const [, count, untouched] = ask([{ do: 'import', path: file }, { do: 'count' }, { do: 'cards' }]);
    expect(count).toMatchObject({ revlog: 0 });
    expect(new Set((untouched as readonly Scheduled[]).map(({ type }) => type))).toEqual(new Set([0]));

    const [card] = [...state.cards.keys()];
    ask([
      { do: 'set-options' },
      { do: 'import', path: file, with_scheduling: true },
      { do: 'answer', guid: card, ease: 3 },
      { do: 'export', path: vault.file('back.apkg'), legacy: false, with_scheduling: true },
    ]);
    expect(vault.run('import-reviews', 'back.apkg', '--vault', 'vault')).toContain(
      `1 review of 1 card imported, ${state.records.length} known already`,
    );
    expect(vault.journal().at(-1)).toMatchObject({ kind: 'answer', card, grade: 'good', day: today.day });
  });

  it('made in Anki come back into the journal once, from each format of package', () => {
    const vault = openVault();
    const [first, second, third] = vault.cards.map(({ id }) => id);
    const now = Date.now();
    const day = 86_400_000;
    const exports = [
      { path: vault.file('oldest.apkg'), legacy: true, oldest: true },
      { path: vault.file('legacy.apkg'), legacy: true },
      { path: vault.file('latest.apkg'), legacy: false },
    ];
    const past = [
      // learnt, reviewed, forgotten, learnt again; days or negative seconds
      [first, 0, now - 40 * day, 3, -600, -60, 0, 4000, 0],
      [first, 0, now - 40 * day + 700_000, 3, 2, -600, 600, 3000, 0],
      [first, 0, now - 38 * day, 3, 8, 2, 600, 3000, 1],
      [first, 0, now - 30 * day, 1, -600, 8, 700, 9000, 1],
      [first, 0, now - 30 * day + 700_000, 3, 1, -600, 700, 9000, 2],
      [first, 0, now - 29 * day, 3, 4, 1, 0, 100, 3], // crammed
      // the beginning is lost
      [second, 0, now - 20 * day, 3, 12, 5, 2300, 2000, 1],
      // moved by hand, then made new, then learnt again
      [third, 0, now - 20 * day + 5000, 4, 8, -60, 500, 2000, 0],
      [third, 0, now - 15 * day, 0, 30, 8, 500, 0, 4],
      [third, 0, now - 10 * day, 0, 0, 30, 0, 0, 4],
      [third, 0, now - 9 * day, 3, -600, -60, 500, 2000, 0],
    ];
    ask([
      { do: 'set-options', retention: 0.87, steps: [2, 15], weights: defaultSettings.weights.with(3, 9.5) },
      { do: 'import', path: vault.file('new.apkg') },
      { do: 'log', rows: past },
      { do: 'answer', guid: second, ease: 4 },
      ...exports.map((one) => ({ do: 'export', with_scheduling: true, with_deck_configs: true, ...one })),
    ]).forEach((result) => {
      expect(JSON.stringify(result)).not.toContain('"error"');
    });

    const imported = vault.run('import-reviews', 'oldest.apkg', '--vault', 'vault', '--options');
    expect(imported).toContain('10 reviews of 3 cards imported');
    expect(imported).toContain('Anki\'s options "Default"');
    const records = vault.journal();
    for (const { path: file } of exports)
      expect(vault.run('import-reviews', file, '--vault', 'vault')).toContain(
        '0 reviews of 0 cards imported, 10 known already',
      );
    expect(vault.journal()).toEqual(records);
    const kept = JSON.parse(readFileSync(vault.file('vault/.sockrates/scheduling.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    expect(kept).toMatchObject({ retention: 0.87, learningSteps: [120, 900], relearningSteps: [600] });
    expect((kept['weights'] as number[])[3]).toBe(9.5);

    const told = records.map((record) =>
      record.kind === 'answer'
        ? [
            record.card === first ? 1 : record.card === second ? 2 : 3,
            record.grade,
            record.next.phase,
            record.next.phase === 'review' ? record.next.days : record.next.seconds,
            ...(record.cram === true ? ['cram'] : []),
            ...(record.anki?.truncated === true ? ['truncated'] : []),
          ]
        : [record.kind],
    );
    expect(told.slice(0, 10)).toEqual([
      [1, 'good', 'learning', 600],
      [1, 'good', 'review', 2],
      [1, 'good', 'review', 8],
      [1, 'again', 'relearning', 600],
      [1, 'good', 'review', 1],
      [1, 'good', 'review', 4, 'cram'],
      [2, 'good', 'review', 12, 'truncated'],
      [3, 'easy', 'review', 8],
      ['reset'],
      [3, 'good', 'learning', 600],
    ]);
    expect(told.at(-1)?.slice(0, 2)).toEqual([2, 'easy']);
  });
});
