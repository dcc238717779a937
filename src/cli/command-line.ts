import { Command, CommanderError } from 'commander';
import { commands, type CommandEntry } from './commands.ts';
import type { Context } from './context.ts';
import { CannotError, exitStatus, UsageError } from './outcome.ts';
import { version } from './version.ts';

/** Runs one command line and gives its exit status. The only place where errors end. */
export async function runCommandLine(args: readonly string[], world: Omit<Context, 'exit'>): Promise<number> {
  let status: number = exitStatus.done;
  const context: Context = { ...world, exit: (chosen) => (status = chosen) };
  try {
    const program = await defineProgram(args, context);
    if (args.length === 0) {
      program.outputHelp();
      return status;
    }
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    return reportError(error, context);
  }
}

/** Only the named command's file is loaded, so that help stays fast. */
async function defineProgram(args: readonly string[], context: Context): Promise<Command> {
  const program = new Command('sockrates')
    .description(
      'Flashcards that check themselves against the kernel: notes become Anki decks, a quiz, a map, and runnable experiments.',
    )
    .version(version, '-V, --version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .showSuggestionAfterError(true)
    // What follows a command is the command's: `graph suggest --limit 3`.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.screen.print(text.replace(/\n$/, '')),
      writeErr: (text) => context.screen.printError(text.replace(/\n$/, '')),
      getOutHelpWidth: () => context.screen.columns,
      getErrHelpWidth: () => context.screen.columns,
    })
    .addHelpText(
      'after',
      `
Examples:
  sockrates export my-notes     a deck for Anki out of a folder of notes
  sockrates verify my-notes     which of their claims this kernel supports or refutes
  sockrates quiz                predict, and let the kernel say who was right
  sockrates explain note.md:12  why line 12 is or is not a card`,
    );
  const named = args.find((argument) => !argument.startsWith('-'));
  for (const entry of commands) await defineCommand(program, entry, entry.name === named, context);
  return program;
}

async function defineCommand(program: Command, entry: CommandEntry, load: boolean, context: Context): Promise<void> {
  const command = program.command(entry.name).description(entry.summary).copyInheritedSettings(program);
  if (load) (await entry.load())(command, context);
}

function reportError(error: unknown, { screen }: Context): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.done : exitStatus.usage;
  if (error instanceof UsageError) {
    screen.printError(`sockrates: ${error.message}`);
    return exitStatus.usage;
  }
  if (error instanceof CannotError) {
    screen.printError(`sockrates: ${error.message}`);
    return exitStatus.cannot;
  }
  screen.printError(error instanceof Error ? (error.stack ?? error.message) : String(error));
  screen.printError('sockrates: this is a bug in sockrates. Please report it with the lines above and what you ran.');
  return exitStatus.bug;
}
