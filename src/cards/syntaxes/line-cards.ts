import type { Paragraph } from 'mdast';
import { readAttribute } from '../attributes.ts';
import { attributesBelow } from '../attributes-below.ts';
import { cutContent, firstEndingAfter, paragraphOf, rangeOf } from '../content.ts';
import { maskSource } from '../masked-text.ts';
import type { NoteReading } from '../note-reading.ts';
import { readSeparators, showWord } from '../separator.ts';
import type { Separator, SeparatorUse } from '../separator.ts';
import { liftTags } from '../tags.ts';

/** `A ::: B`: asked both ways. */
export function readReversedLines(reading: NoteReading): void {
  readLineCards(':::', reading);
}

/** `A :: B`, or `A::B` where one side has a space or a link. Says of every other `::` why it parts no card. */
export function readLines(reading: NoteReading): void {
  readLineCards('::', reading);
}

function readLineCards(separator: Separator, reading: NoteReading): void {
  const { lines } = reading;
  for (const { block } of reading.flow.paragraphs) {
    const [start, end] = rangeOf(block);
    if (!lines.source.slice(start, end).includes(separator)) continue;
    const masked = maskSource(block.children, lines.source, start, end);
    for (const { from, text } of linesOf(masked, start)) {
      const { line } = lines.pointAt(from);
      if (!text.includes(separator) || reading.isClaimed(line)) continue;
      const uses = readSeparators(text, (a, b) => hasLink(block, from + a, from + b));
      const card = uses.find((use) => use.use === 'card');
      if (card?.separator === separator) {
        addLineCard(block, from, from + card.at, from + text.length, separator, reading);
      } else if (card === undefined && separator === '::') {
        // One word about a line is enough: the first pair of colons is what a reader stumbles over.
        const use = uses.find((one) => one.use === 'doubtful-separator') ?? uses[0];
        if (use !== undefined) explainUse(use, line, from, reading);
      }
    }
  }
}

function* linesOf(masked: string, start: number): Generator<{ readonly from: number; readonly text: string }> {
  for (const match of masked.matchAll(/[^\r\n]+/gu)) yield { from: start + match.index, text: match[0] };
}

/** A line of more pieces than this holds spaces too. */
const linksLookedAt = 100;

function hasLink(block: Paragraph, from: number, to: number): boolean {
  const first = firstEndingAfter(block.children, from);
  return block.children.slice(first, first + linksLookedAt).some((node) => {
    const [start, end] = rangeOf(node);
    return (
      (node.type === 'wikiLink' || node.type === 'link' || node.type === 'linkReference') && start >= from && end <= to
    );
  });
}

function addLineCard(
  block: Paragraph,
  from: number,
  at: number,
  to: number,
  separator: Separator,
  reading: NoteReading,
): void {
  const { lines } = reading;
  const { line } = lines.pointAt(from);
  reading.claim(line, line);
  const attributes = attributesBelow(line, reading);
  const front = liftTags(cutContent(block.children, from, at, lines), lines);
  const back = liftTags(cutContent(block.children, at + separator.length, to, lines), lines);
  const indent = /^\s*/u.exec(lines.source.slice(from, to))?.[0].length ?? 0;
  reading.drafts.push({
    syntax: separator === ':::' ? 'reversed-line' : 'line',
    kind: separator === ':::' ? 'basic-and-reversed' : 'basic',
    start: from + indent,
    end: from + lines.source.slice(from, to).trimEnd().length,
    attributes,
    tags: [...front.tags, ...back.tags],
    front: paragraphOf(front.content),
    back: paragraphOf(back.content),
  });
}

function explainUse(use: SeparatorUse, line: number, from: number, reading: NoteReading): void {
  if (use.use === 'card') return;
  const word = showWord(use.word);
  const attribute = readAttribute(line, reading.lines);
  const sentence =
    attribute === undefined
      ? sentences[use.use](word)
      : `\`${attribute.name}::\` sets something about a card only directly below one, and no card ends on the line above.`;
  reading.decide(line, line, use.use, sentence);
  if (use.use !== 'doubtful-separator') return;
  const place = reading.lines.placeAt(from + use.at, from + use.at + 2);
  reading.report(
    'doubtful-separator',
    place,
    `“${word}” may be a card or a name: write spaces around the colons to make it a card, or backticks around the name.`,
  );
}

const sentences: Readonly<Record<Exclude<SeparatorUse['use'], 'card'>, (word: string) => string>> = {
  'ipv6-address': (word) => `The colons in “${word}” belong to an IPv6 address, so they part no card.`,
  'path-in-code': (word) => `The colons in “${word}” belong to a name in a program, so they part no card.`,
  'dataview-field': (word) =>
    `The colons behind “${word.replace(/:+$/u, '')}” have a space only after them, as in a Dataview field, so they part no card; a space on both sides would make one.`,
  'inside-deletion': () => 'The colons stand inside {{…}}, so they part no card.',
  'one-sided-separator': () =>
    'The colons have a space or nothing before them and no space or nothing behind, so they part no card; write a question, a space on both sides, and an answer.',
  'doubtful-separator': (word) =>
    `“${word}” has colons without spaces, and neither side of the line holds a space or a link, so it is no card.`,
};
