import type { Block, Replayer } from '../../experiments/index.ts';
import type { RunnableExperiment, RunRecord } from './run-record.ts';
import type { VerdictCache } from '../verdict-cache/index.ts';

export interface RunOptions {
  readonly cache: VerdictCache;
  /** Told whenever one is done. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Runs {
  /** By id, in the order of the experiments. */
  readonly records: ReadonlyMap<string, RunRecord>;
  /** How many the kernel was asked for; the others were remembered. */
  readonly asked: number;
}

/** They mostly wait for the kernel's timers: more of them at once than there are processors cost nothing. */
const waitingRunners = 4;

/**
 * Runs each experiment once, side by side, those that wait longest from the start. What is remembered is not run. A
 * result that is not as claimed is asked for again, alone: only what shows twice counts.
 */
export async function runExperiments(
  experiments: readonly RunnableExperiment[],
  { cache, onProgress }: RunOptions,
): Promise<Runs> {
  const records = new Map<string, RunRecord>();
  const missing: RunnableExperiment[] = [];
  for (const experiment of experiments) {
    const known = cache.get(experiment);
    if (known === undefined) missing.push(experiment);
    else records.set(experiment.id, known);
  }
  if (missing.length > 0) {
    for (const [experiment, record] of await askKernel(missing, experiments.length, onProgress)) {
      records.set(experiment.id, record);
      cache.put(experiment, record);
    }
  }
  const inOrder = experiments.flatMap(({ id }) => {
    const record = records.get(id);
    return record === undefined ? [] : [[id, record] as const];
  });
  return { records: new Map(inOrder), asked: missing.length };
}

async function askKernel(
  missing: readonly RunnableExperiment[],
  total: number,
  onProgress: RunOptions['onProgress'],
): Promise<ReadonlyMap<RunnableExperiment, RunRecord>> {
  // Loaded only now: a run that finds everything remembered starts faster without.
  const { openReplayer } = await import('../../experiments/index.ts');
  const { readExperiment } = await import('./read-experiment.ts');
  const busy = openReplayer();
  const waiting = openReplayer({ runners: waitingRunners });
  const records = new Map<RunnableExperiment, RunRecord>();
  const doubtful: { experiment: RunnableExperiment; block: Block }[] = [];
  let done = total - missing.length;
  try {
    const readable = missing.flatMap((experiment) => {
      const read = readExperiment(experiment);
      if ('block' in read) return [{ experiment, block: read.block, waits: waitsFor(read.block) }];
      records.set(experiment, read);
      done += 1;
      return [];
    });
    const replay = async (experiment: RunnableExperiment, block: Block, replayer: Replayer): Promise<RunRecord> => {
      const { recordRun } = await import('./record-run.ts');
      return recordRun(experiment.id, await replayer.replay(block, {}));
    };
    await Promise.all(
      readable.map(async ({ experiment, block, waits }) => {
        const record = await replay(experiment, block, waits ? waiting : busy);
        records.set(experiment, record);
        if (record.verdict === 'refuted' || record.verdict === 'inconclusive') doubtful.push({ experiment, block });
        done += 1;
        onProgress?.(done, total);
      }),
    );
    for (const { experiment, block } of doubtful) {
      const first = records.get(experiment);
      const second = await replay(experiment, block, busy);
      records.set(experiment, first === undefined ? second : agree(first, second));
    }
  } finally {
    busy.close();
    waiting.close();
  }
  return records;
}

function waitsFor(block: Block): boolean {
  return block.lines.some(({ kind }) => kind === 'deadline');
}

/** Late once is no answer; two answers that contradict each other are none either. */
function agree(first: RunRecord, second: RunRecord): RunRecord {
  if (first.verdict === 'inconclusive' || first.verdict === second.verdict) return second;
  return { ...second, verdict: 'inconclusive', reason: `two runs disagree: ${first.verdict}, then ${second.verdict}` };
}
