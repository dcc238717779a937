import type { Root as HtmlRoot } from 'hast';
import type { Definition, FootnoteDefinition, Nodes, Root, RootContent } from 'mdast';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { finishHtml, writeAnkiText } from './anki-text.ts';
import type { FieldContext } from './field-context.ts';
import { lineBreakHandlers, markdownHandlers } from './markdown-handlers.ts';
import { placeResources } from './place-resources.ts';
import { readRawHtml } from './raw-html.ts';
import { fieldSchema } from './schema.ts';

/** The vault refuses notes that are nested deeper; a field is text past it, whoever made it. */
const DEEPEST = 110;

const readMarkdown = unified().use(remarkRehype, { handlers: markdownHandlers, allowDangerousHtml: true }).freeze();
const readLines = unified().use(remarkRehype, { handlers: lineBreakHandlers, allowDangerousHtml: true }).freeze();
const keepSafe = unified().use(rehypeSanitize, fieldSchema).freeze();
const writeHtml = unified()
  .use(rehypeStringify, { characterReferences: { useNamedReferences: true } })
  .freeze();

/**
 * Renders one side of a card to the HTML of an Anki field. Never throws: what can't be rendered is reported and shown
 * as text. What it gives holds no script, handler, style or address that a reviewer would load.
 */
export function renderField(content: readonly RootContent[], context: FieldContext): string {
  const plain = plainTextOf(content);
  if (plain !== undefined && !(context.lineBreaks && plain.includes('\n'))) return renderText(plain, context);
  const survey = surveyOf(content);
  if (survey.depth > DEEPEST) {
    context.report(
      'html-as-text',
      context.place,
      `Nested deeper than ${DEEPEST} levels; this side of the card is shown as plain text.`,
    );
    return renderText(survey.text, context);
  }
  const tree: Root = { type: 'root', children: [...content, ...(survey.hasReferences ? context.definitions : [])] };
  const html = (context.lineBreaks ? readLines : readMarkdown).runSync(tree);
  const safe = keepSafe.runSync(placeResources(readRawHtml(html, context), context));
  return write(safe, context);
}

/** Renders text as it is, none of it markup. */
export function renderText(text: string, context: FieldContext): string {
  return text === '' ? '' : write({ type: 'root', children: [{ type: 'text', value: text }] }, context);
}

function write(tree: HtmlRoot, context: FieldContext): string {
  return finishHtml(writeHtml.stringify(writeAnkiText(tree, context)));
}

/** The text of a side that is nothing else, as many are: it needs no parsing, placing and sanitising. */
function plainTextOf(content: readonly RootContent[]): string | undefined {
  const [first] = content;
  const nodes = content.length === 1 && first?.type === 'paragraph' ? first.children : content;
  let text = '';
  for (const node of nodes) {
    if (node.type !== 'text') return undefined;
    text += node.value;
  }
  return text.includes('://') ? undefined : text;
}

/** Whether a field holds nothing that Anki counts: it makes no card of a question like that (Anki: template.rs, field_is_empty). */
export function isFieldEmpty(html: string): boolean {
  if (/^[^\s<]/.test(html)) return false;
  return html.replace(/<\/?(br|div) ?\/?>|<!-- -->/gi, '').trim() === '';
}

interface Survey {
  readonly depth: number;
  /** Text without markup, for when the markup is too much. */
  readonly text: string;
  readonly hasReferences: boolean;
}

/** Without recursion, for the depth isn't known yet. */
function surveyOf(content: readonly RootContent[]): Survey {
  let deepest = 0;
  let hasReferences = false;
  const texts: string[] = [];
  const open: { node: Nodes; depth: number }[] = content.toReversed().map((node) => ({ node, depth: 1 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    deepest = Math.max(deepest, depth);
    if (node.type.endsWith('Reference')) hasReferences = true;
    if ('value' in node && node.type !== 'comment') texts.push(node.value);
    if ('children' in node)
      for (const child of node.children.toReversed()) open.push({ node: child, depth: depth + 1 });
  }
  return { depth: deepest, text: texts.join(' '), hasReferences };
}

/** The link and footnote definitions of a note, wherever they stand in it. */
export function definitionsOf(tree: Root): (Definition | FootnoteDefinition)[] {
  const found: (Definition | FootnoteDefinition)[] = [];
  const open: Nodes[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'definition' || node.type === 'footnoteDefinition') found.push(node);
    if ('children' in node) open.push(...node.children);
  }
  return found.reverse();
}
