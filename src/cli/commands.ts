import type { Command } from 'commander';
import type { Context } from './context.ts';

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  /** Loads the command's own file: `sockrates --help` loads none of them. */
  readonly load: () => Promise<(command: Command, context: Context) => void>;
}

/** Every command, in the order of the help text. A new one is a file of its own and a line here. */
export const commands: readonly CommandEntry[] = [];
