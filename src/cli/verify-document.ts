import os from 'node:os';
import { experimentsOf, type JudgedClaim, type Verification } from './verification.ts';
import { describeClaim } from './verify-finding.ts';
import type { VerdictKind } from './verify-words.ts';

/** `verify --json`, schema 1. Fields may be added, never renamed. */
export function verifyDocument(
  verification: Verification,
  only: ReadonlySet<VerdictKind> | undefined,
  update?: { readonly written: boolean },
): unknown {
  const { claims, own, runs, diagnostics } = verification;
  const first = runs.records.values().next().value;
  return {
    schema: 1,
    os: first?.os ?? { sysname: os.type(), release: os.release() },
    claims: claims
      .filter(({ verdict }) => only === undefined || only.has(verdict.kind))
      .map((judged) => claimEntry(judged, verification)),
    /** Logs that stand in the notes themselves. */
    experiments: own.flatMap(({ id, place }) => {
      const record = runs.records.get(id);
      if (record === undefined || (only !== undefined && !only.has(record.verdict))) return [];
      return [
        {
          id,
          path: place.path,
          line: place.line,
          column: place.column,
          verdict: record.verdict,
          ...(record.reason === undefined ? {} : { reason: record.reason }),
          lines: record.lines,
        },
      ];
    }),
    runs: { experiments: runs.records.size, asked: runs.asked },
    ...(update === undefined ? {} : { evidence: update }),
    diagnostics,
  };
}

function claimEntry(judged: JudgedClaim, { runs }: Verification): unknown {
  const { claim, verdict } = judged;
  const { says, evidence } = describeClaim(judged, runs.records);
  const experiments = experimentsOf(verdict);
  const [experiment] = experiments;
  return {
    concept: claim.concept.name,
    facet: claim.facet,
    value: claim.value.name,
    path: claim.place.path,
    line: claim.place.line,
    column: claim.place.column,
    form: claim.form,
    text: claim.text,
    verdict: verdict.kind,
    ...(verdict.kind === 'over-general' ? { condition: verdict.condition } : {}),
    ...(verdict.kind === 'refuted' ? { seen: verdict.seen } : {}),
    ...(experiment === undefined ? {} : { experiment, experiments }),
    ...(evidence === undefined || experiment === undefined ? {} : { evidence }),
    ...(verdict.kind === 'supported' ? {} : { reason: says }),
    ...(verdict.kind === 'no-experiment' && verdict.nearest !== undefined
      ? { nearest: verdict.nearest.experiment }
      : {}),
  };
}
