import {
  addDays,
  momentAt,
  openScheduler,
  defaultSettings,
  quizCardId,
  startOfDay,
  studyDayAt,
  type Moment,
  type QuizCard,
  type QuizCardId,
} from '../../src/quiz/index.ts';

export const scheduler = openScheduler(defaultSettings);

/** Noon of 21 November 2026 in the zone of the test. */
export const noon = new Date(2026, 10, 21, 12).getTime();
export const today = studyDayAt(noon);

/** So many minutes after noon. */
export function minute(minutes: number): Moment {
  return momentAt(noon + minutes * 60_000);
}

/** Noon of a day so many days later. */
export function dayLater(days: number): Moment {
  return momentAt(startOfDay(addDays(today, days)) + 8 * 3_600_000);
}

/** The id of a card by a letter or a short name. */
export function idOf(name: string, ord = 0): QuizCardId {
  return quizCardId(name.padEnd(16, '0'), ord);
}

export function quizCard(name: string, changes: Partial<QuizCard> = {}): QuizCard {
  const id = changes.id ?? idOf(name);
  return {
    id,
    siblings: name,
    kind: 'basic',
    note: `${name}.md`,
    place: { path: `${name}.md`, line: 1, column: 1 },
    concepts: [`${name}.md`],
    tags: [],
    experiments: [],
    hasExperiment: false,
    ...changes,
  };
}
