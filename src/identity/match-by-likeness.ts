import { CandidateIndex } from './candidates.ts';
import type { KeyedCard } from './card-key.ts';
import type { CardId } from './identified-card.ts';
import type { LedgerRecord } from './ledger-record.ts';
import type { MatchPool } from './match-pool.ts';
import { tokenise, type Token } from './tokens.ts';
import type { CardMemory } from './card-memory.ts';
import { compareCards, type Difference } from './same-question.ts';
import type { VaultChanges } from './vault-changes.ts';

/** A new card that looks like a record, and why it is not taken for it. */
export interface NearMiss {
  readonly resembles: readonly CardId[];
  /** `ambiguous`: more than one could be meant. */
  readonly reason: Difference | 'ambiguous';
}

/** Scores nearer than this are a tie. */
const margin = 0.1;
const worthMentioning = 0.62;

/**
 * Pairs what is left in the pool where two are each other's best choice and no other comes near; gives what was close
 * but refused. Two near candidates are a new card.
 */
export function matchByLikeness(pool: MatchPool, changes: VaultChanges): Map<KeyedCard, NearMiss> {
  const index = new CandidateIndex(pool.records);
  const candidates = new Map<KeyedCard, Candidate[]>();
  const words = new Map<CardMemory, readonly Token[]>();
  const wordsOf = (memory: CardMemory): readonly Token[] => {
    const known = words.get(memory) ?? tokenise(memory.question, memory.code, changes.conceptWords);
    words.set(memory, known);
    return known;
  };
  const around = {
    wordsOf,
    concepts: changes.conceptWords,
    isSameNote: (before: string, now: string) => changes.newNameOf(before) === now,
    isRenamed: changes.isRenamed,
  };
  for (const card of pool.cards) {
    const found = index
      .find(card.memory)
      .map((record) => ({ record, ...compareCards(record, card.memory, around) }))
      .sort((a, b) => b.score - a.score || (a.record.id < b.record.id ? -1 : 1));
    candidates.set(card, found);
  }

  // One certain match can leave another card with a single candidate: go on until nothing changes.
  while (acceptClearPairs(pool, candidates)) continue;

  const misses = new Map<KeyedCard, NearMiss>();
  for (const card of pool.cards) {
    const open = (candidates.get(card) ?? []).filter(({ record }) => pool.isOpen(record));
    const alike = open.filter(({ difference }) => difference === undefined);
    const best = open[0];
    if (alike.length > 0) {
      misses.set(card, { resembles: alike.slice(0, 3).map(({ record }) => record.id), reason: 'ambiguous' });
    } else if (best?.difference !== undefined && best.score >= worthMentioning) {
      misses.set(card, { resembles: [best.record.id], reason: best.difference });
    }
  }
  return misses;
}

interface Candidate {
  readonly record: LedgerRecord;
  readonly score: number;
  readonly difference?: Difference;
}

function acceptClearPairs(pool: MatchPool, candidates: ReadonlyMap<KeyedCard, readonly Candidate[]>): boolean {
  const rivals = new Map<LedgerRecord, { card: KeyedCard; score: number }[]>();
  const choices = new Map<KeyedCard, Candidate>();
  for (const card of pool.cards) {
    const open = (candidates.get(card) ?? []).filter(
      ({ record, difference }) => difference === undefined && pool.isOpen(record),
    );
    for (const { record, score } of open) rivals.set(record, [...(rivals.get(record) ?? []), { card, score }]);
    const [best, second] = open;
    if (best !== undefined && (second === undefined || best.score - second.score >= margin)) choices.set(card, best);
  }
  const accepted = [...choices].filter(([card, { record, score }]) =>
    (rivals.get(record) ?? []).every((rival) => rival.card === card || score - rival.score >= margin),
  );
  for (const [card, { record }] of accepted) pool.accept(card, { record, way: 'similar' });
  return accepted.length > 0;
}
