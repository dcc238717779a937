export type { Card, CardField, CardFields, CardKind, CardSyntax, ClozeDeletion, ForeignNoteType } from './card.ts';
export type { ClozeDeletionNode } from './cloze-deletion.ts';
