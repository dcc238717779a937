import type { Paragraph, PhrasingContent } from 'mdast';
import type { Place } from '../../diagnostic.ts';
import type { ConceptId, Note } from '../../vault/index.ts';
import type { Card, CardField, ClozeDeletion } from '../card.ts';
import type { ClozeDeletionNode } from '../cloze-deletion.ts';
import { answerText, type Answer, type Fact, type Refusal } from './fact.ts';
import { findFacts } from './find-facts.ts';
import type { Phrase } from './phrase.ts';
import { normalise, settleFacts } from './settle-facts.ts';

export interface DerivedCards {
  readonly cards: readonly Card[];
  readonly refusals: readonly Refusal[];
}

/**
 * Cards from the ordinary prose of notes. `written` are the cards that people wrote; their lines (`isClaimed`) are not
 * read, and what they say is not asked twice. Facts are settled over all notes together: one fact, one card.
 */
export function deriveCards(
  notes: readonly Note[],
  written: readonly Card[],
  isClaimed: (note: Note, line: number) => boolean,
  conceptsOf: (note: Note, place: Place) => readonly ConceptId[],
): DerivedCards {
  const byPath = new Map(notes.map((note) => [note.path, note]));
  const names = new Set(notes.flatMap(({ title, aliases }) => [title, ...aliases]).map((name) => name.toLowerCase()));
  const isKnown = (name: string): boolean => names.has(name.toLowerCase());
  const found = notes.map((note) => findFacts(note, (line) => isClaimed(note, line), isKnown));
  const said = new Map<string, string[]>();
  for (const { place, fields } of written) {
    const text = normalise(
      Object.values(fields)
        .map((field: CardField) => field.text)
        .join(' '),
    );
    said.set(place.path, [...(said.get(place.path) ?? []), text]);
  }
  const { settled, refusals } = settleFacts(
    found.flatMap(({ facts }) => facts),
    said,
  );
  const cards = settled.flatMap(({ fact, sources }): Card[] => {
    const note = byPath.get(fact.place.path);
    return note === undefined ? [] : [cardOf(fact, sources, note, conceptsOf(note, fact.place))];
  });
  return { cards, refusals: [...found.flatMap((findings) => findings.refusals), ...refusals] };
}

function cardOf(fact: Fact, sources: readonly Place[], note: Note, concepts: readonly ConceptId[]): Card {
  const gaps = fact.question.kind === 'gaps' ? gapsOf(fact.question.parts) : undefined;
  const extra = fact.extra === undefined ? {} : { Extra: fieldOf(fact.extra) };
  return {
    note: note.id,
    noteTitle: note.title,
    place: fact.place,
    syntax: 'derived',
    derived: fact.rule,
    kind: gaps === undefined ? 'basic' : 'cloze',
    fields:
      fact.question.kind === 'asked'
        ? { Front: fieldOf(fact.question.front), Back: answerField(fact.question.back), ...extra }
        : { ...(gaps === undefined ? {} : { Text: gaps.field }), ...extra },
    tags: note.tags,
    headingPath: fact.setting.headingPath,
    concepts,
    ...(fact.cell === undefined ? {} : { cell: fact.cell }),
    accept: [],
    experiments: [],
    sources,
    deletions: gaps?.deletions ?? [],
  };
}

function fieldOf(phrase: Phrase): CardField {
  return { content: [paragraph(phrase.nodes)], text: phrase.text };
}

function answerField(answer: Answer): CardField {
  const text = answerText(answer);
  switch (answer.kind) {
    case 'phrase':
      return fieldOf(answer.phrase);
    case 'items':
      return {
        content: [
          {
            type: 'list',
            ordered: false,
            spread: false,
            children: answer.items.map(({ nodes }) => ({
              type: 'listItem',
              spread: false,
              children: [paragraph(nodes)],
            })),
          },
        ],
        text,
      };
    case 'code':
      return { content: [answer.node], text };
  }
}

function gapsOf(parts: readonly Phrase[]): { readonly field: CardField; readonly deletions: readonly ClozeDeletion[] } {
  const deletions: ClozeDeletion[] = [];
  const nodes = parts.flatMap((part, index): PhrasingContent[] => {
    if (index % 2 === 0) return [...part.nodes];
    const gap: ClozeDeletionNode = { type: 'clozeDeletion', index: deletions.length, children: [...part.nodes] };
    deletions.push({ number: deletions.length + 1, explicit: false, text: part.text });
    return [gap];
  });
  return { field: { content: [paragraph(nodes)], text: parts.map(({ text }) => text).join('') }, deletions };
}

function paragraph(nodes: readonly PhrasingContent[]): Paragraph {
  return { type: 'paragraph', children: [...nodes] };
}
