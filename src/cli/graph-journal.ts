import type { IdentifiedCard } from '../identity/index.ts';
import {
  momentAt,
  quizCardsOf,
  readJournal,
  replayJournal,
  stateOf,
  type CardState,
  type Moment,
  type Scheduler,
} from '../quiz/index.ts';
import { keptCards } from './kept-cards.ts';
import type { OpenVault } from './open-vault.ts';
import { CannotError } from './outcome.ts';
import { openVaultScheduler } from './scheduling.ts';

/** The journal as the map reads it: card by card, under the study options that the quiz goes by. */
export interface CardsInJournal {
  /** False where nothing was ever answered. */
  readonly any: boolean;
  readonly scheduler: Scheduler;
  readonly moment: Moment;
  /** Every card that was not dropped, with the state of each of its questions. */
  readonly cards: readonly { readonly identified: IdentifiedCard; readonly states: readonly CardState[] }[];
}

export function readCardsInJournal(open: OpenVault, now: number): CardsInJournal {
  const outcome = readJournal(open.state.folder);
  if (outcome.kind === 'failed') throw new CannotError(outcome.message);
  const scheduler = openVaultScheduler(open);
  const state = replayJournal(outcome.records, scheduler);
  return {
    any: state.records.some(({ kind }) => kind === 'answer'),
    scheduler,
    moment: momentAt(now),
    cards: keptCards(open, open.identification.identified).map((identified) => ({
      identified,
      states: quizCardsOf(identified, false).map(({ id }) => stateOf(state, id)),
    })),
  };
}
