import type { Command } from 'commander';
import { formatDay, planSession, type Moment, type QuizCardId, type SessionPlan } from '../../quiz/index.ts';
import type { Context } from '../context.ts';
import { addVaultFlags, type VaultFlags } from '../open-vault.ts';
import { openReviews, type OpenReviews } from '../open-reviews.ts';
import { exitStatus } from '../outcome.ts';
import { clockOf, type ClockFlags } from '../quiz-clock.ts';
import { newPerDayOf } from '../scheduling.ts';

interface DueFlags extends VaultFlags, ClockFlags {
  readonly json?: boolean;
  readonly exitCode?: boolean;
}

export function defineDue(command: Command, context: Context): void {
  command
    .argument('[vault]', 'a folder of notes, or one note of it')
    .option('--exit-code', 'end with 1 when cards are due: sockrates due --exit-code || sockrates quiz')
    .option('--json', 'print one JSON document')
    .option('--now <time>', 'let the clock stand at this time');
  addVaultFlags(command).action(async (argument: string | undefined, flags: DueFlags) => {
    await showDue(argument, flags, context);
  });
}

async function showDue(argument: string | undefined, flags: DueFlags, context: Context): Promise<void> {
  const moment = clockOf(flags, context)();
  const reviews = await openReviews(context, flags, argument);
  const { vault, state, scheduler } = reviews;
  const note = vault.open.note;
  const plan = planSession(vault.library.quizCards, state, scheduler, {
    moment,
    seed: 0,
    // The counts are the same in any order, and the order takes a graph.
    studyOrder: flags.json === true ? vault.studyOrder() : new Map(),
    ...newPerDayOf(vault.open),
    ...(note === undefined ? {} : { filter: { notes: [note] } }),
  });
  const { due, learning, new: fresh } = plan.counts;
  if (flags.json === true) context.screen.printJson(dueDocument(plan, moment, reviews));
  else {
    context.screen.print(`${due} due, ${learning} learning, ${fresh} new`);
    const next = nextDay(reviews, moment);
    if (due + learning === 0 && next !== undefined)
      context.screen.print(context.screen.style('dim', `next: ${next.cards} on ${next.day}`));
  }
  if (flags.exitCode === true && due + learning > 0) context.exit(exitStatus.found);
}

function dueDocument(plan: SessionPlan, { day }: Moment, reviews: OpenReviews): object {
  const { due, learning, new: fresh, siblings, buried, suspended } = plan.counts;
  const ids: readonly QuizCardId[] = [...plan.queue, ...plan.waiting.map(({ card }) => card)];
  const next = nextDay(reviews, { at: 0, day });
  return {
    schema: 1,
    day: formatDay(day),
    due,
    learning,
    new: fresh,
    siblings,
    buried,
    suspended,
    ...(next === undefined ? {} : { next }),
    cards: ids.map((card) => {
      const state = reviews.state.cards.get(card);
      const when = state?.due;
      return {
        card,
        phase: state?.phase ?? 'new',
        ...(when === undefined ? {} : { due: 'at' in when ? new Date(when.at).toISOString() : formatDay(when.day) }),
      };
    }),
  };
}

/** The next day on which anything falls due, and how much. */
function nextDay(
  { vault, state }: OpenReviews,
  { day }: Moment,
): { readonly day: string; readonly cards: number } | undefined {
  const days = vault.library.quizCards.flatMap(({ id }) => {
    const card = state.cards.get(id);
    if (card?.due === undefined || card.suspended || !('day' in card.due)) return [];
    const back = Math.max(card.due.day, card.buriedUntil ?? card.due.day);
    return back > day ? [{ back, due: card.due.day }] : [];
  });
  const first = days.reduce<(typeof days)[number] | undefined>(
    (least, one) => (least === undefined || one.back < least.back ? one : least),
    undefined,
  );
  if (first === undefined) return undefined;
  return {
    day: new Date(first.back * 86_400_000).toISOString().slice(0, 10),
    cards: days.filter(({ back }) => back === first.back).length,
  };
}
