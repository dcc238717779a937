import type { LedgerRecord, RecordState, RememberedDeletion } from './ledger-record.ts';

/**
 * Two records of one card, from two clones of a vault, become one; the order does not matter. The later export tells how
 * the card looks; what must never be lost is united: a rejection, the first sight, the cloze numbers, an adoption.
 */
export function reconcileRecords(a: LedgerRecord, b: LedgerRecord): LedgerRecord {
  const [older, newer] = compareRecords(a, b) <= 0 ? [a, b] : [b, a];
  const cloze = uniteGaps(newer.cloze, older.cloze);
  const numbers = new Set(cloze.map(({ number }) => number));
  const retired = [
    ...a.retired,
    ...b.retired,
    ...a.cloze.map(({ number }) => number),
    ...b.cloze.map(({ number }) => number),
  ];
  const firstSeen = Math.min(a.firstSeen ?? Infinity, b.firstSeen ?? Infinity);
  return {
    ...older,
    ...newer,
    state: strongest(a.state, b.state),
    cloze,
    retired: [...new Set(retired)].filter((number) => !numbers.has(number)).sort((x, y) => x - y),
    ...(Number.isFinite(firstSeen) ? { firstSeen } : {}),
  };
}

/** By time of the last export; between equals any fixed order will do. */
function compareRecords(a: LedgerRecord, b: LedgerRecord): number {
  const [textA, textB] = [JSON.stringify(a), JSON.stringify(b)];
  return (a.mod ?? 0) - (b.mod ?? 0) || (textA < textB ? -1 : textA > textB ? 1 : 0);
}

function strongest(a: RecordState, b: RecordState): RecordState {
  for (const state of ['dropped', 'live'] as const) if (a === state || b === state) return state;
  return 'gone';
}

/** The newer text's gaps, and those that only the other clone had, each with a number of its own. */
function uniteGaps(newer: readonly RememberedDeletion[], older: readonly RememberedDeletion[]): RememberedDeletion[] {
  const numbers = new Set(newer.map(({ number }) => number));
  return [...newer, ...older.filter((gap) => !numbers.has(gap.number) && !newer.some(({ text }) => text === gap.text))];
}
