import type { Block } from '../experiments/index.ts';
import { emitC, emitPython } from '../experiments/emit/index.ts';
import type { Context } from './context.ts';
import { printDiagnostics } from './diagnostic-report.ts';
import type { Experiment } from './find-experiments.ts';
import { exitStatus, UsageError } from './outcome.ts';

const emitters: ReadonlyMap<string, (block: Block, about?: string) => string> = new Map([
  ['c', emitC],
  ['python', emitPython],
]);

/** Prints an experiment as a stand-alone program, and runs nothing. */
export function emitPrograms(experiments: readonly Experiment[], language: string, { screen, exit }: Context): void {
  const emit = emitters.get(language);
  if (emit === undefined)
    throw new UsageError(`--emit takes ${[...emitters.keys()].join(' or ')}, not ${JSON.stringify(language)}`);
  const [experiment] = experiments;
  if (experiment === undefined || experiments.length > 1)
    throw new UsageError(`--emit prints one experiment; name one of: ${experiments.map(({ id }) => id).join(', ')}`);
  printDiagnostics(screen, experiment.diagnostics, 'warning');
  if (experiment.diagnostics.some(({ severity }) => severity === 'error')) {
    exit(exitStatus.found);
    return;
  }
  screen.print(emit(experiment.block, experiment.question).trimEnd());
}
