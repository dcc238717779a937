import { readJournal, replayJournal, type QuizCardId, type QuizState, type Scheduler } from '../quiz/index.ts';
import type { Context } from './context.ts';
import { oneLine } from './export-plan-text.ts';
import type { VaultFlags } from './open-vault.ts';
import { CannotError, UsageError } from './outcome.ts';
import { openQuizVault, type QuizVault } from './quiz-library.ts';
import { openVaultScheduler } from './scheduling.ts';
import { showText } from './screen.ts';

/** A vault's questions and what its journal says about them: what every command needs that only looks. */
export interface OpenReviews {
  readonly vault: QuizVault;
  readonly scheduler: Scheduler;
  readonly state: QuizState;
}

export async function openReviews(context: Context, flags: VaultFlags, argument?: string): Promise<OpenReviews> {
  const vault = await openQuizVault(context, flags, argument);
  const scheduler = openVaultScheduler(vault.open);
  const read = readJournal(vault.open.state.folder);
  if (read.kind === 'failed') throw new CannotError(read.message);
  return { vault, scheduler, state: replayJournal(read.records, scheduler) };
}

/** The question that a name means: its id, the beginning of an id, or of an experiment's. */
export function findQuizCard(named: string, { vault, state }: OpenReviews): QuizCardId {
  const ids = [...new Set([...vault.library.quizCards.map(({ id }) => id), ...state.cards.keys()])];
  const exact = ids.find((id) => id === named);
  if (exact !== undefined) return exact;
  const near = named.length < 3 ? [] : ids.filter((id) => id.startsWith(named));
  const [only] = near;
  if (only !== undefined && near.length === 1) return only;
  if (near.length > 1)
    throw new UsageError(
      `"${showText(named)}" may be ${near
        .slice(0, 6)
        .map((id) => showText(id))
        .join(', ')}; write more of it`,
    );
  throw new UsageError(`no card "${showText(named)}" is in the notes or the journal; \`sockrates cards\` lists them`);
}

/** What a card asks, on one line; its id where nothing of it is left in the notes. */
export function questionOf({ vault, state }: OpenReviews, id: QuizCardId): string {
  const card = state.cards.get(id);
  const question = card === undefined ? undefined : vault.library.ask(id, card, 0);
  return question === undefined ? `${showText(id)} (no longer in the notes)` : oneLine(question.text);
}
