import type { Place } from '../diagnostic.ts';
import type { LineIndex } from '../vault/index.ts';
import { matchComment } from './comment-above.ts';

const rejection = /<!--\s*no-card\s*-->|%%\s*no-card\s*%%/iu;

/** A no-card comment on the card's first line, or above it; a blank line or another comment may stand between. */
export function isRejected(place: Place, lines: LineIndex): boolean {
  return matchComment(rejection, place.line, place.line, lines) !== undefined;
}
