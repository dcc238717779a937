import { distance } from 'fastest-levenshtein';
import type { ConceptGraph, GraphNode, GraphNodeId, NodeKind } from './concept-graph.ts';
import { cardNode, experimentNode, isConcept } from './concept-graph.ts';
import { nameKey } from './concept-names.ts';

/** What a name stands for: one node, several, or none and those with names like it. */
export type FoundNode =
  | { readonly kind: 'one'; readonly node: GraphNode }
  | { readonly kind: 'several'; readonly nodes: readonly GraphNode[] }
  | { readonly kind: 'none'; readonly near: readonly GraphNode[] };

/** Of nodes that share a name the first kind here is meant. */
const preferred: readonly NodeKind[] = [
  'note',
  'unresolved',
  'experiment',
  'section',
  'external',
  'tag',
  'attachment',
  'card',
];

/**
 * Finds a node by its id (`.md`, `card:` and `experiment:` may be left out), else by its name, title or alias without
 * regard to case, punctuation and plural.
 */
export function findNode(graph: ConceptGraph, name: string): FoundNode {
  const wanted = name
    .normalize('NFC')
    .trim()
    .replace(/^\[\[|\]\]$/g, '')
    .replace(/^\.\//, '');
  const ids = [wanted, `${wanted}.md`, `?${wanted}`, experimentNode(wanted), cardNode(wanted), `file:${wanted}`];
  for (const id of ids) {
    const node = graph.node.get(id as GraphNodeId);
    if (node !== undefined) return { kind: 'one', node };
  }
  const key = nameKey(wanted);
  const called =
    key === ''
      ? []
      : graph.nodes.filter((node) => node.kind !== 'card' && namesOf(node).some((one) => nameKey(one) === key));
  for (const kind of preferred) {
    const nodes = called.filter((node) => node.kind === kind);
    const [only, ...others] = nodes;
    if (only !== undefined) return others.length === 0 ? { kind: 'one', node: only } : { kind: 'several', nodes };
  }
  const near = graph.nodes
    .filter(isConcept)
    .map((node) => ({ node, far: Math.min(...namesOf(node).map((one) => distance(nameKey(one), key))) }))
    .filter(({ far }) => far <= Math.max(2, key.length / 3))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ node }) => node);
  return { kind: 'none', near };
}

function namesOf({ id, title, aliases }: GraphNode): readonly string[] {
  return [id, id.slice(id.lastIndexOf('/') + 1).replace(/\.md$/i, ''), title, ...aliases];
}
