import type { Scheduled } from '../journal-record.ts';
import { formatDay, addDays, type StudyDay } from '../study-day.ts';

/** `10m`, `11d`, `4mo`, `1.2y`: as on Anki's buttons. */
export function shortInterval(next: Scheduled): string {
  return next.phase === 'review' ? shortDays(next.days) : shortSeconds(next.seconds);
}

function shortSeconds(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)}s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)}m`;
  if (seconds < 86_400) return `${trim(seconds / 3600)}h`;
  return shortDays(seconds / 86_400);
}

function shortDays(days: number): string {
  if (days < 31) return `${Math.round(days)}d`;
  if (days < 365) return `${trim(days / 30.4375)}mo`;
  return `${trim(days / 365.25)}y`;
}

function trim(amount: number): string {
  return amount < 10 ? `${Math.round(amount * 10) / 10}` : `${Math.round(amount)}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** When a card comes back, in words: `2 Dec (11 d)`, `in 10 min`. */
export function wordDue(next: Scheduled, today: StudyDay): string {
  if (next.phase === 'review') return `${wordDay(addDays(today, next.days), today)} (${next.days} d)`;
  if (next.seconds < 90) return `in ${Math.round(next.seconds)} s`;
  if (next.seconds < 5400) return `in ${Math.round(next.seconds / 60)} min`;
  return next.seconds < 86_400 ? `in ${trim(next.seconds / 3600)} h` : `in ${trim(next.seconds / 86_400)} d`;
}

/** `2 Dec`, with the year where it is another one. */
export function wordDay(day: StudyDay, today: StudyDay): string {
  const [year = '', month = '', date = ''] = formatDay(day).split('-');
  const name = `${Number(date)} ${months[Number(month) - 1] ?? month}`;
  return formatDay(today).startsWith(year) ? name : `${name} ${year}`;
}
