import type { Card } from '../cards/index.ts';
import { indexLines, sectionAt, type Note } from '../vault/index.ts';
import type { PairableExperiment, Pairing, PairingWay } from './pairing.ts';

/** `experiment:: a, [[b]]` on a line of its own: below a card it is the card's, elsewhere its section's. */
const experimentField = /^[ \t>]*experiment::[ \t]+(\S.*)$/gimu;

/** What a note says about which experiments go with its cards. */
export interface NamedExperiments {
  readonly note: Note;
  /** In front matter: for every card of the note. */
  readonly ofNote: readonly string[];
  /** On lines outside of cards: for the section around it, subsections included. */
  readonly ofSections: readonly { readonly line: number; readonly id: string }[];
  /** Blocks of the note itself. */
  readonly blocks: readonly PairableExperiment[];
}

/** @param cards those of this note */
export function readNamedExperiments(
  note: Note,
  cards: readonly Card[],
  blocks: readonly PairableExperiment[],
): NamedExperiments {
  const { experiment, experiments } = note.frontMatter.data;
  return {
    note,
    ofNote: [experiment, experiments].flat().flatMap(readIds),
    ofSections: findFields(note, cards),
    blocks,
  };
}

function findFields(note: Note, cards: readonly Card[]): { line: number; id: string }[] {
  // Most notes have none: their text need not be split into lines.
  const matches = [...note.source.matchAll(experimentField)];
  if (matches.length === 0) return [];
  const lines = indexLines(note.path, note.source);
  const taken = [
    ...cards.map(({ place }) => [place.line, place.endLine ?? place.line] as const),
    ...note.tree.children.flatMap(({ type, position }) =>
      type === 'code' && position !== undefined ? [[position.start.line, position.end.line] as const] : [],
    ),
  ];
  return matches.flatMap((match) => {
    const { line } = lines.pointAt(match.index);
    if (taken.some(([first, last]) => first <= line && line <= last)) return [];
    return readIds(match[1]).map((id) => ({ line, id }));
  });
}

function readIds(value: unknown): string[] {
  if (typeof value !== 'string') return [];
  return value
    .split(',')
    .map((id) => id.trim().replace(/^\[\[(.*)\]\]$/u, '$1'))
    .filter((id) => id !== '');
}

/** The pairings that the author wrote down, nearest first: on the card, by its section, in front matter. */
export function pairNamed(card: Card, { note, blocks, ofSections, ofNote }: NamedExperiments): Pairing[] {
  const pair = (experiment: string, way: PairingWay, reason: string): Pairing => ({
    card,
    experiment,
    strength: 'demonstrates',
    way,
    reason,
  });
  const own = sectionAt(note.sections, card.place.line);
  return [
    ...card.experiments.map((id) => pair(id, 'named', 'the card names it')),
    ...blocks
      .filter(({ line }) => sectionAt(note.sections, line) === own)
      .map(({ id }) => pair(id, 'same-section', `its log stands beside it in “${own?.title ?? note.title}”`)),
    ...ofSections
      .filter(({ line }) => {
        const section = sectionAt(note.sections, line);
        return section === undefined || (section.place.line <= card.place.line && card.place.line <= section.lastLine);
      })
      .map(({ line, id }) =>
        pair(id, 'named', `the section “${sectionAt(note.sections, line)?.title ?? note.title}” names it`),
      ),
    ...ofNote.map((id) => pair(id, 'named', 'the front matter of the note names it')),
  ];
}
