import type { ConceptGraph, GraphNodeId } from '../concept-graph.ts';
import type { StudyOrder } from '../study-order.ts';
import type { LearningState, PageVerdict } from './client/page-data.ts';

/**
 * What the page shows, all of it as data: it reads no vault, renders no markdown and replays nothing. HTML and SVG are
 * taken as they are, so they must be sanitised by who made them (`renderNoteHtml` of decks, `drawLadderSvg` of
 * experiments); everything else is text, whatever characters it holds.
 */
export interface GraphPageInput {
  /** The vault's name. */
  readonly title: string;
  readonly graph: ConceptGraph;
  readonly order: StudyOrder;
  readonly notes: readonly PageNote[];
  readonly cards: readonly PageCard[];
  readonly experiments: readonly PageExperiment[];
  /** Absent where nothing was verified yet. */
  readonly claims?: readonly PageClaim[];
  /** What the learner knows of concepts; absent where there is no journal. Concepts without an entry are judged by their cards. */
  readonly learning?: ReadonlyMap<GraphNodeId, LearningState>;
}

export interface PageNote {
  readonly node: GraphNodeId;
  /** Links within the vault as `href="#` and the target's id, encoded by encodeURIComponent. */
  readonly html: string;
  /** The beginning of the note as plain text, for vaults that are too large for whole notes; of any length. */
  readonly text: string;
}

export interface PageCard {
  readonly id: string;
  /** Concepts under which the card is shown: first its note, whose verdict and learning state it has a part in. */
  readonly concepts: readonly GraphNodeId[];
  readonly questionHtml: string;
  readonly answerHtml: string;
  /** Ids of the experiments that decide it. */
  readonly experiments: readonly string[];
  readonly verdict?: PageVerdict;
  readonly learning?: LearningState;
}

export interface PageExperiment {
  readonly id: string;
  /** Concepts under which it is shown, besides those that the graph says it decides. */
  readonly concepts: readonly GraphNodeId[];
  /** Shorter than the question: its note's heading. */
  readonly title?: string;
  readonly question: string;
  /** The block, as its note has it. */
  readonly text: string;
  /** The ladder of a recorded transcript as an SVG image. */
  readonly ladderSvg?: string;
  /** The log of a recorded transcript, for when there is no ladder. */
  readonly log?: string;
  readonly verdict?: PageVerdict;
  /** Why the verdict is what it is, in words. */
  readonly reason?: string;
}

export interface PageClaim {
  /** The note that makes it. */
  readonly concept: GraphNodeId;
  /** The claim in words: `facet: value`. */
  readonly text: string;
  readonly verdict: PageVerdict;
  readonly reason?: string;
  /** Id of the experiment that decided it. */
  readonly experiment?: string;
}
