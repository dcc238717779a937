import type { CardSchedule, DeckNote } from '../decks/index.ts';
import {
  ankiScheduleOf,
  cardOf,
  cardsOf,
  defaultWeights,
  quizCardId,
  readJournal,
  replayJournal,
  type JournalRecord,
  type QuizCardId,
} from '../quiz/index.ts';
import type { OpenVault } from './open-vault.ts';
import { CannotError, UsageError } from './outcome.ts';
import { openVaultScheduler } from './scheduling.ts';

/** What the journal says about cards, as a package carries it. */
export interface ExportedReviews {
  readonly scheduleOf: (note: Pick<DeckNote, 'id'>, ord: number) => CardSchedule | undefined;
  readonly cards: number;
  readonly reviews: number;
  /** Answers to lines of experiments, which are no cards of Anki's. */
  readonly predictions: number;
}

export function gatherReviews(open: OpenVault, format: string): ExportedReviews {
  if (format !== 'apkg') throw new UsageError('--with-reviews needs a package: --format apkg');
  const scheduler = openVaultScheduler(open);
  const read = readJournal(open.state.folder);
  if (read.kind === 'failed') throw new CannotError(read.message);
  const byCard = new Map<QuizCardId, JournalRecord[]>();
  let predictions = 0;
  for (const record of replayJournal(read.records, scheduler).records)
    for (const card of cardsOf(record)) {
      if (cardOf(card) === undefined) predictions += record.kind === 'answer' ? 1 : 0;
      const own = byCard.get(card);
      if (own === undefined) byCard.set(card, [record]);
      else own.push(record);
    }
  const { weights, retention } = scheduler.settings;
  const decay = weights.length === 21 ? (weights[20] ?? defaultWeights[20] ?? 0.1542) : 0.5;
  const schedules = new Map<QuizCardId, CardSchedule>();
  let reviews = 0;
  const known = new Set<string>(open.identification.identified.map(({ id }) => id));
  for (const [card, records] of byCard) {
    if (!known.has(cardOf(card)?.card ?? '')) continue;
    const schedule = ankiScheduleOf(records, scheduler);
    if (schedule === undefined) continue;
    schedules.set(card, { ...schedule, retention, decay });
    reviews += schedule.reviews.length;
  }
  return {
    scheduleOf: ({ id }, ord) => schedules.get(quizCardId(id, ord)),
    cards: schedules.size,
    reviews,
    predictions,
  };
}
