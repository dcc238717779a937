import type { Card } from '../../cards/index.ts';
import type { System } from '../../experiments/index.ts';
import type { IdentifiedCard } from '../../identity/index.ts';
import type { PairCard, Pairing } from '../../pairing/index.ts';
import type { CardState } from '../card-state.ts';
import { cardOf, predictionId, type QuizCard, type QuizCardId, quizCardsOf } from '../quiz-card.ts';
import { poolAnswers, type AnswerPool } from './answer-pool.ts';
import { askCard } from './ask-card.ts';
import { askExperiment } from './ask-line.ts';
import { findAskedLines } from './asked-line.ts';
import type { AskableExperiment } from './askable-experiment.ts';
import { pairQuestion } from './pair-question.ts';
import type { Question } from './question.ts';
import { poolResults, type ResultPool } from './result-pool.ts';

/** Everything that a vault can ask. Questions are worked out when they are asked, so opening it is cheap. */
export interface QuestionLibrary {
  /** In the order of the notes: behind every few cards of a note a line of an experiment that is about it. */
  readonly quizCards: readonly QuizCard[];
  /** Without a card's experiment, which takes longer to find. Undefined for an id of which nothing is left in the notes. */
  readonly ask: (id: QuizCardId, state: CardState, seed: number) => Question | undefined;
  /** The question with the experiment that bears on it most, if one does. */
  readonly pair: (question: Question) => Question;
  /** Experiments about the same things as a card: they show something near it, and prove nothing. The nearest first. */
  readonly related: (id: QuizCardId) => readonly RelatedExperiment[];
  /** Experiments whose lines ask for what a card does. */
  readonly tellingOf: (id: QuizCardId) => readonly string[];
  readonly experiment: (id: string) => AskableExperiment | undefined;
}

export interface RelatedExperiment {
  readonly id: string;
  /** “both are about [[TCP]]” */
  readonly reason: string;
}

export interface LibraryParts {
  readonly cards: readonly IdentifiedCard[];
  /** Those whose lines are asked by themselves. */
  readonly predictions: readonly AskableExperiment[];
  /** All that cards may be paired with, and that distractors are taken from. */
  readonly experiments: {
    readonly find: (id: string) => AskableExperiment | undefined;
    readonly all: () => readonly AskableExperiment[];
  };
  readonly pair: PairCard;
  /** The pairings that can be told at once: what authors wrote, and the experiments' own questions. */
  readonly pairNamed: PairCard;
  /** The weakest pairings, and no others. */
  readonly pairRelated: PairCard;
  /** Manual pages and RFCs that a note names. */
  readonly sourcesOf: (note: string) => readonly string[];
  /** How near two concepts lie in the graph: 0 is the same one, Infinity what nothing joins. */
  readonly distance: (from: readonly string[], to: string) => number;
  readonly system: System;
}

/** An interval at which a card is well known: it is typed or recalled from then on, not picked. Days. */
const ripeInterval = 21;

