import type { Card } from '../cards/index.ts';
import type { Place } from '../diagnostic.ts';
import { indexLines, sectionAt, type Note } from '../vault/index.ts';
import type { PairableExperiment, Pairing, PairingWay } from './pairing.ts';

/** `experiment:: a, [[b]]` on a line: below a card it is the card's, elsewhere its section's. */
const experimentField = /^[ \t>]*experiment::[ \t]+(\S.*)$/gimu;

/** An experiment that a note names, and where. */
export interface NamedExperiment {
  readonly id: string;
  readonly place: Place;
  /** In front matter it speaks for the whole note. */
  readonly isFrontMatter: boolean;
}

/** Every experiment that a note names, in the order of its text. */
export function namedExperiments(note: Note): readonly NamedExperiment[] {
  const { data, places } = note.frontMatter;
  const inFrontMatter = ['experiment', 'experiments'].flatMap((key) =>
    [data[key]].flat().flatMap((value, index) =>
      readIds(value).map((id) => ({
        id,
        place: places.get(`${key}.${index}`) ?? places.get(key) ?? { path: note.path, line: 1, column: 1 },
        isFrontMatter: true,
      })),
    ),
  );
  return [...inFrontMatter, ...findFields(note)];
}

function findFields(note: Note): NamedExperiment[] {
  // Most notes have none: their text need not be split into lines, nor their tree be unpacked.
  const matches = [...note.source.matchAll(experimentField)];
  if (matches.length === 0) return [];
  const lines = indexLines(note.path, note.source);
  const codes = note.tree.children.filter(({ type }) => type === 'code');
  return matches.flatMap((match) => {
    const place = lines.placeAt(match.index, match.index + match[0].length);
    const isCode = codes.some(
      ({ position }) => position !== undefined && position.start.line <= place.line && place.line <= position.end.line,
    );
    return isCode ? [] : readIds(match[1]).map((id) => ({ id, place, isFrontMatter: false }));
  });
}

function readIds(value: unknown): string[] {
  if (typeof value !== 'string') return [];
  return value
    .split(',')
    .map((id) => id.trim().replace(/^\[\[(.*)\]\]$/u, '$1'))
    .filter((id) => id !== '');
}

/** What a note says about which experiments go with its cards. */
export interface NoteExperiments {
  readonly note: Note;
  /** Those of the front matter, and those on lines that belong to no card. */
  readonly named: readonly NamedExperiment[];
  /** Blocks of the note itself. */
  readonly blocks: readonly PairableExperiment[];
}

/** @param cards those of this note */
export function readNoteExperiments(
  note: Note,
  cards: readonly Card[],
  blocks: readonly PairableExperiment[],
): NoteExperiments {
  const isCards = (line: number): boolean =>
    cards.some(({ place }) => place.line <= line && line <= (place.endLine ?? place.line));
  return {
    note,
    named: namedExperiments(note).filter(({ isFrontMatter, place }) => isFrontMatter || !isCards(place.line)),
    blocks,
  };
}

/** The pairings that the author wrote down, nearest first: on the card, by its section, in front matter. */
export function pairNamed(card: Card, { note, blocks, named }: NoteExperiments): Pairing[] {
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
    ...named
      .filter(({ isFrontMatter }) => !isFrontMatter)
      .flatMap(({ id, place }) => {
        const section = sectionAt(note.sections, place.line);
        const speaks =
          section === undefined || (section.place.line <= card.place.line && card.place.line <= section.lastLine);
        return speaks ? [pair(id, 'named', `the section “${section?.title ?? note.title}” names it`)] : [];
      }),
    ...named
      .filter(({ isFrontMatter }) => isFrontMatter)
      .map(({ id }) => pair(id, 'named', 'the front matter of the note names it')),
  ];
}
