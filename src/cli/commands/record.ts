import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { openReplayer, parseBlock } from '../../experiments/index.ts';
import { recordBlock, traceProgram } from '../../experiments/record/index.ts';
import type { Recording } from '../../experiments/record/index.ts';
import type { Context } from '../context.ts';
import { CannotError, exitStatus, UsageError } from '../outcome.ts';
import { showText } from '../screen.ts';
import { describeVerdict, verdictStatus } from '../verdict.ts';

interface RecordFlags {
  readonly from?: string;
  readonly out?: string;
  readonly check: boolean;
}

export function defineRecord(command: Command, context: Context): void {
  command
    .argument('[program...]', 'the program and its arguments, behind --')
    .option('--from <log>', 'take a log that strace wrote: strace -f -s 65535 -o LOG PROGRAM')
    .option('--out <note>', 'write a note that is an experiment, instead of the block to standard output')
    .option('--no-check', 'do not replay the block once to see whether it holds')
    .addHelpText(
      'after',
      `
Runs a program under strace and writes what it did with sockets, pipes and FIFOs as a block that replays.

Examples:
  sockrates record -- python3 echo.py
  sockrates record --out notes/experiments/mine/echo.md -- sh -c './server & sleep 0.3; ./client; wait'
  sockrates record --from strace.log`,
    )
    .action(async (program: readonly string[], flags: RecordFlags) => record(program, flags, context));
}

async function record(program: readonly string[], flags: RecordFlags, context: Context): Promise<void> {
  if ((flags.from === undefined) === (program.length === 0))
    throw new UsageError('record takes a program behind `--`, or a log: record --from strace.log');
  const log = flags.from === undefined ? await trace(program) : await readLog(path.resolve(context.cwd, flags.from));
  const recording = recordBlock(log);
  if (recording.calls === 0)
    throw new CannotError('nothing to record: no call of this log makes or uses a socket, a pipe or a FIFO');
  if (recording.isCut)
    throw new UsageError('strace cut the texts that were sent: record the log again with strace -f -s 65535');
  const { screen } = context;
  for (const line of recording.leftOut)
    screen.printError(`sockrates: left out, as no block can say it: ${showText(line)}`);
  if (flags.out === undefined) screen.print(`\`\`\`sock\n${recording.text.trimEnd()}\n\`\`\``);
  else await writeNote(path.resolve(context.cwd, flags.out), recording, flags.out);
  context.exit(flags.check ? await replayOnce(recording, context) : exitStatus.done);
}

async function trace(program: readonly string[]): Promise<string> {
  const traced = await traceProgram(program);
  if (traced.kind === 'no-strace') {
    throw new CannotError(
      'strace is not installed. Debian, Ubuntu: apt install strace; Fedora: dnf install strace; Alpine: apk add strace. ' +
        'It exists for Linux only; elsewhere take a log made there: record --from strace.log',
    );
  }
  if (traced.kind === 'failed')
    throw new CannotError(`strace could not run ${program[0] ?? ''} (status ${traced.status})`);
  return traced.log;
}

async function readLog(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new UsageError(`cannot read ${file}`);
  }
}

async function writeNote(file: string, { text }: Recording, shown: string): Promise<void> {
  const note = `---
question: What does the last call answer?    # ask what a learner should think about first
decides: []    # - [concept, facet, value]
---
Recorded from a program. Say here what it shows, with [[links]] to the concepts, and turn the \`=\` of the line that
answers the question into \`=?\`.

\`\`\`sock
${text.trimEnd()}
\`\`\`
`;
  try {
    await writeFile(file, note, { flag: 'wx' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') throw new UsageError(`${shown} exists: choose another name, or remove it first`);
    throw new CannotError(`cannot write ${shown} (${String(code)})`);
  }
}

/** A recording that does not hold is worth saying at once: the program may do otherwise each time. */
async function replayOnce({ text }: Recording, { screen }: Context): Promise<number> {
  const replayer = openReplayer();
  try {
    const { block } = parseBlock({ path: 'recorded', firstLine: 1, text });
    const transcript = await replayer.replay(block, {});
    screen.printError(describeVerdict({ ...screen, style: screen.styleError }, transcript, 'the recorded block'));
    return verdictStatus[transcript.verdict];
  } finally {
    replayer.close();
  }
}
