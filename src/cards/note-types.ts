import { distance } from 'fastest-levenshtein';
import type { CardKind } from './card.ts';

/** A note type of the user's Anki, by the names they see there. */
export interface NoteTypeDeclaration {
  readonly name: string;
  /** In Anki's order; the first one is the question. */
  readonly fields: readonly string[];
  readonly cloze: boolean;
  /** A stock type under another name or in another language (`Einfach` is like `Basic`): its cards become ours. */
  readonly like?: StockNoteType;
}

export type StockNoteType =
  'Basic' | 'Basic (and reversed card)' | 'Basic (optional reversed card)' | 'Basic (type in the answer)' | 'Cloze';

/** Anki's stock note types in English; their fields by position mean the same in every language. */
export const stockNoteTypes: readonly (NoteTypeDeclaration & { readonly name: StockNoteType })[] = [
  { name: 'Basic', fields: ['Front', 'Back'], cloze: false },
  { name: 'Basic (and reversed card)', fields: ['Front', 'Back'], cloze: false },
  { name: 'Basic (optional reversed card)', fields: ['Front', 'Back', 'Add Reverse'], cloze: false },
  { name: 'Basic (type in the answer)', fields: ['Front', 'Back'], cloze: false },
  { name: 'Cloze', fields: ['Text', 'Back Extra', 'Extra'], cloze: true },
];

/** A note type as a START block may name it, and which of ours its notes become. */
export interface KnownNoteType {
  readonly declaration: NoteTypeDeclaration;
  /** Missing: the note keeps its own type and fields. */
  readonly stock?: StockNoteType;
}

/** Declared ones win over stock ones of the same name: someone may have added a field to `Basic`. */
export class NoteTypes {
  readonly #byName = new Map<string, KnownNoteType>();

  constructor(declared: readonly NoteTypeDeclaration[] = []) {
    for (const type of stockNoteTypes) this.#byName.set(keyOf(type.name), { declaration: type, stock: type.name });
    for (const type of declared) {
      if (type.fields.length === 0) continue;
      const stock = type.like ?? sameAsStock(type);
      this.#byName.set(keyOf(type.name), { declaration: type, ...(stock === undefined ? {} : { stock }) });
    }
  }

  find(name: string): KnownNoteType | undefined {
    return this.#byName.get(keyOf(name));
  }

  /** All names, the most similar to `name` first. */
  namesNear(name: string): string[] {
    const names = [...this.#byName.values()].map(({ declaration }) => declaration.name);
    const key = keyOf(name);
    const far = new Map(names.map((known) => [known, distance(key, keyOf(known))]));
    return names.sort((a, b) => (far.get(a) ?? 0) - (far.get(b) ?? 0));
  }
}

/** The kind of card that a stock type's note becomes. */
export function kindOfStock(stock: StockNoteType, addReverse: boolean): CardKind {
  switch (stock) {
    case 'Basic':
      return 'basic';
    case 'Basic (and reversed card)':
      return 'basic-and-reversed';
    case 'Basic (optional reversed card)':
      return addReverse ? 'basic-and-reversed' : 'basic';
    case 'Basic (type in the answer)':
      return 'type-in';
    case 'Cloze':
      return 'cloze';
  }
}

function keyOf(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase();
}

function sameAsStock(type: NoteTypeDeclaration): StockNoteType | undefined {
  const stock = stockNoteTypes.find((known) => keyOf(known.name) === keyOf(type.name));
  const same = stock !== undefined && type.fields.every((field) => stock.fields.includes(field));
  return same && type.cloze === stock.cloze ? stock.name : undefined;
}
