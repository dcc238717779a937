import { calibrate, FEWEST_FOR_SCORE, type Calibration } from './calibration.ts';
import { isCorrect, newCardState, nextCardState, type CardState } from './card-state.ts';
import type { AnswerRecord } from './journal-record.ts';
import { cardsOf } from './journal-record.ts';
import type { QuizCard, QuizCardId } from './quiz-card.ts';
import type { QuizState } from './replay-journal.ts';
import type { Scheduler } from './scheduler.ts';
import { addDays, studyDayAt, type Moment, type StudyDay } from './study-day.ts';

export interface Statistics {
  /** Cards in the notes by where they stand; a suspended one counts there alone. */
  readonly cards: {
    readonly new: number;
    readonly learning: number;
    readonly review: number;
    readonly suspended: number;
    readonly leeches: number;
  };
  /** Cards of the journal that are no longer in the notes. */
  readonly orphans: readonly QuizCardId[];
  /** Answers a day, oldest first, today last. */
  readonly days: readonly { readonly day: StudyDay; readonly answers: number; readonly right: number }[];
  /** Of cards in review: how many were remembered. `days` is how far back; none is all time. */
  readonly retention: readonly { readonly days?: number; readonly reviews: number; readonly remembered: number }[];
  readonly calibration: Calibration;
  /** Cards that fall due a day, today (with all that is overdue) first. */
  readonly forecast: readonly { readonly day: StudyDay; readonly due: number }[];
  /** Worst first. */
  readonly weakest: readonly ConceptStanding[];
}

export interface ConceptStanding {
  readonly concept: string;
  /** Cards about it that were answered. */
  readonly cards: number;
  readonly answers: number;
  readonly misses: number;
  /** How likely its cards are recalled now, on average, 0 to 1. */
  readonly recall: number;
  readonly brier?: number;
}

const DAYS_BACK = 30;
const DAYS_AHEAD = 14;
const WINDOWS: readonly (number | undefined)[] = [7, 30, undefined];

export function takeStatistics(
  cards: readonly QuizCard[],
  state: QuizState,
  scheduler: Scheduler,
  moment: Moment,
): Statistics {
  const answers = state.records.filter((record) => record.kind === 'answer');
  const stateOfCard = ({ id }: QuizCard): CardState => state.cards.get(id) ?? newCardState;
  const known = new Set(cards.map(({ id }) => id));
  const awake = cards.map(stateOfCard).filter(({ suspended }) => !suspended);
  const count = (...phases: readonly CardState['phase'][]): number =>
    awake.filter(({ phase }) => phases.includes(phase)).length;
  const reviews = reviewsOf(state, scheduler);
  return {
    cards: {
      new: count('new'),
      learning: count('learning', 'relearning'),
      review: count('review'),
      suspended: cards.length - awake.length,
      leeches: cards.filter((card) => stateOfCard(card).leech).length,
    },
    orphans: [...state.cards.keys()].filter((id) => !known.has(id)),
    days: daysBack(answers, moment.day),
    retention: WINDOWS.map((days) => {
      const own = reviews.filter(({ day }) => days === undefined || day > moment.day - days);
      return {
        ...(days === undefined ? {} : { days }),
        reviews: own.length,
        remembered: own.filter(({ grade }) => grade !== 'again').length,
      };
    }),
    calibration: calibrate(answers),
    forecast: forecastOf(awake, moment.day),
    weakest: weakestOf(cards, answers, state, scheduler, moment),
  };
}

/** Answers to cards that stood in review. */
function reviewsOf({ records }: QuizState, scheduler: Scheduler): readonly AnswerRecord[] {
  const states = new Map<QuizCardId, CardState>();
  return records.filter((record): record is AnswerRecord => {
    const isReview = record.kind === 'answer' && record.cram !== true && states.get(record.card)?.phase === 'review';
    for (const card of cardsOf(record))
      states.set(card, nextCardState(states.get(card) ?? newCardState, record, scheduler));
    return isReview;
  });
}

function daysBack(answers: readonly AnswerRecord[], today: StudyDay): Statistics['days'] {
  return Array.from({ length: DAYS_BACK }, (_, index) => {
    const day = addDays(today, index - DAYS_BACK + 1);
    const own = answers.filter((answer) => answer.day === day);
    return { day, answers: own.length, right: own.filter(isCorrect).length };
  });
}

function forecastOf(awake: readonly CardState[], today: StudyDay): Statistics['forecast'] {
  const due = new Map<number, number>();
  for (const card of awake) {
    if (card.due === undefined) continue;
    const day = 'day' in card.due ? card.due.day : studyDayAt(card.due.at);
    const ahead = Math.max(0, Math.max(day, card.buriedUntil ?? day) - today);
    due.set(ahead, (due.get(ahead) ?? 0) + 1);
  }
  return Array.from({ length: DAYS_AHEAD }, (_, ahead) => ({ day: addDays(today, ahead), due: due.get(ahead) ?? 0 }));
}

/** Concepts with answers, by what was missed and what is likely forgotten by now. */
function weakestOf(
  cards: readonly QuizCard[],
  answers: readonly AnswerRecord[],
  state: QuizState,
  scheduler: Scheduler,
  moment: Moment,
): readonly ConceptStanding[] {
  const conceptOf = new Map(cards.map(({ id, concepts, note }) => [id, concepts[0] ?? note]));
  const byConcept = new Map<string, AnswerRecord[]>();
  for (const answer of answers) {
    const concept = conceptOf.get(answer.card);
    if (concept === undefined) continue;
    const own = byConcept.get(concept);
    if (own === undefined) byConcept.set(concept, [answer]);
    else own.push(answer);
  }
  const standings = [...byConcept].map(([concept, own]): ConceptStanding => {
    const ids = [...new Set(own.map(({ card }) => card))];
    const recalls = ids.map((id) => scheduler.retrievability(state.cards.get(id) ?? newCardState, moment) ?? 0);
    const { brier } = calibrate(own, FEWEST_FOR_SCORE.concept);
    return {
      concept,
      cards: ids.length,
      answers: own.length,
      misses: own.filter((answer) => !isCorrect(answer)).length,
      recall: recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length,
      ...(brier === undefined ? {} : { brier }),
    };
  });
  return standings.sort((a, b) => weakness(b) - weakness(a) || (a.concept < b.concept ? -1 : 1));
}

/** Between 0 and 2: the share of misses, damped where there are few answers, and what is likely forgotten. */
function weakness({ misses, answers, recall }: ConceptStanding): number {
  return misses / (answers + 2) + (1 - recall);
}
