import type { Place } from '../../diagnostic.ts';
import type { Setting } from './outline.ts';
import type { Phrase } from './phrase.ts';
import type { Code } from 'mdast';

/** The derivations, one file each. The name is the card's tag, `sockrates::derived::<rule>`. */
export type DerivationRule =
  | 'table-cell'
  | 'table-row'
  | 'step-table'
  | 'sequence'
  | 'labelled-bullet'
  | 'definition'
  | 'sentence'
  | 'set'
  | 'code';

/** A fact found in prose, on its way to a card. */
export interface Fact {
  readonly rule: DerivationRule;
  readonly place: Place;
  readonly setting: Setting;
  /** What the fact is about and which of its properties: one fact, one card. Compared by their stems. */
  readonly concept: string;
  readonly facet: string;
  readonly question: Question;
  /** What follows in the note, for those who want more. */
  readonly extra?: Phrase;
  readonly cell?: { readonly facet: string; readonly concept: string };
  /** Greater wins where two places state one fact. */
  readonly specificity: number;
}

export type Question =
  | { readonly kind: 'asked'; readonly front: Phrase; readonly back: Answer }
  /** Text with gaps: every second part, from the second on, is one. */
  | { readonly kind: 'gaps'; readonly parts: readonly Phrase[] };

export type Answer =
  | { readonly kind: 'phrase'; readonly phrase: Phrase }
  | { readonly kind: 'items'; readonly items: readonly Phrase[] }
  | { readonly kind: 'code'; readonly node: Code };

/** A place that looked like a fact and gave no card, and why: `lint` and `explain` say it. */
export interface Refusal {
  readonly place: Place;
  readonly rule: DerivationRule;
  readonly reason: string;
}

export interface Findings {
  readonly facts: readonly Fact[];
  readonly refusals: readonly Refusal[];
}

export function answerText(answer: Answer): string {
  switch (answer.kind) {
    case 'phrase':
      return answer.phrase.text;
    case 'items':
      return answer.items.map(({ text }) => text).join('\n');
    case 'code':
      return answer.node.value;
  }
}
