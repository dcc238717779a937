import type { Blockquote, Heading, ListItem, Paragraph, RootContent } from 'mdast';

/** A block that may be a card, and where it stands. */
export interface Flow<Block extends RootContent = RootContent> {
  readonly block: Block;
  /** The blocks of its container, itself among them. */
  readonly siblings: readonly RootContent[];
  readonly index: number;
  /** The list item that it stands in directly. */
  readonly item?: ListItem;
}

/** A note's blocks that cards can be made of, in document order: tables, code and footnotes never are. */
export interface NoteFlow {
  readonly paragraphs: readonly Flow<Paragraph>[];
  readonly headings: readonly Flow<Heading>[];
  readonly callouts: readonly Flow<Blockquote>[];
}

export function gatherFlow(blocks: readonly RootContent[]): NoteFlow {
  const flow = {
    paragraphs: new Array<Flow<Paragraph>>(),
    headings: new Array<Flow<Heading>>(),
    callouts: new Array<Flow<Blockquote>>(),
  };
  const gather = (siblings: readonly RootContent[], item?: ListItem): void => {
    siblings.forEach((block, index) => {
      const where = { siblings, index, ...(item === undefined ? {} : { item }) };
      if (block.type === 'paragraph') flow.paragraphs.push({ block, ...where });
      else if (block.type === 'heading') flow.headings.push({ block, ...where });
      else if (block.type === 'list') for (const child of block.children) gather(child.children, child);
      else if (block.type === 'blockquote') {
        if (block.data?.callout !== undefined) flow.callouts.push({ block, ...where });
        gather(block.children);
      }
    });
  };
  gather(blocks);
  return flow;
}
