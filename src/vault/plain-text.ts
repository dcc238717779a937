import type { Nodes } from 'mdast';

/**
 * Readable text of nodes: a wiki link gives its alias or the last part of its target, code its text, math its TeX, an
 * image its alternative text, a comment or HTML nothing. Blocks are parted by a line end, table cells by ` | `.
 */
export function plainText(nodes: Nodes | readonly Nodes[]): string {
  const list: readonly Nodes[] = isList(nodes) ? nodes : [nodes];
  let text = '';
  for (const node of list) {
    const part = textOf(node);
    if (part === '') continue;
    const separator = text === '' ? '' : separatorBefore(node);
    text += separator + part;
  }
  return text;
}

/** What a wiki link reads as: its alias, else its last heading, else the last part of its target. */
export function wikiLinkText(link: {
  readonly target: string;
  readonly headings: readonly string[];
  readonly alias?: string | undefined;
  readonly blockId?: string | undefined;
}): string {
  if (link.alias !== undefined) return link.alias;
  const name = link.target.slice(link.target.lastIndexOf('/') + 1).replace(/\.md$/i, '');
  return name === '' ? (link.headings.at(-1) ?? link.blockId ?? '') : name;
}

const silent: ReadonlySet<Nodes['type']> = new Set([
  'comment',
  'html',
  'definition',
  'yaml',
  'footnoteReference',
  'thematicBreak',
]);

const blocks: ReadonlySet<Nodes['type']> = new Set([
  'paragraph',
  'heading',
  'list',
  'listItem',
  'blockquote',
  'code',
  'math',
  'table',
  'tableRow',
  'footnoteDefinition',
]);

function textOf(node: Nodes): string {
  if (silent.has(node.type)) return '';
  if (node.type === 'break') return '\n';
  if (node.type === 'wikiLink') return node.embed ? '' : wikiLinkText(node);
  if (node.type === 'blockquote') {
    const title = node.data?.callout?.title ?? [];
    return [plainText(title), plainText(node.children)].filter((part) => part !== '').join('\n');
  }
  if ('alt' in node) return node.alt ?? '';
  if ('value' in node) return node.value;
  return 'children' in node ? plainText(node.children) : '';
}

function separatorBefore(node: Nodes): string {
  if (node.type === 'tableCell') return ' | ';
  return blocks.has(node.type) ? '\n' : '';
}

function isList(nodes: Nodes | readonly Nodes[]): nodes is readonly Nodes[] {
  return Array.isArray(nodes);
}
