import { existsSync } from 'node:fs';
import path from 'node:path';
import { makeFolder, readIfThere, writeStateFile } from '../state-file.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { fingerprintOf, parseEvidence, printEvidence, type Evidence } from './evidence-text.ts';
import type { RunRecord } from './runs/run-record.ts';

/** Below the folder of a vault's state. */
const fileName = 'evidence.jsonl';

export interface LoadedEvidence {
  readonly evidence: Evidence;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads what a vault remembers of its experiments; nothing where it remembers nothing. Throws the system's error where
 * the file is there and can't be read.
 * @param label how diagnostics name the folder: relative to the vault
 */
export function loadEvidence(folder: string, label: string): LoadedEvidence {
  const file = path.join(folder, fileName);
  const text = readIfThere(file);
  return text === undefined ? { evidence: new Map(), diagnostics: [] } : parseEvidence(text, `${label}/${fileName}`);
}

export interface EvidenceUpdate {
  readonly records: ReadonlyMap<string, RunRecord>;
  /** The texts of the experiments, by id. */
  readonly texts: ReadonlyMap<string, string>;
  /** Whether all of the vault was verified: then what no longer counts is forgotten. */
  readonly whole: boolean;
}

/**
 * Takes new runs over into the evidence. Where the same text had the same verdict on the same kernel, the record stays
 * as it is, byte by byte: two replays of a busy network are never quite alike. What could not be decided here replaces nothing.
 */
export function renewEvidence(before: Evidence, { records, texts, whole }: EvidenceUpdate): Evidence {
  const renewed = new Map(whole ? [...before].filter(([id]) => records.has(id)) : before);
  for (const [id, run] of records) {
    if (run.verdict !== 'supported' && run.verdict !== 'refuted') continue;
    const text = fingerprintOf(texts.get(id) ?? '');
    const known = before.get(id);
    const isSame =
      known?.text === text &&
      known.run.verdict === run.verdict &&
      known.run.reason === run.reason &&
      known.run.os.sysname === run.os.sysname &&
      known.run.os.release === run.os.release;
    renewed.set(id, isSame ? known : { run, text });
  }
  return renewed;
}

/** Writes the file whole, or leaves it where nothing changed; gives whether it wrote. Throws the system's error. */
export function saveEvidence(folder: string, evidence: Evidence): boolean {
  const file = path.join(folder, fileName);
  const text = printEvidence(evidence);
  if ((readIfThere(file) ?? '') === text) return false;
  makeFolder(folder);
  const attributes = path.join(folder, '.gitattributes');
  if (!existsSync(attributes)) writeStateFile(attributes, '*.jsonl merge=union\n');
  writeStateFile(file, text);
  return true;
}
