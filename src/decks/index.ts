export type { CardEvidence, EvidenceRun } from './card-evidence.ts';
export type { Deck, DeckNote, MediaFile, NoteType, NoteTypeField, NoteTypeTemplate } from './deck.ts';
export { ownNoteTypes } from './note-types/own-note-types.ts';
export { writeApkg, type ApkgOptions } from './apkg/write-apkg.ts';
export type { CardSchedule, LoggedReview } from './card-schedule.ts';
export { cardsDocument, type CardEntry, type CardsDocument, type PairedExperiment } from './cards-document.ts';
export { formatText, writeText } from './text.ts';
export {
  describeWriteFailure,
  withPrivateFolder,
  writeWhole,
  type FileContent,
  type WriteFault,
  type WriteOutcome,
} from './write.ts';
export { readPackage, type ReadOutcome } from './read-package.ts';
export type {
  AnkiPackage,
  PackageCard,
  PackageFaultKind,
  PackageNote,
  PackagePreset,
  PackageReview,
} from './package/anki-package.ts';
export { gatherDeck, type GatheredDeck, type GatherOptions } from './gather.ts';
export { normalizeDeckName } from './deck-name.ts';
export { deckRules, type DeckRule } from './rules.ts';
export { renderPreview, type PreviewOptions } from './preview/render-preview.ts';
export { cardSides, renderNotes, type CardSides, type NoteTextOptions } from './page-texts.ts';
