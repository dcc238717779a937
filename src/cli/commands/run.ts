import path from 'node:path';
import type { Command } from 'commander';
import { openReplayer, type Replayer, type Transcript, type TranscriptLine } from '../../experiments/index.ts';
import { chooseExperiment } from '../choose-experiment.ts';
import type { Context } from '../context.ts';
import { printDiagnostics } from '../diagnostic-report.ts';
import { type Experiment, findExperiments } from '../find-experiments.ts';
import { exitStatus, UsageError } from '../outcome.ts';
import { runDocument } from '../run-document.ts';
import { printHead, printLadder, printLogLine, writeLadder } from '../show-run.ts';
import { watchNote } from '../watch-note.ts';
import { describeVerdict, verdictStatus } from '../verdict.ts';

interface RunFlags {
  readonly json?: boolean;
  readonly repeat?: string;
  readonly pcap?: string;
  readonly svg?: string;
  readonly ascii?: boolean;
  readonly watch?: boolean;
  readonly emit?: string;
  readonly vault?: string;
}

export function defineRun(command: Command, context: Context): void {
  command
    .argument('[experiment]', 'an id, a note, or note.md:LINE; on a terminal it may be chosen from a list')
    .option('--json', 'print one JSON document')
    .option('--repeat <n>', 'run it n times and say whether the runs agree')
    .option('--emit <language>', 'print it as a program (c, python) instead of running it')
    .option('--pcap <file>', 'write the packets that were seen, for Wireshark')
    .option('--svg <file>', 'write the ladder as a picture')
    .option('--ascii', 'draw with ASCII characters only')
    .option('--watch', 'run it again whenever its note changes')
    .option('--vault <folder>', 'the folder of notes')
    .addHelpText(
      'after',
      `
Replays an experiment: the calls of its \`sock\` block are made against this kernel, each claim is compared.

Examples:
  sockrates run unix-dgram/receiver-full-blocks
  sockrates run notes/udp.md:40          the block at that line
  sockrates run tcp/rst-on-unread-data --repeat 20`,
    )
    .action(async (name: string | undefined, flags: RunFlags) =>
      run(name ?? (await chooseExperiment(context, flags.vault)), flags, context),
    );
}

async function run(name: string, flags: RunFlags, context: Context): Promise<void> {
  const times = flags.repeat === undefined ? 1 : Number(flags.repeat);
  if (!Number.isInteger(times) || times < 1 || times > 10_000)
    throw new UsageError(`--repeat takes a number from 1 to 10000, not ${flags.repeat ?? ''}`);
  if (flags.emit !== undefined) {
    const { emitPrograms } = await import('../emit-programs.ts');
    emitPrograms(await findExperiments(context, name, flags.vault), flags.emit, context);
    return;
  }
  const replayer = openReplayer();
  try {
    // The runner starts while the note is read.
    const warming = replayer.warm();
    const found = findExperiments(context, name, flags.vault);
    const [experiments] = await Promise.all([found, warming]);
    await runAll(experiments, name, times, flags, replayer, context);
  } finally {
    replayer.close();
  }
}

async function runAll(
  experiments: readonly Experiment[],
  name: string,
  times: number,
  flags: RunFlags,
  replayer: Replayer,
  context: Context,
): Promise<void> {
  if (flags.pcap !== undefined && experiments.length > 1)
    throw new UsageError(`--pcap takes the packets of one experiment; ${name} holds ${experiments.length}`);
  if (flags.svg !== undefined && experiments.length > 1)
    throw new UsageError(`--svg draws one experiment; ${name} holds ${experiments.length}`);
  const statuses: number[] = [];
  for (const experiment of experiments) statuses.push(await runOne(experiment, times, flags, replayer, context));
  context.exit(Math.max(...statuses));
  const [first] = experiments;
  if (flags.watch === true && first !== undefined)
    await watchNote(path.join(first.root, first.path), async () => {
      for (const experiment of await findExperiments(context, name, flags.vault))
        await runOne(experiment, times, flags, replayer, context);
    });
}

async function runOne(
  experiment: Experiment,
  times: number,
  flags: RunFlags,
  replayer: Replayer,
  { screen, cwd }: Context,
): Promise<number> {
  const json = flags.json === true;
  printDiagnostics(screen, experiment.diagnostics, 'warning');
  if (experiment.diagnostics.some(({ severity }) => severity === 'error')) return exitStatus.found;
  if (!json) printHead(screen, experiment);
  const runs: Transcript[] = [];
  for (let time = 0; time < times; time += 1) {
    const live =
      !json && time === 0 ? { onLine: (line: TranscriptLine) => printLogLine(screen, line, flags.ascii === true) } : {};
    runs.push(await replayer.replay(experiment.block, live));
  }
  const verdicts = new Set(runs.map(({ verdict }) => verdict));
  const [first] = runs;
  if (first === undefined) return exitStatus.bug;
  if (flags.svg !== undefined) await writeLadder(first, experiment, path.resolve(cwd, flags.svg));
  if (flags.pcap !== undefined) {
    const { writePacketsOf } = await import('../write-packets.ts');
    await writePacketsOf(first, path.resolve(cwd, flags.pcap), screen);
  }
  const last: Transcript =
    verdicts.size === 1
      ? first
      : { ...first, verdict: 'inconclusive', reason: `${times} runs disagree: ${countVerdicts(runs)}` };
  if (json)
    screen.printJson(
      runDocument(experiment, last, times > 1 ? { runs: times, agree: verdicts.size === 1 } : undefined),
    );
  else {
    printLadder(screen, last, flags.ascii === true);
    screen.print();
    screen.print(describeVerdict(screen, last, experiment.id));
    if (times > 1)
      screen.print(verdicts.size === 1 ? `${times} of ${times} runs agree` : `${times} runs: ${countVerdicts(runs)}`);
  }
  return verdictStatus[last.verdict];
}

function countVerdicts(runs: readonly Transcript[]): string {
  const counts = new Map<string, number>();
  for (const { verdict } of runs) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
}
