import { endOfLine, textOfLine } from '../attributes.ts';
import { rangeOf } from '../content.ts';
import type { NoteReading } from '../note-reading.ts';
import { findTags } from '../tags.ts';

/** Says a word about what looks like a card and is none: read last, when the cards have claimed their lines. */
export function reportNearMisses(reading: NoteReading): void {
  reportUnusedTags(reading);
  reportMisspelledStarts(reading);
}

function reportUnusedTags(reading: NoteReading): void {
  const { lines } = reading;
  for (const { block } of reading.flow.paragraphs) {
    const tag = findTags(block.children, lines).find(({ name }) => /^(?:card|cloze)$/iu.test(name));
    if (tag === undefined || reading.isClaimed(lines.pointAt(tag.start).line)) continue;
    const [start, end] = rangeOf(block);
    const marked = lines.source.slice(tag.start, tag.end);
    reading.report(
      'card-tag-without-card',
      lines.placeAt(tag.start, tag.end),
      `${marked} makes no card of this text: mark what is to be asked for as ==text== or {{c1::text}}, write \`question :: answer\`, or tag a heading.`,
    );
    reading.decide(
      lines.pointAt(start).line,
      lines.pointAt(end).line,
      'near-miss',
      `This text is tagged ${marked}, but it holds no deletion and no separator, so it is no card.`,
    );
  }
}

/** `Start`, or an indented `START`, where a block seems to follow: a note type on the next line. */
function reportMisspelledStarts(reading: NoteReading): void {
  const { lines } = reading;
  if (!/^[\s>]*START[ \t]*$/imu.test(lines.source)) return;
  for (let line = 1; line < lines.lineCount; line += 1) {
    const text = textOfLine(line, lines);
    if (!/^[\s>]*START[ \t]*$/iu.test(text) || reading.isClaimed(line) || reading.isCovered(line)) continue;
    const below = textOfLine(line + 1, lines).replace(/^[\s>]+/u, '');
    if (reading.noteTypes.find(below) === undefined) continue;
    const start = lines.offsetOfLine(line);
    reading.report(
      'misspelled-start',
      lines.placeAt(start, endOfLine(line, lines)),
      'This looks like a START block: write START in capitals, at the very start of its line.',
      ['START'],
    );
    reading.decide(
      line,
      line,
      'near-miss',
      'A START block opens with START in capitals at the very start of a line, so this is none.',
    );
  }
}
