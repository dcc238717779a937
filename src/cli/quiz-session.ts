import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Replayer } from '../experiments/index.ts';
import {
  conductSession,
  drawEnd,
  drawResumed,
  drawStart,
  drawStopped,
  foldsLines,
  formatDay,
  Interrupted,
  loadSession,
  openEditor,
  openPrompter,
  removeSession,
  resumeSession,
  saveSession,
  startSession,
  stateOf,
  studyDayAt,
  type Journal,
  type Moment,
  type Prompter,
  type QuizState,
  type QuizWorld,
  type Scheduler,
  type Session,
  type SessionEnd,
  type SessionPlan,
} from '../quiz/index.ts';
import type { QuizFlags } from './commands/quiz.ts';
import type { Context } from './context.ts';
import { exitStatus } from './outcome.ts';
import { openQuizVault, rememberCards, type QuizVault } from './quiz-library.ts';
import { lookOf } from './quiz-look.ts';
import { namesPlan, planQuiz, wholeNumber } from './quiz-plan.ts';
import { catchSignals } from './quiz-signals.ts';

export interface QuizSitting {
  readonly vault: QuizVault;
  readonly argument: string | undefined;
  readonly flags: QuizFlags;
  readonly context: Context;
  readonly journal: Journal;
  readonly replayer: Replayer;
  readonly scheduler: Scheduler;
  readonly state: QuizState;
  readonly moment: () => Moment;
  readonly seed: number;
  readonly sessionId: string;
}

/** A session at a terminal, from its first screen to its last. Gives the exit status. */
export async function holdSession(sitting: QuizSitting): Promise<number> {
  const { vault, flags, context, state } = sitting;
  const { screen } = context;
  const { stdin, stdout } = process;
  const look = lookOf(screen, flags.plain === true || context.env['TERM'] === 'dumb');
  const signals = catchSignals();
  const prompter = await openPrompter({
    input: stdin,
    output: stdout,
    look,
    clock: () => performance.now(),
    folds: foldsLines(context.env),
    signal: signals.signal,
  });
  const { folder } = vault.open.state;
  const world = openWorld(sitting, prompter, look);
  let last: SessionEnd | undefined;
  const keep = (session: Session, reached: QuizState): void => {
    last = { session, state: reached };
    const failed = saveSession(folder, session);
    if (failed !== undefined) screen.printError(`sockrates: ${failed}`);
  };
  try {
    const session = await begin(sitting, world);
    if (session === undefined) return exitStatus.done;
    last = { session, state };
    const end = await conductSession({ ...world, save: keep }, session, state);
    removeSession(folder);
    printEnd(sitting, world, end);
    return exitStatus.done;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    if (last !== undefined) {
      printEnd(sitting, world, last);
      for (const line of drawStopped(look)) screen.print(line);
    }
    return signals.status() ?? exitStatus.interrupted;
  } finally {
    if (stdin.isTTY) stdin.setRawMode(false);
    stdin.pause();
    signals.stop();
  }
}

function openWorld(
  { vault, argument, flags, context, journal, replayer, scheduler, moment }: QuizSitting,
  prompter: Prompter,
  look: QuizWorld['look'],
): QuizWorld {
  let now = vault;
  return {
    look,
    prompter,
    print: context.screen.print,
    moment,
    scheduler,
    journal,
    save: () => undefined,
    library: () => now.library,
    reload: async () => {
      now = await openQuizVault(context, flags, argument, now);
      rememberCards(now);
    },
    replay: (experiment, onLine, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => {
          replayer.close();
          reject(new Interrupted('while an experiment ran'));
        });
        replayer.replay(experiment.block, { onLine }).then(resolve, (error: unknown) => {
          reject(
            signal.aborted
              ? new Interrupted('while an experiment ran')
              : error instanceof Error
                ? error
                : new Error(String(error)),
          );
        });
      }),
    edit: (note, line) => {
      const editor = [context.env['VISUAL'], context.env['EDITOR']].find(
        (one) => one !== undefined && one.trim() !== '',
      );
      return openEditor(editor ?? 'vi', path.join(now.open.vault.root, note), line);
    },
    twoButtons: flags.twoButton === true,
  };
}

