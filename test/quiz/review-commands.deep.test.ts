import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  applyRecord,
  confidences,
  emptyState,
  momentAt,
  openJournal,
  quizCardId,
  stateOf,
  type JournalRecord,
} from '../../src/quiz/index.ts';
import { makePlace, type Place } from '../cli/run-here.ts';
import { scheduler } from './quiz-fixture.ts';

const START = Date.UTC(2026, 10, 1, 12);
const DAY = 86_400_000;
const notes = {
  'notes/.sockrates/vault.json': '{"schema":1,"id":"thevaultofthetests"}\n',
  'notes/Backlog.md': '# Backlog\n\nWhat does a backlog limit? :: Finished handshakes\n\nWho sets it? :: listen()\n',
  'notes/Port.md': '# Port\n\nHow many bits has a port? :: 16\n\nA port \u001b[31mred? :: no escape\n',
};

function at(days: number): string {
  return new Date(START + days * DAY).toISOString();
}

/** A vault of four cards, each answered `good`, `good` and once more a week later; the third was then forgotten. */
async function reviewed(
  files: Readonly<Record<string, string>> = {},
): Promise<Place & { readonly ids: readonly string[]; readonly journal: string }> {
  const place = makePlace({ ...notes, ...files });
  const { cards } = JSON.parse((await place.here('cards', 'notes', '--json')).out) as {
    cards: readonly { id: string }[];
  };
  const ids = cards.map(({ id }) => id);
  const folder = path.join(place.folder, 'notes/.sockrates');
  const opened = openJournal(folder, { now: START, nonce: 'n' });
  if (opened.kind !== 'opened') throw new Error(opened.message);
  let state = emptyState;
  for (const days of [0, 0.01, 7])
    for (const [index, id] of ids.entries()) {
      const card = quizCardId(id);
      const moment = momentAt(START + days * DAY + index * 1000);
      const correct = days < 7 || index !== 2;
      const grade = correct ? 'good' : 'again';
      const { next } = scheduler.offer(stateOf(state, card), moment)[grade];
      const record: JournalRecord = opened.journal.append({
        kind: 'answer',
        ...moment,
        card,
        grade,
        next,
        took: 4000,
        correct,
        judge: 'note',
        prediction: correct ? 'right' : 'thirty-two',
        confidence: confidences[index] ?? 'certain',
      });
      state = applyRecord(state, record, scheduler);
    }
  opened.journal.close();
  return { ...place, ids, journal: path.join(folder, 'journal.jsonl') };
}

describe('due', () => {
  it('counts what is due, and ends with 1 then where that is asked for', async () => {
    const { here } = await reviewed();
    const [later, early] = [
      await here('due', 'notes', '--now', at(60), '--exit-code'),
      await here('due', 'notes', '--now', at(7.01), '--exit-code'),
    ];
    expect(later).toMatchObject({ status: 1, out: '3 due, 1 learning, 0 new\n' });
    expect(early).toMatchObject({ status: 1, out: '0 due, 1 learning, 0 new\n' });
    expect((await here('due', 'notes', '--now', at(60))).status).toBe(0);
    const document = JSON.parse((await here('due', 'notes', '--now', at(60), '--json')).out) as { cards: unknown[] };
    expect(document).toMatchObject({ schema: 1, day: '2026-12-31', due: 3, learning: 1, new: 0, suspended: 0 });
    expect(document.cards).toHaveLength(4);
  });

  it('does not mind a clock that was set back, or cards that are gone', async () => {
    const { here, write } = await reviewed();
    expect(await here('due', 'notes', '--now', at(-100), '--exit-code')).toMatchObject({
      status: 0,
      out: expect.stringContaining('0 due, 0 learning') as string,
    });
    write('notes/Port.md', '# Port\n');
    expect(await here('due', 'notes', '--now', at(60))).toMatchObject({ status: 0, out: '2 due, 0 learning, 0 new\n' });
    expect((await here('stats', 'notes', '--now', at(60))).out).toContain('2 cards of the journal are no longer in');
  });

  it('refuses a damaged journal and names the line', async () => {
    const { here, journal } = await reviewed();
    const text = readFileSync(journal, 'utf8');
    writeFileSync(journal, text.replace('\n', '\ngarbage\n'));
    for (const command of [
      ['due', 'notes'],
      ['stats', 'notes'],
      ['undo', '--vault', 'notes'],
    ])
      expect(await here(...command)).toMatchObject({
        status: 3,
        err: expect.stringContaining('line 2: this is no JSON') as string,
      });
    writeFileSync(journal, text);
    appendFileSync(journal, '{"schema":1,"kin');
    expect((await here('due', 'notes', '--now', at(60))).status).toBe(0);
  });

  it('schedules as the configuration says', async () => {
    const { here, write } = await reviewed({ 'sockrates.config.json': '{"quiz":{"retention":2}}' });
    expect(await here('due', 'notes')).toMatchObject({
      status: 2,
      err: expect.stringContaining('a retention of 2 is not between') as string,
    });
    write('sockrates.config.json', '{"quiz":{"retension":0.9}}');
    expect(await here('due', 'notes')).toMatchObject({
      status: 2,
      err: expect.stringContaining('did you mean "quiz.retention"') as string,
    });
    write('sockrates.config.json', '{"quiz":{"newPerDay":1,"learningSteps":["5x"]}}');
    expect(await here('due', 'notes')).toMatchObject({
      status: 2,
      err: expect.stringContaining('"5x" is no step') as string,
    });
    write('notes/More.md', 'One? :: 1\n\nTwo? :: 2\n');
    write('sockrates.config.json', '{"quiz":{"newPerDay":1}}');
    expect((await here('due', 'notes', '--now', at(60))).out).toBe('3 due, 1 learning, 1 new\n');
  });
});

