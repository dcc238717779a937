import type { Card } from '../cards/index.ts';
import type { Vault } from '../vault/index.ts';
import { addCards } from './add-cards.ts';
import { addContrasts } from './add-contrasts.ts';
import { addExperiments } from './add-experiments.ts';
import { addNotes } from './add-notes.ts';
import { addRelations } from './add-relations.ts';
import type { ConceptGraph } from './concept-graph.ts';
import { nameConcepts } from './concept-names.ts';
import { reportCycles } from './cycles.ts';
import { GraphDraft } from './graph-draft.ts';

/** A card with the name it is known by; an IdentifiedCard is one. */
export interface NamedCard {
  readonly id: string;
  readonly card: Card;
}

/** An experiment of another vault, such as those that ship: it comes in where it decides a concept of this one. */
export interface ForeignExperiment {
  readonly id: string;
  readonly question?: string;
  readonly decides: readonly (readonly string[])[];
}

export interface GraphParts {
  readonly vault: Vault;
  readonly cards?: readonly NamedCard[];
  /** Besides those in the vault's own notes. */
  readonly experiments?: readonly ForeignExperiment[];
}

/**
 * Makes the concept graph of a vault: every link, relation, comparison, card, experiment, tag and source as typed edges
 * with their places. Pure, linear in what it is given; the same vault gives the same graph.
 */
export function buildGraph({ vault, cards = [], experiments = [] }: GraphParts): ConceptGraph {
  const draft = new GraphDraft(vault.notes);
  const stated = addNotes(draft, vault.notes);
  const names = nameConcepts(vault.notes, draft);
  addRelations(draft, vault, stated, names);
  addExperiments(draft, vault, experiments, names);
  addCards(draft, vault, cards, names);
  addContrasts(draft, vault, cards, names);
  return reportCycles(draft.finish());
}
