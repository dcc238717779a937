import { isCorrect } from './card-state.ts';
import { chanceOf, confidences, type Confidence } from './grade.ts';
import type { AnswerRecord } from './journal-record.ts';

/** How well the learner's confidence matches what then turned out. */
export interface Calibration {
  readonly answers: number;
  /** In the order of `confidences`, those without answers too. */
  readonly buckets: readonly CalibrationBucket[];
  /**
   * The mean square of (said chance - outcome): 0 is clairvoyant, 0.25 is a coin that knows it is one. Absent below
   * `fewest` answers, of which it would say nothing.
   */
  readonly brier?: number;
}

export interface CalibrationBucket {
  readonly confidence: Confidence;
  readonly right: number;
  readonly answers: number;
  /** The chance that was said, on average: a guess of four has 0.25. */
  readonly said: number;
}

/** Answers from which the Brier score is worth showing: of all cards, and of one concept. */
export const FEWEST_FOR_SCORE = { all: 20, concept: 10 } as const;

/** Answers that were overridden, or that say no confidence, count for nothing here. */
export function calibrate(answers: readonly AnswerRecord[], fewest: number = FEWEST_FOR_SCORE.all): Calibration {
  const told = answers.flatMap((answer) =>
    answer.confidence === undefined || answer.override !== undefined
      ? []
      : [
          {
            confidence: answer.confidence,
            said: chanceOf(answer.confidence, answer.choices),
            right: isCorrect(answer),
          },
        ],
  );
  const buckets = confidences.map((confidence): CalibrationBucket => {
    const own = told.filter((one) => one.confidence === confidence);
    return {
      confidence,
      right: own.filter(({ right }) => right).length,
      answers: own.length,
      said: own.length === 0 ? chanceOf(confidence) : mean(own.map(({ said }) => said)),
    };
  });
  const brier = mean(told.map(({ said, right }) => (said - Number(right)) ** 2));
  return { answers: told.length, buckets, ...(told.length < fewest ? {} : { brier }) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
