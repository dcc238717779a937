import type { Ladder, ReplayVerdict } from '../../experiments/index.ts';
import type { Outcome } from '../claim-verdict.ts';

/** An experiment that may have to be run. */
export interface RunnableExperiment {
  readonly id: string;
  readonly text: string;
  /** Path of its note within its vault, and the line on which the block's text begins: for what is wrong with it. */
  readonly path: string;
  readonly line: number;
}

/**
 * What stays of a replay when it is over: enough for verdicts and cards. It has no times, and nothing that the kernel
 * draws anew each time (a free port, the order of acknowledgements), so that the same kernel gives the same record.
 */
export interface RunRecord {
  /** The experiment's id. */
  readonly experiment: string;
  readonly verdict: ReplayVerdict;
  /** Why it is not supported. */
  readonly reason?: string;
  readonly os: { readonly sysname: string; readonly release: string };
  /** Did it run in namespaces of its own? */
  readonly isPrivate: boolean;
  /** The decisive lines: those that the log asks, or where it differs. */
  readonly lines: readonly RecordedLine[];
  /** Nothing was replayed where it has no rows. */
  readonly ladder: Ladder;
}

export interface RecordedLine {
  /** `[server] recv(conn, "AAABBB", 64, 0) = 6` */
  readonly text: string;
  /** What the log claims, where the kernel says otherwise. */
  readonly claimed?: string;
}

/** The run as verdicts on claims need it. */
export function outcomeOf({ verdict, reason, lines }: RunRecord): Outcome {
  const [first] = verdict === 'refuted' ? lines : [];
  return {
    verdict,
    ...(reason === undefined ? {} : { reason }),
    ...(first === undefined ? {} : { seen: first.text }),
  };
}
