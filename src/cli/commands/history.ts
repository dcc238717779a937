import type { Command } from 'commander';
import {
  drawHistory,
  formatDay,
  historyOf,
  printRecord,
  stateOf,
  type CardState,
  type Moment,
  type Scheduler,
} from '../../quiz/index.ts';
import type { Context } from '../context.ts';
import { addVaultFlags, type VaultFlags } from '../open-vault.ts';
import { findQuizCard, openReviews, questionOf } from '../open-reviews.ts';
import { clockOf, type ClockFlags } from '../quiz-clock.ts';
import { lookOf } from '../quiz-look.ts';

interface HistoryFlags extends VaultFlags, ClockFlags {
  readonly json?: boolean;
}

export function defineHistory(command: Command, context: Context): void {
  command
    .argument('<card>', "a card's id, or the beginning of it")
    .option('--json', 'print one JSON document')
    .option('--now <time>', 'let the clock stand at this time');
  addVaultFlags(command).action(async (named: string, flags: HistoryFlags) => {
    const moment = clockOf(flags, context)();
    const reviews = await openReviews(context, flags);
    const { state, scheduler } = reviews;
    const id = findQuizCard(named, reviews);
    const card = stateOf(state, id);
    const records = historyOf(state, id);
    const { screen } = context;
    if (flags.json === true) {
      const lines = records.map((record) => JSON.parse(printRecord(record)) as unknown);
      screen.printJson({ schema: 1, card: id, ...stateDocument(card, scheduler, moment), records: lines });
      return;
    }
    screen.print(screen.style('bold', id));
    screen.print(questionOf(reviews, id));
    screen.print(describeState(card, scheduler, moment));
    for (const line of drawHistory(lookOf(screen, false), records, moment.day)) screen.print(line);
  });
}

function describeState(card: CardState, scheduler: Scheduler, moment: Moment): string {
  const { phase, due, memory, reps, lapses } = card;
  const recall = scheduler.retrievability(card, moment);
  const parts = [
    card.leech ? 'a leech, no longer asked' : card.suspended ? 'suspended' : phase,
    ...(due === undefined
      ? []
      : [`due ${'at' in due ? new Date(due.at).toLocaleString('sv-SE') : formatDay(due.day)}`]),
    ...(memory === undefined
      ? []
      : [`stability ${memory.stability.toFixed(1)} d`, `difficulty ${memory.difficulty.toFixed(1)}`]),
    ...(recall === undefined ? [] : [`recall now ${Math.round(recall * 100)}%`]),
    `${reps} answers, ${lapses} lapses`,
  ];
  return parts.join(', ');
}

function stateDocument(card: CardState, scheduler: Scheduler, moment: Moment): object {
  const { phase, due, memory, reps, lapses, suspended, leech, misconception, interval } = card;
  const recall = scheduler.retrievability(card, moment);
  return {
    phase,
    ...(due === undefined ? {} : { due: 'at' in due ? new Date(due.at).toISOString() : formatDay(due.day) }),
    interval,
    ...memory,
    ...(recall === undefined ? {} : { recall }),
    reps,
    lapses,
    suspended,
    leech,
    misconception,
  };
}
