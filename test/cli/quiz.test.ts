import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { quizVault } from '../terminal/quiz-vault.ts';
import { answerAll, openQuiz } from './quiz-workplace.ts';

describe('quiz without a terminal', () => {
  it('answers from JSON lines: the kernel judges, the answer is journalled, and the next time is told', () => {
    const workplace = openQuiz();
    const lines = answerAll(workplace, [
      { card: 'stream/reset-on-unread:1', answer: '104', confidence: 'fairly' },
      { card: 'stream/no-boundaries:1', answer: '3', confidence: 4 },
      { card: 'moli1b0ji94vy3ab', answer: 'broken pipe' },
      { card: 'p4mlbcjjtxoln1zj', answer: 'a flag' },
      { card: 'p4mlbcjjtxoln1zj', answer: 'a flag', grade: 'hard' },
      { card: 'p4mlbcjjtxoln1zj', answer: 'fin' },
    ]);
    expect(lines).toEqual([
      {
        card: 'stream/reset-on-unread:1',
        question:
          "The server closes while 3 bytes lie unread in its receive buffer. What does the client's recv() give?",
        expected: '-1 ECONNRESET',
        observed: '-1 ECONNRESET',
        verdict: 'supported',
        experiment: 'stream/reset-on-unread',
        correct: true,
        grade: 'good',
        due: '2026-11-21T18:10:00.000Z',
      },
      expect.objectContaining({ observed: '6', correct: false, grade: 'again', due: '2026-11-21T18:01:00.000Z' }),
      expect.objectContaining({ expected: 'EPIPE', correct: true, grade: 'good' }),
      expect.objectContaining({
        correct: null,
        grade: null,
        due: null,
        reason: 'only you can tell: give "grade", 1 to 4',
      }),
      expect.objectContaining({ correct: null, grade: 'hard' }),
      expect.objectContaining({ correct: true, grade: 'good' }),
    ]);
    const journal = readFileSync(path.join(workplace.folder, 'notes/.sockrates/journal.jsonl'), 'utf8');
    expect(journal.trim().split('\n')).toHaveLength(5);
  }, 90_000);

  it('does not grade what the kernel did not decide, and takes its side against a note', () => {
    const contradicted = quizVault['notes/experiments/stream/no-boundaries.md']?.replace('=? 6', '=? 3') ?? '';
    const unable =
      quizVault['notes/experiments/waiting/poll-times-out.md']?.replace('```sock\n', '```sock\nneeds: darwin\n') ?? '';
    const workplace = openQuiz({
      'notes/experiments/stream/no-boundaries.md': contradicted,
      'notes/experiments/waiting/poll-times-out.md': unable,
    });
    const [refuted, undecided] = answerAll(workplace, [
      { card: 'stream/no-boundaries:1', answer: '6' },
      { card: 'waiting/poll-times-out:1', answer: '0' },
    ]);
    expect(refuted).toMatchObject({
      expected: '3, with "AAABBB"',
      observed: '6',
      verdict: 'refuted',
      correct: true,
      grade: 'good',
    });
    expect(undecided).toMatchObject({ verdict: 'not-testable-here', correct: null, grade: null, due: null });
  }, 90_000);

  it.each([
    [['quiz'], 'give --json --answers FILE, or --list'],
    [['quiz', '--json'], '--json needs --answers FILE'],
    [['quiz', '--answers', 'x'], 'give --json with it'],
    [['quiz', '--list', '--now', 'noon'], '--now takes a time'],
    [['quiz', '--list', '--seed', '-1'], '--seed takes a whole number'],
    [['quiz', '--list', '--max', 'ten'], '--max takes a whole number'],
    [['quiz', '--list', '--kind', 'essay'], '--kind takes basic'],
    [['quiz', '--list', '--note', 'Wating'], 'did you mean "Waiting.md"'],
  ])('%s is wrong use: %s', (args, message) => {
    const { status, err } = openQuiz().run(...args);
    expect(err).toContain(message);
    expect(status).toBe(2);
  });
});
