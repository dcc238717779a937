import type { CardField, CardKind } from '../cards/index.ts';
import type { IdentifiedCard } from '../identity/index.ts';
import type { WikiLink } from '../vault/index.ts';
import type { CardEvidence } from './card-evidence.ts';
import type { NoteType } from './deck.ts';
import type { FieldContext } from './html/field-context.ts';
import { renderEvidence, renderVerdict } from './html/render-evidence.ts';
import { renderField, renderText } from './html/render-field.ts';
import { mediaKindOf } from './media-file-type.ts';
import type { NoteIndex } from './note-index.ts';

/** Fields by their names in the note type. */
export type NamedFields = Readonly<Record<string, string>>;

/** The fields of a note of one of our own types. */
export function ownFields(
  { card, id }: IdentifiedCard,
  context: FieldContext,
  notes: NoteIndex,
  evidence: CardEvidence | undefined,
): NamedFields {
  const names = card.concepts.map((concept) => notes.conceptName(concept));
  const concepts = [...new Set(names)].filter((name) => mediaKindOf(name) === undefined);
  return {
    Id: id,
    Front: render(card.fields.Front, context),
    Back: render(card.fields.Back, context),
    Text: render(card.fields.Text, context),
    Extra: render(card.fields.Extra, context),
    Hint: render(card.fields.Hint, context),
    Source: sourceOf([card.noteTitle, ...card.headingPath], context),
    Concept: renderText(concepts.join(' · '), context),
    Evidence: renderEvidence(evidence, context),
    Data1: card.kind === 'type-in' ? renderText(card.accept.join(' · '), context) : '',
    Data2: '',
  };
}

/** The fields of a note whose type the card names itself (`noteTypes:`), by that type's names. */
export function foreignFields(
  fields: Readonly<Record<string, CardField>>,
  type: NoteType,
  context: FieldContext,
): NamedFields {
  const byName = new Map(Object.entries(fields).map(([name, field]) => [name.toLowerCase(), field]));
  return Object.fromEntries(
    type.fields.map(({ name }) => [name, render(fields[name] ?? byName.get(name.toLowerCase()), context)]),
  );
}

/**
 * The fields of an adopted note, which keeps the type that it has in the user's Anki: by name where the names agree,
 * else question and answer by position, as in all of Anki's stock types. What finds no field joins the answer.
 */
export function adoptedFields(own: NamedFields, kind: CardKind, type: NoteType): NamedFields {
  const order = type.kind === 'cloze' ? ['Text', 'Extra'] : ['Front', 'Back'];
  const rest = new Set(['Front', 'Back', 'Text', 'Extra', 'Hint'].filter((name) => (own[name] ?? '') !== ''));
  const filled: Record<string, string> = {};
  for (const [position, { name }] of type.fields.entries()) {
    const [standIn] = [name, order[position]].filter((candidate) => candidate !== undefined && candidate in own);
    if (/^add reverse$/i.test(name)) filled[name] = kind === 'basic-and-reversed' ? 'y' : '';
    else filled[name] = standIn === undefined ? '' : (own[standIn] ?? '');
    if (standIn !== undefined) rest.delete(standIn);
  }
  const answer = type.fields[1]?.name;
  if (answer !== undefined && rest.has('Extra')) filled[answer] = `${filled[answer] ?? ''}<hr>${own['Extra'] ?? ''}`;
  return filled;
}

/**
 * A note of the user's own type has no field for evidence. Where the kernel contradicts its answer, that stands behind
 * the answer all the same; that it agrees need not be said there.
 */
export function withVerdict(
  fields: NamedFields,
  type: NoteType,
  evidence: CardEvidence | undefined,
  context: FieldContext,
): NamedFields {
  if (evidence === undefined || (evidence.tone !== 'fails' && evidence.tone !== 'partly')) return fields;
  const answer = (type.fields[1] ?? type.fields[0])?.name;
  if (answer === undefined || (fields['Evidence'] ?? '') !== '') return fields;
  return { ...fields, [answer]: `${fields[answer] ?? ''}<hr>${renderVerdict(evidence, context)}` };
}

function render(field: CardField | undefined, context: FieldContext): string {
  return field === undefined ? '' : renderField(field.content, context);
}

/** `note › heading › heading`: never a line number, which would change with every line written above. */
function sourceOf(titles: readonly string[], context: FieldContext): string {
  // A note's first heading often only repeats its title.
  const text = titles.filter((title, index) => title !== '' && title !== titles[index - 1]).join(' › ');
  if (context.obsidianVault === '') return renderText(text, context);
  const link: WikiLink = {
    type: 'wikiLink',
    value: text,
    target: context.note,
    headings: [],
    alias: text,
    embed: false,
  };
  return renderField([link], context);
}
