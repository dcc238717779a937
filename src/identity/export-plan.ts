import type { DeletedCard } from '../cards/index.ts';
import type { CardId, IdentifiedCard } from './identified-card.ts';
import type { Identification } from './identify-cards.ts';
import type { Ledger, LedgerRecord } from './ledger-record.ts';
import type { NearMiss } from './match-by-likeness.ts';

export interface ExportRequest {
  readonly identification: Identification;
  /** As it was loaded. */
  readonly ledger: Ledger;
  /** For each card a hash of everything an import would change in its note: rendered fields, tags. A card without one is left out. */
  readonly contentHashes: ReadonlyMap<CardId, string>;
  readonly decks: ReadonlyMap<CardId, string>;
  /** Seconds since 1970. */
  readonly now: number;
  /** The cards asked for (`--note`, `--folder`, `--tag`); absent for the whole vault. Only a whole export finds cards gone. */
  readonly scope?: ReadonlySet<CardId>;
  /** Leave changed cards as they are in Anki, with the tags added there. */
  readonly onlyNew?: boolean;
  /** Notes and folders (their paths) that could not be read this time: their cards are not gone. */
  readonly unread?: ReadonlySet<string>;
  /** What `DELETE` lines say: notes in Anki, by Anki's id. */
  readonly deleted?: readonly DeletedCard[];
  /** False where the vault could not be read whole: then nothing is gone. */
  readonly complete?: boolean;
}

export interface PlannedCard {
  readonly card: IdentifiedCard;
  /** `withheld`: changed, but only new cards were asked for. Its note keeps its place and `mod`. */
  readonly action: 'new' | 'changed' | 'unchanged' | 'withheld';
  readonly deck: string;
  /** The deck that Anki still has it in: an import never moves a card. */
  readonly movedFrom?: string;
  /** Present for a new card that resembles an earlier one. */
  readonly atRisk?: NearMiss;
  /** Obsidian_to_Anki's id, where this card is new to us and was not adopted: an import makes a second copy. */
  readonly secondCopyOf?: number;
}

export interface ExportPlan {
  /** All cards in scope that were not dropped, in the order of the vault. Those not withheld belong in the deck. */
  readonly cards: readonly PlannedCard[];
  readonly dropped: readonly IdentifiedCard[];
  /** Cards that could not be rendered: neither exported nor gone. */
  readonly leftOut: readonly IdentifiedCard[];
  /** Exported before, and not in the vault any more; Anki keeps them. */
  readonly gone: readonly LedgerRecord[];
  /** Gone at an earlier export. */
  readonly goneEarlier: readonly LedgerRecord[];
  /** Notes of the user's own that a `DELETE` line says are gone, each once, and not those in `gone`; Anki keeps them too. */
  readonly deleted: readonly DeletedCard[];
  /** Cloze gaps that are no more: Anki shows their cards as empty. */
  readonly emptiedGaps: readonly { readonly id: CardId; readonly numbers: readonly number[] }[];
  /** Seconds by which the last export lies ahead of this clock: Anki takes no update that is older than what it has. */
  readonly clockBehindBy?: number;
  /** Why nothing was marked as gone, although cards are missing. */
  readonly goneUnknown?: 'scoped' | 'incomplete' | 'empty';
}

export interface PlannedExport {
  readonly plan: ExportPlan;
  /** What the ledger must hold once the deck is written. */
  readonly ledger: Ledger;
  /** Anki's modification time of each note that belongs in the deck (seconds). */
  readonly mods: ReadonlyMap<CardId, number>;
}

/** A clock may differ by this much (seconds) before it is worth a word; quick edits run ahead of it too. */
const clockTolerance = 120;