export function openLibrary(parts: LibraryParts): QuestionLibrary {
  const { cards, predictions, experiments, pair, system } = parts;
  const byCard = new Map<string, IdentifiedCard>(cards.map((card) => [card.id, card]));
  let answers: AnswerPool | undefined;
  let results: ResultPool | undefined;
  const quizCards = mixIn(
    cards.flatMap((identified) => {
      const pairings = parts.pairNamed(identified.card);
      return quizCardsOf(
        identified,
        pairings.some(({ strength }) => strength !== 'related'),
        telling(identified.card, pairings),
      );
    }),
    predictions.flatMap((experiment) => predictionCards(experiment, system)),
  );

  const poolOf = (): ResultPool => (results ??= poolResults(experiments.all(), system));

  const askPrediction = (id: QuizCardId, state: CardState, seed: string): Question | undefined => {
    const match = /^(.*):(\d+)$/u.exec(id);
    const experiment = experiments.find(match?.[1] ?? '');
    if (experiment === undefined) return undefined;
    const options = { pool: poolOf(), system, wrongPicks: state.wrongPicks, seed, ripe: isRipe(state) };
    return askExperiment(experiment, (number) => predictionId(experiment.id, number), options).find(
      ({ item }) => item === id,
    );
  };

  const cardNamed = (id: QuizCardId): Card | undefined => byCard.get(cardOf(id)?.card ?? '')?.card;

  return {
    quizCards,
    experiment: experiments.find,
    pair: (question) => {
      const card = question.about === 'card' ? cardNamed(question.item) : undefined;
      return card === undefined ? question : pairQuestion(question, pair(card), experiments.find, system);
    },
    related: (id) => {
      const card = cardNamed(id);
      if (card === undefined) return [];
      return parts
        .pairRelated(card)
        .flatMap(({ experiment, reason }) =>
          experiments.find(experiment) === undefined ? [] : [{ id: experiment, reason }],
        );
    },
    tellingOf: (id) => {
      const card = cardNamed(id);
      return card === undefined ? [] : telling(card, pair(card));
    },
    ask: (id, state, seed) => {
      const number = `${seed} ${state.reps}`;
      const named = cardOf(id);
      const identified = named === undefined ? undefined : byCard.get(named.card);
      if (named === undefined) return askPrediction(id, state, number);
      if (identified === undefined) return undefined;
      const { card } = identified;
      answers ??= poolAnswers(cards.map((one) => one.card));
      return askCard(identified, id, named.ord, {
        pool: answers,
        wrongPicks: state.wrongPicks,
        alternativesOf: (errno) => [...(poolOf().alternatives.get(errno) ?? [])],
        distanceTo: (concept) => parts.distance(card.concepts, concept),
        seed: number,
        ripe: isRipe(state),
        sources: parts.sourcesOf(card.note),
      });
    },
  };
}

/** The experiments that decide a card, or that the card itself names. */
function telling(card: Card, pairings: readonly Pairing[]): readonly string[] {
  return pairings
    .filter(({ strength, experiment }) => strength === 'decides' || card.experiments.includes(experiment))
    .map(({ experiment }) => experiment);
}

function isRipe({ interval }: CardState): boolean {
  return interval >= ripeInterval;
}

/** New cards are begun in this order, and a first session should see the kernel soon. */
const cardsBetween = 3;

function mixIn(cards: readonly QuizCard[], predictions: readonly QuizCard[]): readonly QuizCard[] {
  const waiting = new Map<string, QuizCard[]>();
  for (const prediction of predictions) {
    const note = prediction.concepts[0]?.replace(/#.*$/u, '') ?? '';
    const list = waiting.get(note);
    if (list === undefined) waiting.set(note, [prediction]);
    else list.push(prediction);
  }
  const mixed: QuizCard[] = [];
  let [note, since] = ['', 0];
  for (const card of cards) {
    if (card.note !== note) {
      mixed.push(...(waiting.get(note)?.splice(0) ?? []));
      note = card.note;
      since = 0;
    }
    const next = since >= cardsBetween ? waiting.get(note)?.shift() : undefined;
    if (next !== undefined) {
      mixed.push(next);
      since = 0;
    }
    mixed.push(card);
    since += 1;
  }
  return [...mixed, ...[...waiting.values()].flat()];
}

function predictionCards(experiment: AskableExperiment, system: System): readonly QuizCard[] {
  const { id, path, concepts } = experiment;
  return findAskedLines(experiment.block, system).map(({ number, line }) => ({
    id: predictionId(id, number),
    siblings: id,
    kind: 'prediction',
    note: path,
    place: {
      path,
      line: line.span.line,
      column: line.span.column,
      endLine: line.span.line,
      endColumn: line.span.endColumn,
    },
    concepts,
    tags: [],
    experiments: [],
    hasExperiment: true,
  }));
}
