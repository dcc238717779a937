import type { NoteReading } from './note-reading.ts';
import { tagsOfValue } from './tags.ts';

/**
 * What front matter says about all cards of its note: `deck:`, `tags:`, and `cards: false` for none.
 * @returns whether the note may hold cards
 */
export function readNoteSettings(reading: NoteReading): boolean {
  const { data } = reading.note.frontMatter;
  reading.shared.tags.push(...tagsOfValue(data['tags'] ?? data['tag']));
  const deck = data['deck'];
  if (typeof deck === 'string' && deck.trim() !== '') reading.shared.deck = deck.trim();
  else if (deck !== undefined && deck !== null) reportValue('deck', 'the name of a deck', reading);
  const cards = data['cards'];
  if (cards === undefined || cards === null || cards === true) return true;
  if (cards !== false) {
    reportValue('cards', '`true` or `false`', reading);
    return true;
  }
  reading.decide(
    1,
    reading.lines.lineCount,
    'cards-off',
    'The front matter of this note says `cards: false`, so nothing in it is a card.',
  );
  return false;
}

function reportValue(key: string, expected: string, reading: NoteReading): void {
  const place = reading.note.frontMatter.places.get(key) ?? { path: reading.note.path, line: 1, column: 1 };
  reading.report('bad-front-matter-value', place, `\`${key}:\` takes ${expected}; it is not heeded.`);
}
