import type { LedgerRecord } from './ledger-record.ts';
import type { CardMemory } from './card-memory.ts';
import { stopWords } from './contrasts.ts';

const mostCandidates = 12;
const longestPosting = 400;

type Described = Pick<CardMemory, 'question' | 'answer' | 'note' | 'kind'>;

/**
 * Finds the records that a card could have been, without comparing each card with each record: those that share rare
 * features (words, parts of words, the answer, the note), the rarer the better.
 */
export class CandidateIndex {
  private readonly postings = new Map<string, number[]>();

  private readonly records: readonly LedgerRecord[];

  constructor(records: readonly LedgerRecord[]) {
    this.records = records;
    records.forEach((record, index) => {
      for (const feature of featuresOf(record)) {
        const posting = this.postings.get(feature);
        if (posting === undefined) this.postings.set(feature, [index]);
        else posting.push(index);
      }
    });
  }

  find(card: Described): LedgerRecord[] {
    const scores = new Map<number, number>();
    for (const feature of featuresOf(card)) {
      const posting = this.postings.get(feature);
      if (posting === undefined || posting.length > longestPosting) continue;
      for (const index of posting) scores.set(index, (scores.get(index) ?? 0) + 1 / posting.length);
    }
    return [...scores]
      .sort(([a, scoreA], [b, scoreB]) => scoreB - scoreA || a - b)
      .slice(0, mostCandidates)
      .flatMap(([index]) => this.records[index] ?? []);
  }
}

function featuresOf(card: Described): Set<string> {
  const features = new Set([`answer ${card.answer}`, `note ${card.note}`, `all ${card.kind}`]);
  for (const [word] of card.question.toLowerCase().matchAll(/[\p{L}\p{M}\p{N}_]+/gu)) {
    if (stopWords.has(word)) continue;
    features.add(`word ${word}`);
    for (let at = 0; at + 3 <= word.length; at++) features.add(`part ${word.slice(at, at + 3)}`);
  }
  return features;
}
