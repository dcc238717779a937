import type { RootContent } from 'mdast';
import type { AttributeLine } from '../attributes.ts';
import { attributesAtEnd, attributesBelow } from '../attributes-below.ts';
import { cutContent, paragraphOf, rangeOf } from '../content.ts';
import type { Flow } from '../flow.ts';
import type { NoteReading } from '../note-reading.ts';
import { findTags, liftTags } from '../tags.ts';

/**
 * A heading with `#card` is a question; its section, up to the next heading of its level, is the answer. A card of its
 * own within the section, by this syntax or an earlier one, ends the answer.
 */
export function readHeadings(reading: NoteReading): void {
  const { lines } = reading;
  const headings = reading.flow.headings.filter(({ block }) => {
    const { line } = lines.pointAt(rangeOf(block)[0]);
    return !reading.isClaimed(line) && isCardHeading(block, reading);
  });
  const starts = new Set<RootContent>(headings.map(({ block }) => block));
  for (const heading of headings) {
    const { block } = heading;
    const [start, headingEnd] = rangeOf(block);
    const first = lines.pointAt(start).line;
    const headingLine = lines.pointAt(headingEnd).line;
    const section = sectionBelow(heading, starts, reading);
    const [, end] = rangeOf(section.at(-1) ?? block);
    const last = lines.pointAt(end).line;
    const below = attributesBelow(headingLine, reading);
    const atEnd = attributesAtEnd(headingLine + below.length, last, reading);
    const answerStart = lines.offsetOfLine(headingLine + below.length + 1);
    const answerEnd = atEnd[0] === undefined ? end : lines.offsetOfLine(atEnd[0].line);
    reading.claim(first, last);
    const after: readonly AttributeLine[] = last > headingLine + below.length ? attributesBelow(last, reading) : [];
    const { content, tags } = liftTags(block.children, lines);
    reading.drafts.push({
      syntax: 'heading',
      kind: 'basic',
      start,
      end,
      attributes: [...below, ...atEnd, ...after],
      tags,
      front: paragraphOf(content),
      back: cutContent(section, answerStart, answerEnd, lines),
      ownHeading: true,
    });
  }
}

function isCardHeading(block: Flow['block'] & { type: 'heading' }, { lines }: NoteReading): boolean {
  return findTags(block.children, lines).some(({ name }) => name.toLowerCase() === 'card');
}

function sectionBelow(
  { block, siblings, index }: NoteReading['flow']['headings'][number],
  starts: ReadonlySet<RootContent>,
  reading: NoteReading,
): RootContent[] {
  const section: RootContent[] = [];
  for (const next of siblings.slice(index + 1)) {
    if (next.type === 'heading' && (next.depth <= block.depth || starts.has(next))) break;
    const [start, end] = rangeOf(next);
    if (reading.isClaimed(reading.lines.pointAt(start).line, reading.lines.pointAt(end).line)) break;
    section.push(next);
  }
  return section;
}
