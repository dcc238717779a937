import { createReadStream } from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import type { Replayer, Transcript } from '../experiments/index.ts';
import {
  applyRecord,
  confidences,
  grades,
  judgeAnswer,
  outcomeOf,
  proposalFor,
  ratingOf,
  startSession,
  stateOf,
  takeEvent,
  type Confidence,
  type Grade,
  type Journal,
  type Judgement,
  type Moment,
  type Question,
  type QuestionLibrary,
  type QuizCardId,
  type QuizState,
  type Scheduled,
  type Scheduler,
  type Session,
  type SessionEvent,
  addDays,
  formatDay,
} from '../quiz/index.ts';
import { CannotError, UsageError } from './outcome.ts';
import { describeSystemError } from './system-error.ts';

/** One line of `--answers`. */
interface GivenAnswer {
  readonly card: string;
  readonly answer: string;
  readonly confidence?: Confidence;
  /** What the answerer says of a card that nobody else can judge. */
  readonly grade?: Grade;
  readonly override?: string;
}

/** One line of output. */
export interface AnsweredLine {
  readonly card: string;
  readonly question: string;
  readonly expected: string;
  readonly observed?: string;
  readonly verdict?: Transcript['verdict'];
  readonly experiment?: string;
  readonly correct: boolean | null;
  readonly grade: Grade | null;
  readonly due: string | null;
  /** Why there is no grade. */
  readonly reason?: string;
}

export interface AnswerWorld {
  readonly library: QuestionLibrary;
  readonly scheduler: Scheduler;
  readonly replayer: Replayer;
  readonly journal: Journal;
  readonly moment: () => Moment;
  readonly seed: number;
  readonly cram: boolean;
  readonly sessionId: string;
}

/** Answers questions from a file, one JSON object a line, as a learner at a terminal would. */
export async function* answerFromFile(
  file: string,
  stdin: NodeJS.ReadStream,
  cwd: string,
  begun: QuizState,
  world: AnswerWorld,
): AsyncGenerator<AnsweredLine> {
  let state = begun;
  for await (const { given, number } of readAnswers(file, stdin, cwd)) {
    const { line, next } = await answerOne(given, `${file}:${number}`, state, world);
    state = next;
    yield line;
  }
}

async function* readAnswers(
  file: string,
  stdin: NodeJS.ReadStream,
  cwd: string,
): AsyncGenerator<{ readonly given: GivenAnswer; readonly number: number }> {
  const input = file === '-' ? stdin : createReadStream(path.resolve(cwd, file));
  const lines = readline.createInterface({ input, crlfDelay: Infinity });
  let number = 0;
  try {
    // A stream that fails before anybody listens would end the program.
    const failed = new Promise<never>((_, reject) => input.once('error', reject));
    failed.catch(() => undefined);
    const iterator = lines[Symbol.asyncIterator]();
    for (;;) {
      const next = await Promise.race([iterator.next(), failed]);
      if (next.done === true) return;
      number += 1;
      if (next.value.trim() !== '') yield { given: parseAnswer(next.value, `${file}:${number}`), number };
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new CannotError(`${file} cannot be read: ${describeSystemError(error)}`);
  } finally {
    lines.close();
  }
}

function parseAnswer(text: string, place: string): GivenAnswer {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`${place}: no JSON. A line is {"card": "…", "answer": "…", "confidence": "fairly"}`);
  }
  if (typeof value !== 'object' || value === null) throw new UsageError(`${place}: not an object`);
  const { card, answer, confidence, grade, override } = value as Record<string, unknown>; // an object, as just seen
  if (typeof card !== 'string' || card === '') throw new UsageError(`${place}: "card" should be a card's id`);
  if (!(answer === undefined || typeof answer === 'string' || typeof answer === 'number'))
    throw new UsageError(`${place}: "answer" should be text`);
  const sure = pick(confidences, confidence, `${place}: "confidence"`);
  const chosen = pick(grades, grade, `${place}: "grade"`);
  return {
    card,
    answer: answer === undefined ? '' : `${answer}`,
    ...(sure === undefined ? {} : { confidence: sure }),
    ...(chosen === undefined ? {} : { grade: chosen }),
    ...(typeof override === 'string' ? { override } : {}),
  };
}

/** A word of a list, or its number from 1. */
function pick<Word extends string>(words: readonly Word[], value: unknown, what: string): Word | undefined {
  if (value === undefined || value === null) return undefined;
  const found = words.find((word, index) => word === value || index + 1 === value);
  if (found === undefined) throw new UsageError(`${what} should be one of ${words.join(', ')}`);
  return found;
}

