import { createHash } from 'node:crypto';
import type { RootContent } from 'mdast';
import type { Diagnostic } from '../diagnostic.ts';
import type { CardId, IdentifiedCard } from '../identity/index.ts';
import type { Vault } from '../vault/index.ts';
import { deckNameOf } from './deck-name.ts';
import { deckTagsOf } from './deck-tags.ts';
import type { Deck, DeckNote, NoteType } from './deck.ts';
import type { FieldContext } from './html/field-context.ts';
import { openMediaShelf } from './media.ts';
import type { ReadAttachment } from './media.ts';
import { adoptedFields, foreignFields, ownFields } from './note-fields.ts';
import type { NamedFields } from './note-fields.ts';
import { indexNotes } from './note-index.ts';
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
  /** Types of the user's own Anki, which foreign and adopted cards need. */
  readonly noteTypes?: readonly NoteType[];
  /** What a replay showed about a card, as markdown. */
  readonly evidence?: ReadonlyMap<CardId, readonly RootContent[]>;
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
  const notes = indexNotes(options.vault);
  const seen = new Set<string>();
  const used = new Set<NoteType>();
  const gathered: DeckNote[] = [];

  for (const one of identified) {
    const { card, guid } = one;
    const context: FieldContext = {
      note: card.note,
      place: card.place,
      clozeNote: card.foreign?.cloze ?? card.kind === 'cloze',
      clozeNumbers: one.clozeNumbers.length > 0 ? one.clozeNumbers : card.deletions.map(({ number }) => number),
      ...notes.find(card.note),
      media,
      ...(options.obsidianVault === undefined ? {} : { obsidianVault: options.obsidianVault }),
      report: (rule, place, message) => diagnostics.push(reportDeck(rule, place, message)),
    };
    if (seen.has(guid)) {
      context.report('duplicate-card-id', card.place, `Another card has the id ${one.id}; this one is left out.`);
      continue;
    }
    const type = noteTypeOf(one, options.noteTypes ?? []);
    if (type === undefined) {
      const name = one.adopted?.name ?? card.foreign?.name ?? '';
      context.report('note-type-not-found', card.place, `Nothing is known of the note type "${name}"; give a package that has it with --note-types.`);
      continue;
    }
    const own = card.foreign === undefined ? ownFields(one, context, notes, options.evidence?.get(one.id) ?? []) : {};
    const fields = fieldsFor(one, own, type, context);
    const ords = ordsOf(type, fields);
    if (ords.length === 0) {
      reportNothingToAsk(type, context);
      continue;
    }
    for (const { name } of type.fields) {
      const length = fields[name]?.length ?? 0;
      if (length <= LONG_FIELD) continue;
      context.report('field-too-long', card.place, `The field ${name} has ${Math.round(length / 1000)} kB; a card this long is slow on a phone.`);
    }
    seen.add(guid);
    used.add(type);
    gathered.push(deckNote(one, type, fields, ords, options));
  }
  const order = Object.values(ownNoteTypes);
  const noteTypes = [...order.filter((type) => used.has(type)), ...[...used].filter((type) => !order.includes(type))];
  return { deck: { notes: gathered, media: media.files(), noteTypes }, diagnostics };
}

function noteTypeOf({ card, adopted }: IdentifiedCard, foreign: readonly NoteType[]): NoteType | undefined {
  if (adopted !== undefined) return foreign.find(({ id }) => id === adopted.id);
  if (card.foreign === undefined) return ownNoteTypes[card.kind];
  const name = card.foreign.name.toLowerCase();
  return foreign.find((type) => type.name.toLowerCase() === name);
}

function fieldsFor({ card, adopted }: IdentifiedCard, own: NamedFields, type: NoteType, context: FieldContext): NamedFields {
  if (card.foreign !== undefined) return foreignFields(card.foreign.fields, type, context);
  return adopted === undefined ? own : adoptedFields(own, card.kind, type);
}

function reportNothingToAsk(type: NoteType, context: FieldContext): void {
  if (type.kind === 'cloze') {
    context.report('no-deletion-left', context.place, 'No deletion is left in this cloze card, so it is left out; mark one with ==text==.');
  } else {
    context.report('nothing-to-ask', context.place, 'The question is empty once rendered, so the card is left out.');
  }
}

function deckNote(
  { card, id, guid }: IdentifiedCard,
  type: NoteType,
  named: NamedFields,
  ords: readonly number[],
  { vault, deck }: GatherOptions,
): DeckNote {
  const fields = type.fields.map(({ name }) => named[name] ?? '');
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
    contentHash: createHash('sha256').update(JSON.stringify([fields, tags])).digest('hex'),
    place: card.place,
    noteTitle: card.noteTitle,
    kind: card.kind,
    ...(card.derived === undefined ? {} : { derived: card.derived }),
  };
}
