import type { Command } from 'commander';
import type { Context } from './context.ts';

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  /** Loads the command's own file: `sockrates --help` loads none of them. */
  readonly load: () => Promise<(command: Command, context: Context) => void>;
}

/** Every command, in the order of the help text. A new one is a file of its own and a line here. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'run',
    summary: 'replay an experiment against this kernel',
    load: async () => (await import('./commands/run.ts')).defineRun,
  },
  {
    name: 'experiments',
    summary: 'list the experiments, or run them all',
    load: async () => (await import('./commands/experiments.ts')).defineExperiments,
  },
  {
    name: 'doctor',
    summary: 'say what this machine offers to experiments',
    load: async () => (await import('./commands/doctor.ts')).defineDoctor,
  },
];
