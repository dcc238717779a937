import type { Card } from '../cards/index.ts';
import type { ConceptGraph } from '../graph/index.ts';
import type { NoteId, Vault } from '../vault/index.ts';
import type { Claim } from './claim.ts';
import type { Decision } from './decision.ts';
import { indexClaims, pairDecided, pairQuestion, questionKey } from './pair-claimed.ts';
import { pairNamed, readNoteExperiments, type NoteExperiments } from './pair-named.ts';
import { indexRelated, pairRelated } from './pair-related.ts';
import type { PairableExperiment, Pairing } from './pairing.ts';
import type { Lexicon } from './vocabulary/lexicon.ts';

/** What cards are paired from. */
export interface PairingSources {
  readonly vault: Vault;
  /** All cards of the vault. */
  readonly cards: readonly Card[];
  /** The vault's own first, then those that ship. */
  readonly experiments: readonly PairableExperiment[];
  /** Without them nothing is paired by what experiments decide. */
  readonly claimed?: VaultClaims;
  /** Of the vault, with the experiments that ship; without it nothing is paired as `related`. */
  readonly graph?: ConceptGraph;
}

/** What the vault's notes claim, what experiments decide, and the words of both. */
export interface VaultClaims {
  readonly claims: readonly Claim[];
  readonly decisions: readonly Decision[];
  readonly lexicon: Lexicon;
}

/** Finds a card's experiments: each once, the strongest and nearest first. */
export type PairCard = (card: Card) => readonly Pairing[];

/** Makes ready what serves all cards; then one card after the other is paired when it is asked for. */
export function openPairing(sources: PairingSources): PairCard {
  const { vault, cards, experiments, claimed, graph } = sources;
  const known = new Set(experiments.map(({ id }) => id));
  const claimsOf = indexClaims(claimed?.claims ?? []);
  const byQuestion = groupBy(
    experiments.filter(({ question }) => question !== undefined),
    ({ question = '' }) => questionKey(question),
  );
  const related = graph === undefined ? undefined : indexRelated(graph);
  const notes = new Map(vault.notes.map((note) => [note.id, note]));
  const cardsByNote = groupBy(cards, ({ note }) => note);
  const named = new Map<NoteId, NoteExperiments>();
  const namedIn = (id: NoteId): NoteExperiments | undefined => {
    const note = notes.get(id);
    if (note === undefined) return undefined;
    const found =
      named.get(id) ??
      readNoteExperiments(
        note,
        cardsByNote.get(id) ?? [],
        experiments.filter(({ root, path }) => root === vault.root && path === note.path),
      );
    named.set(id, found);
    return found;
  };
  return (card) => {
    const written = namedIn(card.note);
    const found = [
      ...(written === undefined ? [] : pairNamed(card, written)),
      ...pairQuestion(card, byQuestion),
      ...(claimed === undefined ? [] : pairDecided(card, claimsOf(card), claimed)),
      ...(related === undefined ? [] : pairRelated(card, related)),
    ];
    return firstOfEach(found.filter(({ experiment }) => known.has(experiment)));
  };
}

/** All cards at once, in their order. */
export function pairCards(sources: PairingSources): readonly Pairing[] {
  return sources.cards.flatMap(openPairing(sources));
}

const ranks = { decides: 0, demonstrates: 1, related: 2 } as const;

/** Of several ways to one experiment the strongest tells why. */
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

function groupBy<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
