import { createHash } from 'node:crypto';
import type { Diagnostic } from '../diagnostic.ts';
import type { LadderRow } from '../experiments/index.ts';
import { report } from './rules.ts';
import type { RecordedLine, RunRecord } from './runs/run-record.ts';

/** A replay that a vault remembers: what its cards show without running anything. */
export interface EvidenceRecord {
  readonly run: RunRecord;
  /** Names the experiment's text: of another text it is no evidence. */
  readonly text: string;
}

/** By the experiment's id. */
export type Evidence = ReadonlyMap<string, EvidenceRecord>;

export function fingerprintOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** One record a line, sorted by id, keys always in this order: the same evidence is the same text. */
export function printEvidence(evidence: Evidence): string {
  return [...evidence.values()]
    .sort((a, b) => (a.run.experiment < b.run.experiment ? -1 : 1))
    .map((record) => `${JSON.stringify(packRecord(record))}\n`)
    .join('');
}

function packRecord({ run, text }: EvidenceRecord): unknown {
  const { experiment, verdict, reason, os, isPrivate, lines, ladder } = run;
  return {
    experiment,
    text,
    verdict,
    ...(reason === undefined ? {} : { reason }),
    kernel: `${os.sysname} ${os.release}`,
    private: isPrivate,
    lines: lines.map(({ text: line, claimed }) => (claimed === undefined ? [line] : [line, claimed])),
    lanes: ladder.lanes,
    events: ladder.rows.map(packRow),
  };
}

/** `[lane, text, marks]` for a call, `[text, marks]` for a note, `[from, to, label, fate]` for a packet. */
function packRow(row: LadderRow): unknown {
  switch (row.kind) {
    case 'packet':
      return { packet: row.label, from: row.from, to: row.to, ...(row.fate === 'lost' ? { lost: true } : {}) };
    case 'note':
      return { note: row.text, ...packMarks(row) };
    case 'call':
      return {
        call: row.text,
        lane: row.lane,
        ...packMarks(row),
        ...(row.sleep === undefined ? {} : { sleep: row.sleep }),
        ...(row.ends ? { ends: true } : {}),
      };
  }
}

function packMarks({ status, asked }: Exclude<LadderRow, { kind: 'packet' }>): object {
  return { ...(status === 'as-claimed' ? {} : { status }), ...(asked ? { asked: true } : {}) };
}

/** Reads what `printEvidence` wrote. A line that is no record is reported and left out; of two of one experiment the later counts. */
export function parseEvidence(
  text: string,
  path: string,
): { readonly evidence: Evidence; readonly diagnostics: readonly Diagnostic[] } {
  const evidence = new Map<string, EvidenceRecord>();
  const diagnostics: Diagnostic[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const record = readLine(line);
    if (record !== undefined) evidence.set(record.run.experiment, record);
    else {
      const message = 'This line is no record of evidence; `sockrates verify --update` writes the file anew.';
      diagnostics.push(report('damaged-evidence', { path, line: index + 1, column: 1 }, message));
    }
  }
  return { evidence, diagnostics };
}

function readLine(line: string): EvidenceRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const record = fieldsOf(value);
  const verdict = verdicts.find((name) => name === record['verdict']);
  const kernel = /^(\S+) (.+)$/su.exec(textOf(record['kernel']) ?? '');
  const experiment = textOf(record['experiment']);
  const text = textOf(record['text']);
  if (experiment === undefined || text === undefined || verdict === undefined || kernel === null) return undefined;
  const reason = textOf(record['reason']);
  return {
    text,
    run: {
      experiment,
      verdict,
      ...(reason === undefined ? {} : { reason }),
      os: { sysname: kernel[1] ?? '', release: kernel[2] ?? '' },
      isPrivate: record['private'] === true,
      lines: listOf(record['lines']).flatMap(readRecordedLine),
      ladder: {
        lanes: listOf(record['lanes']).map((lane) => textOf(lane) ?? ''),
        rows: listOf(record['events']).flatMap(readRow),
      },
    },
  };
}

const verdicts = ['supported', 'refuted', 'not-testable-here', 'inconclusive'] as const;
const statuses = ['as-claimed', 'differs', 'not-reached', 'unseen'] as const;

function readRecordedLine(value: unknown): RecordedLine[] {
  const [text, claimed] = listOf(value).map(textOf);
  if (text === undefined) return [];
  return [claimed === undefined ? { text } : { text, claimed }];
}

function readRow(value: unknown): LadderRow[] {
  const row = fieldsOf(value);
  const status = statuses.find((name) => name === row['status']) ?? 'as-claimed';
  const asked = row['asked'] === true;
  const call = textOf(row['call']);
  const note = textOf(row['note']);
  const label = textOf(row['packet']);
  if (call !== undefined) {
    const { sleep } = row;
    return [
      {
        kind: 'call',
        lane: laneOf(row['lane']),
        text: call,
        short: call,
        status,
        asked,
        ...(sleep === 'begins' || sleep === 'ends' ? { sleep } : {}),
        ends: row['ends'] === true,
      },
    ];
  }
  if (note !== undefined) return [{ kind: 'note', text: note, status, asked }];
  if (label === undefined) return [];
  const fate = row['lost'] === true ? 'lost' : 'arrived';
  return [{ kind: 'packet', from: laneOf(row['from']), to: laneOf(row['to']), label, fate }];
}

function laneOf(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 100 ? value : 0;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