/** Compares what would be exported with what was. Touches nothing: the ledger that it returns is for the caller to save. */
export function planExport(request: ExportRequest): PlannedExport {
  const { identification, ledger, scope } = request;
  const ledgerAfter = new Map(ledger);
  const mods = new Map<CardId, number>();
  const cards: PlannedCard[] = [];
  const dropped: IdentifiedCard[] = [];
  const leftOut: IdentifiedCard[] = [];
  const misses = new Map(
    identification.events.flatMap((event) => (event.kind === 'near-miss' ? [[event.id, event.miss] as const] : [])),
  );

  for (const card of identification.identified) {
    if (scope !== undefined && !scope.has(card.id)) continue;
    const record = identification.records.get(card.id);
    if (record === undefined) continue;
    if (record.state === 'dropped') {
      dropped.push(card);
      ledgerAfter.set(card.id, record);
      continue;
    }
    if (!request.contentHashes.has(card.id)) {
      leftOut.push(card);
      continue;
    }
    const before = ledger.get(card.id);
    const planned = planCard(card, before, misses.get(card.id), request);
    cards.push(planned);
    if (planned.action === 'withheld') continue;
    const exported = recordExport(record, planned, request);
    mods.set(card.id, exported.mod);
    ledgerAfter.set(card.id, exported);
  }

  const goneUnknown = whyGoneIsUnknown(request);
  const missing = [...ledger.values()].filter(({ id }) => !identification.records.has(id));
  const gone = missing.filter(
    ({ state, mod, note }) =>
      state === 'live' && mod !== undefined && goneUnknown === undefined && !isUnread(note, request.unread),
  );
  for (const record of gone) ledgerAfter.set(record.id, { ...record, state: 'gone' });

  const goneEarlier = missing.filter(({ state }) => state === 'gone');
  const clockBehindBy = Math.max(0, ...[...ledger.values()].map(({ mod }) => mod ?? 0)) - request.now;
  return {
    plan: {
      cards,
      dropped,
      leftOut,
      gone: byNote(gone),
      goneEarlier: byNote(goneEarlier),
      deleted: deletedOnly(request, [...gone, ...goneEarlier]),
      emptiedGaps: identification.events.flatMap((event) =>
        event.kind === 'gaps-removed' && mods.has(event.id)
          ? [{ id: event.id, numbers: event.removed.map(({ number }) => number) }]
          : [],
      ),
      ...(clockBehindBy > clockTolerance ? { clockBehindBy } : {}),
      ...(goneUnknown === undefined ? {} : { goneUnknown }),
    },
    ledger: ledgerAfter,
    mods,
  };
}

function planCard(
  card: IdentifiedCard,
  before: LedgerRecord | undefined,
  miss: NearMiss | undefined,
  { contentHashes, decks, onlyNew }: ExportRequest,
): PlannedCard {
  const deck = decks.get(card.id) ?? '';
  const isNew = before?.mod === undefined;
  const isChanged = before?.hash !== contentHashes.get(card.id);
  const action = isNew ? 'new' : !isChanged ? 'unchanged' : onlyNew === true ? 'withheld' : 'changed';
  const ankiNoteId = card.card.ankiNoteId;
  return {
    card,
    action,
    deck,
    ...(isNew || before.deck === undefined || before.deck === deck ? {} : { movedFrom: before.deck }),
    ...(miss === undefined || !isNew ? {} : { atRisk: miss }),
    ...(isNew && ankiNoteId !== undefined && card.guid === card.id ? { secondCopyOf: ankiNoteId } : {}),
  };
}

/** `mod` moves only with the content, and then past the one last exported, also within one second: Anki compares strictly. */
function recordExport(
  record: LedgerRecord,
  { card, action, deck }: PlannedCard,
  { contentHashes, now }: ExportRequest,
): LedgerRecord & { readonly mod: number } {
  const mod = action === 'unchanged' ? (record.mod ?? now) : Math.max(now, (record.mod ?? 0) + 1);
  return {
    ...record,
    state: 'live',
    deck,
    hash: contentHashes.get(card.id) ?? '',
    mod,
    firstSeen: record.firstSeen ?? now,
  };
}

/** Without those whose search stands with `gone` already, and those that a card still claims: to delete these would be wrong. */
function deletedOnly(
  { deleted = [], scope, identification }: ExportRequest,
  gone: readonly LedgerRecord[],
): readonly DeletedCard[] {
  if (scope !== undefined) return [];
  const listed = new Set([
    ...gone.map(({ guid, ankiNoteId }) => (guid === undefined ? undefined : ankiNoteId)),
    ...identification.identified.map(({ card }) => card.ankiNoteId),
  ]);
  return deleted.filter(({ ankiNoteId }) => {
    if (listed.has(ankiNoteId)) return false;
    listed.add(ankiNoteId);
    return true;
  });
}

function isUnread(note: string, unread: ReadonlySet<string> = new Set()): boolean {
  return unread.has(note) || [...unread].some((folder) => note.startsWith(`${folder}/`));
}

function whyGoneIsUnknown({ scope, complete, identification, ledger }: ExportRequest): ExportPlan['goneUnknown'] {
  if (scope !== undefined) return 'scoped';
  if (complete === false) return 'incomplete';
  const holdsLive = [...ledger.values()].some(({ state }) => state === 'live');
  return identification.identified.length === 0 && holdsLive ? 'empty' : undefined;
}

function byNote(records: readonly LedgerRecord[]): LedgerRecord[] {
  return [...records].sort((a, b) =>
    a.note < b.note
      ? -1
      : a.note > b.note
        ? 1
        : a.question < b.question
          ? -1
          : a.question > b.question
            ? 1
            : a.id < b.id
              ? -1
              : 1,
  );
}