/** The session that was left open today, or a new one; undefined where nothing is to be asked. */
async function begin(sitting: QuizSitting, world: QuizWorld): Promise<Session | undefined> {
  const { vault, flags, context, scheduler, state, moment, seed, sessionId } = sitting;
  const { print, look } = world;
  const now = moment();
  const saved =
    flags.fresh === true || namesPlan(flags) || vault.open.note !== undefined
      ? undefined
      : loadSession(vault.open.state.folder);
  if (saved !== undefined && !saved.finished && studyDayAt(saved.startedAt) === now.day) {
    const known = new Set(vault.library.quizCards.map(({ id }) => id));
    const session = resumeSession(saved, state, (card) => known.has(card));
    const left = session.queue.length + session.waiting.length + (session.current === undefined ? 0 : 1);
    if (left > 0) {
      for (const line of drawResumed(look, left)) print(line);
      return session;
    }
  }
  const plan = planQuiz(vault, flags, { state, scheduler, moment: now, seed, cwd: context.cwd });
  if (plan.queue.length + plan.waiting.length === 0) {
    print(nothingToAsk(sitting, plan));
    return undefined;
  }
  const known = new Map(vault.library.quizCards.map((card) => [card.id, card]));
  const outline = {
    counts: plan.counts,
    moment: now,
    questions: plan.queue.length + plan.waiting.length,
    concepts: plan.concepts,
    experiments: plan.queue.filter((card) => known.get(card)?.hasExperiment === true).length,
    cram: flags.cram === true,
  };
  for (const line of drawStart(look, outline)) print(line);
  // What distractors are taken from is gathered while the learner reads, not when the first key is pressed.
  setImmediate(() => {
    for (const kind of ['prediction', 'basic'])
      for (const card of plan.queue.filter((id) => known.get(id)?.kind === kind).slice(0, 3))
        vault.library.ask(card, stateOf(state, card), seed);
  });
  const picked = await world.prompter.askKey({
    message: () => (look.plain ? 'Enter to start, q to quit' : `? Enter start ${look.unicode ? '·' : '-'} q quit`),
    choices: [
      { key: 'enter', label: 'start' },
      { key: 'q', label: 'quit' },
    ],
    enter: 'enter',
  });
  if (picked === 'q') return undefined;
  const minutes = wholeNumber('--minutes', flags.minutes);
  return startSession({
    id: sessionId,
    moment: now,
    seed,
    queue: plan.queue,
    waiting: plan.waiting,
    cram: flags.cram === true,
    ...(minutes === undefined ? {} : { minutes }),
  });
}

function nothingToAsk({ vault, moment, flags }: QuizSitting, { counts }: SessionPlan): string {
  if (vault.library.quizCards.length === 0)
    return 'These notes have no cards yet. `sockrates explain NOTE:LINE` says why a line is none.';
  const held = [
    ...(counts.buried > 0 ? [`${counts.buried} buried`] : []),
    ...(counts.suspended > 0 ? [`${counts.suspended} suspended`] : []),
  ].join(', ');
  const aside = held === '' ? '' : ` (${held})`;
  if (flags.cram === true || namesPlan(flags))
    return `Nothing fits these filters${aside}. --cram asks what is not due too.`;
  return `Nothing is due on ${formatDay(moment().day)}${aside}. --cram asks all the same, without scheduling.`;
}

function printEnd({ vault, moment }: QuizSitting, { look, print }: QuizWorld, { session, state }: SessionEnd): void {
  const own = state.records.filter((record) => record.session === session.id);
  const { finished, queue, waiting, current } = session;
  const lines = drawEnd(look, {
    answers: own.flatMap((record) => (record.kind === 'answer' ? [record] : [])),
    inconclusive: own.filter(({ kind }) => kind === 'inconclusive').length,
    state,
    moment: moment(),
    titleOf: (card) => vault.library.ask(card, stateOf(state, card), session.seed)?.path[0] ?? card,
    left: finished ? 0 : queue.length + waiting.length + (current === undefined ? 0 : 1),
  });
  for (const line of lines) print(line);
}
