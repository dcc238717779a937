import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { answerAll, flags, openQuiz } from './quiz-workplace.ts';
import { program, sharedCache } from './run-program.ts';

describe('quiz without a terminal', () => {
  it('crams without moving a due date, and grades a miss up only with a reason', () => {
    const workplace = openQuiz();
    const [crammed] = answerAll(workplace, [{ card: 'stream/no-boundaries:1', answer: '6' }], '--cram');
    expect(crammed).toMatchObject({ correct: true, grade: 'good', due: null });
    const [kept, lifted] = answerAll(workplace, [
      { card: 'stream/no-boundaries:1', answer: '3', grade: 3 },
      { card: 'stream/no-boundaries:1', answer: '3', grade: 3, override: 'a slip' },
    ]);
    expect(kept).toMatchObject({ correct: false, grade: 'again' });
    expect(lifted).toMatchObject({ correct: false, grade: 'good' });
    const guess = { card: 'moli1b0ji94vy3ab', answer: 'EPIPE', confidence: 'guess', grade: 'good' };
    const certain = { card: 'waiting/poll-times-out:1', answer: '0', confidence: 'certain', grade: 'easy' };
    const [hard, good, plain, easy] = answerAll(workplace, [
      guess,
      { ...guess, override: 'no guess after all' },
      certain,
      { ...certain, override: 'known for years' },
    ]);
    expect([hard, good, plain, easy]).toMatchObject([
      { correct: true, grade: 'hard' },
      { correct: true, grade: 'good' },
      { correct: true, grade: 'good' },
      { correct: true, grade: 'easy' },
    ]);
    const journal = readFileSync(path.join(workplace.folder, 'notes/.sockrates/journal.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly proposed?: string; readonly override?: string });
    expect(journal.slice(-4).map(({ proposed, override }) => [proposed, override])).toEqual([
      [undefined, undefined],
      ['hard', 'no guess after all'],
      [undefined, undefined],
      ['good', 'known for years'],
    ]);
  });

  it('lists what it would ask, as text and as one document', () => {
    const workplace = openQuiz();
    const { out, status } = workplace.run('quiz', '--list', '--no-derived', '--kind', 'prediction', ...flags);
    expect([status, out]).toMatchInlineSnapshot(`
      [
        0,
        "stream/reset-on-unread:1  new  choice  decides stream/reset-on-unread
          The server closes while 3 bytes lie unread in its receive buffer. What does the client's recv() give?
      stream/no-boundaries:1  new  choice  decides stream/no-boundaries
          Two sends of 3 bytes, then one recv() of 64. What does it return?
      waiting/poll-times-out:1  new  choice  decides waiting/poll-times-out
          poll() waits 900 milliseconds for a socket on which nothing comes. What does it return?

      3 questions
      ",
      ]
    `);
    const document: unknown = JSON.parse(workplace.run('quiz', '--list', '--json', '--note', 'Waiting', ...flags).out);
    expect(document).toMatchObject({ schema: 1, questions: [{ form: 'typed', note: 'Waiting.md', phase: 'new' }] });
  });

  it('reads answers from standard input', () => {
    const { folder } = openQuiz();
    const { stdout, status } = spawnSync(process.execPath, [program, 'quiz', '--json', '--answers', '-', ...flags], {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder, XDG_CACHE_HOME: sharedCache },
      encoding: 'utf8',
      input: '{"card": "stream/no-boundaries:1", "answer": 6}\n',
    });
    expect([status, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ correct: true, grade: 'good' })]);
  });

  it('knows a question again after it was edited', () => {
    const workplace = openQuiz();
    answerAll(workplace, [{ card: 'moli1b0ji94vy3ab', answer: 'EPIPE' }]);
    const file = path.join(workplace.folder, 'notes/Closing.md');
    writeFileSync(file, readFileSync(file, 'utf8').replace('a vanished stream peer', 'a stream peer that is gone'));
    const [again] = answerAll(workplace, [{ card: 'moli1b0ji94vy3ab', answer: 'EPIPE' }]);
    expect(again).toMatchObject({
      question: 'Errno of send() to a stream peer that is gone, with SIGPIPE ignored?',
      correct: true,
    });
  });

  it.each([
    ['{', 'no JSON'],
    ['{"answer": "x"}', '"card" should be'],
    ['{"card": "nothing:1", "answer": "x"}', 'asks nothing by the id nothing:1'],
    ['{"card": "stream/no-boundaries:1", "answer": "x", "confidence": "sure"}', 'guess, unsure, fairly, certain'],
  ])('the answer %s is wrong use, with its line', (line, message) => {
    const workplace = openQuiz({ 'a.jsonl': `\n${line}\n` });
    const { status, err } = workplace.run('quiz', '--json', '--answers', 'a.jsonl', ...flags);
    expect(err).toContain('a.jsonl:2');
    expect(err).toContain(message);
    expect(status).toBe(2);
  });

  it('goes on where the clock was set back: the order of answers stays, and the clock that was read is kept', () => {
    const workplace = openQuiz();
    const card = 'stream/no-boundaries:1';
    answerAll(workplace, [{ card, answer: '6' }]);
    workplace.write('back.jsonl', `{"card": "${card}", "answer": "3"}\n`);
    const back = ['--json', '--answers', 'back.jsonl', '--seed', '7', '--now', '2026-11-19T18:00:00Z'];
    const { out, status } = workplace.run('quiz', ...back);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ correct: false, grade: 'again', due: '2026-11-21T18:01:00.000Z' });
    const [first, second] = readFileSync(path.join(workplace.folder, 'notes/.sockrates/journal.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly at: number; readonly clock?: number });
    expect(second).toMatchObject({ at: first?.at, clock: Date.parse('2026-11-19T18:00:00Z') });
  });

  it('refuses a journal with garbage in the middle, naming its line', () => {
    const workplace = openQuiz();
    answerAll(workplace, [{ card: 'moli1b0ji94vy3ab', answer: 'EPIPE' }]);
    const file = path.join(workplace.folder, 'notes/.sockrates/journal.jsonl');
    const good = readFileSync(file, 'utf8');
    writeFileSync(file, `garbage\n${good}`);
    const { status, err } = workplace.run('quiz', '--list', ...flags);
    expect([status, err]).toEqual([3, expect.stringContaining('journal.jsonl, line 1')]);
  });
});
