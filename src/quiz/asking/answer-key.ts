/** What counts as right. Read from a card's answer, its `accept::` list, or an experiment's claim. */
export type AnswerKey =
  /** `ECONNRESET`: also its number on this system, or its message. */
  | { readonly kind: 'errno'; readonly name: string }
  | NumberKey
  | { readonly kind: 'text'; readonly text: string }
  /** `accept:: /peer (has )?closed/` */
  | { readonly kind: 'pattern'; readonly source: string; readonly flags: string }
  /** In any order. */
  | { readonly kind: 'set'; readonly items: readonly AnswerKey[] }
  /** In this order. */
  | { readonly kind: 'steps'; readonly items: readonly AnswerKey[] };

/** A number, in the base of its unit (`s`, `byte`) where the unit is one we know. */
export interface NumberKey {
  readonly kind: 'number';
  readonly value: number;
  /** In lower case and singular; empty for a bare number. */
  readonly unit: string;
  /** How many of the base one of the unit is, as the answer writes it: 0.001 for `200 ms`. */
  readonly scale: number;
  /** Absolute, in the base. */
  readonly tolerance: number;
}

/** How an answer looks, for finding distractors that look alike. */
export type AnswerShape = 'errno' | 'number' | 'constant' | 'call' | 'list' | 'phrase' | 'prose';

/** One way to be right is enough. The first one is the note's own. */
export type AcceptedAnswers = readonly [AnswerKey, ...AnswerKey[]];
