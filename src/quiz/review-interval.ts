interface PassingDays {
  readonly hard: number;
  readonly good: number;
  readonly easy: number;
}

/**
 * Whole days for the three grades that pass a card in review, out of the memory's own: each longer than the one before,
 * none shorter than the card's last interval because of rounding alone.
 */
export function passingIntervals(days: PassingDays, lastInterval: number, longest: number): PassingDays {
  const limit = (wanted: number, least: number): number =>
    Math.min(Math.max(Math.round(wanted), Math.min(least, longest)), longest);
  const hard = limit(days.hard, Math.max(1, leastGrowth(days.hard, lastInterval, longest)));
  const good = limit(days.good, Math.max(hard + 1, leastGrowth(days.good, lastInterval, longest)));
  const easy = limit(days.easy, Math.max(good + 1, leastGrowth(days.easy, lastInterval, longest)));
  return { hard, good, easy };
}

/**
 * Anki's floor under the interval of a card that was passed: it grows by a day if it grows at all, and where it falls
 * short of the last one by no more than Anki's fuzz might, it stays.
 */
function leastGrowth(wanted: number, lastInterval: number, longest: number): number {
  if (Math.round(wanted) > lastInterval) return lastInterval + 1;
  return lastInterval <= mostFuzzed(wanted, longest) ? lastInterval : 0;
}

/** Days past which each further part of an interval may vary by a share of it (anki-manual: studying, fuzz factor). */
const fuzzRanges = [
  { start: 2.5, end: 7, share: 0.15 },
  { start: 7, end: 20, share: 0.1 },
  { start: 20, end: Infinity, share: 0.05 },
];

/** The longest that fuzz would make of an interval. We never fuzz: the floor above is judged by it all the same. */
function mostFuzzed(wanted: number, longest: number): number {
  const days = Math.min(Math.max(wanted, 1), longest);
  const spread =
    days < 2.5
      ? 0
      : fuzzRanges.reduce((sum, { start, end, share }) => sum + share * Math.max(0, Math.min(days, end) - start), 1);
  const lower = Math.min(Math.max(Math.round(days - spread), 1), longest);
  const upper = Math.min(Math.max(Math.round(days + spread), 1), longest);
  return upper === lower && upper > 2 && upper < longest ? lower + 1 : upper;
}
