import { leansOnNote } from './leaning.ts';
import type { KeyedCard } from './card-key.ts';
import type { CardMemory } from './card-memory.ts';
import type { LedgerRecord } from './ledger-record.ts';
import { matchByLikeness, type NearMiss } from './match-by-likeness.ts';
import { MatchPool, type Match, type MatchWay } from './match-pool.ts';
import { headingsChanged, linksWereReplaced } from './same-question.ts';
import { readVaultChanges, type VaultChanges } from './vault-changes.ts';

export interface Matching {
  readonly matches: ReadonlyMap<KeyedCard, Match>;
  readonly misses: ReadonlyMap<KeyedCard, NearMiss>;
}

/**
 * Finds for each card the record it has in the ledger, one to one: by explicit id, then by what they share exactly
 * (question, then as much of note, headings and answer as tells two equal questions apart), then by likeness. The
 * result does not depend on the order of cards or records: a step only pairs what is alone on both sides.
 */
export function matchCards(cards: readonly KeyedCard[], records: readonly LedgerRecord[]): Matching {
  const pool = new MatchPool(cards, records);
  const changes = readVaultChanges(cards, records);
  const pairBy = (way: MatchWay, trait: TraitOf, accept?: (card: KeyedCard, record: LedgerRecord) => boolean): void => {
    pool.pair(
      way,
      ({ memory }) => trait(memory, memory.note),
      (record) => trait(record, changes.newNameOf(record.note)),
      accept,
    );
  };
  pairBy('explicit-id', (m, note) => m.explicitId && join(m.kind, note, m.explicitId));
  pairBy('explicit-id', (m) => m.ankiNoteId && join(m.kind, `${m.ankiNoteId}`));

  const stillMeant = ({ memory }: KeyedCard, record: LedgerRecord): boolean => isStillMeant(memory, record, changes);
  const whole: TraitOf = (m, note) => join(m.key, note, ...m.headings, m.answer);
  pairBy('same-question', whole, stillMeant);
  pool.pairTwins(
    ({ memory }) => whole(memory, memory.note),
    (record) => whole(record, changes.newNameOf(record.note)),
  );
  for (const trait of lesserTraits) pairBy('same-question', trait, stillMeant);
  return { matches: pool.matches, misses: matchByLikeness(pool, changes) };
}

type TraitOf = (memory: CardMemory | LedgerRecord, note: string) => string | number | undefined;

/** From what is hardly ever wrong to what still tells a card from all others. */
const lesserTraits: readonly TraitOf[] = [
  (m, note) => join(m.key, note, m.answer),
  (m, note) => join(m.key, note, ...m.headings),
  (m) => join(m.key, m.answer),
  (m, note) => cellTrait(m, [note, ...m.headings]),
  (m, note) => join(m.key, note),
  (m, note) => cellTrait(m, [note]),
];

/** The wording of a card out of a table is ours: its row, its column and where the table stands say which card it is. */
function cellTrait(memory: CardMemory | LedgerRecord, place: readonly string[]): string | undefined {
  return memory.cell && join(memory.kind, memory.cell.facet, memory.cell.concept, ...place);
}

function join(...parts: readonly string[]): string {
  return parts.join('\n');
}

/** Whether equal words still ask the same: their links mean the same, and where they lean on note or heading, those do. */
function isStillMeant(memory: CardMemory, record: LedgerRecord, changes: VaultChanges): boolean {
  if (linksWereReplaced(record.links, memory.links, changes)) return false;
  if (!leansOnNote(memory) || record.note === '') return true;
  const sameNote = record.note === memory.note || changes.newNameOf(record.note) === memory.note;
  return (
    (sameNote && !headingsChanged(record, memory, changes.conceptWords)) ||
    changes.couldBeRenamed(record.note, memory.note)
  );
}
