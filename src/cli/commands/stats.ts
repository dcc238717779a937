import type { Command } from 'commander';
import { drawStatistics, formatDay, takeStatistics, type Statistics } from '../../quiz/index.ts';
import type { Context } from '../context.ts';
import { addVaultFlags, type VaultFlags } from '../open-vault.ts';
import { openReviews } from '../open-reviews.ts';
import { clockOf, type ClockFlags } from '../quiz-clock.ts';
import { lookOf } from '../quiz-look.ts';

interface StatsFlags extends VaultFlags, ClockFlags {
  readonly json?: boolean;
  readonly plain?: boolean;
}

export function defineStats(command: Command, context: Context): void {
  command
    .argument('[vault]', 'a folder of notes')
    .option('--plain', 'words and figures, without plots')
    .option('--json', 'print one JSON document')
    .option('--now <time>', 'let the clock stand at this time');
  addVaultFlags(command).action(async (argument: string | undefined, flags: StatsFlags) => {
    const moment = clockOf(flags, context)();
    const { vault, state, scheduler } = await openReviews(context, flags, argument);
    const statistics = takeStatistics(vault.library.quizCards, state, scheduler, moment);
    const { screen } = context;
    if (flags.json === true) screen.printJson(statisticsDocument(statistics));
    else {
      const look = lookOf(screen, flags.plain === true);
      for (const line of drawStatistics(look, statistics)) screen.print(line);
    }
  });
}

function statisticsDocument(statistics: Statistics): object {
  const { days, forecast } = statistics;
  return {
    schema: 1,
    ...statistics,
    days: days.map((one) => ({ ...one, day: formatDay(one.day) })),
    forecast: forecast.map((one) => ({ ...one, day: formatDay(one.day) })),
  };
}
