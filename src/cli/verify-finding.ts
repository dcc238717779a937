import type { Place, Severity } from '../diagnostic.ts';
import type { Claim, ClaimVerdict } from '../pairing/index.ts';
import type { RunRecord, Runs } from '../pairing/runs/index.ts';
import type { VerdictKind } from './verify-words.ts';
import { experimentsOf, type JudgedClaim, type OwnExperiment, type Verification } from './verification.ts';

/** In the order of what a reader wants to know first. */
export const verdictKinds: readonly VerdictKind[] = [
  'refuted',
  'over-general',
  'inconclusive',
  'not-testable-here',
  'no-experiment',
  'supported',
  'not-empirical',
];

/** What there is to say of one claim, or of one log that stands in a note, in words. */
export interface Finding {
  readonly place: Place;
  readonly kind: VerdictKind;
  /** `UDP, blocking: “No (drops packets)”` */
  readonly claim: string;
  /** What the kernel says to it, or why it says nothing; one line. */
  readonly says: string;
  /** The decisive line of the transcript, in the words of the system call. */
  readonly evidence?: string;
  /** The experiment to run, to see it. */
  readonly experiment?: string;
}

export const severities: Readonly<Record<VerdictKind, Severity>> = {
  refuted: 'error',
  'over-general': 'warning',
  inconclusive: 'info',
  'not-testable-here': 'info',
  'no-experiment': 'info',
  supported: 'info',
  'not-empirical': 'info',
};

/** Of a log that asks more often. */
const mostLines = 2;

/** Everything that was judged, by place. */
export function findingsOf({ claims, own, runs }: Verification): readonly Finding[] {
  return [
    ...claims.map((judged) => describeClaim(judged, runs.records)),
    ...own.flatMap((experiment) => describeOwn(experiment, runs)),
  ].sort(
    ({ place: a }, { place: b }) =>
      (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
}

export function describeClaim({ claim, verdict }: JudgedClaim, records: ReadonlyMap<string, RunRecord>): Finding {
  const experiment = experimentsOf(verdict)[0] ?? nearestOf(verdict);
  const evidence = experiment === undefined ? undefined : evidenceIn(records.get(experiment), decidedValue(verdict));
  return {
    place: claim.place,
    kind: verdict.kind,
    claim: nameClaim(claim),
    says: sayVerdict(verdict),
    ...(evidence === undefined ? {} : { evidence }),
    ...(experiment === undefined ? {} : { experiment }),
  };
}

/** The lines of a replay that decide, in one: where one of them holds the value itself, it alone. */
function evidenceIn(record: RunRecord | undefined, value: string | undefined): string | undefined {
  if (record === undefined || record.lines.length === 0) return undefined;
  const words = (value ?? '').match(/\bE[A-Z0-9]{3,}\b|\b\d+\b/gu) ?? [];
  const telling = record.lines.find(({ text }) => words.some((word) => text.includes(word)));
  return (
    telling?.text ??
    record.lines
      .slice(0, mostLines)
      .map(({ text }) => text)
      .join('; ')
  );
}

function decidedValue(verdict: ClaimVerdict): string | undefined {
  switch (verdict.kind) {
    case 'supported':
    case 'refuted':
      return verdict.by[0]?.written[2];
    case 'over-general':
      return (verdict.fails ?? verdict.holds)?.by.written[2];
    case 'not-testable-here':
    case 'inconclusive':
    case 'no-experiment':
    case 'not-empirical':
      return undefined;
  }
}

function nearestOf(verdict: ClaimVerdict): string | undefined {
  return verdict.kind === 'no-experiment' ? verdict.nearest?.experiment : undefined;
}

export function nameClaim({ concept, facet, value, condition }: Claim): string {
  const where = condition === undefined ? '' : ` (${condition.written})`;
  return `${concept.name}, ${facet}: “${value.written}”${where}`;
}

/** The verdict in one line, without its name. */
export function sayVerdict(verdict: ClaimVerdict): string {
  switch (verdict.kind) {
    case 'supported':
      return 'the kernel agrees';
    case 'refuted':
      return verdict.holdsOnly === undefined
        ? `this kernel shows: ${verdict.seen}`
        : `this kernel shows: ${verdict.seen}; it holds only ${verdict.holdsOnly}`;
    case 'over-general':
      return verdict.condition;
    case 'not-testable-here':
      return verdict.need;
    case 'inconclusive':
      return verdict.reason;
    case 'no-experiment':
      return verdict.nearest === undefined
        ? 'no experiment decides it'
        : `no experiment decides it; the nearest is about ${verdict.nearest.written.slice(0, 3).join(', ')}`;
    case 'not-empirical':
      return verdict.reason;
  }
}

/** A log that holds is what its author expects; it is listed only where it does not. */
function describeOwn({ id, place }: OwnExperiment, { records }: Runs): Finding[] {
  const record = records.get(id);
  if (record === undefined || record.verdict === 'supported') return [];
  const [line] = record.lines;
  return [
    {
      place,
      kind: record.verdict,
      claim: `the log of ${id}${line?.claimed === undefined ? '' : `: ${line.claimed}`}`,
      says: record.reason ?? 'the kernel says otherwise',
      ...(line === undefined ? {} : { evidence: line.text }),
      experiment: id,
    },
  ];
}
