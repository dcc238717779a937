import type { Link, Text } from 'mdast';
import type { Diagnostic } from '../diagnostic.ts';
import type { LineIndex } from './line-index.ts';
import { report } from './rules.ts';

/** `[https://…](a title with spaces)`: CommonMark reads text there. One level of parentheses may stand in the title. */
const reversed = /\[(https?:\/\/[^\s\]]+)\]\(((?:[^()\r\n]|\([^()\r\n]*\))+)\)/g;

/** Finds reversed links in a text node: the texts and links that replace it, or nothing where there is none. */
export function repairReversedText(text: Text, lines: LineIndex): (Text | Link)[] | undefined {
  if (!text.value.includes('](')) return undefined;
  const nodes: (Text | Link)[] = [];
  let done = 0;
  let sourceDone = text.position?.start.offset ?? 0;
  for (const match of text.value.matchAll(reversed)) {
    const [raw, url = '', title = ''] = match;
    const found = lines.source.indexOf(raw, sourceDone);
    const start = found === -1 ? sourceDone : found;
    const end = found === -1 ? sourceDone : found + raw.length;
    if (match.index > done) nodes.push(textBetween(text.value.slice(done, match.index), sourceDone, start, lines));
    const titleStart = start + 1 + url.length + 2;
    nodes.push({
      type: 'link',
      url,
      title: null,
      children: [textBetween(title.trim(), titleStart, titleStart + title.length, lines)],
      position: { start: lines.pointAt(start), end: lines.pointAt(end) },
    });
    done = match.index + raw.length;
    sourceDone = end;
  }
  if (done === 0) return undefined;
  const last = text.position?.end.offset ?? sourceDone;
  if (done < text.value.length) nodes.push(textBetween(text.value.slice(done), sourceDone, last, lines));
  return nodes;
}

/** Repairs `[https://…](word)`, which CommonMark takes for a link to `word`; says whether it was one. */
export function repairReversedLink(link: Link): boolean {
  const only = link.children.length === 1 ? link.children[0] : undefined;
  if (only?.type !== 'text' || !/^https?:\/\/\S+$/.test(only.value)) return false;
  if (/^(?:[a-z][a-z0-9+.-]*:|\/|\.{1,2}\/|#)/i.test(link.url) || /[./]/.test(link.url)) return false;
  const title = decodeAddress(link.url);
  link.url = only.value;
  only.value = title;
  return true;
}

/** A link in the tree is right already; the note is not. */
export function reportReversedLink(link: Link, lines: LineIndex): Diagnostic {
  const title = link.children[0]?.type === 'text' ? link.children[0].value : '';
  const right = `[${title}](${link.url})`;
  return report('reversed-link', lines.placeOf(link), `address and title have changed places; write ${right}`, [right]);
}

/** Undoes percent-encoding; what is not validly encoded stays. */
export function decodeAddress(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

function textBetween(value: string, start: number, end: number, lines: LineIndex): Text {
  return { type: 'text', value, position: { start: lines.pointAt(start), end: lines.pointAt(end) } };
}
