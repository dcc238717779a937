import type { Element, ElementContent, Properties, Root, RootContent } from 'hast';
import type { FieldContext } from './field-context.ts';
import { ownElements } from './markdown-handlers.ts';

/*
 * Anki reads a field as text before a browser reads it as HTML: `{{c1::`, `::`, `}}`, `\(`, `[sound:` mean something
 * wherever they stand, in code too. What a note says by accident is broken by an empty comment, which outlives an edit
 * in Anki's editor (an entity would not); what a card means is written here.
 *
 * A syntax tree can't hold everything that has to be written, so noncharacters stand for it until the tree is text;
 * `cleanText` sees to it that a note has none.
 */
const BREAK = '\uFDD0';
const marks: Readonly<Record<string, string>> = {
  [BREAK]: '<!-- -->',
  '\uFDD1': '&#58;',
  '\uFDD2': '&#125;',
  '\uFDD3': '&#123;',
};

interface Scope {
  readonly context: FieldContext;
  readonly inCloze: boolean;
}

/** Turns clozes, math and sounds into Anki's notation, and breaks what only looks like it. The tree is safe already. */
export function writeAnkiText(tree: Root, context: FieldContext): Root {
  return { type: 'root', children: writeAll(unwrapOnlyParagraph(tree.children), { context, inCloze: false }) };
}

/** Puts what the tree couldn't hold into the serialised field, and makes it the text that Anki would make of it. */
export function finishHtml(html: string): string {
  return (
    html
      .replace(/[\uFDD0-\uFDD3]/g, (mark) => marks[mark] ?? '')
      // NFC would join it with the end of the tag before it, and leave no tag.
      .replace(/>\u0338/g, '>&#824;')
      .normalize('NFC')
      .trim()
  );
}

/** Without control characters (Anki parts fields by one of them), noncharacters and halves of surrogate pairs. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F\uFDD0-\uFDEF\uFFFE\uFFFF]/g, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** `What is a socket?` rather than `<p>What is a socket?</p>`. */
function unwrapOnlyParagraph(children: readonly RootContent[]): readonly RootContent[] {
  const blocks = children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
  const [only] = blocks;
  const isParagraph =
    blocks.length === 1 &&
    only?.type === 'element' &&
    only.tagName === 'p' &&
    Object.keys(only.properties).length === 0;
  return isParagraph ? only.children : children;
}

function writeAll(children: readonly RootContent[], scope: Scope): ElementContent[] {
  const written: ElementContent[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') written.push({ type: 'text', value: breakNotation(text, scope.inCloze) });
    text = '';
  };
  for (const child of children) {
    // Neighbouring texts are one to Anki.
    if (child.type === 'text') text += cleanText(child.value);
    if (child.type !== 'element') continue;
    if (child.tagName === ownElements.cloze && text.endsWith('{')) text += BREAK;
    flush();
    written.push(...writeElement(child, scope));
  }
  flush();
  return written;
}

function writeElement(element: Element, scope: Scope): ElementContent[] {
  switch (element.tagName) {
    case ownElements.cloze:
      return writeCloze(element, scope);
    case ownElements.math:
      return [{ type: 'text', value: writeMath(element, scope.context) }];
    case ownElements.sound:
      return [{ type: 'text', value: `[sound:${String(element.properties['file'])}]` }];
    default:
      return [
        {
          type: 'element',
          tagName: element.tagName,
          properties: writeProperties(element.properties, scope),
          children: writeAll(element.children, scope),
        },
      ];
  }
}

/** `{{c1::text::hint}}`; in a field that isn't of a cloze note, the text alone. */
function writeCloze(element: Element, scope: Scope): ElementContent[] {
  const index = Number(element.properties['index']);
  const number = scope.context.clozeNumbers[index];
  if (!scope.context.clozeNote || number === undefined) return writeAll(element.children, scope);
  const inside = writeAll(element.children, { ...scope, inCloze: true });
  const first = inside[0];
  const last = inside.at(-1);
  const hint = breakNotation(cleanText(String(element.properties['hint'] ?? '')), true);
  return [
    { type: 'text', value: `{{c${number}::` + (first?.type === 'text' && first.value.startsWith(':') ? BREAK : '') },
    ...inside,
    ...(last?.type === 'text' && /[:}]$/.test(last.value) ? [{ type: 'text', value: BREAK } as const] : []),
    { type: 'text', value: (hint === '' ? '' : `::${hint}${hint.endsWith('}') ? BREAK : ''}`) + '}}' },
  ];
}

/** MathJax ignores the space that parts the braces. No tag and no comment may stand inside. */
function writeMath(element: Element, { clozeNote }: FieldContext): string {
  const [child] = element.children;
  let tex = child?.type === 'text' ? cleanText(child.value).trim() : '';
  if (tex === '') return '';
  tex = tex.replace(/\{(?=\{)/g, '{ ');
  if (clozeNote) tex = tex.replace(/\}(?=\})/g, '} ').replace(/:(?=:)/g, ': ');
  return element.properties.display === 'block' ? `\\[${tex}\\]` : `\\(${tex}\\)`;
}

/** Parts by marks, for `finishHtml` to write, what Anki would read as its own notation. */
export function breakNotation(text: string, inCloze: boolean): string {
  const broken = text
    .replace(/\{(?=\{)/g, `{${BREAK}`)
    .replace(/\\(?=[([])/g, `\\${BREAK}`)
    .replace(/\[(?=sound:|\/?latex\]|\/?\${1,2}\]|anki:)/gi, `[${BREAK}`);
  return inCloze ? broken.replace(/\}(?=\})/g, `}${BREAK}`).replace(/:(?=:)/g, `:${BREAK}`) : broken;
}

/** An attribute can't hold a comment; there an entity has to do. */
function writeProperties(properties: Properties, { inCloze }: Scope): Properties {
  const written: Properties = {};
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value !== 'string') {
      // The sanitiser leaves an empty list where it took every class.
      if (!Array.isArray(value) || value.length > 0) written[name] = value;
      continue;
    }
    const open = cleanText(value).replace(/\{\{/g, '{\uFDD3');
    written[name] = inCloze ? open.replace(/\}\}/g, '}\uFDD2').replace(/::/g, ':\uFDD1') : open;
  }
  return written;
}
