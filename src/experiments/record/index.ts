/** Loaded by the command that records, apart from the rest of the folder. */
export { recordBlock } from './record-block.ts';
export type { Recording } from './record-block.ts';
export { traceProgram } from './run-strace.ts';
