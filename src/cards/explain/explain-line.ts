import type { Diagnostic } from '../../diagnostic.ts';
import { indexLines } from '../../vault/index.ts';
import type { Note } from '../../vault/index.ts';
import { textOfLine } from '../attributes.ts';
import type { CardSet, DecisionReason } from '../card-set.ts';
import type { Card } from '../card.ts';
import { describePart } from './describe-part.ts';
import { describeLine } from './describe-line.ts';
import type { LineReason } from './describe-line.ts';

/** What a line of a note is to the cards. */
export interface LineExplanation {
  readonly path: string;
  readonly line: number;
  readonly verdict: 'card' | 'rejected' | 'no-card';
  /** The syntax that made the card, what was decided about the line, or what stands there. */
  readonly reason: DecisionReason | LineReason;
  /** Whole sentences for a person. */
  readonly sentence: string;
  /** The cards that the line belongs to: more than one only where STARTI blocks share a line, or facts a derived card. */
  readonly cards: readonly Card[];
  /** What was found wrong on this line. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Says why a line is or is not a card, and which rule decided. True of any line of any note. */
export function explainLine(set: CardSet, note: Note, line: number): LineExplanation {
  const lines = indexLines(note.path, note.source);
  const at = { path: note.path, line };
  const covers = ({ place }: Card): boolean =>
    place.path === note.path && place.line <= line && line <= (place.endLine ?? place.line);
  const diagnostics = set.diagnostics.filter((found) => found.path === note.path && found.line === line);
  const cards = set.cards.filter(covers);
  const [card] = narrowest(cards);
  if (card !== undefined) {
    const sentence = describePart(card, line, note, lines);
    return { ...at, verdict: 'card', reason: card.syntax, sentence, cards, diagnostics };
  }
  const rejected = set.rejected.filter(covers);
  const decision = set.decisions
    .filter((one) => one.note === note.id && one.firstLine <= line && line <= one.lastLine)
    .sort((a, b) => a.lastLine - a.firstLine - (b.lastLine - b.firstLine))[0];
  if (rejected.length > 0 && decision !== undefined) {
    return {
      ...at,
      verdict: 'rejected',
      reason: 'rejected',
      sentence: decision.sentence,
      cards: rejected,
      diagnostics,
    };
  }
  const text = textOfLine(line, lines);
  if (decision !== undefined && (text.trim() !== '' || decision.reason === 'faulty-card')) {
    return { ...at, verdict: 'no-card', reason: decision.reason, sentence: decision.sentence, cards: [], diagnostics };
  }
  return { ...at, verdict: 'no-card', ...describeLine(line, note, lines), cards: [], diagnostics };
}

/** The card with the fewest lines first: the parts of a split answer before the whole. */
function narrowest(cards: readonly Card[]): Card[] {
  const size = ({ place }: Card): number => (place.endLine ?? place.line) - place.line;
  return [...cards].sort((a, b) => size(a) - size(b));
}
