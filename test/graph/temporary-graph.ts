import { extractCards } from '../../src/cards/index.ts';
import { buildGraph } from '../../src/graph/index.ts';
import type { ConceptGraph, EdgeType, ForeignExperiment } from '../../src/graph/index.ts';
import type { Vault } from '../../src/vault/index.ts';
import { parseNote } from '../../src/vault/parse-note.ts';
import { resolveLinks, targetsOf } from '../../src/vault/resolve.ts';

/** A vault of these files as `readVault` would give it, without a disk; what does not end in `.md` is an attachment. */
export function vaultOf(files: Readonly<Record<string, string>>): Vault {
  const names = Object.keys(files).sort();
  const notes = names.filter((name) => name.endsWith('.md')).map((name) => parseNote(name, files[name] ?? '').note);
  const vault: Vault = { root: '/', name: 'vault', notes, attachments: names.filter((name) => !name.endsWith('.md')) };
  for (const note of notes) resolveLinks(targetsOf(vault), note);
  return vault;
}

/** The graph of a vault with these files; its cards are named `n1`, `n2` … in their order. */
export function graphOf(
  files: Readonly<Record<string, string>>,
  experiments: readonly ForeignExperiment[] = [],
): ConceptGraph {
  const vault = vaultOf(files);
  const cards = extractCards(vault, {}).cards.map((card, index) => ({ id: `n${index + 1}`, card }));
  return buildGraph({ vault, cards, experiments });
}

/** Edges of some types as `source type target`, with the weight where it is not 1. */
export function edgesOf(graph: ConceptGraph, ...types: readonly EdgeType[]): string[] {
  return graph.edges
    .filter(({ type }) => types.length === 0 || types.includes(type))
    .map(({ source, target, type, weight }) => `${source} ${type} ${target}${weight === 1 ? '' : ` x${weight}`}`);
}
