export type { Card, CardField, CardFields, CardKind, CardSyntax, ClozeDeletion, ForeignNoteType } from './card.ts';
export type { CardSet, Decision, DecisionReason, DeletedCard, ExtractOptions, LineRange } from './card-set.ts';
export type { ClozeDeletionNode } from './cloze-deletion.ts';
export type { NoteTypeDeclaration, StockNoteType } from './note-types.ts';
export { cardRules } from './rules.ts';
export { extractCards } from './extract-cards.ts';
