import { createHash } from 'node:crypto';
import type { Diagnostic } from '../diagnostic.ts';
import type { CardId, IdentifiedCard } from '../identity/index.ts';
import type { Vault } from '../vault/index.ts';
import type { CardEvidence } from './card-evidence.ts';
import { deckNameOf } from './deck-name.ts';
import { deckTagsOf } from './deck-tags.ts';
import type { Deck, DeckNote, NoteType } from './deck.ts';
import type { FieldContext } from './html/field-context.ts';
import { openMediaShelf } from './media.ts';
import type { ReadAttachment } from './media.ts';
import { adoptedFields, foreignFields, ownFields, withVerdict } from './note-fields.ts';
import type { NamedFields } from './note-fields.ts';
import { indexNotes } from './note-index.ts';
import type { NoteIndex } from './note-index.ts';
import { ownNoteTypes } from './note-types/own-note-types.ts';
import { ordsOf } from './ords.ts';
import { reportDeck } from './rules.ts';

export interface GatherOptions {
  readonly vault: Vault;
  /** Bytes of a file of the vault, by its path in `vault.attachments`; may throw. */
  readonly readAttachment: ReadAttachment;
  /** For the cards whose notes name no deck (`--deck`); otherwise the vault's name and the folder. */
  readonly deck?: string;
  /** The vault's name in Obsidian: wiki links and sources then open it. */
  readonly obsidianVault?: string;
  /** Shows line ends within a paragraph, as Obsidian does by default; else they are spaces, as in all markdown. */
  readonly lineBreaks?: boolean;
  /** Types of the user's own Anki, which foreign and adopted cards need. */
  readonly noteTypes?: readonly NoteType[];
  /** What replays showed about a card. */
  readonly evidence?: ReadonlyMap<CardId, CardEvidence>;
}

export interface GatheredDeck {
  readonly deck: Deck;
  readonly diagnostics: readonly Diagnostic[];
}

/** Past this many characters a field is slow everywhere, and a hint that a whole file slipped into a card. */
const LONG_FIELD = 100_000;

/**
 * Renders cards to notes of a deck, complete and in their order, before any format writes a byte. A card that Anki
 * couldn't show is left out and reported; the others go on.
 */
export function gatherDeck(identified: readonly IdentifiedCard[], options: GatherOptions): GatheredDeck {
  const diagnostics: Diagnostic[] = [];
  const media = openMediaShelf(options.vault, options.readAttachment);
  const index = indexNotes(options.vault);
  const guids = new Set<string>();
  const used = new Set<NoteType>();
  const notes: DeckNote[] = [];

  for (const one of identified) {
    const context: FieldContext = {
      ...index.find(one.card.note),
      note: one.card.note,
      place: one.card.place,
      clozeNote: one.card.foreign?.cloze ?? one.card.kind === 'cloze',
      clozeNumbers: one.clozeNumbers.length > 0 ? one.clozeNumbers : one.card.deletions.map(({ number }) => number),
      media,
      obsidianVault: options.obsidianVault ?? '',
      lineBreaks: options.lineBreaks ?? false,
      report: (rule, place, message) => diagnostics.push(reportDeck(rule, place, message)),
    };
    const type = noteTypeOf(one, options.noteTypes ?? []);
    if (guids.has(one.guid)) {
      context.report('duplicate-deck-note', context.place, `Another card has the id ${one.id}; this one is left out.`);
    } else if (type === undefined) {
      reportUnknownType(one, context);
    } else {
      const note = gatherNote(one, type, context, index, options);
      if (note === undefined) continue;
      guids.add(one.guid);
      used.add(type);
      notes.push(note);
    }
  }
  const own = Object.values(ownNoteTypes);
  const noteTypes = [...own.filter((type) => used.has(type)), ...[...used].filter((type) => !own.includes(type))];
  return { deck: { notes, media: media.files(), noteTypes }, diagnostics };
}

function gatherNote(
  one: IdentifiedCard,
  type: NoteType,
  context: FieldContext,
  index: NoteIndex,
  options: GatherOptions,
): DeckNote | undefined {
  const named = namedFields(one, type, context, index, options.evidence?.get(one.id));
  const ords = ordsOf(type, named);
  if (ords.length === 0) {
    reportNothingToAsk(type, context);
    return undefined;
  }
  const fields = type.fields.map(({ name }) => named[name] ?? '');
  for (const [position, { length }] of fields.entries()) {
    if (length > LONG_FIELD) reportLongField(type.fields[position]?.name ?? '', length, context);
  }
  return deckNote(one, type, fields, ords, options);
}

function noteTypeOf({ card, adopted }: IdentifiedCard, foreign: readonly NoteType[]): NoteType | undefined {
  if (adopted !== undefined) return foreign.find(({ id }) => id === adopted.id);
  if (card.foreign === undefined) return ownNoteTypes[card.kind];
  const name = card.foreign.name.toLowerCase();
  return foreign.find((type) => type.name.toLowerCase() === name);
}

function namedFields(
  one: IdentifiedCard,
  type: NoteType,
  context: FieldContext,
  index: NoteIndex,
  evidence: CardEvidence | undefined,
): NamedFields {
  const { card, adopted } = one;
  if (card.foreign !== undefined) {
    return withVerdict(foreignFields(card.foreign.fields, type, context), type, evidence, context);
  }
  const own = ownFields(one, context, index, evidence);
  return adopted === undefined ? own : withVerdict(adoptedFields(own, card.kind, type), type, evidence, context);
}

function reportUnknownType({ card, adopted }: IdentifiedCard, context: FieldContext): void {
  const name = adopted?.name ?? card.foreign?.name ?? '';
  const advice = 'give a package that has it with --note-types';
  context.report('note-type-not-found', context.place, `Nothing is known of the note type "${name}"; ${advice}.`);
}

function reportLongField(name: string, length: number, context: FieldContext): void {
  const size = `${Math.round(length / 1000)} kB`;
  context.report(
    'field-too-long',
    context.place,
    `The field ${name} has ${size}; a card this long is slow on a phone.`,
  );
}

function reportNothingToAsk(type: NoteType, context: FieldContext): void {
  if (type.kind === 'cloze') {
    context.report(
      'no-deletion-left',
      context.place,
      'No deletion is left in this cloze card, so it is left out; mark one with ==text==.',
    );
  } else {
    context.report('empty-question', context.place, 'The question is empty once rendered, so the card is left out.');
  }
}

function deckNote(
  { card, id, guid }: IdentifiedCard,
  type: NoteType,
  fields: readonly string[],
  ords: readonly number[],
  { vault, deck }: GatherOptions,
): DeckNote {
  const tags = deckTagsOf(card);
  const question = card.fields.Text ?? card.fields.Front ?? Object.values(card.foreign?.fields ?? {})[0];
  return {
    id,
    guid,
    noteType: type.id,
    fields,
    tags,
    deckName: deckNameOf(card, vault.name, deck),
    ords,
    sortText: question?.text ?? '',
    contentHash: createHash('sha256')
      .update(JSON.stringify([fields, tags]))
      .digest('hex'),
    place: card.place,
    noteTitle: card.noteTitle,
    kind: card.kind,
    ...(card.derived === undefined ? {} : { derived: card.derived }),
  };
}
