import { readAttribute } from './attributes.ts';
import type { AttributeLine } from './attributes.ts';
import type { NoteReading } from './note-reading.ts';

/** The attribute lines directly below a card's last line; they are claimed for it. */
export function attributesBelow(lastLine: number, reading: NoteReading): AttributeLine[] {
  const found: AttributeLine[] = [];
  for (let line = lastLine + 1; line <= reading.lines.lineCount; line += 1) {
    if (reading.isCovered(line) || reading.isClaimed(line)) break;
    const attribute = readAttribute(line, reading.lines);
    if (attribute === undefined) break;
    found.push(attribute);
  }
  if (found.length > 0) reading.claim(lastLine + 1, lastLine + found.length);
  return found;
}

/** The attribute lines that a card's own lines end in: those that markdown counts to its last paragraph, list or table. */
export function attributesAtEnd(firstLine: number, lastLine: number, reading: NoteReading): AttributeLine[] {
  const found: AttributeLine[] = [];
  for (let line = lastLine; line > firstLine; line -= 1) {
    const attribute = reading.isCovered(line) ? undefined : readAttribute(line, reading.lines);
    if (attribute === undefined) break;
    found.unshift(attribute);
  }
  return found;
}
