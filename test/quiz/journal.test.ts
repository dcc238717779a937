import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  momentAt,
  openJournal,
  quizCardId,
  readJournal,
  type Journal,
  type RecordDraft,
} from '../../src/quiz/index.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sockrates-journal-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const now = Date.UTC(2026, 10, 21, 12);
const card = quizCardId('aaaaaaaaaaaaaaaa');

function draft(at = now): RecordDraft {
  return { kind: 'answer', ...momentAt(at), card, grade: 'good', next: { phase: 'review', days: 3 }, took: 900 };
}

function open(nonce = 'n1'): Journal {
  const outcome = openJournal(folder, { now, nonce });
  if (outcome.kind !== 'opened') throw new Error(outcome.message);
  return outcome.journal;
}

const file = (): string => path.join(folder, 'journal.jsonl');

/** A journal of some answers, closed. */
function fill(count: number): void {
  const journal = open();
  for (let index = 0; index < count; index += 1) journal.append(draft(now + index));
  journal.close();
}

describe('the journal', () => {
  it('gives back what was added, each record with an id of its own', () => {
    const journal = open();
    const added = [journal.append(draft()), journal.append({ kind: 'suspend', ...momentAt(now), cards: [card] })];
    expect(readJournal(folder)).toEqual({ kind: 'read', records: added, torn: false });
    journal.close();
    const again = open('n1');
    const third = again.append(draft());
    again.close();
    expect(again.records).toEqual(added);
    expect(new Set([...added, third].map(({ id }) => id)).size).toBe(3);
  });

  it('is one line a record, which people can read', () => {
    fill(1);
    expect(readFileSync(file(), 'utf8')).toBe(
      '{"schema":1,"id":"n1-0","kind":"answer","at":1795262400000,"day":"2026-11-21","card":"aaaaaaaaaaaaaaaa","grade":"good","next":{"phase":"review","days":3},"took":900}\n',
    );
  });

  it('loses nothing but a torn last line, and keeps what was left of that', () => {
    fill(3);
    const text = readFileSync(file(), 'utf8');
    for (let length = text.length; length > text.lastIndexOf('\n', text.length - 2); length -= 1) {
      writeFileSync(file(), text.slice(0, length));
      rmSync(path.join(folder, 'journal.torn.txt'), { force: true });
      const journal = open();
      const whole = length >= text.length - 1;
      expect(journal.records.length).toBe(whole ? 3 : 2);
      journal.append(draft());
      journal.close();
      const read = readJournal(folder);
      expect(read.kind === 'read' && read.records.length).toBe(whole ? 4 : 3);
      if (!whole && length > text.lastIndexOf('\n', text.length - 2) + 1) {
        expect(journal.warning).toContain('torn');
        expect(text).toContain(readFileSync(path.join(folder, 'journal.torn.txt'), 'utf8').trimEnd());
      }
    }
  });

  it('takes a last line of zeros, as a power failure leaves it, for a torn one', () => {
    fill(2);
    appendFileSync(file(), Buffer.alloc(300));
    expect(readJournal(folder)).toMatchObject({ kind: 'read', torn: true });
    const journal = open();
    journal.append(draft());
    journal.close();
    expect(readJournal(folder)).toMatchObject({ kind: 'read', torn: false, records: { length: 3 } });
  });

  it.each([
    ['garbage', 'no json', /line 2: this is no JSON/],
    ['an unfinished merge', '<<<<<<< ours', /line 2: a merge was left unfinished/],
    ['half a line', '{"schema":1,"id":"x","ki', /line 2: this is no JSON/],
    ['another document', '{"a":1}', /line 2: it names no schema/],
    ['a later schema', '{"schema":2,"kind":"answer"}', /line 2: it was written by a newer sockrates/],
    ['an unknown kind', '{"schema":1,"kind":"dance"}', /line 2: "dance" is no kind of record/],
    ['a prototype key', '{"schema":1,"kind":"constructor"}', /line 2: "constructor" is no kind of record/],
    [
      'a grade that is none',
      '{"schema":1,"kind":"answer","id":"x","at":1,"day":"2026-01-01","card":"c","grade":"best"}',
      /line 2: its "grade"/,
    ],
    [
      'a day that is none',
      '{"schema":1,"kind":"undo","id":"x","at":1,"day":"2026-02-31","of":"y"}',
      /line 2: its "day"/,
    ],
    [
      'seconds for milliseconds as text',
      '{"schema":1,"kind":"undo","id":"x","at":"1","day":"2026-02-01","of":"y"}',
      /line 2: its "at"/,
    ],
  ])('refuses %s in the middle, names the line and changes nothing', (_, line, message) => {
    fill(2);
    const [first = '', second = ''] = readFileSync(file(), 'utf8').split('\n');
    const text = `${first}\n${line}\n${second}\n`;
    writeFileSync(file(), text);
    expect(readJournal(folder)).toMatchObject({
      kind: 'failed',
      line: 2,
      message: expect.stringMatching(message) as string,
    });
    expect(openJournal(folder, { now, nonce: 'n' })).toMatchObject({ kind: 'failed', line: 2 });
    expect(readFileSync(file(), 'utf8')).toBe(text);
    expect(readdirSync(folder)).not.toContain('quiz.lock');
  });

  it('reads keys that a later program added, and merged copies with a line twice', () => {
    fill(2);
    const text = readFileSync(file(), 'utf8').replace('"took":900}', '"took":900,"mood":"bright"}');
    writeFileSync(file(), text + text);
    expect(readJournal(folder)).toMatchObject({ kind: 'read', records: { length: 4 } });
  });

  it('goes on in the new file where another program put one in its place', () => {
    const journal = open();
    journal.append(draft());
    renameSync(file(), `${file()}.old`);
    writeFileSync(file(), readFileSync(`${file()}.old`));
    journal.append(draft(now + 1));
    journal.close();
    expect(readJournal(folder)).toMatchObject({ records: { length: 2 } });
  });

  it('says that an answer was not saved where the disk is full, and leaves no half of it', () => {
    const program = `
      import { openJournal, momentAt, quizCardId } from ${JSON.stringify(path.resolve('dist/quiz/index.js'))};
      const { journal } = openJournal(${JSON.stringify(folder)}, { now: ${now}, nonce: 'n' });
      process.on('SIGXFSZ', () => {});
      const draft = { kind: 'answer', ...momentAt(${now}), card: quizCardId('aaaaaaaaaaaaaaaa'), grade: 'good', next: { phase: 'review', days: 3 }, took: 900, why: 'x'.repeat(700) };
      let saved = 0;
      try { for (;;) { journal.append(draft); saved += 1; } } catch (error) { console.log(JSON.stringify({ saved, name: error.name, message: error.message })); }
    `;
    writeFileSync(path.join(folder, 'fill.mjs'), program);
    const output = execFileSync(
      'bash',
      ['-c', `ulimit -f 4; exec "$0" "$1"`, process.execPath, path.join(folder, 'fill.mjs')],
      {
        encoding: 'utf8',
      },
    );
    const { saved, name, message } = JSON.parse(output) as { saved: number; name: string; message: string };
    expect(name).toBe('JournalFault');
    expect(message).toContain('could not be saved');
    expect(saved).toBeGreaterThan(2);
    expect(readJournal(folder)).toMatchObject({ kind: 'read', torn: false, records: { length: saved } });
  });
});

