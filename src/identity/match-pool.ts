import type { KeyedCard } from './card-key.ts';
import type { LedgerRecord } from './ledger-record.ts';

/** How a card was known again. */
export type MatchWay = 'explicit-id' | 'same-question' | 'similar';

export interface Match {
  readonly record: LedgerRecord;
  readonly way: MatchWay;
}

type Trait = string | number | undefined;

/** What is not matched yet, on both sides. */
export class MatchPool {
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
    traitOfCard: (card: KeyedCard) => Trait,
    traitOfRecord: (record: LedgerRecord) => Trait,
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

  /** Pairs cards alike in everything with such records, in the order they had: any would do, but tags may differ. */
  pairTwins(traitOfCard: (card: KeyedCard) => Trait, traitOfRecord: (record: LedgerRecord) => Trait): void {
    const records = groupBy(this.openRecords, traitOfRecord);
    for (const [key, cards] of groupBy(this.openCards, traitOfCard)) {
      const group = (records.get(key) ?? []).sort(
        (a, b) => Number(a.state === 'gone') - Number(b.state === 'gone') || (a.twin ?? 0) - (b.twin ?? 0),
      );
      cards.forEach((card, index) => {
        const record = group[index];
        if (record !== undefined) this.accept(card, { record, way: 'same-question' });
      });
    }
  }
}

function groupBy<Item>(items: Iterable<Item>, traitOf: (item: Item) => Trait): Map<string | number, Item[]> {
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
