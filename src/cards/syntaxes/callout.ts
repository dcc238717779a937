import { attributesAtEnd, attributesBelow } from '../attributes-below.ts';
import { cutContent, paragraphOf, rangeOf } from '../content.ts';
import type { NoteReading } from '../note-reading.ts';
import { liftTags } from '../tags.ts';

/** `> [!card] question`, folded or not: what stands below it in the quote is the answer. */
export function readCallouts(reading: NoteReading): void {
  const { lines } = reading;
  for (const { block } of reading.flow.callouts) {
    const callout = block.data?.callout;
    if (callout?.kind !== 'card') continue;
    const [start, end] = rangeOf(block);
    const first = lines.pointAt(start).line;
    const last = lines.pointAt(end).line;
    if (reading.isClaimed(first, last)) continue;
    const inside = attributesAtEnd(first, last, reading);
    reading.claim(first, last);
    const below = attributesBelow(last, reading);
    const firstAttribute = inside[0];
    const answerEnd = firstAttribute === undefined ? end : lines.offsetOfLine(firstAttribute.line);
    const { content, tags } = liftTags(callout.title, lines);
    reading.drafts.push({
      syntax: 'callout',
      kind: 'basic',
      start,
      end,
      attributes: [...inside, ...below],
      tags,
      front: paragraphOf(content),
      back: cutContent(block.children, start, answerEnd, lines),
    });
  }
}
