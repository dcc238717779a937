import { afterEach, describe, expect, it } from 'vitest';
import { addDays, formatDay, parseDay, startOfDay, studyDayAt, type StudyDay } from '../../src/quiz/index.ts';

const own = process.env['TZ'];
afterEach(() => {
  if (own === undefined) delete process.env['TZ'];
  else process.env['TZ'] = own;
});

/** Zones whose clocks change by half an hour, by two, at midnight, or at 04:00 itself; and one that lost a whole day. */
const zones = [
  'UTC',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Asia/Beirut',
  'Africa/Cairo',
  'America/Havana',
  'Europe/Helsinki',
  'Antarctica/Troll',
  'America/Scoresbysund',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Pacific/Kiritimati',
];

function dayIn(zone: string, local: string): string {
  process.env['TZ'] = zone;
  return formatDay(studyDayAt(new Date(local).getTime()));
}

describe('a study day', () => {
  it('begins at 04:00 local time', () => {
    expect(dayIn('Europe/Berlin', '2026-11-21T03:59:59')).toBe('2026-11-20');
    expect(dayIn('Europe/Berlin', '2026-11-21T04:00:00')).toBe('2026-11-21');
    expect(dayIn('Europe/Berlin', '2026-11-22T00:30:00')).toBe('2026-11-21');
    expect(dayIn('America/Los_Angeles', '2026-01-01T03:00:00')).toBe('2025-12-31');
  });

  it.each(zones)('follows on the one before without gap or overlap in %s', (zone) => {
    process.env['TZ'] = zone;
    const from = Date.UTC(2011, 11, 1, 7, 13);
    for (const start of [from, Date.UTC(2026, 0, 1, 0, 7)]) {
      let last = studyDayAt(start);
      for (let at = start; at < start + 400 * 86_400_000; at += 13 * 60_000) {
        const day = studyDayAt(at);
        // Where a whole date is skipped, so is its day.
        if (day !== last && day !== last + 1 && zone !== 'Pacific/Apia')
          expect.fail(`${zone}: ${formatDay(last)}, ${at}`);
        if (day < last) expect.fail(`${zone}: back at ${new Date(at).toISOString()}`);
        if (zone !== 'Pacific/Apia' && (at < startOfDay(day) || at >= startOfDay(addDays(day, 1))))
          expect.fail(`${zone}: ${new Date(at).toISOString()} is not in ${formatDay(day)}`);
        last = day;
      }
    }
  });

  it('is 23, 24 or 25 hours long where clocks change', () => {
    process.env['TZ'] = 'Europe/Berlin';
    const lengthOf = (text: string): number => {
      const day = parseDay(text) ?? expect.fail(text);
      return (startOfDay(addDays(day, 1)) - startOfDay(day)) / 3_600_000;
    };
    expect(['2026-03-28', '2026-03-29', '2026-10-24'].map(lengthOf)).toEqual([23, 24, 25]);
    process.env['TZ'] = 'Australia/Lord_Howe';
    expect(['2026-04-04', '2026-10-03'].map(lengthOf)).toEqual([24.5, 23.5]);
  });

  it('is printed as a date, and read from nothing else', () => {
    expect(formatDay(20_413 as StudyDay)).toBe('2025-11-21');
    expect(parseDay('2025-11-21')).toBe(20_413);
    expect(['2025-02-29', '2025-1-1', '2025-11-21T00:00', '', '20251121'].map(parseDay)).toEqual(
      Array.from({ length: 5 }),
    );
  });
});
