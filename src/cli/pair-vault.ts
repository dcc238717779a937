import { buildGraph } from '../graph/index.ts';
import { openPairing, type Claim, type PairCard } from '../pairing/index.ts';
import type { OpenVault } from './open-vault.ts';
import { readShipped } from './shipped-vault.ts';
import { claimsOf, openSources, type VerifySources } from './verify-sources.ts';

export interface PairedVault {
  /** A card's experiments, the strongest first. */
  readonly pairCard: PairCard;
  /** What the vault's notes claim, in their order. */
  readonly claims: readonly Claim[];
  readonly sources: VerifySources;
}

/** Makes ready to find the experiments of a vault's cards, among its own and those that ship. */
export async function pairVault({ vault, cardSet, identification }: OpenVault): Promise<PairedVault> {
  const sources = openSources(vault, await readShipped(vault));
  const { claims } = claimsOf(vault.notes, sources);
  const { decisions, lexicon } = sources;
  const experiments = [...sources.experiments.values()];
  const graph = buildGraph({
    vault,
    cards: identification.identified,
    experiments: experiments.filter(({ root }) => root !== vault.root),
  });
  const pairCard = openPairing({
    vault,
    cards: cardSet.cards,
    experiments,
    claimed: { claims, decisions, lexicon },
    graph,
  });
  return { pairCard, claims, sources };
}
