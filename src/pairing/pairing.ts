import type { Card } from '../cards/index.ts';

/**
 * How much a replay of the experiment says about the card. `decides`: the card's answer is a claim that the experiment
 * decides, or the experiment's own question. `demonstrates`: the author put them together. `related`: both are about the
 * same things, which proves nothing.
 */
export type PairingStrength = 'decides' | 'demonstrates' | 'related';

/** How an experiment came to a card. */
export type PairingWay = 'own-question' | 'decision' | 'named' | 'same-section' | 'graph';

/** An experiment that goes with a card, and why. */
export interface Pairing {
  readonly card: Card;
  /** The experiment's id. */
  readonly experiment: string;
  readonly strength: PairingStrength;
  readonly way: PairingWay;
  /** In words, for a person: `both link [[UDP]] and [[Reliability]]`. */
  readonly reason: string;
}

/** What pairing has to know of an experiment. */
export interface PairableExperiment {
  readonly id: string;
  readonly question?: string;
  /** Absolute path of the vault that holds it, and its note's path within. */
  readonly root: string;
  readonly path: string;
  /** The note's line on which the block's text begins, and the block's last one. */
  readonly line: number;
  readonly lastLine: number;
}
