import type { Place } from '../diagnostic.ts';

/** What a note asserts of a concept: the value of one of its facets. */
export interface Claim {
  readonly concept: ClaimedConcept;
  /** A facet's name in the vocabulary; else the note's own words, in small letters. */
  readonly facet: string;
  readonly value: ClaimedValue;
  readonly condition?: ClaimedCondition;
  /** Of the cell, bullet or sentence that says it. */
  readonly place: Place;
  readonly form: ClaimForm;
  /** The words that say it, as a reader sees them. */
  readonly text: string;
  /** `may` and `can` assert less than a bare verb, and so do `usually` and `normally`. */
  readonly hedge?: 'may' | 'usually';
  /** Why no experiment can decide it, where none can: an opinion, a use, history. */
  readonly notEmpirical?: string;
}

export type ClaimForm = 'table' | 'bullet' | 'labelled' | 'sentence' | 'explicit';

export interface ClaimedConcept {
  /** A concept's name in the vocabulary, else the title of the note or the target of the link. */
  readonly name: string;
  readonly written: string;
  readonly resolvedBy: 'link' | 'name' | 'heading';
}

export interface ClaimedValue {
  /** As the vocabulary names it: comparable. */
  readonly name: string;
  readonly written: string;
}

export interface ClaimedCondition {
  /** The vocabulary's name, where it has one. */
  readonly name?: string;
  readonly written: string;
}
