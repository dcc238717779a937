import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const program = path.resolve('dist/cli/main.js');

interface Listed {
  readonly card: string;
  readonly question: string;
  readonly form: string;
  readonly options?: readonly string[];
  readonly experiment?: string;
}

interface Answered {
  readonly card: string;
  readonly question: string;
  readonly expected: string;
  readonly verdict?: string;
  readonly experiment?: string;
  readonly correct: boolean | null;
  readonly grade: string | null;
  readonly reason?: string;
}

/** What the machine says to a card whose experiment could not settle it. */
const settled = (line: Answered): boolean => line.verdict === undefined || line.verdict === 'supported';

it('every card of the vault that ships can be asked, is right by its own answer, and its experiment runs', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sockrates-walk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync('notes', path.join(folder, 'notes'), { recursive: true });
  const run = (...args: readonly string[]): string =>
    execFileSync(process.execPath, [program, 'quiz', 'notes', '--cram', '--seed', '1', ...args], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
  const { questions } = JSON.parse(run('--list', '--json')) as { readonly questions: readonly Listed[] };
  expect(questions.length).toBeGreaterThan(1000);
  expect(questions.filter(({ question }) => question.trim() === '')).toEqual([]);
  for (const { card, options } of questions)
    if (options !== undefined) expect(new Set(options), card).toHaveProperty('size', 4);

  const answer = (answers: readonly object[]): readonly Answered[] => {
    writeFileSync(path.join(folder, 'answers.jsonl'), answers.map((one) => `${JSON.stringify(one)}\n`).join(''));
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [program, 'quiz', 'notes', '--cram', '--seed', '1', '--json', '--answers', 'answers.jsonl'],
      { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 },
    );
    expect([status, stderr]).toEqual([0, '']);
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Answered);
  };
  const first = answer(
    questions.map(({ card }) => ({ card, answer: 'something that is no answer to anything', grade: 'again' })),
  );
  expect(first.map(({ card }) => card)).toEqual(questions.map(({ card }) => card));
  expect(first.filter(({ correct }) => correct === true)).toEqual([]);
  // Every experiment that a card is paired with has run.
  expect(first.filter(({ experiment, verdict }) => experiment !== undefined && verdict === undefined)).toEqual([]);
  expect(first.filter(({ verdict }) => verdict === 'refuted').map(({ card }) => card)).toEqual([]);
  const unsettled = first.filter((line) => !settled(line));
  console.log(
    `${first.length} questions, ${first.filter(({ verdict }) => verdict !== undefined).length} with an experiment, ${unsettled.length} not settled here`,
  );
  expect(first.filter((line) => settled(line) && line.grade !== 'again')).toEqual([]);

  // Each card's own answer, as the first round told it, is right.
  const own = (expected: string): string => expected.replace(/, with (?:\.\.\.)?".*$/u, '');
  const second = answer(first.map(({ card, expected }) => ({ card, answer: own(expected) })));
  const misjudged = second.filter((line) => settled(line) && line.correct !== true && line.reason === undefined);
  expect(misjudged.map(({ card, question, expected }) => ({ card, question, expected }))).toEqual([]);
}, 1_200_000);
