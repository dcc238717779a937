import type { Card } from '../cards/index.ts';
import type { NoteId, Vault } from '../vault/index.ts';
import { pairNamed, readNoteExperiments, type NoteExperiments } from './pair-named.ts';
import type { PairableExperiment, Pairing } from './pairing.ts';

/** What cards are paired from. */
export interface PairingSources {
  readonly vault: Vault;
  /** All cards of the vault. */
  readonly cards: readonly Card[];
  /** The vault's own first, then those that ship. */
  readonly experiments: readonly PairableExperiment[];
}

/** Pairs one card after the other; what serves all of them is read once. */
export type PairCard = (card: Card) => readonly Pairing[];

/** Gives the function that finds a card's experiments: each once, the strongest and nearest first. */
export function openPairing(sources: PairingSources): PairCard {
  const { vault, cards, experiments } = sources;
  const known = new Map(experiments.map((experiment) => [experiment.id, experiment]));
  const notes = new Map(vault.notes.map((note) => [note.id, note]));
  const named = new Map<NoteId, NoteExperiments>();
  const namedIn = (id: NoteId): NoteExperiments | undefined => {
    const note = notes.get(id);
    if (note === undefined) return undefined;
    const found =
      named.get(id) ??
      readNoteExperiments(
        note,
        cards.filter((card) => card.note === id),
        experiments.filter(({ root, path }) => root === vault.root && path === note.path),
      );
    named.set(id, found);
    return found;
  };
  return (card) => {
    const written = namedIn(card.note);
    const found = written === undefined ? [] : pairNamed(card, written);
    return firstOfEach(found.filter(({ experiment }) => known.has(experiment)));
  };
}

export function pairCards(sources: PairingSources): readonly Pairing[] {
  return sources.cards.flatMap(openPairing(sources));
}

const ranks = { decides: 0, demonstrates: 1, related: 2 } as const;

function firstOfEach(found: readonly Pairing[]): Pairing[] {
  const seen = new Set<string>();
  return found
    .toSorted((a, b) => ranks[a.strength] - ranks[b.strength])
    .filter(({ experiment }) => {
      const isNew = !seen.has(experiment);
      seen.add(experiment);
      return isNew;
    });
}
