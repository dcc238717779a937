import type { RootContent } from 'mdast';
import { readSettings, textOfLine } from './attributes.ts';
import type { AttributeLine, CardSettings } from './attributes.ts';
import type { CardDraft } from './card-draft.ts';
import { conceptsOf } from './concepts.ts';
import type { LinkedSections } from './concepts.ts';
import type { Card, CardField, CardFields, CardKind, CardSyntax, ClozeDeletion, ForeignNoteType } from './card.ts';
import { readDeletions } from './deletions.ts';
import { fieldOf, saysNothing } from './field.ts';
import type { NoteReading } from './note-reading.ts';
import { headingPathOf } from './heading-path.ts';
import { isRejected } from './rejection.ts';

/** How each syntax is named in a sentence. */
export const syntaxNames: Readonly<Record<CardSyntax, string>> = {
  'start-block': 'START block',
  'inline-start-block': 'STARTI block',
  callout: '[!card] callout',
  heading: '#card heading',
  'question-answer': 'Q:/A: pair',
  cloze: 'cloze text',
  'reversed-line': '`:::` line',
  line: '`::` line',
  derived: 'derived card',
};

/**
 * Makes a card of a draft, with what its note says about all of its cards. A draft without a question, an answer or a
 * deletion becomes a diagnostic; a card under a `<!-- no-card -->` goes to the rejected ones.
 */
export function buildCard(draft: CardDraft, reading: NoteReading, linked: LinkedSections): void {
  const { lines, note, diagnostics } = reading;
  const place = lines.placeAt(draft.start, draft.attributes.length === 0 ? draft.end : endOfAttributes(draft, reading));
  const settings = readSettings(draft.attributes, lines, diagnostics);
  const parts = readParts(draft, settings, reading);
  const fault = faultOf(parts, draft);
  if (fault !== undefined) {
    const question = lines.placeAt(
      draft.start,
      Math.max(draft.start, Math.min(draft.end, lineEndAt(draft.start, reading))),
    );
    reading.report(fault.rule, question, fault.message);
    reading.decide(
      place.line,
      place.endLine ?? place.line,
      'faulty-card',
      `This ${syntaxNames[draft.syntax]} is no card: ${fault.reason}.`,
    );
    return;
  }
  const anchor = draft.syntax === 'start-block' ? undefined : anchorOf(draft, reading);
  const explicitId = settings.explicitId?.value ?? anchor;
  const card: Card = {
    note: note.id,
    noteTitle: note.title,
    place,
    syntax: draft.syntax,
    kind: kindOf(draft, settings, reading),
    fields: parts.fields,
    ...(parts.foreign === undefined ? {} : { foreign: parts.foreign }),
    ...(reading.shared.deck === undefined ? {} : { deck: reading.shared.deck }),
    tags: [...new Set([...reading.shared.tags, ...draft.tags])],
    headingPath: headingPathOf(note, place.line, draft.ownHeading === true),
    concepts: conceptsOf(note, place, linked),
    ...(explicitId === undefined ? {} : { explicitId }),
    ...(draft.ankiNoteId === undefined ? {} : { ankiNoteId: draft.ankiNoteId }),
    accept: settings.accept,
    experiments: settings.experiments,
    sources: [],
    deletions: parts.deletions,
  };
  if (isRejected(place, lines)) {
    reading.rejected.push(card);
    reading.decide(
      place.line,
      place.endLine ?? place.line,
      'rejected',
      `A no-card comment rejects this ${syntaxNames[draft.syntax]}: it is never exported again.`,
    );
  } else {
    reading.cards.push(card);
  }
}

interface CardParts {
  readonly fields: CardFields;
  readonly foreign?: ForeignNoteType;
  readonly deletions: readonly ClozeDeletion[];
}

