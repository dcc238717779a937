import type { Block } from '../../experiments/index.ts';
import type { ConceptId } from '../../vault/index.ts';

/** An experiment of a vault as the quiz needs it: its block and what its note says. */
export interface AskableExperiment {
  readonly id: string;
  readonly title: string;
  readonly question?: string;
  /** Absolute path of its vault, and the note's path within. */
  readonly root: string;
  readonly path: string;
  /** The note's line on which the block's text begins. */
  readonly line: number;
  readonly block: Block;
  /** The note's prose as plain text, without the block. */
  readonly prose: string;
  readonly sources: readonly string[];
  readonly concepts: readonly ConceptId[];
}
