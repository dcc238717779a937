/** Loaded apart from the rest of this folder, as verdict-cache/index.ts is. */
export { runExperiments, type Runs } from './run-experiments.ts';
export { outcomeOf, type RunnableExperiment, type RunRecord } from './run-record.ts';
