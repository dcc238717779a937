import type { Heading, ListItem, PhrasingContent, RootContent } from 'mdast';
import { plainText } from '../vault/index.ts';
import type { Card, CardField } from './card.ts';
import { conceptsOf } from './concepts.ts';
import type { LinkedSections } from './concepts.ts';
import { cutContent, paragraphOf, rangeOf } from './content.ts';
import { proseOf, wordsOf } from './lint/words.ts';
import { maskSource } from './masked-text.ts';
import type { NoteReading } from './note-reading.ts';

/** An answer past this many words is long: the limit of the rule `long-answer`. */
const longFrom = 25;

/** What parts a bullet's label from what is said about it. */
const labelEnd = /:(?=\s|$)|\s[–—→=](?=\s)/u;

/**
 * Makes small cards out of the labelled bullets of long START answers: “heading, label?” with the rest of the bullet as
 * the answer. The block stays a card with its id, so that its reviews in Anki go on.
 */
export function splitLongAnswers(reading: NoteReading, linked: LinkedSections): void {
  for (const card of [...reading.cards]) {
    const answer = card.fields.Back;
    if (card.syntax !== 'start-block' || card.foreign !== undefined || answer === undefined) continue;
    if (wordsOf(proseOf(answer.content)).length <= longFrom) continue;
    const parts = splitBlocks(answer.content, card.fields.Front?.content ?? [], reading);
    for (const part of parts) reading.cards.push(cardOfPart(part, card, reading, linked));
  }
}

interface Part {
  readonly item: ListItem;
  readonly front: readonly RootContent[];
  readonly back: readonly RootContent[];
}

function splitBlocks(blocks: readonly RootContent[], question: readonly RootContent[], reading: NoteReading): Part[] {
  const asked = question.flatMap((node) => (node.type === 'paragraph' ? node.children : []));
  const headings: Heading[] = [];
  const parts: Part[] = [];
  const visitItems = (items: readonly ListItem[]): void => {
    for (const item of items) {
      const part = splitItem(item, headings.length === 0 ? asked : joinHeadings(headings), reading);
      if (part !== undefined) parts.push(part);
      for (const child of item.children) if (child.type === 'list') visitItems(child.children);
    }
  };
  for (const block of blocks) {
    if (block.type === 'heading') {
      while ((headings.at(-1)?.depth ?? 0) >= block.depth) headings.pop();
      headings.push(block);
    } else if (block.type === 'list') visitItems(block.children);
  }
  return parts;
}

/** All headings around a bullet: the innermost, “type”, would not say whose. */
function joinHeadings(headings: readonly Heading[]): PhrasingContent[] {
  return headings.flatMap(({ children }, index) =>
    index === 0 ? children : [{ type: 'text', value: ', ' } as const, ...children],
  );
}

function splitItem(item: ListItem, topic: readonly PhrasingContent[], { lines }: NoteReading): Part | undefined {
  const paragraph = item.children[0];
  if (paragraph?.type !== 'paragraph') return undefined;
  const [start, end] = rangeOf(paragraph);
  const match = labelEnd.exec(maskSource(paragraph.children, lines.source, start, end));
  if (match === null) return undefined;
  const label = cutContent(paragraph.children, start, start + match.index, lines);
  const value = paragraphOf(cutContent(paragraph.children, start + match.index + match[0].length, end, lines));
  const words = wordsOf(plainText(label)).length;
  if (words === 0 || words > 6 || plainText(value) === '') return undefined;
  const front = paragraphOf([...topic, { type: 'text', value: ': ' }, ...label, { type: 'text', value: '?' }]);
  return { item, front, back: value };
}

function cardOfPart({ item, front, back }: Part, whole: Card, reading: NoteReading, linked: LinkedSections): Card {
  const { lines, note } = reading;
  const [start, end] = rangeOf(item.children[0] ?? item);
  const place = lines.placeAt(start, end);
  const field = (content: readonly RootContent[]): CardField => ({ content, text: plainText(content).trim() });
  const { ankiNoteId: _, explicitId: __, ...shared } = whole;
  return {
    ...shared,
    place,
    kind: 'basic',
    fields: { Front: field(front), Back: field(back) },
    concepts: conceptsOf(note, place, linked),
  };
}
