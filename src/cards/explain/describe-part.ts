import type { LineIndex, Note } from '../../vault/index.ts';
import { readAttribute, textOfLine } from '../attributes.ts';
import { syntaxNames } from '../build-card.ts';
import type { Card, CardField } from '../card.ts';
import { rangeOfAll } from '../content.ts';
import { ankiIdOf } from '../syntaxes/block-fields.ts';

/** Which card a line belongs to, by which syntax, and what the line is to it. */
export function describePart(card: Card, line: number, note: Note, lines: LineIndex): string {
  const last = card.place.endLine ?? card.place.line;
  const where = last === card.place.line ? `line ${last}` : `lines ${card.place.line} to ${last}`;
  const by = card.derived === undefined ? syntaxNames[card.syntax] : `card derived by the rule ${card.derived}`;
  return `${partOf(card, line, note, lines)} of the card “${cardTitle(card)}” (${by}, ${where}).`;
}

/** A card's question in a few words. */
export function cardTitle(card: Card): string {
  const text = ((card.fields.Front ?? card.fields.Text)?.text ?? '').replace(/\s+/gu, ' ');
  return text.length > 60 ? `${text.slice(0, 59).trimEnd()}…` : text;
}

const attributeParts = {
  hint: 'This line is the hint',
  extra: 'This line is the extra text',
  accept: 'This line lists answers that count as right',
  type: 'This line says how the answer is given',
  experiment: 'This line names the experiment',
  id: 'This line is the id',
  anchor: 'This line is the id',
} as const;

function partOf(card: Card, line: number, note: Note, lines: LineIndex): string {
  const attribute = isAttributeLine(card, line, lines) ? readAttribute(line, lines) : undefined;
  if (attribute !== undefined) return attributeParts[attribute.name];
  const text = textOfLine(line, lines).trim();
  if (card.syntax === 'start-block') {
    if (line === card.place.line) return 'This line opens the block';
    if (text === 'END') return 'This line closes the block';
    if (ankiIdOf(text) !== undefined) return 'This line is the Anki id';
    if (/^Tags:(?: |$)/u.test(text) && line > lineAfterFields(card, lines)) return 'This line gives the tags';
  }
  const { Front, Back, Text, Extra } = card.fields;
  const parts = [
    isWithin(Front, line, note, lines) ? 'the question' : undefined,
    isWithin(Back, line, note, lines) ? 'the answer' : undefined,
    isWithin(Text, line, note, lines) ? 'the text' : undefined,
    isWithin(Extra, line, note, lines) ? 'the extra text' : undefined,
  ].filter((part) => part !== undefined);
  if (parts.length > 0) return `This line is ${text === '' ? 'within ' : ''}${parts.join(' and ')}`;
  const field = /^([\p{L}\p{N} ]+):$/u.exec(text)?.[1];
  if (card.syntax === 'start-block' && field !== undefined) return `This line begins the field ${field}`;
  return card.syntax === 'start-block' && line === card.place.line + 1
    ? 'This line names the note type'
    : 'This line is part';
}

/** Field by field: from the line of its first node to the line of its last. */
function isWithin(field: CardField | undefined, line: number, note: Note, lines: LineIndex): boolean {
  if (field === undefined || field.content.length === 0) return false;
  const [start, end] = rangeOfAll(field.content);
  return end > 0 && lines.pointAt(start).line <= line && line <= lines.pointAt(Math.min(end, note.source.length)).line;
}

/** Attribute lines end a card, or follow its heading; elsewhere they are text. */
function isAttributeLine({ place, syntax }: Card, line: number, lines: LineIndex): boolean {
  const last = place.endLine ?? place.line;
  const areAttributes = (from: number, to: number): boolean => {
    for (let at = from; at <= to; at += 1) if (readAttribute(at, lines) === undefined) return false;
    return from <= to;
  };
  if (line <= place.line) return false;
  return areAttributes(line, last) || (syntax === 'heading' && areAttributes(place.line + 1, line));
}

function lineAfterFields(card: Card, lines: LineIndex): number {
  const fields = [card.fields.Front, card.fields.Back, card.fields.Text, card.fields.Extra];
  return Math.max(
    0,
    ...fields.map((field) => (field === undefined ? 0 : lines.pointAt(rangeOfAll(field.content)[1]).line)),
  );
}
