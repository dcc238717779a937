import type { CardKind } from '../cards/index.ts';
import type { Place } from '../diagnostic.ts';
import type { IdentifiedCard } from '../identity/index.ts';

/**
 * What the quiz asks and schedules as one: a card, one gap or direction of it, or a `=?` line of an experiment.
 * A card's first question has the card's own id, a further one `ID.2` (cloze number 2, or the other direction); a line of
 * an experiment has `EXPERIMENT:LINE`.
 */
export type QuizCardId = string & { readonly brand: 'QuizCardId' };

/** What the planning of a session needs to know of a question. */
export interface QuizCard {
  readonly id: QuizCardId;
  /** Questions with the same text here give each other away: one of them a day. The card's id, or the experiment's. */
  readonly siblings: string;
  readonly kind: CardKind | 'prediction';
  readonly note: string;
  readonly place: Place;
  /** Ids of concepts, the one that it is mostly about first. */
  readonly concepts: readonly string[];
  /** Without `#`. */
  readonly tags: readonly string[];
  /** Experiments that tell its answer: their lines are siblings too. Of a card only those that are known at once. */
  readonly experiments: readonly string[];
  /** An experiment decides or demonstrates it. */
  readonly hasExperiment: boolean;
}

/** The id of a card's question number `ord + 1`: Anki's template, or the cloze number less 1. */
export function quizCardId(card: string, ord = 0): QuizCardId {
  return (ord === 0 ? card : `${card}.${ord + 1}`) as QuizCardId; // the two places that make the brand
}

/** The id of a `=?` line; `line` counts the lines of the experiment that ask, from 1. */
export function predictionId(experiment: string, line: number): QuizCardId {
  return `${experiment}:${line}` as QuizCardId;
}

/** Whether an id names a line of this experiment. */
export function isLineOf(id: QuizCardId, experiment: string): boolean {
  return id.startsWith(`${experiment}:`) && /^\d+$/u.test(id.slice(experiment.length + 1));
}

/** The card and the question of it that an id names; undefined for the line of an experiment. */
export function cardOf(id: QuizCardId): { readonly card: string; readonly ord: number } | undefined {
  const match = /^([a-z0-9]{16})(?:\.(\d{1,4}))?$/.exec(id);
  if (match === null) return undefined;
  const [, card = '', number = '1'] = match;
  return { card, ord: Number(number) - 1 };
}

/** The questions that a card asks, in Anki's order. `hasExperiment` and `experiments` say what pairing found. */
export function quizCardsOf(
  identified: IdentifiedCard,
  hasExperiment: boolean,
  experiments: readonly string[] = [],
): QuizCard[] {
  const { card, id } = identified;
  return ordsAsked(identified).map((ord) => ({
    id: quizCardId(id, ord),
    siblings: id,
    kind: card.kind,
    note: card.note,
    place: card.place,
    concepts: card.concepts,
    tags: card.tags,
    experiments,
    hasExperiment,
  }));
}

function ordsAsked({ card, clozeNumbers }: IdentifiedCard): number[] {
  if (card.kind === 'basic-and-reversed') return [0, 1];
  if (card.kind !== 'cloze') return [0];
  return [...new Set(clozeNumbers)].sort((a, b) => a - b).map((number) => number - 1);
}
