export { openPairing, pairCards, type PairCard, type PairingSources } from './pair-cards.ts';
export type { PairableExperiment, Pairing, PairingStrength, PairingWay } from './pairing.ts';
