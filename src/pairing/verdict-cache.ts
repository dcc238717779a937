import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readMachine, userCacheFolder } from './verdict-cache-machine.ts';
import { experimentKey, machineKey, silentSysctls, sysctlsIn, type Machine } from './verdict-cache-key.ts';
import type { RunRecord } from './run-record.ts';

/**
 * Verdicts between runs. Losing it costs time only: what is missing, damaged or of another machine is as if it had never
 * been there, and what can't be written is not. Any number of runs may use it at once: each verdict is a file of its
 * own, written whole.
 */
export interface VerdictCache {
  get(experiment: CachedExperiment): RunRecord | undefined;
  /** Keeps a verdict if it is conclusive; what was late or missing now may not be so the next time. */
  put(experiment: CachedExperiment, record: RunRecord): void;
}

export interface CachedExperiment {
  readonly id: string;
  readonly text: string;
}

export interface VerdictCacheOptions {
  /** Where caches are kept; by default in the user's cache folder, `false` for nowhere. */
  readonly folder?: string | false;
  /** Of this program. */
  readonly version: string;
  /** By default this one; told which settings of the kernel are asked for. */
  readonly machine?: (sysctls: readonly string[]) => Machine;
}

const nowhere: VerdictCache = { get: () => undefined, put: () => undefined };

/** So many machines are remembered: another start, kernel or user is another machine. */
const mostMachines = 4;
/** Edited experiments leave their old verdicts behind; past this many a machine's are dropped. */
const mostVerdicts = 5_000;

export function openVerdictCache({ folder, version, machine = readMachine }: VerdictCacheOptions): VerdictCache {
  if (folder === false) return nowhere;
  const verdicts = path.join(folder ?? userCacheFolder(), 'verdicts');
  const here = machine(silentSysctls);
  const own = path.join(verdicts, machineKey(here, version));
  const fileOf = ({ id, text }: CachedExperiment): string => {
    const read = sysctlsIn(text);
    return path.join(own, `${experimentKey(id, text, read.length === 0 ? here : machine(read))}.json`);
  };
  let isReady = false;
  return {
    get(experiment) {
      try {
        return readRecord(readFileSync(fileOf(experiment), 'utf8'), experiment.id);
      } catch {
        return undefined;
      }
    },
    put(experiment, record) {
      if (record.verdict !== 'supported' && record.verdict !== 'refuted') return;
      try {
        if (!isReady) makeRoom(verdicts, own);
        isReady = true;
        const file = fileOf(experiment);
        const draft = `${file}.${process.pid}.tmp`;
        writeFileSync(draft, JSON.stringify(record), { mode: 0o600 });
        renameSync(draft, file);
      } catch {
        // Then the next run asks the kernel again.
      }
    },
  };
}

function readRecord(text: string, id: string): RunRecord | undefined {
  // A record as `put` wrote it: the folder is the user's own, and a torn file does not parse.
  const record = JSON.parse(text) as RunRecord | null;
  return record?.experiment === id ? record : undefined;
}

/** Makes the machine's folder, and forgets those machines that were asked longest ago. */
function makeRoom(verdicts: string, own: string): void {
  mkdirSync(own, { recursive: true, mode: 0o700 });
  if (readdirSync(own).length > mostVerdicts) {
    rmSync(own, { recursive: true, force: true });
    mkdirSync(own, { recursive: true, mode: 0o700 });
  }
  const others = readdirSync(verdicts)
    .map((name) => path.join(verdicts, name))
    .filter((folder) => folder !== own)
    .map((folder) => ({ folder, writtenAt: statSync(folder).mtimeMs }))
    .sort((a, b) => b.writtenAt - a.writtenAt);
  for (const { folder } of others.slice(mostMachines - 1)) rmSync(folder, { recursive: true, force: true });
}
