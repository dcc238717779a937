import { closest, distance } from 'fastest-levenshtein';
import { compareDiagnostics } from '../diagnostic.ts';
import { experimentsNeeded, judgeClaim, namedExperiments, reportPairing, type Claim } from '../pairing/index.ts';
import { outcomeOf, runExperiments } from '../pairing/runs/index.ts';
import type { VerdictCache } from '../pairing/verdict-cache/index.ts';
import type { Note } from '../vault/index.ts';
import type { Verification } from './verification.ts';
import { claimsOf, type VerifySources } from './verify-sources.ts';

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
    own: own.map(({ id, place }) => ({ id, place })),
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
): Promise<Pick<Verification, 'claims' | 'experiments' | 'runs'>> {
  const wanted = new Set([...experimentsNeeded(claims, decisions, lexicon), ...also]);
  const needed = [...experiments.values()].filter(({ id }) => wanted.has(id));
  const runs = await runExperiments(needed, options);
  const outcomes = new Map([...runs.records].map(([id, record]) => [id, outcomeOf(record)]));
  const judged = claims.map((claim) => ({ claim, verdict: judgeClaim(claim, decisions, outcomes, lexicon) }));
  return { claims: judged, experiments: needed, runs };
}

function suggest(name: string, ids: readonly string[]): string {
  if (ids.length === 0) return '';
  const near = closest(name, ids);
  return distance(name, near) <= Math.max(3, name.length / 3) ? `; did you mean ${near}` : '';
}
