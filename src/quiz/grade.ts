/** How well an answer went, in the words of Anki's buttons. `hard` is a pass. */
export type Grade = 'again' | 'hard' | 'good' | 'easy';

/** In the order of the buttons: the first is 1. */
export const grades: readonly Grade[] = ['again', 'hard', 'good', 'easy'];

/** 1 to 4, as Anki and FSRS number them. */
export type Rating = 1 | 2 | 3 | 4;

const ratings: Readonly<Record<Grade, Rating>> = { again: 1, hard: 2, good: 3, easy: 4 };

export function ratingOf(grade: Grade): Rating {
  return ratings[grade];
}

/** How sure the learner says to be before the answer is shown. */
export type Confidence = 'guess' | 'unsure' | 'fairly' | 'certain';

export const confidences: readonly Confidence[] = ['guess', 'unsure', 'fairly', 'certain'];

/** Of being right, where nothing else is known: a typed guess is right one time in ten. */
const TYPED_GUESS = 0.1;

/**
 * The probability of being right that a confidence stands for. Of `choices` to pick from a guess is right one time in so
 * many.
 */
export function chanceOf(confidence: Confidence, choices?: number): number {
  if (confidence === 'guess') return choices === undefined || choices < 1 ? TYPED_GUESS : 1 / choices;
  return { unsure: 0.5, fairly: 0.75, certain: 0.95 }[confidence];
}

export interface Answered {
  readonly correct: boolean;
  readonly confidence?: Confidence | undefined;
  readonly hinted?: boolean | undefined;
}

/** A sure and quick answer: past this many milliseconds `easy` is not on offer. */
const QUICK_MS = 10_000;

/** The grade that an outcome proposes. `hard` is a pass, so it is never proposed for a miss. */
export function proposeGrade({ correct, confidence, hinted }: Answered): Grade {
  if (!correct) return 'again';
  return hinted === true || confidence === 'guess' ? 'hard' : 'good';
}

/** The best grade that needs no reason: the proposed one, or `easy` where the learner was right, certain and quick. */
export function highestGrade(proposed: Grade, confidence: Confidence | undefined, tookMs: number): Grade {
  return proposed === 'good' && confidence === 'certain' && tookMs < QUICK_MS ? 'easy' : proposed;
}

/** Said to be sure, and wrong: what the quiz shows loudest, and asks again soonest. */
export function isConfidentMiss({ correct, confidence }: Answered): boolean {
  return !correct && (confidence === 'fairly' || confidence === 'certain');
}
