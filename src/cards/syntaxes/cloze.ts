import type { ListItem, Paragraph, RootContent } from 'mdast';
import { attributesAtEnd, attributesBelow } from '../attributes-below.ts';
import { cutContent, rangeOf, rangeOfAll, someNode } from '../content.ts';
import type { Flow } from '../flow.ts';
import type { NoteReading } from '../note-reading.ts';
import { findTags, liftTags } from '../tags.ts';

/** A paragraph or list item tagged `#card` or `#cloze` in which something is left out. */
export function readClozes(reading: NoteReading): void {
  const { lines } = reading;
  for (const flow of reading.flow.paragraphs) {
    const { block } = flow;
    const [start, end] = rangeOf(block);
    const first = lines.pointAt(start).line;
    if (reading.isClaimed(first, lines.pointAt(end).line)) continue;
    const marks = findTags(block.children, lines).filter(({ name }) => /^(?:card|cloze)$/iu.test(name));
    if (marks.length === 0) continue;
    const saysCloze = marks.some(({ name }) => name.toLowerCase() === 'cloze');
    const scope = scopeOf(flow, saysCloze, reading);
    if (scope === undefined) continue;
    const [, scopeEnd] = rangeOfAll(scope);
    const last = lines.pointAt(scopeEnd).line;
    if (reading.isClaimed(first, last)) continue;
    const inside = attributesAtEnd(first, last, reading);
    reading.claim(first, last);
    const attributes = [...inside, ...attributesBelow(last, reading)];
    const textEnd = inside[0] === undefined ? scopeEnd : lines.offsetOfLine(inside[0].line);
    const { content, tags } = liftTags(block.children, lines);
    const text = [{ ...block, children: content }, ...scope.slice(1)];
    reading.drafts.push({
      syntax: 'cloze',
      kind: 'cloze',
      start,
      end: inside[0] === undefined ? scopeEnd : textEnd - 1,
      attributes,
      tags,
      text: cutContent<RootContent>(text, start, textEnd, lines),
      curly: saysCloze,
    });
  }
}

/**
 * The paragraph, or where only the rest of its list item holds a deletion, the whole item. Nothing where `#card` stands
 * on a text without one: that may be a card by a later syntax. `#cloze` without one is a fault to be told.
 */
function scopeOf(
  { block, item }: Flow<Paragraph>,
  saysCloze: boolean,
  reading: NoteReading,
): readonly RootContent[] | undefined {
  if (mayHoldDeletion([block], saysCloze, reading)) return [block];
  if (item?.children[0] === block && mayHoldDeletion(untagged(item, reading), saysCloze, reading)) {
    return item.children;
  }
  return saysCloze ? [block] : undefined;
}

/** The blocks of an item, without nested items that are cards of their own. */
function untagged(item: ListItem, { lines }: NoteReading): readonly RootContent[] {
  const tagged = someNode(
    item.children.slice(1),
    (node) =>
      node.type === 'paragraph' && findTags(node.children, lines).some(({ name }) => /^(?:card|cloze)$/iu.test(name)),
  );
  return tagged ? [] : item.children;
}

/** Whether `readDeletions` could find one: a highlight, a native one, or curly ones in text. */
function mayHoldDeletion(nodes: readonly RootContent[], curly: boolean, { lines }: NoteReading): boolean {
  return someNode(nodes, (node) => {
    if (node.type !== 'text') return node.type === 'highlight';
    if (curly && /(?<![{$\\])\{[^{}]+\}(?!\})/u.test(node.value)) return true;
    return /\{\{c\d*::/u.test(lines.source.slice(...rangeOf(node)));
  });
}