describe('the lock of the journal', () => {
  it('tells a second session who holds it, and lets it in afterwards', () => {
    const journal = open();
    const second = openJournal(folder, { now: now + 1, nonce: 'n2' });
    expect(second).toMatchObject({
      kind: 'locked',
      holder: { pid: process.pid, host: hostname(), since: now },
      message: expect.stringContaining(`process ${process.pid} on ${hostname()}, since 2026-11-21`) as string,
    });
    journal.close();
    open('n2').close();
    expect(readdirSync(folder).sort()).toEqual(['journal.jsonl']);
  });

  it('is taken over from a process that was killed', async () => {
    const program = `
      import { openJournal } from ${JSON.stringify(path.resolve('dist/quiz/index.js'))};
      openJournal(${JSON.stringify(folder)}, { now: 1, nonce: 'n' });
      console.log('open');
      setInterval(() => {}, 1000);
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    expect(openJournal(folder, { now, nonce: 'n' })).toMatchObject({ kind: 'locked', holder: { pid: child.pid } });
    child.kill('SIGKILL');
    await once(child, 'exit');
    open().close();
  });

  it('is taken over where its process number belongs to another process now', () => {
    writeFileSync(
      path.join(folder, 'quiz.lock'),
      JSON.stringify({ pid: 1, host: hostname(), since: 5, started: 'another boot 1' }),
    );
    open().close();
  });

  it('is never taken from another host, or where it says nothing', () => {
    writeFileSync(path.join(folder, 'quiz.lock'), JSON.stringify({ pid: 1, host: 'elsewhere', since: 5 }));
    expect(openJournal(folder, { now, nonce: 'n' })).toMatchObject({ kind: 'locked', holder: { host: 'elsewhere' } });
    writeFileSync(path.join(folder, 'quiz.lock'), 'x');
    expect(openJournal(folder, { now, nonce: 'n' })).toMatchObject({
      kind: 'locked',
      message: expect.stringContaining('remove that file') as string,
    });
  });

  it('goes to one of many that start at once', async () => {
    writeFileSync(path.join(folder, 'quiz.lock'), JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), since: 5 }));
    const program = `
      import { openJournal } from ${JSON.stringify(path.resolve('dist/quiz/index.js'))};
      const outcome = openJournal(${JSON.stringify(folder)}, { now: 1, nonce: 'n' });
      console.log(outcome.kind);
      setTimeout(() => {}, 1500);
    `;
    const children = Array.from({ length: 6 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] }),
    );
    const said = await Promise.all(children.map(async (child) => String((await once(child.stdout, 'data'))[0]).trim()));
    expect(said.sort()).toEqual(['locked', 'locked', 'locked', 'locked', 'locked', 'opened']);
    for (const child of children) child.kill('SIGKILL');
  });
});
