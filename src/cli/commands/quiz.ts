import type { Command } from 'commander';
import { openReplayer } from '../../experiments/index.ts';
import { openJournal, readJournal, replayJournal } from '../../quiz/index.ts';
import type { Context } from '../context.ts';
import { addVaultFlags } from '../open-vault.ts';
import { CannotError, exitStatus, UsageError } from '../outcome.ts';
import { answerFromFile } from '../quiz-answers.ts';
import { clockOf, seedOf, type ClockFlags } from '../quiz-clock.ts';
import { openQuizVault, rememberCards } from '../quiz-library.ts';
import { listQuestions } from '../quiz-list.ts';
import { addPlanFlags, planQuiz, wholeNumber, type PlanFlags } from '../quiz-plan.ts';
import { holdSession } from '../quiz-session.ts';
import { openVaultScheduler } from '../scheduling.ts';

export interface QuizFlags extends PlanFlags, ClockFlags {
  readonly json?: boolean;
  readonly answers?: string;
  readonly list?: boolean;
  readonly plain?: boolean;
  readonly twoButton?: boolean;
  readonly fresh?: boolean;
}

export function defineQuiz(command: Command, context: Context): void {
  command.argument('[vault]', 'a folder of notes, or one note of it');
  addPlanFlags(command)
    .option('--fresh', 'begin a new session, although one was left open')
    .option('--two-button', 'grade with Again and Good only')
    .option('--plain', 'for screen readers: words, one line after the other, nothing redrawn')
    .option('--list', 'list what would be asked')
    .option('--answers <file>', 'with --json: answer from a file of JSON lines (- is standard input)')
    .option('--json', 'print JSON: with --answers a line for each, with --list one document')
    .option('--now <time>', 'let the clock stand at this time')
    .option('--seed <n>', 'decide every shuffle');
  addVaultFlags(command)
    .addHelpText(
      'after',
      `
Asks what is due, and new cards in the order of study. You predict, say how sure you are, the experiment runs, and the
kernel says who was right. Ctrl-C stops; the same command goes on at the same screen.

Examples:
  sockrates quiz my-notes                what is due today
  sockrates quiz --concept TCP --cram    everything about TCP, without scheduling
  sockrates quiz --experiments-only      only what a kernel can show
  sockrates quiz --json --answers a.jsonl
                                         {"card": "…", "answer": "EAGAIN", "confidence": "certain"} a line`,
    )
    .action((argument: string | undefined, flags: QuizFlags) => quiz(argument, flags, context));
}

async function quiz(argument: string | undefined, flags: QuizFlags, context: Context): Promise<void> {
  const moment = clockOf(flags, context);
  const seed = seedOf(flags, context);
  const { stdin, stdout } = process;
  for (const flag of ['new', 'max', 'minutes'] as const) wholeNumber(`--${flag}`, flags[flag]);
  if (flags.answers !== undefined && flags.json !== true)
    throw new UsageError('--answers prints JSON lines: give --json with it');
  if (flags.answers === undefined && flags.list !== true) {
    if (flags.json === true)
      throw new UsageError('--json needs --answers FILE (or -), or --list: nobody can be asked in JSON');
    if (!stdin.isTTY || !stdout.isTTY)
      throw new UsageError('the quiz asks on a terminal, and this is none: give --json --answers FILE, or --list');
  }
  const vault = await openQuizVault(context, flags, argument);
  const scheduler = openVaultScheduler(vault.open);
  const { folder } = vault.open.state;
  if (flags.list === true) {
    const read = readJournal(folder);
    if (read.kind === 'failed') throw new CannotError(read.message);
    const state = replayJournal(read.records, scheduler);
    const plan = planQuiz(vault, flags, { state, scheduler, moment: moment(), seed, cwd: context.cwd });
    listQuestions(plan.queue, vault.library, state, seed, context.screen, flags.json === true);
    return;
  }
  const opened = openJournal(folder, { now: context.now(), nonce: context.randomHex(6) });
  if (opened.kind !== 'opened') throw new CannotError(opened.message);
  const { journal } = opened;
  const replayer = openReplayer();
  try {
    if (journal.warning !== undefined) context.screen.printError(`sockrates: ${journal.warning}`);
    const forgotten = rememberCards(vault);
    if (forgotten !== undefined) context.screen.printError(`sockrates: ${forgotten}`);
    const state = replayJournal(journal.records, scheduler);
    const sessionId = context.randomHex(6);
    if (flags.answers === undefined) {
      const status = await holdSession({
        vault,
        argument,
        flags,
        context,
        journal,
        replayer,
        scheduler,
        state,
        moment,
        seed,
        sessionId,
      });
      context.exit(status);
      return;
    }
    const world = {
      library: vault.library,
      scheduler,
      replayer,
      journal,
      moment,
      seed,
      cram: flags.cram === true,
      sessionId,
    };
    for await (const line of answerFromFile(flags.answers, stdin, context.cwd, state, world)) {
      stdout.write(`${JSON.stringify(line)}\n`);
    }
    context.exit(exitStatus.done);
  } finally {
    replayer.close();
    journal.close();
  }
}
