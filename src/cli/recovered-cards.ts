import type { Deck } from '../decks/index.ts';
import type { AnkiNote, CardId, LedgerRecord } from '../identity/index.ts';

/**
 * Cards that stand in Anki just as they are rendered now were not changed since: recovering them must not touch their
 * notes there. Gives each of them the hash that an export would have left in the ledger.
 */
export function hashRecovered<Part extends { readonly records: ReadonlyMap<CardId, LedgerRecord> }>(
  part: Part,
  deck: Deck,
  notes: readonly AnkiNote[],
): Part {
  if (notes.length === 0) return part;
  const inAnki = new Map(notes.map((note) => [note.guid, Object.values(note.fields).join('\u001f')]));
  const records = new Map(part.records);
  for (const { id, guid, fields, contentHash, deckName } of deck.notes) {
    const record = records.get(id);
    if (record?.mod === undefined || record.hash !== undefined || inAnki.get(guid) !== fields.join('\u001f')) continue;
    records.set(id, { ...record, hash: contentHash, deck: record.deck ?? deckName });
  }
  return { ...part, records };
}
