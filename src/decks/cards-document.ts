import type { Card, CardSyntax, CardKind } from '../cards/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { CardId, IdentifiedCard } from '../identity/index.ts';
import { stripField } from './apkg/field-text.ts';
import type { Deck, DeckNote } from './deck.ts';

/** `cards --json`, schema 1: fields may be added, never renamed. */
export interface CardsDocument {
  readonly schema: 1;
  /** The vault's name. */
  readonly vault: string;
  readonly cards: readonly CardEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface CardEntry {
  readonly id: string;
  /** Path within the vault. */
  readonly note: string;
  readonly line: number;
  readonly column: number;
  readonly syntax: CardSyntax;
  readonly kind: CardKind;
  readonly deck: string;
  readonly tags: readonly string[];
  readonly derived?: string;
  readonly concepts: readonly string[];
  /** HTML by the names of the note type's fields, those that hold something, without `Id`. */
  readonly fields: Readonly<Record<string, string>>;
  /** The same fields as plain text. */
  readonly text: Readonly<Record<string, string>>;
  readonly experiments: readonly PairedExperiment[];
}

/** An experiment that goes with a card, and in words why. */
export interface PairedExperiment {
  readonly id: string;
  readonly reason: string;
  /** `related` proves nothing about the card. */
  readonly strength?: 'decides' | 'demonstrates' | 'related';
}

export interface CardsDocumentParts {
  readonly vault: string;
  readonly deck: Deck;
  readonly cards: readonly IdentifiedCard[];
  readonly diagnostics: readonly Diagnostic[];
  readonly experiments?: ReadonlyMap<CardId, readonly PairedExperiment[]>;
}

/** Cards as one document, in the order of the deck. */
export function cardsDocument({ vault, deck, cards, diagnostics, experiments }: CardsDocumentParts): CardsDocument {
  const byId = new Map(cards.map((identified) => [identified.id, identified.card]));
  const fieldNames = new Map(deck.noteTypes.map((type) => [type.id, type.fields.map(({ name }) => name)]));
  return {
    schema: 1,
    vault,
    cards: deck.notes.flatMap((note) => {
      const card = byId.get(note.id);
      if (card === undefined) return [];
      return [describeCard(note, card, fieldNames.get(note.noteType) ?? [], experiments?.get(note.id) ?? [])];
    }),
    diagnostics,
  };
}

function describeCard(
  note: DeckNote,
  card: Card,
  names: readonly string[],
  experiments: readonly PairedExperiment[],
): CardEntry {
  const filled = names.flatMap((name, index) => {
    const html = note.fields[index] ?? '';
    return html === '' || name === 'Id' ? [] : [{ name, html }];
  });
  return {
    id: note.id,
    note: card.place.path,
    line: card.place.line,
    column: card.place.column,
    syntax: card.syntax,
    kind: card.kind,
    deck: note.deckName,
    tags: note.tags,
    ...(card.derived === undefined ? {} : { derived: card.derived }),
    concepts: card.concepts,
    fields: Object.fromEntries(filled.map(({ name, html }) => [name, html])),
    text: Object.fromEntries(filled.map(({ name, html }) => [name, plainText(card, name) ?? stripField(html).trim()])),
    experiments,
  };
}

/** As the note has it; `Source` and the like have only their HTML. */
function plainText(card: Card, name: string): string | undefined {
  const own: Readonly<Record<string, { readonly text: string } | undefined>> = { ...card.fields };
  return (card.foreign?.fields[name] ?? own[name])?.text;
}
