import type { Element, ElementContent } from 'hast';
import type { Place } from '../../diagnostic.ts';
import { mediaKindOf } from '../media-file-type.ts';
import type { ShelvedMedia } from '../media.ts';
import type { FieldContext } from './field-context.ts';
import { ownElements } from './markdown-handlers.ts';

/** An image, a recording or a film: packed when the vault holds it, else a word in its place, never a broken card. */
export function placeMedia(element: Element, place: Place, context: FieldContext): Element {
  const source = sourceOf(element);
  const alt = textOf(element.properties.alt);
  if (/^(https?:)?\/\//i.test(source)) return remoteMedia(source, alt, place, context);
  if (/^data:/i.test(source)) return dataMedia(element, source, alt, place, context);

  const wiki = element.properties['dataWiki'] !== undefined;
  const target = wiki ? source : decode(source.replace(/[?#].*$/s, ''));
  const name = target.split(/[\\/]/).at(-1) ?? target;
  const kind = mediaKindOf(target);
  if (kind === undefined && !context.media.leadsOut(context.note, target)) {
    context.report('unknown-media-type', place, `Anki can neither show nor play "${name}"; the card names it instead.`);
    return word(alt === '' ? name : `${alt} (${name})`);
  }
  const link = context.links.get(`${place.line}:${place.column}`);
  const taken = context.media.take(context.note, target, link);
  if (taken.kind === 'packed') {
    return kind === 'image' ? image(element, taken.name) : sound(taken.name);
  }
  return word(reportUntaken(taken, target, name, alt, place, context));
}

function reportUntaken(
  taken: Exclude<ShelvedMedia, { kind: 'packed' }>,
  target: string,
  name: string,
  alt: string,
  place: Place,
  context: FieldContext,
): string {
  const described = alt === '' ? name : `${alt} (${name})`;
  switch (taken.kind) {
    case 'missing':
      context.report(
        'missing-attachment',
        place,
        `The vault has no file "${target}"; put it there or correct the link.`,
      );
      return `missing: ${described}`;
    case 'outside':
      context.report(
        'attachment-outside-vault',
        place,
        `"${target}" lies outside the vault, where nothing is read; copy it into the vault.`,
      );
      return `outside the vault: ${described}`;
    case 'too-large':
      context.report(
        'attachment-too-large',
        place,
        `"${target}" is larger than 100 MB, which Anki doesn't synchronise.`,
      );
      return `too large: ${described}`;
    case 'unreadable':
      context.report('unreadable-attachment', place, `"${target}" could not be read: ${taken.reason}`);
      return `unreadable: ${described}`;
  }
}

function remoteMedia(source: string, alt: string, place: Place, context: FieldContext): Element {
  context.report(
    'remote-media',
    place,
    'A card loads nothing from the network; this becomes a link. Save the file in the vault to show it.',
  );
  const href = source.startsWith('//') ? `https:${source}` : source;
  return {
    type: 'element',
    tagName: 'a',
    properties: { href },
    children: [{ type: 'text', value: alt === '' ? href : alt }],
  };
}

/** `data:image/png;base64,…` is unpacked into a file of its own. */
function dataMedia(element: Element, source: string, alt: string, place: Place, context: FieldContext): Element {
  const parts = /^data:image\/(png|jpeg|gif|webp|avif);base64,([a-z0-9+/=\s]+)$/i.exec(source);
  const [, type, body] = parts ?? [];
  if (type === undefined || body === undefined) {
    context.report(
      'unknown-media-type',
      place,
      'Of data: addresses only base64 images (png, jpeg, gif, webp, avif) can be packed.',
    );
    return word(alt === '' ? 'embedded data' : alt);
  }
  const taken = context.media.takeBytes(context.note, Buffer.from(body, 'base64'), type.toLowerCase());
  return taken.kind === 'packed'
    ? image(element, taken.name)
    : word(reportUntaken(taken, 'data:', 'data:', alt, place, context));
}

/** `![alt|200](picture.png)` sets the width, as Obsidian reads it. */
function image(element: Element, src: string): Element {
  const { title, width, height } = element.properties;
  const alt = textOf(element.properties.alt);
  const sized = /^(.*?)\|?(\d{1,4})(?:x(\d{1,4}))?$/s.exec(alt);
  const byAlt = sized !== null && (sized[1] === '' ? alt === `${sized[2]}` : alt.includes('|'));
  const size = byAlt ? { width: sized[2], height: sized[3] } : { width: pixels(width), height: pixels(height) };
  return {
    type: 'element',
    tagName: 'img',
    properties: {
      src,
      alt: byAlt ? (sized[1] ?? '') : alt,
      ...(typeof title === 'string' ? { title } : {}),
      ...(size.width === undefined ? {} : { width: size.width }),
      ...(size.height === undefined ? {} : { height: size.height }),
    },
    children: [],
  };
}

function pixels(value: unknown): string | undefined {
  return /^\d{1,4}$/.test(String(value)) ? String(value) : undefined;
}

function sound(file: string): Element {
  return { type: 'element', tagName: ownElements.sound, properties: { file }, children: [] };
}

function word(text: string): Element {
  return {
    type: 'element',
    tagName: 'span',
    properties: { className: ['missing'] },
    children: [{ type: 'text', value: `[${text}]` }],
  };
}

/** The address of `<img src>`, or of the first `<source>` in `<audio>` and `<video>`. */
function sourceOf(element: Element): string {
  const own = textOf(element.properties.src).trim();
  if (own !== '') return own;
  const source = element.children.find(
    (child: ElementContent) => child.type === 'element' && child.tagName === 'source',
  );
  return source?.type === 'element' ? textOf(source.properties.src).trim() : '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
