import type { Blockquote, Paragraph, PhrasingContent, Text } from 'mdast';
import type { LineIndex } from './line-index.ts';

/**
 * Recognises `> [!kind]+ title`: the quote gets `data.callout`, and its first line is taken out of its children. A
 * quote that does not begin so is left alone.
 */
export function readCallout(quote: Blockquote, lines: LineIndex): void {
  const paragraph = quote.children[0];
  if (paragraph?.type !== 'paragraph') return;
  const first = paragraph.children[0];
  if (first?.type !== 'text') return;
  const marker = /^\[!([^\]\r\n]+)\]([+-]?)(?=[ \t\r\n]|$)[ \t]*/.exec(first.value);
  if (marker === null) return;
  const { title, body } = splitFirstLine(withoutMarker(paragraph.children, first, marker[0].length), lines);
  const fold = marker[2];
  quote.data = {
    ...quote.data,
    callout: {
      kind: (marker[1] ?? '').trim().toLowerCase(),
      ...(fold === '+' || fold === '-' ? { fold } : {}),
      title: trimEnd(title),
    },
  };
  if (body.length === 0) quote.children.shift();
  else quote.children[0] = withChildren(paragraph, body);
}

function withoutMarker(children: readonly PhrasingContent[], first: Text, length: number): PhrasingContent[] {
  const rest = first.value.slice(length);
  if (rest === '') return children.slice(1);
  const position = first.position;
  const start = position?.start;
  const moved =
    start?.offset === undefined || position === undefined
      ? position
      : {
          start: { line: start.line, column: start.column + length, offset: start.offset + length },
          end: position.end,
        };
  return [{ ...first, value: rest, ...(moved === undefined ? {} : { position: moved }) }, ...children.slice(1)];
}

function splitFirstLine(
  children: readonly PhrasingContent[],
  lines: LineIndex,
): { title: PhrasingContent[]; body: PhrasingContent[] } {
  const end = children.findIndex(
    (node) => node.type === 'break' || (node.type === 'text' && node.value.includes('\n')),
  );
  const last = children[end];
  if (last === undefined) return { title: [...children], body: [] };
  const title = children.slice(0, end);
  const body = children.slice(end + 1);
  if (last.type === 'text') {
    const lineEnd = last.value.indexOf('\n');
    const before = last.value.slice(0, lineEnd).replace(/\r$/, '');
    const after = last.value.slice(lineEnd + 1);
    const cut = cutAtLineEnd(last, lines);
    if (before.trim() !== '') title.push({ ...last, value: before, ...cut.before });
    if (after !== '') body.unshift({ ...last, value: after, ...cut.after });
  }
  return { title, body };
}

/** The positions of a text's first line and of what follows: behind the line end, the quote's marks and indentation. */
function cutAtLineEnd(text: Text, lines: LineIndex): { before: Pick<Text, 'position'>; after: Pick<Text, 'position'> } {
  const { position } = text;
  const start = position?.start.offset;
  if (position === undefined || start === undefined) return { before: {}, after: {} };
  const lineEnd = /\r\n|\n|\r/g;
  lineEnd.lastIndex = start;
  const ending = lineEnd.exec(lines.source);
  if (ending === null) return { before: {}, after: {} };
  const prefix = /[\t >]*/y;
  prefix.lastIndex = lineEnd.lastIndex;
  prefix.exec(lines.source);
  return {
    before: { position: { start: position.start, end: lines.pointAt(ending.index) } },
    after: { position: { start: lines.pointAt(prefix.lastIndex), end: position.end } },
  };
}

function withChildren(paragraph: Paragraph, children: PhrasingContent[]): Paragraph {
  const start = children[0]?.position?.start;
  const position = paragraph.position;
  if (start === undefined || position === undefined) return { ...paragraph, children };
  return { ...paragraph, children, position: { start, end: position.end } };
}

function trimEnd(title: PhrasingContent[]): PhrasingContent[] {
  const last = title.at(-1);
  if (last?.type !== 'text') return title;
  return [...title.slice(0, -1), { ...last, value: last.value.trimEnd() }];
}
