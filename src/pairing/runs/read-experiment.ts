import os from 'node:os';
import { checkBlock, parseBlock, type Block } from '../../experiments/index.ts';
import type { RunnableExperiment, RunRecord } from './run-record.ts';

/** The block that an experiment's text says, or where it can't be read, a record of that. */
export function readExperiment({ id, text, path, line }: RunnableExperiment): { readonly block: Block } | RunRecord {
  const { block, diagnostics } = parseBlock({ text, path, firstLine: line });
  const fault = [...diagnostics, ...checkBlock(block)].find(({ severity }) => severity === 'error');
  if (fault === undefined) return { block };
  return {
    experiment: id,
    verdict: 'inconclusive',
    reason: `its log can't be read: ${fault.path}:${fault.line}: ${fault.message}`,
    os: { sysname: os.type(), release: os.release() },
    isPrivate: false,
    lines: [],
    ladder: { lanes: [], rows: [] },
  };
}
