import type { EdgePlace, GraphNodeId } from '../concept-graph.ts';

/** A link that is likely missing, or two names that are likely one. */
export type Suggestion =
  /** A note names a concept and never links to it. */
  | {
      readonly kind: 'unlinked-mention';
      readonly concept: GraphNodeId;
      readonly note: GraphNodeId;
      /** The words as they stand there, and every place. */
      readonly words: string;
      readonly places: readonly EdgePlace[];
      /** What to write instead of the words. */
      readonly write: string;
    }
  /** A link that resolves to nothing names a note in other words: by its alias or title, in the plural, in brackets. */
  | {
      readonly kind: 'other-name';
      readonly unresolved: GraphNodeId;
      readonly concept: GraphNodeId;
      readonly places: readonly EdgePlace[];
      readonly write: string;
    }
  /** Two concepts whose names differ as slips of the keyboard do. */
  | {
      readonly kind: 'twins';
      readonly concepts: readonly [GraphNodeId, GraphNodeId];
      readonly places: readonly EdgePlace[];
    }
  /** A word of a concept's name is spelled in another way elsewhere. The rarer word comes first. */
  | {
      readonly kind: 'two-spellings';
      readonly spellings: readonly [Spelling, Spelling];
      /** Concepts whose names have one of them. */
      readonly concepts: readonly GraphNodeId[];
    }
  /** Two concepts that were taken for each other in answers, and that no note compares. */
  | {
      readonly kind: 'often-confused';
      readonly concepts: readonly [GraphNodeId, GraphNodeId];
      readonly times: number;
      readonly write: string;
    };

export interface Spelling {
  /** The word, with the next one where both spellings have the same after them; times and places are of all of it. */
  readonly words: string;
  readonly times: number;
  readonly places: readonly EdgePlace[];
}

/** Two concepts, and how often an answer about one named the other. */
export interface Confusion {
  readonly concepts: readonly [GraphNodeId, GraphNodeId];
  readonly times: number;
}
