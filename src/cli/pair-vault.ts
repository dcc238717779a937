import { buildGraph } from '../graph/index.ts';
import { openPairing, type Claim, type PairCard } from '../pairing/index.ts';
import type { Note } from '../vault/index.ts';
import type { OpenVault } from './open-vault.ts';
import { readShipped } from './shipped-vault.ts';
import { claimsOf, openSources, type VerifySources } from './verify-sources.ts';

export interface PairedVault {
  /** A card's experiments, the strongest first. */
  readonly pairCard: PairCard;
  /** What the notes claim, in their order. */
  readonly claims: readonly Claim[];
  readonly sources: VerifySources;
}

/**
 * Makes ready to find the experiments of a vault's cards, among its own and those that ship.
 * @param notes only cards and claims of these; by default of all
 */
export async function pairVault(
  { vault, cardSet, identification }: OpenVault,
  notes: readonly Note[] = vault.notes,
): Promise<PairedVault> {
  const sources = openSources(vault, await readShipped(vault));
  const { claims } = claimsOf(notes, sources);
  const { decisions, lexicon } = sources;
  const experiments = [...sources.experiments.values()];
  const graph = buildGraph({
    vault,
    cards: identification.identified,
    experiments: experiments.filter(({ root }) => root !== vault.root),
  });
  const pairCard = openPairing({
    vault,
    cards:
      notes === vault.notes ? cardSet.cards : cardSet.cards.filter((card) => notes.some(({ id }) => id === card.note)),
    experiments,
    claimed: { claims, decisions, lexicon },
    graph,
  });
  return { pairCard, claims, sources };
}
