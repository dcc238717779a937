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
    name: 'export',
    summary: 'make a deck for Anki out of notes',
    load: async () => (await import('./commands/export.ts')).defineExport,
  },
  {
    name: 'cards',
    summary: 'list the cards of a vault',
    load: async () => (await import('./commands/cards.ts')).defineCards,
  },
  {
    name: 'explain',
    summary: 'say why a line is or is not a card',
    load: async () => (await import('./commands/explain.ts')).defineExplain,
  },
  {
    name: 'lint',
    summary: 'report faults in notes and weak cards',
    load: async () => (await import('./commands/lint.ts')).defineLint,
  },
  {
    name: 'preview',
    summary: 'write one page that shows all cards, without Anki',
    load: async () => (await import('./commands/preview.ts')).definePreview,
  },
  {
    name: 'graph',
    summary: 'map the concepts, and find a way through them',
    load: async () => (await import('./commands/graph.ts')).defineGraph,
  },
  {
    name: 'drop',
    summary: 'reject cards for good',
    load: async () => (await import('./commands/drop.ts')).defineDrop,
  },
  {
    name: 'adopt',
    summary: "tie notes with an `ID:` to the user's own notes in Anki",
    load: async () => (await import('./commands/adopt.ts')).defineAdopt,
  },
  {
    name: 'run',
    summary: 'replay an experiment against this kernel',
    load: async () => (await import('./commands/run.ts')).defineRun,
  },
  {
    name: 'quiz',
    summary: 'ask what is due, with the kernel as the judge',
    load: async () => (await import('./commands/quiz.ts')).defineQuiz,
  },
  {
    name: 'due',
    summary: 'say how many cards are due',
    load: async () => (await import('./commands/due.ts')).defineDue,
  },
  {
    name: 'stats',
    summary: 'show what is remembered, how sure is right, and what is coming',
    load: async () => (await import('./commands/stats.ts')).defineStats,
  },
  {
    name: 'history',
    summary: "show a card's answers",
    load: async () => (await import('./commands/history.ts')).defineHistory,
  },
  {
    name: 'undo',
    summary: 'take back the latest answers',
    load: async () => (await import('./commands/undo.ts')).defineUndo,
  },
  {
    name: 'import-reviews',
    summary: 'bring reviews made in Anki into the journal',
    load: async () => (await import('./commands/import-reviews.ts')).defineImportReviews,
  },
  {
    name: 'verify',
    summary: 'say which claims of notes this kernel supports or refutes',
    load: async () => (await import('./commands/verify.ts')).defineVerify,
  },
  {
    name: 'experiments',
    summary: 'list the experiments, or run them all',
    load: async () => (await import('./commands/experiments.ts')).defineExperiments,
  },
  {
    name: 'record',
    summary: "make an experiment out of what a program's system calls were",
    load: async () => (await import('./commands/record.ts')).defineRecord,
  },
  {
    name: 'doctor',
    summary: 'say what this machine offers to experiments',
    load: async () => (await import('./commands/doctor.ts')).defineDoctor,
  },
];
