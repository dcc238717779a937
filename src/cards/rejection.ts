import type { Place } from '../diagnostic.ts';
import type { LineIndex } from '../vault/index.ts';
import { textOfLine } from './attributes.ts';

const rejection = /<!--\s*no-card\s*-->|%%\s*no-card\s*%%/iu;

/** A no-card comment on the card's first line, or above it; a blank line or another comment may stand between. */
export function isRejected(place: Place, lines: LineIndex): boolean {
  if (rejection.test(textOfLine(place.line, lines))) return true;
  for (let line = place.line - 1; line >= 1; line -= 1) {
    const text = textOfLine(line, lines);
    if (rejection.test(text)) return true;
    if (text.trim() !== '' && !/^[\s>]*(?:<!--.*-->|%%.*%%)\s*$/u.test(text)) return false;
    if (text.trim() === '' && line < place.line - 1) return false;
  }
  return false;
}
