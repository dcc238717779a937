/**
 * A day of study, counted from 1970-01-01 on the learner's own calendar. It begins at 04:00 local time and ends at the
 * next day's 04:00, however long that is: so a late evening belongs to the day that it ends.
 */
export type StudyDay = number & { readonly brand: 'StudyDay' };

/** An instant and the study day that it falls on where the learner is. */
export interface Moment {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly day: StudyDay;
}

/** Local hour at which a study day begins; Anki's default. */
const ROLLOVER_HOUR = 4;
const DAY_MS = 86_400_000;

/** Reads the local calendar rather than counting hours, so that days of 23, 24 or 25 hours are all one day. */
export function studyDayAt(at: number): StudyDay {
  const local = new Date(at);
  const day = Date.UTC(local.getFullYear(), local.getMonth(), local.getDate()) / DAY_MS;
  return studyDay(local.getHours() < ROLLOVER_HOUR ? day - 1 : day);
}

export function momentAt(at: number): Moment {
  return { at, day: studyDayAt(at) };
}

/** When a study day begins, in milliseconds since the epoch: 04:00 local time, or when that is skipped, the instant after the gap. */
export function startOfDay(day: StudyDay): number {
  const calendar = new Date(day * DAY_MS);
  return new Date(calendar.getUTCFullYear(), calendar.getUTCMonth(), calendar.getUTCDate(), ROLLOVER_HOUR).getTime();
}

export function addDays(day: StudyDay, days: number): StudyDay {
  return studyDay(day + days);
}

/** `2026-11-21` */
export function formatDay(day: StudyDay): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day that `formatDay` printed so; undefined for anything else. */
export function parseDay(text: string): StudyDay | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (match === null) return undefined;
  const [month, date] = [Number(match[2]), Number(match[3])];
  const at = Date.UTC(Number(match[1]), month - 1, date);
  const read = new Date(at);
  // What is no day of its month would have become one of the next.
  return read.getUTCMonth() === month - 1 && read.getUTCDate() === date ? studyDay(at / DAY_MS) : undefined;
}

function studyDay(day: number): StudyDay {
  return day as StudyDay; // the one place that makes the brand
}
