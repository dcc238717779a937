import type { Element, ElementContent } from 'hast';
import type { Place } from '../../diagnostic.ts';
import type { FieldContext } from './field-context.ts';

/** A markdown or HTML link: to the web it stays one, to a note it opens Obsidian, else its text remains. */
export function placeLink(
  link: Element,
  children: ElementContent[],
  place: Place,
  context: FieldContext,
): ElementContent[] {
  const href = typeof link.properties.href === 'string' ? link.properties.href.trim() : '';
  const title = typeof link.properties.title === 'string' ? { title: link.properties.title } : {};
  if (/^(https?:\/\/|mailto:)/i.test(href)) {
    return [{ type: 'element', tagName: 'a', properties: { href, ...title }, children }];
  }
  // Schemes are compared as a browser reads them, which drops tabs and line ends inside of one.
  if (/^[a-z][a-z0-9+.-]*:/i.test(href.replace(/[\u0000-\u0020]/g, ''))) {
    context.report(
      'unsafe-link',
      place,
      `A card links only to http, https and mailto; "${shorten(href)}" is left out, its text stays.`,
    );
    return children;
  }
  const [path, fragment] = splitOnce(href, '#');
  return [concept(decode(path), decode(fragment), children, place, context)];
}

/** Text whose web addresses are links; the parser of notes leaves them text. */
export function linkAddresses(text: string): ElementContent[] {
  if (!/https?:\/\//i.test(text)) return [{ type: 'text', value: text }];
  return text
    .split(/(https?:\/\/[^\s<>"`{}|\\^]*[^\s<>"`{}|\\^.,:;!?'()[\]*_~])/i)
    .map((part, index): ElementContent => {
      if (index % 2 === 0) return { type: 'text', value: part };
      return { type: 'element', tagName: 'a', properties: { href: part }, children: [{ type: 'text', value: part }] };
    });
}

/** A wiki link, `[[target#heading|alias]]`; its text is already chosen. */
export function placeWikiLink(link: Element, children: ElementContent[], place: Place, context: FieldContext): Element {
  const { target, fragment, embed } = link.properties;
  if (embed !== undefined && embed !== false) {
    context.report(
      'embed-as-link',
      place,
      'An embedded note stands in the card as a link; write into the card what it should say.',
    );
  }
  const path = typeof target === 'string' ? target : '';
  if (/^https?:\/\//i.test(path)) {
    return { type: 'element', tagName: 'a', properties: { href: path }, children };
  }
  return concept(path, typeof fragment === 'string' ? fragment : '', children, place, context);
}

function concept(
  path: string,
  fragment: string,
  children: ElementContent[],
  place: Place,
  context: FieldContext,
): Element {
  const className = ['concept'];
  const link = context.links.get(`${place.line}:${place.column}`);
  const address = link === undefined ? undefined : context.conceptAddress?.(link);
  if (address !== undefined)
    return { type: 'element', tagName: 'a', properties: { href: address, className }, children };
  if (context.obsidianVault === '') return { type: 'element', tagName: 'span', properties: { className }, children };
  const file = (path === '' ? context.note : path).replace(/\.md$/i, '') + (fragment === '' ? '' : `#${fragment}`);
  const href = obsidianAddress(context.obsidianVault, file);
  return { type: 'element', tagName: 'a', properties: { href, className }, children };
}

/** Obsidian's own address of a note; `file` is looked up as a link's target would be (help.obsidian.md, "Obsidian URI"). */
function obsidianAddress(vault: string, file: string): string {
  return `obsidian://open?vault=${encode(vault)}&file=${encode(file)}`;
}

function encode(text: string): string {
  // Half a surrogate pair has no encoding.
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function splitOnce(text: string, separator: string): [string, string] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
