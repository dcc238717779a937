import type { Parent, PhrasingContent } from 'mdast';

/** A gap of a cloze card in a field's content; `index` counts a card's deletions in document order, from 0. */
export interface ClozeDeletionNode extends Parent {
  type: 'clozeDeletion';
  index: number;
  hint?: string;
  children: PhrasingContent[];
}

declare module 'mdast' {
  interface PhrasingContentMap {
    clozeDeletion: ClozeDeletionNode;
  }
  interface RootContentMap {
    clozeDeletion: ClozeDeletionNode;
  }
}
