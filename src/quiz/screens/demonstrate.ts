import type { Question, RelatedExperiment } from '../asking/index.ts';
import { isLineOf } from '../quiz-card.ts';
import type { QuizWorld } from './quiz-world.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { showRun } from './show-run.ts';
import { foldText } from './text-lines.ts';

/**
 * The nearest experiment of a card that none decides and none shows; not one whose lines are still to be asked in this
 * session.
 */
export function relatedTo(
  { about, experiment, item }: Question,
  keeper: SessionKeeper,
  world: QuizWorld,
): RelatedExperiment | undefined {
  if (about !== 'card' || experiment !== undefined) return undefined;
  const { queue, waiting } = keeper.session();
  const coming = [...queue, ...waiting.map(({ card }) => card)];
  return world
    .library()
    .related(item)
    .find(({ id }) => !coming.some((card) => isLineOf(card, id)));
}

/** What is said of an ordinary card: that it is one, and what can be run all the same. */
export function wordUndecided({ about, experiment }: Question, related: RelatedExperiment | undefined): string {
  if (about !== 'card' || experiment !== undefined) return '';
  const near = related === undefined ? '' : ` r runs ${related.id}, which is only near it.`;
  return `No experiment decides this card.${near}`;
}

/** Runs an experiment that is only near the card, and says what that is worth. */
export async function runRelated({ id, reason }: RelatedExperiment, world: QuizWorld): Promise<void> {
  const block = world.library().experiment(id);
  if (block === undefined) return;
  const { look, print } = world;
  const tell = (text: string): void => {
    for (const line of foldText(look, text, look.plain ? '' : '   ')) print(look.style('dim', line));
  };
  print('');
  tell(`A demonstration, and no proof of the answer: ${reason}.`);
  await showRun(world, block);
  print('');
  tell('It decides nothing about this card: the grade stays yours.');
  print('');
}
