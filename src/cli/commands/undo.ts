import type { Command } from 'commander';
import {
  applyRecord,
  cardsOf,
  formatDay,
  lastAction,
  loadSession,
  openJournal,
  printRecord,
  replayJournal,
  saveSession,
  takeEvent,
  type Journal,
  type JournalRecord,
  type Moment,
} from '../../quiz/index.ts';
import type { Context } from '../context.ts';
import { addVaultFlags, type VaultFlags } from '../open-vault.ts';
import { openReviews, questionOf, type OpenReviews } from '../open-reviews.ts';
import { CannotError, exitStatus } from '../outcome.ts';
import { clockOf, type ClockFlags } from '../quiz-clock.ts';
import { wholeNumber } from '../quiz-plan.ts';

interface UndoFlags extends VaultFlags, ClockFlags {
  readonly json?: boolean;
}

export function defineUndo(command: Command, context: Context): void {
  command
    .argument('[count]', 'how many actions', '1')
    .option('--json', 'print one JSON document')
    .option('--now <time>', 'let the clock stand at this time');
  addVaultFlags(command)
    .addHelpText(
      'after',
      `
Takes back the latest answers, buryings and suspensions, however long ago, one after the other. Nothing is erased: the
journal notes that they no longer count. Reviews that were made in Anki stay.`,
    )
    .action(async (count: string, flags: UndoFlags) => {
      const moment = clockOf(flags, context)();
      const actions = wholeNumber('undo', count) ?? 1;
      const reviews = await openReviews(context, flags);
      const opened = openJournal(reviews.vault.open.state.folder, { now: context.now(), nonce: context.randomHex(6) });
      if (opened.kind !== 'opened') throw new CannotError(opened.message);
      try {
        const undone = undoActions(reviews, opened.journal, actions, moment);
        report(undone, reviews, flags, context);
      } finally {
        opened.journal.close();
      }
    });
}

/** A session that was left open takes the action back itself, so that its card comes again. */
function undoActions(
  { vault, scheduler }: OpenReviews,
  journal: Journal,
  count: number,
  moment: Moment,
): readonly JournalRecord[] {
  const { folder } = vault.open.state;
  let state = replayJournal(journal.records, scheduler);
  let session = loadSession(folder);
  const undone: JournalRecord[] = [];
  while (undone.length < count) {
    const action = lastAction(state, session?.id);
    if (action === undefined) break;
    const step = session === undefined ? undefined : takeEvent(session, state, { kind: 'undo', moment }, scheduler);
    const record = journal.append(step?.draft ?? { kind: 'undo', ...moment, of: action.id });
    state = applyRecord(state, record, scheduler);
    session = step?.session;
    undone.push(action);
  }
  if (session !== undefined && undone.length > 0) saveSession(folder, session);
  return undone;
}

function report(
  undone: readonly JournalRecord[],
  reviews: OpenReviews,
  { json }: UndoFlags,
  { screen, exit }: Context,
): void {
  if (json === true) {
    screen.printJson({ schema: 1, undone: undone.map((record) => JSON.parse(printRecord(record)) as unknown) });
  } else if (undone.length === 0) screen.print('There is nothing to undo.');
  else
    for (const record of undone) {
      const what = record.kind === 'answer' ? `the answer "${record.grade}"` : record.kind;
      screen.print(`Undone: ${what} of ${formatDay(record.day)}`);
      for (const card of cardsOf(record)) screen.print(`  ${screen.style('dim', card)}  ${questionOf(reviews, card)}`);
    }
  if (undone.length === 0) exit(exitStatus.found);
}
