export type { AdoptedNoteType, CardId, IdentifiedCard } from './identified-card.ts';
export { isCardId } from './identified-card.ts';
export type { Ledger, LedgerRecord, RecordState, RememberedDeletion } from './ledger-record.ts';
export { identifyCards, type Identification, type IdentityEvent } from './identify-cards.ts';
export type { NearMiss } from './match-by-likeness.ts';
export type { MatchWay } from './match-pool.ts';
export type { Difference } from './same-question.ts';
export {
  planExport,
  type ExportPlan,
  type ExportRequest,
  type PlannedCard,
  type PlannedExport,
} from './export-plan.ts';
export { printGone, searchesFor, searchesToMove } from './anki-search.ts';
export { dropCards, restoreCards, type Dropping } from './drop-cards.ts';
export { adoptNotes, type Adoption, type AnkiNote } from './adopt-notes.ts';
export { recoverLedger, type Recovery } from './recover-ledger.ts';
export { parseLedger, printLedger, type ParsedLedger } from './ledger-text.ts';
export {
  checkStateWritable,
  loadLedger,
  saveLedger,
  stateFolderOf,
  type LoadedLedger,
  type LoadOutcome,
  type SaveOutcome,
  type StateFailure,
  type StateFolder,
} from './ledger.ts';
export { identityRules } from './rules.ts';