describe('stats', () => {
  it('draws plots that fit 40 columns', async () => {
    const { hereWith } = await reviewed();
    const { out } = await hereWith({ COLUMNS: '40' }, 'stats', 'notes', '--now', at(8));
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(40);
    expect(out).not.toContain('\u001b');
    expect(out).toContain('75% of 4');
    expect(out).toMatch(/fairly +█+│?█*·*│?·* 2\/3/u);
    expect(out).toMatch(/Port +\d+% {2}1\/6/u);
  });

  it('says the same in words for a screen reader, and as a document', async () => {
    const { here } = await reviewed();
    const { out } = await here('stats', 'notes', '--plain', '--now', at(8));
    expect(out).toContain('all time: 75% of 4');
    expect(out).not.toMatch(/[█▁│·]/u);
    const document: unknown = JSON.parse((await here('stats', 'notes', '--json', '--now', at(8))).out);
    expect(document).toMatchObject({
      schema: 1,
      cards: { new: 0, learning: 1, review: 3, suspended: 0, leeches: 0 },
      calibration: { answers: 12 },
      retention: [{ days: 7, reviews: 4, remembered: 3 }, { days: 30 }, { reviews: 4 }],
    });
    expect(document).not.toHaveProperty('calibration.brier');
  });
});

describe('history', () => {
  it('tells all of a card by the beginning of its id, and shows no escape sequence', async () => {
    const { here, ids } = await reviewed();
    const { out } = await here('history', ids[2]?.slice(0, 6) ?? '', '--vault', 'notes', '--now', at(8));
    expect(out).toContain('How many bits has a port?');
    expect(out).toContain('wrong, “thirty-two” (fairly): again, then 10m');
    const strange = await here('history', ids[3] ?? '', '--vault', 'notes');
    expect(strange.out).not.toContain('\u001b');
    expect(await here('history', 'nothing', '--vault', 'notes')).toMatchObject({ status: 2 });
  });
});

describe('undo', () => {
  it('takes back any number of answers, one after the other, and erases nothing', async () => {
    const { here, journal } = await reviewed();
    const lines = readFileSync(journal, 'utf8').split('\n').length;
    expect((await here('undo', '--vault', 'notes', '--now', at(8))).out).toContain(
      'Undone: the answer "good" of 2026-11-08',
    );
    expect((await here('due', 'notes', '--now', at(8))).out).toBe('1 due, 1 learning, 0 new\n');
    const rest = JSON.parse((await here('undo', '50', '--vault', 'notes', '--json')).out) as { undone: unknown[] };
    expect(rest.undone).toHaveLength(11);
    expect(await here('undo', '--vault', 'notes')).toMatchObject({ status: 1, out: 'There is nothing to undo.\n' });
    expect((await here('due', 'notes', '--now', at(8))).out).toBe('0 due, 0 learning, 4 new\n');
    expect(readFileSync(journal, 'utf8').split('\n')).toHaveLength(lines + 12);
  });

  it('waits for a session that is open, and says whose', async () => {
    const { here, folder } = await reviewed();
    const opened = openJournal(path.join(folder, 'notes/.sockrates'), { now: START, nonce: 'other' });
    expect(await here('undo', '--vault', 'notes')).toMatchObject({
      status: 3,
      err: expect.stringContaining(`process ${process.pid} on`) as string,
    });
    if (opened.kind === 'opened') opened.journal.close();
  });
});
