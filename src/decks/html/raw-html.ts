import { createRequire } from 'node:module';
import type { Nodes, Parents, Root, RootContent } from 'hast';
import type RehypeRaw from 'rehype-raw';
import type { FieldContext } from './field-context.ts';

/** HTML as written, which remark-rehype passes through. */
type Raw = Extract<RootContent, { type: 'raw' }>;

const MOST_TAGS = 2000;
const DEEPEST = 150;

/**
 * An unclosed formatting element is opened again in every block that follows, so that a parser that follows the
 * standard makes (formatting elements x blocks) elements of a short text.
 */
const MOST_REOPENED = 200_000;
const formattingTag = /<(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b/gi;

const require = createRequire(import.meta.url);

/** The parser of the HTML standard takes as long to load as all the rest that renders; few notes hold HTML. */
function parseRaw(tree: Root): Root {
  const { default: rehypeRaw } = require('rehype-raw') as { default: typeof RehypeRaw };
  // rehype-raw reports nothing to the file, which only helps it with places.
  return (rehypeRaw() as (tree: Root) => Root)(tree);
}

/**
 * Reads the HTML that a note is written in, by the HTML standard's own parser: `H<sub>2</sub>O` and `<kbd>` work. What
 * it makes is as unsafe as before; the sanitiser comes later. HTML that would cost too much is left as text.
 */
export function readRawHtml(tree: Root, context: FieldContext): Root {
  const raw = rawNodesOf(tree);
  if (raw.nodes.length === 0) return tree;
  for (const node of raw.nodes) node.value = node.value.replace(/skr-/gi, 'skr_');
  if (isAffordable(raw)) {
    try {
      const parsed = parseRaw(structuredClone(tree));
      if (depthOf(parsed) <= DEEPEST) return parsed;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  context.report(
    'html-as-text',
    context.place,
    'This HTML is too large or too deeply nested to read; it is shown as text.',
  );
  return rawAsText(tree);
}

interface RawNodes {
  readonly nodes: Raw[];
  readonly elements: number;
}

function rawNodesOf(tree: Root): RawNodes {
  const nodes: Raw[] = [];
  let elements = 0;
  const open: Nodes[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'raw') nodes.push(node);
    if ('children' in node) {
      elements += node.children.length;
      open.push(...node.children);
    }
  }
  return { nodes, elements };
}

function isAffordable({ nodes, elements }: RawNodes): boolean {
  const html = nodes.map((node) => node.value).join('');
  const tags = html.split('<').length - 1;
  const formatting = html.match(formattingTag)?.length ?? 0;
  return tags <= MOST_TAGS && formatting * (tags + elements) <= MOST_REOPENED;
}

/** How many elements stand in each other; counted without recursion, for no input may exhaust the stack. */
export function depthOf(tree: { readonly children: readonly unknown[] }): number {
  let deepest = 0;
  const open: { node: unknown; depth: number }[] = [{ node: tree, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    deepest = Math.max(deepest, depth);
    if (typeof node !== 'object' || node === null || !('children' in node) || !Array.isArray(node.children)) continue;
    for (const child of node.children as unknown[]) open.push({ node: child, depth: depth + 1 });
  }
  return deepest;
}

function rawAsText<Parent extends Parents>(parent: Parent): Parent {
  const children = parent.children.map((child): RootContent => {
    if (child.type === 'raw') return { type: 'text', value: child.value };
    return child.type === 'element' ? rawAsText(child) : child;
  });
  // The same kind of parent with the same kinds of children, besides raw, which may stand wherever text may.
  return { ...parent, children };
}
