import path from 'node:path';
import { closest, distance } from 'fastest-levenshtein';
import { compareDiagnostics, type Diagnostic } from '../diagnostic.ts';
import {
  experimentsNeeded,
  judgeClaim,
  namedExperiments,
  outcomeOf,
  reportPairing,
  runExperiments,
  type Claim,
  type ClaimVerdict,
  type Runs,
  type VerdictCache,
} from '../pairing/index.ts';
import type { Note } from '../vault/index.ts';
import { claimsOf, type ListedExperiment, type VerifySources } from './verify-sources.ts';

export interface JudgedClaim {
  readonly claim: Claim;
  readonly verdict: ClaimVerdict;
}

/** What the kernel said of some notes. */
export interface Verification {
  readonly notes: readonly Note[];
  /** In the order of the notes. */
  readonly claims: readonly JudgedClaim[];
  /** Logs that stand in the notes themselves: each is a claim of its own. */
  readonly own: readonly ListedExperiment[];
  readonly runs: Runs;
  readonly diagnostics: readonly Diagnostic[];
}

export interface VerifyOptions {
  readonly cache: VerdictCache;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Finds what the notes claim, runs what decides it, each experiment once, and judges. */
export async function verifyNotes(
  notes: readonly Note[],
  sources: VerifySources,
  options: VerifyOptions,
): Promise<Verification> {
  const { claims, diagnostics } = claimsOf(notes, sources);
  const { experiments, vault } = sources;
  const paths = new Set(notes.map((note) => note.path));
  const own = [...experiments.values()].filter(({ root, path: note }) => root === vault.root && paths.has(note));
  const named = notes.flatMap((note) => namedExperiments(note));
  const also = [...own, ...named].map(({ id }) => id);
  const unknown = named
    .filter(({ id }) => !experiments.has(id))
    .map(({ id, place }) =>
      reportPairing(
        'unknown-experiment',
        place,
        `No experiment is called ${id}${suggest(id, [...experiments.keys()])}; \`sockrates experiments\` lists them.`,
      ),
    );
  return {
    notes,
    own,
    ...(await verifyClaims(claims, sources, options, also)),
    diagnostics: [...sources.diagnostics, ...diagnostics, ...unknown].sort(compareDiagnostics),
  };
}

/** @param also ids of experiments that are run besides those that decide the claims */
export async function verifyClaims(
  claims: readonly Claim[],
  { decisions, lexicon, experiments }: VerifySources,
  options: VerifyOptions,
  also: readonly string[] = [],
): Promise<{ readonly claims: readonly JudgedClaim[]; readonly runs: Runs }> {
  const wanted = new Set([...experimentsNeeded(claims, decisions, lexicon), ...also]);
  const needed = [...experiments.values()].filter(({ id }) => wanted.has(id));
  const runs = await runExperiments(needed, options);
  const outcomes = new Map([...runs.records].map(([id, record]) => [id, outcomeOf(record)]));
  const judged = claims.map((claim) => ({ claim, verdict: judgeClaim(claim, decisions, outcomes, lexicon) }));
  return { claims: judged, runs };
}

function suggest(name: string, ids: readonly string[]): string {
  if (ids.length === 0) return '';
  const near = closest(name, ids);
  return distance(name, near) <= Math.max(3, name.length / 3) ? `; did you mean ${near}` : '';
}

/** The experiments that a verdict rests on, the most telling first. */
export function experimentsOf(verdict: ClaimVerdict): readonly string[] {
  switch (verdict.kind) {
    case 'supported':
    case 'refuted':
    case 'not-testable-here':
    case 'inconclusive':
      return [...new Set(verdict.by.map(({ experiment }) => experiment))];
    case 'over-general':
      return [...new Set([verdict.fails, verdict.holds].flatMap((side) => side?.by.experiment ?? []))];
    case 'no-experiment':
    case 'not-empirical':
      return [];
  }
}

/** A path as the user's shell and editor find it. */
export function shownPath(root: string, cwd: string, note: string): string {
  const file = path.relative(cwd, path.join(root, note));
  return file.startsWith(`..${path.sep}..${path.sep}..`) ? path.join(root, note) : file;
}
