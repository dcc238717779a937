import type { Context } from './context.ts';
import { experimentVaults, listExperiments } from './find-experiments.ts';
import { UsageError } from './outcome.ts';
import { showText } from './screen.ts';

/** Lets a person on a terminal choose an experiment by typing words of its id or question. */
export async function chooseExperiment(context: Context, vault: string | undefined): Promise<string> {
  if (!process.stdin.isTTY || !context.screen.interactive)
    throw new UsageError('name an experiment: `sockrates run ID`. `sockrates experiments` lists them.');
  const experiments = await listExperiments(experimentVaults(context, vault));
  const { default: inquirer } = await import('inquirer');
  const { id } = await inquirer.prompt<{ id: string }>(
    [
      {
        type: 'search',
        name: 'id',
        message: 'Which experiment?',
        source: (typed: string | undefined) => {
          const words = (typed ?? '').toLowerCase().split(/\s+/u);
          return experiments
            .filter(({ id: name, question = '' }) =>
              words.every((word) => `${name} ${question}`.toLowerCase().includes(word)),
            )
            .map(({ id: name, question = '' }) => ({
              value: name,
              name: showText(name),
              description: showText(question),
            }));
        },
      },
    ],
    {},
  );
  return id;
}
