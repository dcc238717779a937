import { endOfLine, textOfLine } from '../attributes.ts';
import type { NoteReading } from '../note-reading.ts';
import { ankiIdOf, tagsOfWords } from './block-fields.ts';

/**
 * Obsidian_to_Anki's lines that speak about the whole note: `TARGET DECK` and `FILE TAGS`, their value behind a colon or
 * on the next line, and `DELETE` with an id on the next line, which says that a note is gone.
 */
export function readDirectives(reading: NoteReading): void {
  const { lines } = reading;
  if (!/^(?:TARGET DECK|FILE TAGS|DELETE|FROZEN)/mu.test(lines.source)) return;
  let deck: string | undefined;
  for (let line = 1; line <= lines.lineCount; line += 1) {
    if (reading.isClaimed(line) || reading.isCovered(line)) continue;
    const text = textOfLine(line, lines).trimEnd();
    const directive = /^(TARGET DECK|FILE TAGS)(?:[ \t]*:[ \t]*(.*))?$/u.exec(text);
    if (directive !== null) {
      const below = directive[2] === undefined;
      const value = below ? textOfLine(line + 1, lines).trim() : (directive[2] ?? '').trim();
      const last = below && value !== '' ? line + 1 : line;
      reading.claim(line, last);
      if (directive[1] === 'FILE TAGS') readTags(value, line, last, reading);
      else deck = readDeck(value, line, last, deck, reading);
      line = last;
    } else if (text === 'DELETE') readDelete(line, reading);
    else if (/^FROZEN\s*-/u.test(text)) reportFrozen(line, reading);
  }
  if (deck !== undefined) reading.shared.deck ??= deck;
}

function readTags(value: string, line: number, last: number, reading: NoteReading): void {
  const tags = tagsOfWords(value);
  reading.shared.tags.push(...tags);
  reading.decide(line, last, 'tags-line', `FILE TAGS gives every card of this note the tags ${tags.join(', ')}.`);
}

function readDeck(
  value: string,
  line: number,
  last: number,
  earlier: string | undefined,
  reading: NoteReading,
): string | undefined {
  const { lines } = reading;
  if (earlier === undefined && value !== '') {
    reading.decide(
      line,
      last,
      'deck-line',
      reading.shared.deck === undefined
        ? `TARGET DECK puts the cards of this note into the deck ${value}.`
        : `TARGET DECK names the deck ${value}, but the front matter names ${reading.shared.deck}, which counts.`,
    );
    return value;
  }
  const place = lines.placeAt(lines.offsetOfLine(line), endOfLine(line, lines));
  if (value === '') {
    reading.report(
      'second-target-deck',
      place,
      'This TARGET DECK names no deck: write its name behind a colon or on the next line.',
    );
    reading.decide(line, last, 'deck-line', 'This TARGET DECK names no deck.');
  } else {
    reading.report('second-target-deck', place, `A note has one deck: “${earlier ?? ''}” counts, this line does not.`);
    reading.decide(
      line,
      last,
      'deck-line',
      `This is the second TARGET DECK of the note; the first one, ${earlier ?? ''}, counts.`,
    );
  }
  return earlier;
}

function readDelete(line: number, reading: NoteReading): void {
  const { lines, note } = reading;
  const below = textOfLine(line + 1, lines).trim() === '' ? line + 2 : line + 1;
  const ankiNoteId = ankiIdOf(textOfLine(below, lines));
  const start = lines.offsetOfLine(line);
  if (ankiNoteId === undefined) {
    reading.report(
      'delete-without-id',
      lines.placeAt(start, endOfLine(line, lines)),
      'DELETE stands above no id: write the line `ID: …` of the note that is gone below it, or take DELETE out.',
    );
    reading.decide(line, line, 'near-miss', 'DELETE counts only with the id of a note on the next line.');
    return;
  }
  reading.claim(line, below);
  reading.deleted.push({ note: note.id, place: lines.placeAt(start, endOfLine(below, lines)), ankiNoteId });
  reading.decide(line, below, 'deleted', `DELETE says that note ${ankiNoteId} of Anki is gone; the export lists it.`);
}

function reportFrozen(line: number, reading: NoteReading): void {
  const { lines } = reading;
  const place = lines.placeAt(lines.offsetOfLine(line), endOfLine(line, lines));
  reading.report(
    'frozen-fields',
    place,
    'FROZEN fields are not read yet: this text is on no card. Write it into the cards that need it.',
  );
  reading.decide(line, line, 'near-miss', 'FROZEN fields are not read yet, so this text is on no card.');
}