function readParts(draft: CardDraft, settings: CardSettings, reading: NoteReading): CardParts {
  const footnotes = new Set<string>();
  const field = (nodes: readonly RootContent[]): CardField => fieldOf(nodes, reading, footnotes);
  const cloze = draft.text === undefined ? undefined : readDeletions(draft.text, draft.curly === true, reading);
  const main: CardFields =
    cloze === undefined
      ? { Front: field(draft.front ?? []), Back: field(draft.back ?? []) }
      : { Text: field(cloze.content) };
  const hint = field(settings.hints.flatMap((line) => parseValue(line, reading)));
  const extraContent = [...(draft.extra ?? []), ...settings.extras.flatMap((line) => parseValue(line, reading))];
  const known = [...footnotes].flatMap((name) => reading.footnotes.get(name)?.children ?? []);
  const extra = field([...extraContent, ...known]);
  const foreign = draft.foreign && {
    name: draft.foreign.name,
    cloze: draft.text !== undefined,
    fields: Object.fromEntries(
      Object.entries(draft.foreign.fields).map(([name, nodes]) => [name, foreignField(name, nodes, cloze?.content)]),
    ),
  };
  function foreignField(
    name: string,
    nodes: readonly RootContent[],
    text: readonly RootContent[] | undefined,
  ): CardField {
    const isText = text !== undefined && name === Object.keys(draft.foreign?.fields ?? {})[0];
    return field(isText ? text : nodes);
  }
  return {
    fields: {
      ...main,
      ...(saysNothing(extra) ? {} : { Extra: extra }),
      ...(saysNothing(hint) ? {} : { Hint: hint }),
    },
    ...(foreign === undefined ? {} : { foreign }),
    deletions: cloze?.deletions ?? [],
  };
}

function parseValue(line: AttributeLine, reading: NoteReading): RootContent[] {
  return reading.parseSlice(line.start, line.end);
}

function faultOf(
  { fields, foreign, deletions }: CardParts,
  draft: CardDraft,
): { rule: 'empty-front' | 'empty-answer' | 'cloze-without-deletion'; message: string; reason: string } | undefined {
  if (saysNothing(fields.Text ?? fields.Front)) {
    return {
      rule: 'empty-front',
      message: 'This card has no question: write one, or take the card out.',
      reason: 'it has no question',
    };
  }
  if (draft.text !== undefined && deletions.length === 0) {
    return {
      rule: 'cloze-without-deletion',
      message: 'This cloze card leaves nothing out: mark what is to be asked for as ==text== or {{c1::text}}.',
      reason: 'nothing in it is left out',
    };
  }
  if (draft.text === undefined && foreign === undefined && saysNothing(fields.Back)) {
    return {
      rule: 'empty-answer',
      message: 'This card has no answer: write one, or take the card out.',
      reason: 'it has no answer',
    };
  }
  return undefined;
}

function kindOf(draft: CardDraft, settings: CardSettings, reading: NoteReading): CardKind {
  if (!settings.typeIn || draft.kind === 'type-in') return draft.kind;
  if (draft.kind === 'basic') return 'type-in';
  const line = draft.attributes.find(({ name }) => name === 'type');
  if (line !== undefined) {
    const what = draft.kind === 'cloze' ? 'A cloze card' : 'A card that is asked both ways';
    reading.report(
      'bad-attribute',
      reading.lines.placeAt(line.start, line.end),
      `${what} can't be typed: take \`type:: in\` out, or write the card as question and answer.`,
    );
  }
  return draft.kind;
}

/** `^id` at the end of the card's last line, or of its first. */
function anchorOf(draft: CardDraft, reading: NoteReading): string | undefined {
  const { lines } = reading;
  const last = lines.pointAt(draft.end).line;
  const first = lines.pointAt(draft.start).line;
  for (const line of [last, first]) {
    if (reading.isCovered(line)) continue;
    const id = /\s\^([A-Za-z0-9-]+)\s*$/u.exec(textOfLine(line, lines))?.[1];
    if (id !== undefined) return id;
  }
  return undefined;
}

function endOfAttributes(draft: CardDraft, { lines }: NoteReading): number {
  return Math.max(
    draft.end,
    ...draft.attributes.map(({ line }) => lines.offsetOfLine(line) + textOfLine(line, lines).length),
  );
}

function lineEndAt(offset: number, { lines }: NoteReading): number {
  const { line } = lines.pointAt(offset);
  return lines.offsetOfLine(line) + textOfLine(line, lines).length;
}
