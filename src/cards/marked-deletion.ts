import type { ClozeDeletionNode } from './cloze-deletion.ts';

/** A deletion as it was found, before it is numbered. */
export interface MarkedDeletion extends ClozeDeletionNode {
  /** Written in the note. */
  readonly number?: number;
}
