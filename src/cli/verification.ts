import path from 'node:path';
import type { Diagnostic, Place } from '../diagnostic.ts';
import type { Claim, ClaimVerdict } from '../pairing/index.ts';
import type { RunnableExperiment, Runs } from '../pairing/runs/index.ts';

/*
 * What `verify` found, as data that JSON keeps besides the runs: it is remembered between runs. Nothing here loads more
 * than a remembered answer needs.
 */

export interface JudgedClaim {
  readonly claim: Claim;
  readonly verdict: ClaimVerdict;
}

/** A log that stands in a note. */
export interface OwnExperiment {
  readonly id: string;
  readonly place: Place;
}

/** What the notes say, as far as it was judged. */
export interface Judgement {
  /** In the order of the notes. */
  readonly claims: readonly JudgedClaim[];
  /** Logs that stand in the notes themselves: each is a claim of its own. */
  readonly own: readonly OwnExperiment[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What the kernel said of some notes. */
export interface Verification extends Judgement {
  /** Every experiment that was needed. */
  readonly experiments: readonly RunnableExperiment[];
  readonly runs: Runs;
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