async function answerOne(
  given: GivenAnswer,
  place: string,
  begun: QuizState,
  world: AnswerWorld,
): Promise<{ readonly line: AnsweredLine; readonly next: QuizState }> {
  const { library, scheduler, journal, moment, seed, cram, sessionId } = world;
  const card = given.card as QuizCardId; // looked up below
  const asked = library.ask(card, stateOf(begun, card), seed);
  if (asked === undefined)
    throw new UsageError(`${place}: the vault asks nothing by the id ${given.card}; \`quiz --list --cram\` names all`);
  const question = library.pair(asked);
  let session: Session = startSession({ id: sessionId, moment: moment(), seed, queue: [card], cram });
  let state = begun;
  let due: string | undefined;
  const take = (event: SessionEvent): string | undefined => {
    const step = takeEvent(session, state, event, scheduler);
    if (step.refused !== undefined) return step.refused;
    if (step.draft !== undefined) {
      const record = journal.append(step.draft);
      state = applyRecord(state, record, scheduler);
      // Not from the clock, which may stand before the card's last answer.
      if (record.kind === 'answer') due = dueText(record.next, record);
    }
    session = step.session;
    return undefined;
  };

  take({ kind: 'next', moment: moment() });
  const choices = question.form.kind === 'choice' ? question.form.options.length : undefined;
  take({ kind: 'predict', prediction: given.answer, ...(choices === undefined ? {} : { choices }) });
  if (given.confidence === undefined) take({ kind: 'reveal', moment: moment() });
  else take({ kind: 'confide', confidence: given.confidence, moment: moment() });
  const transcript = await runPaired(question, world);
  const judgement = judgeGiven(question, given, transcript);
  take({ kind: 'observe', outcome: outcomeOf(judgement, question, transcript), moment: moment() });

  const chosen = given.grade ?? proposalFor(session);
  let reason = judgement.undecided ?? (chosen === undefined ? 'only you can tell: give "grade", 1 to 4' : undefined);
  let grade: Grade | null = null;
  if (session.current?.stage === 'inconclusive') take({ kind: 'skip', moment: moment() });
  else if (chosen !== undefined) {
    const kept = keepDown(chosen, proposalFor(session), given.override);
    reason = take({
      kind: 'grade',
      grade: kept,
      moment: moment(),
      ...(given.override === undefined ? {} : { override: given.override }),
    });
    if (reason === undefined) grade = kept;
  }
  return {
    next: state,
    line: {
      card,
      question: question.text,
      expected: question.expected,
      ...(judgement.observed === undefined ? {} : { observed: judgement.observed }),
      ...(transcript === undefined ? {} : { verdict: transcript.verdict }),
      ...(question.experiment === undefined ? {} : { experiment: question.experiment.id }),
      correct: judgement.correct ?? null,
      grade,
      due: due === undefined || cram ? null : due,
      ...(reason === undefined ? {} : { reason }),
    },
  };
}

/** A grade above what the outcome proposes needs a reason. */
function keepDown(chosen: Grade, proposal: Grade | undefined, override: string | undefined): Grade {
  if (proposal === undefined || override !== undefined || ratingOf(chosen) <= ratingOf(proposal)) return chosen;
  return proposal;
}

async function runPaired(
  { experiment }: Question,
  { library, replayer }: AnswerWorld,
): Promise<Transcript | undefined> {
  const block = experiment === undefined ? undefined : library.experiment(experiment.id)?.block;
  return block === undefined ? undefined : replayer.replay(block, {});
}

/** Free recall that is given in the note's own words is right; anything else only the answerer can judge. */
function judgeGiven(question: Question, { answer }: GivenAnswer, transcript: Transcript | undefined): Judgement {
  const { near: _, ...judged } = judgeAnswer(question, answer, transcript);
  if (judged.correct !== undefined || judged.undecided !== undefined || question.form.kind !== 'recall') return judged;
  const asTyped = judgeAnswer({ ...question, form: { kind: 'typed', expects: 'the words' } }, answer, transcript);
  return asTyped.correct === true ? asTyped : judged;
}

/** `2026-12-02`, or an instant within the day. */
function dueText(next: Scheduled, { at, day }: Moment): string {
  if (next.phase === 'review') return formatDay(addDays(day, next.days));
  return new Date(at + next.seconds * 1000).toISOString();
}
