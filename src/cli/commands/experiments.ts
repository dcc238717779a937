import type { Command } from 'commander';
import { openReplayer, type Replayer, type Transcript } from '../../experiments/index.ts';
import type { Context } from '../context.ts';
import { type Experiment, experimentVaults, listExperiments } from '../find-experiments.ts';
import { exitStatus } from '../outcome.ts';
import { startProgress } from '../progress.ts';
import { type Screen, showText } from '../screen.ts';
import { probeNeeds } from '../probe-needs.ts';
import { nameVerdict, verdictStatus } from '../verdict.ts';

interface ExperimentsFlags {
  readonly json?: boolean;
  readonly all?: boolean;
  readonly vault?: string;
}

export function defineExperiments(command: Command, context: Context): void {
  command
    .option('--all', 'run them all, side by side')
    .option('--json', 'print one JSON document')
    .option('--vault <folder>', 'the folder of notes')
    .addHelpText(
      'after',
      '\nExamples:\n  sockrates experiments          list them with their questions\n  sockrates experiments --all    run them all and print a line each',
    )
    .action((flags: ExperimentsFlags) => experiments(flags, context));
}

async function experiments(flags: ExperimentsFlags, context: Context): Promise<void> {
  const all = await listExperiments(experimentVaults(context, flags.vault));
  const replayer = openReplayer();
  try {
    const verdicts = flags.all === true ? await runAll(all, replayer, context) : undefined;
    if (flags.json === true) context.screen.printJson(await listDocument(all, verdicts, replayer));
    else if (verdicts === undefined) printList(all, context.screen);
    else printVerdicts(all, verdicts, context.screen);
    const worst = [...(verdicts?.values() ?? [])].map(({ verdict }) => verdict);
    if (worst.includes('refuted')) context.exit(exitStatus.found);
    else if (worst.includes('inconclusive')) context.exit(verdictStatus.inconclusive);
  } finally {
    replayer.close();
  }
}

async function runAll(
  all: readonly Experiment[],
  replayer: Replayer,
  { screen, stderr, now }: Context,
): Promise<ReadonlyMap<string, Transcript>> {
  const progress = startProgress(screen, 'Experiments:', stderr, now);
  let done = 0;
  const verdicts = await Promise.all(
    all.map(async (experiment): Promise<readonly [string, Transcript]> => {
      const transcript = await replayer.replay(experiment.block, {});
      done += 1;
      progress.report(done, all.length);
      return [experiment.id, transcript];
    }),
  );
  progress.end();
  return new Map(verdicts);
}

function printList(all: readonly Experiment[], screen: Screen): void {
  let topic: string | undefined;
  for (const { id, question, topic: own } of all) {
    if (own !== topic)
      screen.print(
        `${topic === undefined ? '' : '\n'}${screen.style('bold', showText(own === '' ? 'in notes' : own))}`,
      );
    topic = own;
    screen.print(`  ${showText(id)}${question === undefined ? '' : screen.style('dim', `  ${showText(question)}`)}`);
  }
  screen.print(`\n${all.length} experiments. Run one: sockrates run ${showText(all[0]?.id ?? 'ID')}`);
}

function printVerdicts(all: readonly Experiment[], verdicts: ReadonlyMap<string, Transcript>, screen: Screen): void {
  const counts = new Map<string, number>();
  for (const { id } of all) {
    const transcript = verdicts.get(id);
    if (transcript === undefined) continue;
    const { verdict, reason, durationNs } = transcript;
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    const time = durationNs > 0 ? `${Math.max(1, Math.round(durationNs / 1e6))} ms` : '';
    screen.print(
      `${nameVerdict(screen, verdict)}  ${showText(id)}  ${screen.style('dim', time)}${reason === undefined ? '' : `  ${showText(reason)}`}`,
    );
  }
  screen.print(`\n${[...counts].map(([verdict, count]) => `${count} ${verdict.replaceAll('-', ' ')}`).join(', ')}`);
}

/** Whether an experiment can run is asked of the replayer itself: its needs, with one harmless call. */
async function listDocument(
  all: readonly Experiment[],
  verdicts: ReadonlyMap<string, Transcript> | undefined,
  replayer: Replayer,
): Promise<unknown> {
  const answers = new Map<string, Promise<Transcript>>();
  const entries = all.map(async ({ id, question, topic, path, decides, block }) => {
    const needs = block.lines.flatMap((line) => (line.kind === 'needs' ? line.needs.map(({ name }) => name) : []));
    const key = needs.join(' ');
    const probe = answers.get(key) ?? probeNeeds(needs, replayer);
    answers.set(key, probe);
    const { verdict: can, reason } = await probe;
    const own = verdicts?.get(id);
    return {
      id,
      question: question ?? '',
      topic,
      path,
      decides,
      needs,
      runsHere: can !== 'not-testable-here',
      ...(can === 'not-testable-here' && reason !== undefined ? { reason } : {}),
      ...(own === undefined ? {} : { verdict: own.verdict, durationMs: own.durationNs / 1e6 }),
    };
  });
  return { schema: 1, experiments: await Promise.all(entries) };
}
