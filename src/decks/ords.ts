import type { NoteType } from './deck.ts';
import type { NamedFields } from './note-fields.ts';
import { renderTemplate } from './preview/card-template.ts';

/** Anki's own limit (notetype/cardgen.rs). */
const MOST_CLOZES = 500;

/**
 * Which cards a note has: those whose question shows something of a field, or for a cloze type the numbers found in any
 * field less 1. An import makes no card by itself, and Anki's database check makes those that are missing here.
 */
export function ordsOf(type: NoteType, fields: NamedFields): number[] {
  if (type.kind === 'cloze') return clozeOrds(Object.values(fields));
  return type.templates.flatMap(({ front }, ord) => (renderTemplate(front, fields).showsField ? [ord] : []));
}

function clozeOrds(fields: readonly string[]): number[] {
  const numbers = new Set<number>();
  for (const field of fields) {
    for (const [, list = ''] of field.matchAll(/\{\{c([\d,]+)::/g)) {
      for (const number of list.split(',').map(Number)) {
        if (number >= 1 && number <= MOST_CLOZES) numbers.add(number - 1);
      }
    }
  }
  return [...numbers].sort((a, b) => a - b);
}
