import type { PhrasingContent, RootContent } from 'mdast';
import { plainText } from '../vault/index.ts';
import type { CardField } from './card.ts';
import { mapContent, someNode, trimContent } from './content.ts';
import type { NoteReading } from './note-reading.ts';

/**
 * One side of a card, ready to leave its note: comments and block ids are gone, links by reference point where the note
 * says. Footnotes are collected in `footnotes`, for the card's `Extra`.
 */
export function fieldOf(
  nodes: readonly RootContent[],
  reading: Pick<NoteReading, 'definitions'>,
  footnotes?: Set<string>,
): CardField {
  const content = trimContent(mapContent(nodes, (node) => finish(node, reading, footnotes)));
  return { content, text: plainText(content).trim() };
}

/** A field in which there is nothing to read and nothing to see. */
export function saysNothing(field: CardField | undefined): boolean {
  if (field === undefined) return true;
  if (field.text !== '') return false;
  return !someNode(field.content, (node) => visible.has(node.type));
}

const visible: ReadonlySet<string> = new Set(['image', 'wikiLink', 'code', 'math', 'inlineMath', 'inlineCode']);

function finish(
  node: RootContent,
  { definitions }: Pick<NoteReading, 'definitions'>,
  footnotes: Set<string> | undefined,
): readonly RootContent[] {
  if (invisible.has(node.type) || (node.type === 'html' && node.value.startsWith('<!--'))) return [];
  if (node.type === 'footnoteReference') {
    footnotes?.add(node.identifier);
    return [];
  }
  if (node.type === 'linkReference' || node.type === 'imageReference') {
    const definition = definitions.get(node.identifier);
    if (definition === undefined) return [node];
    const { url, title = null } = definition;
    const position = node.position === undefined ? {} : { position: node.position };
    return node.type === 'linkReference'
      ? [{ type: 'link', url, title, children: node.children, ...position }]
      : [{ type: 'image', url, title, alt: node.alt ?? null, ...position }];
  }
  if (node.type === 'paragraph' || node.type === 'heading') {
    const children = withoutBlockId(node.children);
    return children.length === 0 ? [] : [{ ...node, children }];
  }
  return [node];
}

const invisible: ReadonlySet<string> = new Set(['comment', 'definition', 'footnoteDefinition']);

/** ` ^block-id` at a block's end names it for links; nobody reads it. */
function withoutBlockId(children: readonly PhrasingContent[]): PhrasingContent[] {
  const last = children.at(-1);
  if (last?.type !== 'text' || !last.value.includes('^')) return [...children];
  const value = last.value.replace(/(^|\s+)\^[A-Za-z0-9-]+\s*$/u, '');
  return value === '' ? children.slice(0, -1) : [...children.slice(0, -1), { ...last, value }];
}
