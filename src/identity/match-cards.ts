import { CandidateIndex } from './candidates.ts';
import { leansOnNote, type KeyedCard } from './card-key.ts';
import type { CardId } from './identified-card.ts';
import type { LedgerRecord } from './ledger-record.ts';
import { compareAnswers, compareCards, linksWereReplaced, type Difference } from './same-question.ts';
import { readVaultChanges, type VaultChanges } from './vault-changes.ts';

/** How a card was known again. */
export type MatchWay = 'explicit-id' | 'same-question' | 'similar';

export interface Match {
  readonly record: LedgerRecord;
  readonly way: MatchWay;
}

/** A new card that looks like a record, and why it is not taken for it. */
export interface NearMiss {
  readonly resembles: readonly CardId[];
  /** `ambiguous`: more than one could be meant. */
  readonly reason: Difference | 'ambiguous';
}

export interface Matching {
  readonly matches: ReadonlyMap<KeyedCard, Match>;
  readonly misses: ReadonlyMap<KeyedCard, NearMiss>;
}

/** Scores nearer than this are a tie. */
const margin = 0.06;
const worthMentioning = 0.62;

/**
 * Finds for each card the record it has in the ledger, one to one: by explicit id, then by what they share exactly
 * (question, then as much of note, headings and answer as tells two equal questions apart), then by likeness. The
 * result does not depend on the order of cards or records: a step only pairs what is alone on both sides.
 */
export function matchCards(cards: readonly KeyedCard[], records: readonly LedgerRecord[]): Matching {
  const pool = new Pool(cards, records);

  pool.pair(
    'explicit-id',
    ({ memory: m }) => m.explicitId && `${m.kind}\n${m.note}\n${m.explicitId}`,
    (r) => r.explicitId && `${r.kind}\n${r.note}\n${r.explicitId}`,
  );
  pool.pair(
    'explicit-id',
    ({ memory: m }) => m.ankiNoteId && `${m.kind}\n${m.ankiNoteId}`,
    (r) => r.ankiNoteId && `${r.kind}\n${r.ankiNoteId}`,
  );

  const unrenamed = readVaultChanges(cards, records, new Map());
  const sameLinks = ({ memory }: KeyedCard, record: LedgerRecord): boolean =>
    !linksWereReplaced(record.links, memory.links, unrenamed);
  const exact = (of: (m: LedgerRecord | KeyedCard['memory']) => string, accept = sameLinks): void => {
    pool.pair(
      'same-question',
      ({ memory }) => `${memory.key}\n${of(memory)}`,
      (record) => `${record.key}\n${of(record)}`,
      accept,
    );
  };
  const section = (m: LedgerRecord | KeyedCard['memory']): string => [m.note, ...m.headings].join('\n');
  exact((m) => `${section(m)}\n${m.answer}`);
  pool.pairTwins();
  exact((m) => `${m.note}\n${m.answer}`);
  exact(section);
  exact(
    (m) => m.answer,
    (card, record) => sameLinks(card, record) && mayHaveMoved(card, record, unrenamed),
  );

  const changes = readVaultChanges(cards, records, pool.matches);
  pool.pair(
    'explicit-id',
    ({ memory: m }) => m.explicitId && `${m.kind}\n${m.note}\n${m.explicitId}`,
    (r) => r.explicitId && `${r.kind}\n${changes.newNameOf(r.note)}\n${r.explicitId}`,
  );
  pool.pair(
    'same-question',
    ({ memory }) => `${memory.key}\n${section(memory)}`,
    (record) => `${record.key}\n${[changes.newNameOf(record.note), ...record.headings].join('\n')}`,
    sameLinks,
  );
  pool.pair(
    'same-question',
    ({ memory }) => `${memory.key}\n${memory.note}`,
    (record) => `${record.key}\n${changes.newNameOf(record.note)}`,
    (card, record) =>
      sameLinks(card, record) && (compareAnswers(record, card.memory) >= 0.5 || !leansOnNote(card.memory)),
  );
  return { matches: pool.matches, misses: matchByLikeness(pool, changes) };
}

/** A question that leans on its note only follows it where that note took another name. */
function mayHaveMoved({ memory }: KeyedCard, record: LedgerRecord, changes: VaultChanges): boolean {
  return (
    record.note === '' ||
    record.note === memory.note ||
    !leansOnNote(memory) ||
    changes.couldBeRenamed(record.note, memory.note)
  );
}

function matchByLikeness(pool: Pool, changes: VaultChanges): Map<KeyedCard, NearMiss> {
  const index = new CandidateIndex(pool.records);
  const candidates = new Map<KeyedCard, Candidate[]>();
  const around = {
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

function acceptClearPairs(pool: Pool, candidates: ReadonlyMap<KeyedCard, readonly Candidate[]>): boolean {
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

/** What is not matched yet, on both sides. */
class Pool {
  readonly matches = new Map<KeyedCard, Match>();
  private readonly openCards: Set<KeyedCard>;
  private readonly openRecords: Set<LedgerRecord>;

  constructor(cards: readonly KeyedCard[], records: readonly LedgerRecord[]) {
    this.openCards = new Set(cards);
    this.openRecords = new Set(records);
  }

  get cards(): readonly KeyedCard[] {
    return [...this.openCards];
  }

  get records(): readonly LedgerRecord[] {
    return [...this.openRecords];
  }

  isOpen(record: LedgerRecord): boolean {
    return this.openRecords.has(record);
  }

  accept(card: KeyedCard, match: Match): void {
    this.matches.set(card, match);
    this.openCards.delete(card);
    this.openRecords.delete(match.record);
  }

  /** Pairs cards and records that share a trait with nobody else. A record that is gone yields to one that is not. */
  pair(
    way: MatchWay,
    traitOfCard: (card: KeyedCard) => string | number | undefined,
    traitOfRecord: (record: LedgerRecord) => string | number | undefined,
    accept: (card: KeyedCard, record: LedgerRecord) => boolean = () => true,
  ): void {
    const cards = groupBy(this.openCards, traitOfCard);
    const records = groupBy(this.openRecords, traitOfRecord);
    for (const [trait, [card, ...otherCards]] of cards) {
      const group = records.get(trait) ?? [];
      const present = group.filter((record) => record.state !== 'gone');
      const [record, ...otherRecords] = present.length > 0 ? present : group;
      if (card === undefined || record === undefined || otherCards.length > 0 || otherRecords.length > 0) continue;
      if (accept(card, record)) this.accept(card, { record, way });
    }
  }

  /** Cards alike in everything: any order will do, so that of the notes it is. */
  pairTwins(): void {
    const trait = (m: LedgerRecord | KeyedCard['memory']): string =>
      [m.key, m.note, ...m.headings, m.answer].join('\n');
    const records = groupBy(this.openRecords, trait);
    for (const [key, cards] of groupBy(this.openCards, ({ memory }) => trait(memory))) {
      const group = (records.get(key) ?? []).sort((a, b) => Number(a.state === 'gone') - Number(b.state === 'gone'));
      cards.forEach((card, index) => {
        const record = group[index];
        if (record !== undefined) this.accept(card, { record, way: 'same-question' });
      });
    }
  }
}

function groupBy<Item>(
  items: Iterable<Item>,
  traitOf: (item: Item) => string | number | undefined,
): Map<string | number, Item[]> {
  const groups = new Map<string | number, Item[]>();
  for (const item of items) {
    const trait = traitOf(item);
    if (trait === undefined || trait === '') continue;
    const group = groups.get(trait);
    if (group === undefined) groups.set(trait, [item]);
    else group.push(item);
  }
  return groups;
}
