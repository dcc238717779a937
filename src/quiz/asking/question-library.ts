import type { Card } from '../../cards/index.ts';
import type { System } from '../../experiments/index.ts';
import type { IdentifiedCard } from '../../identity/index.ts';
import type { PairCard } from '../../pairing/index.ts';
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
  /** Undefined for an id of which nothing is left in the notes. */
  readonly ask: (id: QuizCardId, state: CardState, seed: number) => Question | undefined;
  readonly experiment: (id: string) => AskableExperiment | undefined;
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
  readonly hasExperiment: (card: Card) => boolean;
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
    cards.flatMap((identified) => quizCardsOf(identified, parts.hasExperiment(identified.card))),
    predictions.flatMap((experiment) => predictionCards(experiment, system)),
  );

  const askPrediction = (id: QuizCardId, state: CardState, seed: string): Question | undefined => {
    const match = /^(.*):(\d+)$/u.exec(id);
    const experiment = experiments.find(match?.[1] ?? '');
    if (experiment === undefined) return undefined;
    results ??= poolResults(experiments.all(), system);
    const options = { pool: results, system, wrongPicks: state.wrongPicks, seed, ripe: isRipe(state) };
    return askExperiment(experiment, (number) => predictionId(experiment.id, number), options).find(
      ({ item }) => item === id,
    );
  };

  return {
    quizCards,
    experiment: experiments.find,
    ask: (id, state, seed) => {
      const number = `${seed} ${state.reps}`;
      const named = cardOf(id);
      const identified = named === undefined ? undefined : byCard.get(named.card);
      if (named === undefined) return askPrediction(id, state, number);
      if (identified === undefined) return undefined;
      const { card } = identified;
      answers ??= poolAnswers(cards.map((one) => one.card));
      const question = askCard(identified, id, named.ord, {
        pool: answers,
        wrongPicks: state.wrongPicks,
        distanceTo: (concept) => parts.distance(card.concepts, concept),
        seed: number,
        ripe: isRipe(state),
        sources: parts.sourcesOf(card.note),
      });
      return pairQuestion(question, pair(card), experiments.find, system);
    },
  };
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
    hasExperiment: true,
  }));
}
