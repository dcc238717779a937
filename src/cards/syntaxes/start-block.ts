import type { RootContent } from 'mdast';
import { endOfLine, textOfLine } from '../attributes.ts';
import { rangeOf } from '../content.ts';
import type { NoteReading } from '../note-reading.ts';
import { FenceWatch } from './fence-watch.ts';
import { readBlockBody } from './block-body.ts';

/**
 * Obsidian_to_Anki's blocks: a line `START`, a line that names the note type, fields, perhaps `Tags: …` and an id, and
 * a line `END`. What stands in a block is read for itself, as if the rest of the note were not there.
 */
export function readStartBlocks(reading: NoteReading): void {
  const { lines } = reading;
  if (!/^START[ \t]*$/mu.test(lines.source)) return;
  const blocks: { first: number; last: number }[] = [];
  let behind = 0;
  for (let line = 1; line <= lines.lineCount; line += 1) {
    // Code that begins inside a block ends with it, whatever the note as a whole looks like.
    if (!isLine('START', line, reading) || reading.coveredSince(line) > behind) continue;
    const last = findEnd(line, reading, true) ?? findEnd(line, reading, false);
    if (last === undefined) {
      reportUnclosed(line, reading);
      continue;
    }
    blocks.push({ first: line, last });
    reportEndLikeLines(line, last, reading);
    behind = last;
    line = last;
  }
  for (const { first, last } of blocks) reading.claim(first, last);
  reading.replaceBlocks(blocksOutside(blocks, reading));
  for (const { first, last } of blocks) readBlockBody(first, last, reading);
}

function isLine(word: 'START' | 'END', line: number, { lines }: NoteReading): boolean {
  return textOfLine(line, lines).trimEnd() === word;
}

/** The block's END; none where another START comes first. An END in a fence is part of the code. */
function findEnd(start: number, reading: NoteReading, heedFences: boolean): number | undefined {
  const { lines } = reading;
  const fence = new FenceWatch();
  for (let line = start + 1; line <= lines.lineCount; line += 1) {
    if (heedFences && fence.isInside(textOfLine(line, lines))) continue;
    if (isLine('END', line, reading)) return line;
    if (isLine('START', line, reading)) return undefined;
  }
  return undefined;
}

function reportUnclosed(line: number, reading: NoteReading): void {
  const { lines } = reading;
  const start = lines.offsetOfLine(line);
  reading.report(
    'unclosed-start-block',
    lines.placeAt(start, endOfLine(line, lines)),
    'This START has no END: close the block by a line that says END and nothing else.',
    ['END'],
  );
  reading.claim(line, line);
  let last = line;
  while (textOfLine(last + 1, lines).trim() !== '' && !isLine('START', last + 1, reading)) last += 1;
  reading.decide(
    line,
    last,
    'faulty-card',
    `Line ${line} opens a START block that no END closes, so there is no card.`,
  );
}

function reportEndLikeLines(first: number, last: number, reading: NoteReading): void {
  const { lines } = reading;
  for (let line = first + 1; line < last; line += 1) {
    const text = textOfLine(line, lines);
    if (!/^END\S/u.test(text)) continue;
    const start = lines.offsetOfLine(line);
    reading.report(
      'end-like-line',
      lines.placeAt(start, start + text.length),
      'This line is part of the card; Obsidian_to_Anki would end the block here. Begin the line with another word if you use both.',
    );
  }
}

/** The note without its START blocks. Where one runs into the text beside it, that text is parsed again for itself. */
function blocksOutside(blocks: readonly { first: number; last: number }[], reading: NoteReading): RootContent[] {
  const { lines, note } = reading;
  const outside: RootContent[] = [];
  let from = 1;
  let index = 0;
  const children = note.tree.children;
  for (const { first, last } of [...blocks, { first: lines.lineCount + 1, last: lines.lineCount + 1 }]) {
    const start = lines.offsetOfLine(from);
    const end = first > lines.lineCount ? lines.source.length : lines.offsetOfLine(first);
    const inside: RootContent[] = [];
    let straddles = false;
    for (; index < children.length; index += 1) {
      const node = children[index];
      if (node === undefined || rangeOf(node)[0] >= end) break;
      const [nodeStart, nodeEnd] = rangeOf(node);
      if (nodeEnd > end || nodeStart < start) straddles ||= nodeEnd > start;
      else inside.push(node);
      if (nodeEnd > end) break;
    }
    // A note whose front matter takes its first lines has no block there, so only its own text is parsed again.
    const textStart = Math.max(start, lines.offsetOfLine(reading.frontMatterLines + 1));
    if (!straddles) outside.push(...inside);
    else if (textStart < end) outside.push(...reading.parseSlice(textStart, end));
    from = last + 1;
  }
  return outside;
}
