import type { DeletedCard } from '../cards/index.ts';
import type { ExportPlan, PlannedCard } from './export-plan.ts';
import type { Ledger, LedgerRecord } from './ledger-record.ts';

type Findable = Pick<LedgerRecord, 'id' | 'guid' | 'ankiNoteId'>;

/** Anki turns a search into one SQL expression, which may not nest deeper than 1,000: longer lists are parted. */
const termsPerSearch = 200;

/**
 * Searches for Anki's browser that find exactly these notes: our own by their `Id` field, adopted ones by Anki's note
 * id. More than one where the list is long.
 */
export function searchesFor(records: readonly Findable[]): string[] {
  const own = records.filter(({ guid }) => guid === undefined).map(({ id }) => `Id:${id}`);
  const adopted = records.flatMap(({ guid, ankiNoteId }) =>
    guid === undefined || ankiNoteId === undefined ? [] : [`nid:${ankiNoteId}`],
  );
  return [...chunks(own).map((terms) => `"note:Sockrates*" (${terms.join(' OR ')})`), ...searchesForNotes(adopted)];
}

/** Searches by Anki's own note ids (`nid:17`). */
function searchesForNotes(terms: readonly string[]): string[] {
  return chunks(terms).map((some) => (some.length === 1 ? some.join('') : `(${some.join(' OR ')})`));
}

/** For each deck that cards should be moved to by hand, the searches that find them. Sorted by deck. */
export function searchesToMove(cards: readonly PlannedCard[]): { deck: string; count: number; searches: string[] }[] {
  const byDeck = new Map<string, Findable[]>();
  for (const { card, deck, movedFrom } of cards) {
    if (movedFrom === undefined) continue;
    const ankiNoteId = card.card.ankiNoteId;
    const found = {
      id: card.id,
      ...(card.guid === card.id ? {} : { guid: card.guid }),
      ...(ankiNoteId === undefined ? {} : { ankiNoteId }),
    };
    byDeck.set(deck, [...(byDeck.get(deck) ?? []), found]);
  }
  return [...byDeck]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([deck, found]) => ({ deck, count: found.length, searches: searchesFor(found) }));
}

/** The text of `gone.txt`: what Anki still has although the vault does not. Empty where there is nothing. */
export function printGone(
  { gone, goneEarlier, deleted }: Pick<ExportPlan, 'gone' | 'goneEarlier' | 'deleted'>,
  ledger: Ledger,
): string {
  const dropped = [...ledger.values()].filter(({ state, mod }) => state === 'dropped' && mod !== undefined);
  const parts = [
    section('Cards that are no longer in the notes', [...gone, ...goneEarlier]),
    section('Cards that you dropped', dropped),
    deletedSection(deleted),
  ].filter((part) => part !== '');
  if (parts.length === 0) return '';
  return [
    'Anki keeps these cards and their reviews: an import never deletes anything.',
    "To find them, paste a search into Anki's browser; to remove them there, select all, then Notes > Delete.",
    '',
    ...parts,
  ].join('\n');
}

function section(title: string, records: readonly LedgerRecord[]): string {
  if (records.length === 0) return '';
  const lines = records.map(({ id, note, question }) => `  ${id}  ${note === '' ? '' : `${note}: `}${brief(question)}`);
  return [`${title} (${records.length}):`, '', ...searchesFor(records), '', ...lines, ''].join('\n');
}

function deletedSection(deleted: readonly DeletedCard[]): string {
  if (deleted.length === 0) return '';
  const searches = searchesForNotes(deleted.map(({ ankiNoteId }) => `nid:${ankiNoteId}`));
  const lines = deleted.map(({ ankiNoteId, place }) => `  ${ankiNoteId}  ${brief(`${place.path}:${place.line}`)}`);
  return [`Notes that a DELETE line says are gone (${deleted.length}):`, '', ...searches, '', ...lines, ''].join('\n');
}

function brief(question: string): string {
  const text = question.replace(/[\x00-\x1f\x7f]/g, ' ');
  return text.length <= 100 ? text : `${text.slice(0, 99)}…`;
}

function chunks(terms: readonly string[]): string[][] {
  const sorted = [...terms].sort();
  return Array.from({ length: Math.ceil(sorted.length / termsPerSearch) }, (_, index) =>
    sorted.slice(index * termsPerSearch, (index + 1) * termsPerSearch),
  );
}
