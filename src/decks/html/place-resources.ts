import type { Element, ElementContent, Root, RootContent, Text } from 'hast';
import type { Place } from '../../diagnostic.ts';
import type { FieldContext } from './field-context.ts';
import { linkAddresses, placeLink, placeWikiLink } from './links.ts';
import { ownElements } from './markdown-handlers.ts';
import { placeMedia } from './place-media.ts';
import { fieldSchema } from './schema.ts';

interface Scope {
  readonly context: FieldContext;
  /** Whether an address in the text becomes a link; not in code, formulas and links. */
  readonly bareAddresses: boolean;
}

const strip = new Set(fieldSchema.strip);

/**
 * Brings everything that a field points to where the card can reach it: images and recordings into the package, links
 * to what a phone can open. Also says what the sanitiser is going to take away, which is silent itself.
 */
export function placeResources(tree: Root, context: FieldContext): Root {
  return { type: 'root', children: placeAll(tree.children, { context, bareAddresses: true }) };
}

function placeAll(children: readonly RootContent[], scope: Scope): ElementContent[] {
  const placed: ElementContent[] = [];
  for (const child of children) {
    if (child.type === 'text') placed.push(...(scope.bareAddresses ? linkAddresses(child.value) : [bareText(child)]));
    else if (child.type === 'element') placed.push(...placeElement(child, scope));
  }
  return placed;
}

function placeElement(element: Element, scope: Scope): ElementContent[] {
  const { context } = scope;
  const place = placeOf(element, context);
  reportUnsafe(element, place, context);
  switch (element.tagName) {
    case 'img':
    case 'audio':
    case 'video':
      return [placeMedia(element, place, context)];
    case 'code':
    case 'pre':
    case ownElements.math:
      return [{ ...bare(element), children: placeAll(element.children, { ...scope, bareAddresses: false }) }];
    case 'a':
      // Of footnotes: their numbers stay, the way back is of no use on a card.
      if ('dataFootnoteBackref' in element.properties) return [];
      if ('dataFootnoteRef' in element.properties) return placeAll(element.children, scope);
      return placeLink(element, placeAll(element.children, { ...scope, bareAddresses: false }), place, context);
    case ownElements.wiki:
      return [placeWikiLink(element, placeAll(element.children, scope), place, context)];
    case 'input':
      if (element.properties.type !== 'checkbox') return [];
      return [span('checkbox', 'checked' in element.properties && element.properties.checked !== false ? '☑' : '☐')];
    case 'section':
      if (!('dataFootnotes' in element.properties)) return placeAll(element.children, scope);
      return [footnotes(element, scope)];
    default:
      return [{ ...bare(element), children: placeAll(element.children, scope) }];
  }
}

/** Without its place, which the sanitiser would copy at some cost. */
function bare({ tagName, properties }: Element): Element {
  return { type: 'element', tagName, properties, children: [] };
}

function bareText({ value }: Text): Text {
  return { type: 'text', value };
}

/** The list that remark-rehype puts under its own heading; a note of one paragraph needs no `<p>`. */
function footnotes(section: Element, scope: Scope): Element {
  const lists = section.children.filter((child) => child.type === 'element' && child.tagName === 'ol');
  const children = placeAll(lists, scope);
  for (const list of children) {
    for (const item of list.type === 'element' ? list.children : []) {
      if (item.type === 'element') item.children = withoutParagraph(item.children);
    }
  }
  return { type: 'element', tagName: 'div', properties: { className: ['footnotes'] }, children };
}

function withoutParagraph(children: ElementContent[]): ElementContent[] {
  const [only, ...others] = children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
  if (only?.type !== 'element' || only.tagName !== 'p' || others.length > 0) return children;
  // In front of the way back, which is gone, stood a space.
  const last = only.children.at(-1);
  if (last?.type === 'text') last.value = last.value.trimEnd();
  return only.children;
}

function span(className: string, text: string): Element {
  return {
    type: 'element',
    tagName: 'span',
    properties: { className: [className] },
    children: [{ type: 'text', value: text }],
  };
}

function placeOf(element: Element, context: FieldContext): Place {
  const { path } = context.place;
  const start = element.position?.start;
  return start === undefined ? context.place : { path, line: start.line, column: start.column };
}

function reportUnsafe(element: Element, place: Place, context: FieldContext): void {
  if (strip.has(element.tagName) && !isMedia(element)) {
    context.report('unsafe-html', place, `<${element.tagName}> is left out of the card.`);
  }
  for (const name of Object.keys(element.properties)) {
    if (/^on[a-z]/i.test(name)) {
      context.report('unsafe-html', place, `The event handler "${name.toLowerCase()}" is left out of the card.`);
    }
  }
}

function isMedia(element: Element): boolean {
  return element.tagName === 'audio' || element.tagName === 'video';
}
