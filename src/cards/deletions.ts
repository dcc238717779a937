import type { PhrasingContent, RootContent } from 'mdast';
import { plainText } from '../vault/index.ts';
import type { ClozeDeletion } from './card.ts';
import { someNode } from './content.ts';
import { markCurly } from './curly-deletions.ts';
import type { MarkedDeletion } from './marked-deletion.ts';
import { markNative } from './native-deletions.ts';
import type { NoteReading } from './note-reading.ts';

/** A cloze text with its deletions as `clozeDeletion` nodes, and what is to be known about each in document order. */
export interface ClozeText {
  readonly content: readonly RootContent[];
  readonly deletions: readonly ClozeDeletion[];
}

/**
 * Finds the deletions of a cloze text: `{{c1::x::hint}}` and `==x==`; with `curly`, and where there is neither,
 * Obsidian_to_Anki's curly forms (`{x}`, `{2:x}`, `{c2|x}`). Code, math and links inside stay what they are; none of them opens or closes one.
 */
export function readDeletions(nodes: readonly RootContent[], curly: boolean, reading: NoteReading): ClozeText {
  const marked: MarkedDeletion[] = [];
  let content = inEveryParent(nodes, (children) => markNative(children, reading, marked));
  content = markHighlights(content, marked);
  let countedApart = false;
  if (curly && marked.length === 0) {
    content = inEveryParent(nodes, (children) => markCurly(children, reading.lines, marked));
    countedApart = true;
  }
  return numberDeletions(content, marked, countedApart);
}

/** Applies `mark` to the children of every node that holds inline content, innermost first. */
function inEveryParent(
  nodes: readonly RootContent[],
  mark: (children: readonly PhrasingContent[]) => PhrasingContent[],
): RootContent[] {
  return nodes.map((node) => {
    if (!('children' in node)) return node;
    if (!inlineParents.has(node.type)) {
      // A block keeps blocks of the kinds that it had.
      return { ...node, children: inEveryParent(node.children, mark) } as RootContent;
    }
    // The parents listed hold inline content only.
    const inner = inEveryParent(node.children, mark) as PhrasingContent[];
    return { ...node, children: mark(inner) } as RootContent;
  });
}

const inlineParents: ReadonlySet<string> = new Set([
  'paragraph',
  'heading',
  'tableCell',
  'strong',
  'emphasis',
  'delete',
  'highlight',
  'link',
]);

/** `==x==` is a deletion, but within another one, or around one, only a mark. */
function markHighlights(nodes: readonly RootContent[], marked: MarkedDeletion[]): RootContent[] {
  return nodes.map((node): RootContent => {
    if (!('children' in node) || node.type === 'clozeDeletion') return node;
    if (node.type === 'highlight' && !holdsDeletion(node.children)) {
      const deletion: MarkedDeletion = {
        type: 'clozeDeletion',
        index: -1,
        children: node.children,
        ...(node.position === undefined ? {} : { position: node.position }),
      };
      marked.push(deletion);
      return deletion;
    }
    // Inline content in place of inline content, blocks in place of blocks.
    return { ...node, children: markHighlights(node.children, marked) } as RootContent;
  });
}

function holdsDeletion(nodes: readonly RootContent[]): boolean {
  return someNode(nodes, (node) => node.type === 'clozeDeletion');
}

/**
 * Gives every deletion its index and its number: the one written, else counted up from 1 past those that are written.
 * Curly ones are counted apart from written numbers, as Obsidian_to_Anki does, so that its users keep their cards.
 */
function numberDeletions(
  content: readonly RootContent[],
  marked: readonly MarkedDeletion[],
  countedApart: boolean,
): ClozeText {
  const written = new Set(countedApart ? [] : marked.map(({ number }) => number));
  let next = 1;
  const deletions: ClozeDeletion[] = [];
  const number = (nodes: readonly RootContent[]): RootContent[] =>
    nodes.map((node): RootContent => {
      if (!('children' in node)) return node;
      if (node.type !== 'clozeDeletion') return { ...node, children: number(node.children) } as RootContent;
      const index = deletions.length;
      // Only what was marked above is a deletion.
      const explicit = (node as MarkedDeletion).number;
      if (explicit === undefined) while (written.has(next)) next += 1;
      deletions.push({
        number: explicit ?? next,
        explicit: explicit !== undefined,
        text: plainText(node.children).trim(),
        ...(node.hint === undefined ? {} : { hint: node.hint }),
      });
      if (explicit === undefined) next += 1;
      const { type, hint, position } = node;
      // Inline content in place of inline content.
      const children = number(node.children) as PhrasingContent[];
      return {
        type,
        index,
        ...(hint === undefined ? {} : { hint }),
        children,
        ...(position === undefined ? {} : { position }),
      };
    });
  return { content: number(content), deletions };
}
