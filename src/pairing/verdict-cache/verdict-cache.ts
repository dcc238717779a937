import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../../state-file.ts';
import { readMachine, userCacheFolder } from './machine.ts';
import { digest, experimentKey, machineKey, silentSysctls, sysctlsIn, type Machine } from './key.ts';
import type { RunnableExperiment, RunRecord } from '../runs/run-record.ts';

/**
 * Verdicts between runs. Losing it costs time only: what is missing, damaged or of another machine is as if it had never
 * been there, and what can't be written is not. Any number of runs may use it at once: each verdict is a file of its
 * own, written whole.
 */
export interface VerdictCache {
  get(experiment: RunnableExperiment): RunRecord | undefined;
  /** Keeps a verdict if it is conclusive; what was late or missing now may not be so the next time. */
  put(experiment: RunnableExperiment, record: RunRecord): void;
  /**
   * What was made of verdicts for the same question. It holds if the experiments still give the same: see `isSame`.
   * @param key of everything else that the answer was made from: notes, vocabularies
   */
  recall(key: string): Recollection | undefined;
  /** @param answer anything that JSON keeps */
  keep(key: string, answer: unknown, from: Verdicts): void;
}

/** Experiments, and what they gave, by their ids. */
export interface Verdicts {
  readonly experiments: readonly RunnableExperiment[];
  readonly records: ReadonlyMap<string, RunRecord>;
}

/** An answer, and the experiments that it was made from. */
export interface Recollection {
  readonly answer: unknown;
  readonly experiments: readonly RunnableExperiment[];
  /** Whether verdicts are those that the answer was made from. */
  readonly isSame: (records: ReadonlyMap<string, RunRecord>) => boolean;
}

export interface VerdictCacheOptions {
  /** Where caches are kept; by default in the user's cache folder, `false` for nowhere. */
  readonly folder?: string | false;
  /** Of this program. */
  readonly version: string;
  /** By default this one; told which settings of the kernel are asked for. */
  readonly machine?: (sysctls: readonly string[]) => Machine;
}

const nowhere: VerdictCache = {
  get: () => undefined,
  put: () => undefined,
  recall: () => undefined,
  keep: () => undefined,
};

/** So many machines are remembered: another start, kernel or user is another machine. */
const mostMachines = 4;
/** Edited experiments leave their old verdicts behind; past this many a machine's are dropped. */
const mostVerdicts = 5_000;

export function openVerdictCache({ folder, version, machine = readMachine }: VerdictCacheOptions): VerdictCache {
  if (folder === false) return nowhere;
  const verdicts = path.join(folder ?? userCacheFolder(), 'verdicts');
  const here = machine(silentSysctls);
  const own = path.join(verdicts, machineKey(here, version));
  const fileOf = ({ id, text }: RunnableExperiment): string => {
    const read = sysctlsIn(text);
    return path.join(own, `${experimentKey(id, text, read.length === 0 ? here : machine(read))}.json`);
  };
  const answerOf = (key: string): string => path.join(own, `answer-${key}.json`);
  let isReady = false;
  const write = (file: string, text: string): void => {
    try {
      if (!isReady) makeRoom(verdicts, own);
      isReady = true;
      const draft = `${file}.${process.pid}.tmp`;
      writeFileSync(draft, text, { mode: 0o600 });
      renameSync(draft, file);
    } catch {
      // Then the next run asks the kernel again.
    }
  };
  const get = (experiment: RunnableExperiment): RunRecord | undefined => {
    const text = readText(fileOf(experiment));
    return text === undefined ? undefined : readRecord(text, experiment.id);
  };
  return {
    get,
    put(experiment, record) {
      if (isConclusive(record)) write(fileOf(experiment), JSON.stringify(record));
    },
    recall(key) {
      const text = readText(answerOf(key));
      const kept = text === undefined ? undefined : readAnswer(text);
      if (kept === undefined) return undefined;
      const { answer, experiments, verdicts: before } = kept;
      return { answer, experiments, isSame: (records) => digestVerdicts({ experiments, records }) === before };
    },
    keep(key, answer, { experiments, records }) {
      const kept: KeptAnswer = { verdicts: digestVerdicts({ experiments, records }), experiments, answer };
      write(answerOf(key), JSON.stringify(kept));
    },
  };
}

/** As it lies in its file. */
interface KeptAnswer {
  readonly verdicts: string;
  readonly experiments: readonly RunnableExperiment[];
  readonly answer: unknown;
}

function digestVerdicts({ experiments, records }: Verdicts): string {
  return digest(
    experiments.map(({ id }) => {
      const record = records.get(id);
      // What was not settled is asked each time: the same reason is the same answer.
      return record === undefined || isConclusive(record) ? (record ?? id) : [id, record.verdict, record.reason ?? ''];
    }),
  );
}

function isConclusive({ verdict }: RunRecord): boolean {
  return verdict === 'supported' || verdict === 'refuted';
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function readAnswer(text: string): KeptAnswer | undefined {
  try {
    // As `keep` wrote it: the folder is the user's own, and a torn file does not parse.
    return JSON.parse(text) as KeptAnswer;
  } catch {
    return undefined;
  }
}

function readRecord(text: string, id: string): RunRecord | undefined {
  try {
    // As `put` wrote it; see readAnswer.
    const record = JSON.parse(text) as RunRecord | null;
    return record?.experiment === id ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Makes the machine's folder, and forgets those machines that were asked longest ago. */
function makeRoom(verdicts: string, own: string): void {
  makeFolder(own, 0o700);
  if (readdirSync(own).length > mostVerdicts) {
    rmSync(own, { recursive: true, force: true });
    makeFolder(own, 0o700);
  }
  const others = readdirSync(verdicts)
    .map((name) => path.join(verdicts, name))
    .filter((folder) => folder !== own)
    .map((folder) => ({ folder, writtenAt: statSync(folder).mtimeMs }))
    .sort((a, b) => b.writtenAt - a.writtenAt);
  for (const { folder } of others.slice(mostMachines - 1)) rmSync(folder, { recursive: true, force: true });
}
