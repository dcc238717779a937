import type { RootContent } from 'mdast';
import type { Place } from '../../diagnostic.ts';
import type { LineRange } from '../card-set.ts';
import type { NoteReading } from '../note-reading.ts';
import type { KnownNoteType } from '../note-types.ts';

type Fields = ReadonlyMap<string, readonly RootContent[]>;

/** What the fields of a stock note type mean, by their position. */
export function fieldsOfStock(
  { declaration, stock }: KnownNoteType,
  fields: Fields,
): {
  readonly question: readonly RootContent[];
  /** Missing where the block does not name the field at all. */
  readonly answer: readonly RootContent[] | undefined;
  readonly extra: readonly RootContent[];
  readonly addReverse: boolean;
} {
  const at = (position: number): readonly RootContent[] | undefined => fields.get(declaration.fields[position] ?? '');
  return {
    question: at(0) ?? [],
    answer: at(1),
    extra: stock === 'Cloze' ? [...(at(1) ?? []), ...(at(2) ?? [])] : [],
    addReverse: (at(2) ?? []).length > 0,
  };
}

/** `ID: 17` or `<!--ID: 17-->`: the note's id in the user's Anki. */
export function ankiIdOf(text: string): number | undefined {
  const digits = /^(?:<!--[ \t]*)?ID:[ \t]*(\d{1,15})[ \t]*(?:-->)?$/u.exec(text.trim())?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Tags parted by spaces; a `#` or a comma is not part of one. */
export function tagsOfWords(words: string): string[] {
  return words
    .split(/\s+/u)
    .map((word) => word.replace(/^#|,$/gu, ''))
    .filter((word) => word !== '');
}

export function reportUnknownType(place: Place, name: string, block: LineRange, reading: NoteReading): void {
  const near = reading.noteTypes.namesNear(name).slice(0, 5);
  const known = near.map((type) => `“${type}”`).join(', ');
  reading.report(
    'unknown-note-type',
    place,
    name === ''
      ? `The line behind START names no note type. Known are ${known}.`
      : `There is no note type “${name}”. Known are ${known}. Declare yours under \`noteTypes\` in the configuration, or with --note-types FILE.apkg; a stock type of an Anki in another language is declared with \`like\`.`,
    near,
  );
  reading.decide(
    block.firstLine,
    block.lastLine,
    'faulty-card',
    name === ''
      ? 'This block names no note type, so it is no card.'
      : `This block is of a note type that nothing declares (“${name}”), so it is no card.`,
  );
}

/** @param raw the block's text, in which the field's name may stand misspelled */
export function reportMissingField(
  place: Place,
  raw: string,
  block: LineRange,
  type: KnownNoteType,
  reading: NoteReading,
): void {
  const name = type.declaration.fields[1] ?? '';
  const misspelled = new RegExp(`(?:^|\\s)${name.replace(/[^\p{L}\p{N}]/gu, '.')}[ \\t]*:`, 'imu').test(raw);
  const advice = misspelled
    ? `\`${name}:\` must be spelled so, at the start of its line`
    : `write \`${name}:\` in front of the answer`;
  reading.report(
    'missing-field',
    place,
    `This block of the note type “${type.declaration.name}” has no field ${name}: ${advice}.`,
    [`${name}:`],
  );
  reading.decide(block.firstLine, block.lastLine, 'faulty-card', `This block has no field ${name}, so it is no card.`);
}
