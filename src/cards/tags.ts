import type { PhrasingContent } from 'mdast';
import type { LineIndex } from '../vault/index.ts';
import { cutContent, rangeOfAll, trimContent } from './content.ts';
import { maskSource } from './masked-text.ts';

/** Tags that say "this is a card" and nothing about its subject. */
export const cardTags: ReadonlySet<string> = new Set(['card', 'cloze', 'no-card']);

/** As Obsidian reads a tag: behind white space, letters, digits, `_`, `-` and `/`, at least one of them no digit. */
const tag = /(?<![^\s])#(?=[^\s]*[\p{L}_/-])([\p{L}\p{N}\p{M}\p{Emoji_Presentation}_/-]+)/gu;

export interface TagInText {
  readonly name: string;
  /** Offsets in the note, with the `#`. */
  readonly start: number;
  readonly end: number;
}

/** The tags in inline content, none from code, math or links. */
export function findTags(nodes: readonly PhrasingContent[], lines: LineIndex): TagInText[] {
  const [start, end] = rangeOfAll(nodes);
  if (!lines.source.slice(start, end).includes('#')) return [];
  return [...maskSource(nodes, lines.source, start, end).matchAll(tag)].map((match) => ({
    name: match[1] ?? '',
    start: start + match.index,
    end: start + match.index + match[0].length,
  }));
}

/**
 * Inline content without the tags that mark a card, wherever they stand, and without the tags at its end, which speak
 * about it; tags within a sentence are words of it and stay.
 */
export function liftTags(
  nodes: readonly PhrasingContent[],
  lines: LineIndex,
): { readonly content: PhrasingContent[]; readonly tags: readonly string[] } {
  const found = findTags(nodes, lines);
  if (found.length === 0) return { content: [...nodes], tags: [] };
  const [start, end] = rangeOfAll(nodes);
  const masked = maskSource(nodes, lines.source, start, end);
  const trailing = firstTrailing(masked, found, start);
  const lifted = found.filter((one, index) => index >= trailing || cardTags.has(one.name.toLowerCase()));
  const content: PhrasingContent[] = [];
  let at = start;
  for (const one of lifted) {
    content.push(...cutContent(nodes, at, one.start, lines));
    // The space in front of a tag goes with it, unless that would join two words.
    at = one.end + (/[ \t]/.test(masked.charAt(one.end - start)) ? 1 : 0);
  }
  content.push(...cutContent(nodes, at, end, lines));
  const tags = found.map((one) => one.name).filter((name) => !cardTags.has(name.toLowerCase()));
  return { content: trimContent(content), tags };
}

/** The index of the first tag behind which nothing but tags stands, and perhaps a block id at the very end. */
function firstTrailing(masked: string, found: readonly TagInText[], start: number): number {
  let first = found.length;
  let end = masked.trimEnd().replace(/\s\^[A-Za-z0-9-]+$/u, '').length;
  for (; first > 0; first -= 1) {
    const one = found[first - 1];
    if (one === undefined || masked.slice(one.end - start, end).trim() !== '') break;
    end = one.start - start;
  }
  return first;
}

/** Front matter `tags:` in any of the shapes people write: a list, or one string with spaces or commas. */
export function tagsOfValue(value: unknown): string[] {
  const items: unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[\s,]+/u) : [value];
  return items
    .filter((item) => typeof item === 'string' || typeof item === 'number')
    .map((item) => String(item).trim().replace(/^#/u, '').replace(/\s+/gu, '-'))
    .filter((item) => item !== '');
}
