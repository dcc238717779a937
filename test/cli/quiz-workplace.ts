import { expect } from 'vitest';
import { fixed, quizVault } from '../terminal/quiz-vault.ts';
import { makeWorkplace, type Workplace } from './run-program.ts';

/** The clock and the shuffles of these tests. */
export const flags = fixed.split(' ');

/** A working folder with the vault of the quiz's tests, and files beside it. */
export function openQuiz(files: Readonly<Record<string, string>> = {}): Workplace {
  return makeWorkplace({ ...quizVault, ...files });
}

/** Answers from a file, and gives the lines that the quiz printed. */
export function answerAll(
  workplace: Workplace,
  answers: readonly object[],
  ...more: readonly string[]
): readonly unknown[] {
  workplace.write('answers.jsonl', answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''));
  const ran = workplace.run('quiz', '--json', '--answers', 'answers.jsonl', ...flags, ...more);
  expect(ran.err).toBe('');
  expect(ran.status).toBe(0);
  return ran.out
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}
