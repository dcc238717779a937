import { buildGraph, findNode, type ConceptGraph, type ForeignExperiment, type GraphNode } from '../graph/index.ts';
import { readVault } from '../vault/index.ts';
import type { Context } from './context.ts';
import { shippedVault } from './shipped-vault.ts';
import { keptCards } from './kept-cards.ts';
import { openVault, type OpenVault, type VaultFlags } from './open-vault.ts';
import { UsageError } from './outcome.ts';
import { showText } from './screen.ts';

/** A vault with its concept graph. */
export interface OpenGraph {
  readonly open: OpenVault;
  readonly graph: ConceptGraph;
}

/** Reads a vault and makes its graph: with the cards that were not dropped, and the shipped experiments that decide its concepts. */
export async function openGraph(context: Context, flags: VaultFlags, argument?: string): Promise<OpenGraph> {
  const open = await openVault(context, flags, argument);
  return { open, graph: await graphOfVault(open) };
}

export async function graphOfVault(open: OpenVault): Promise<ConceptGraph> {
  const cards = keptCards(open, open.identification.identified);
  const experiments = open.vault.root === shippedVault ? [] : await readShippedExperiments();
  return buildGraph({ vault: open.vault, cards, experiments });
}

async function readShippedExperiments(): Promise<readonly ForeignExperiment[]> {
  const { vault } = await readVault({ root: shippedVault });
  return vault.notes.flatMap(({ sockBlocks }) => sockBlocks);
}

/** The node that a user means, or a UsageError that names the nearest. */
export function chooseNode(graph: ConceptGraph, named: string): GraphNode {
  const found = findNode(graph, named);
  if (found.kind === 'one') return found.node;
  const list = (nodes: readonly GraphNode[]) => nodes.map(({ id }) => `"${showText(id)}"`).join(', ');
  if (found.kind === 'several') throw new UsageError(`several are called ${showText(named)}: ${list(found.nodes)}`);
  const hint = found.near.length === 0 ? '' : `; did you mean ${list(found.near)}?`;
  throw new UsageError(`nothing in the graph is called ${showText(named)}${hint}`);
}
