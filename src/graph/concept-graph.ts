import type { Diagnostic } from '../diagnostic.ts';
import type { ConceptId } from '../vault/index.ts';

/**
 * A node's name in the graph. A note's is its path, a section's `path#heading`, an unresolved target's `?` and its text
 * (all three are ConceptIds), a card's `card:` and its id, an experiment's `experiment:` and its id, a tag's `#tag`, an
 * attachment's `file:` and its path, an external source's its address or name: `RFC 9293`, `tcp(7)`.
 */
export type GraphNodeId = string & { readonly brand: 'GraphNodeId' };

export type NodeKind = 'note' | 'section' | 'card' | 'experiment' | 'tag' | 'attachment' | 'unresolved' | 'external';

/** What can be learned: a note, a section that has cards or is linked to, or what nobody has written yet. */
export type ConceptKind = Extract<NodeKind, 'note' | 'section' | 'unresolved'>;

/**
 * How one node stands to another, read from source to target. `contrasts` has no direction: its source is the lesser id.
 *
 * | type | from | to |
 * |---|---|---|
 * | `links` | a note, a card's answer | whatever the link points to; a source that front matter names |
 * | `embeds` | a note | what it shows: `![[x]]` |
 * | `requires` | a note | what has to be known before |
 * | `contrasts` | a concept | one that is compared with it |
 * | `part-of` | a section, card, experiment, nested tag; a note that says so | what it stands in |
 * | `tests` | a card | the concepts it asks about: its note or section, and what its question links to |
 * | `decides` | an experiment | concepts of its `decides:`, cards that name it |
 * | `tagged` | a note, a card | a tag |
 */
export type EdgeType = 'links' | 'embeds' | 'requires' | 'contrasts' | 'part-of' | 'tests' | 'decides' | 'tagged';

export const nodeKinds: readonly NodeKind[] = [
  'note',
  'section',
  'card',
  'experiment',
  'tag',
  'attachment',
  'unresolved',
  'external',
];

export const edgeTypes: readonly EdgeType[] = [
  'links',
  'embeds',
  'requires',
  'contrasts',
  'part-of',
  'tests',
  'decides',
  'tagged',
];

export interface GraphNode {
  readonly id: GraphNodeId;
  readonly kind: NodeKind;
  /** One line, of any length and with any characters: every format escapes it. */
  readonly title: string;
  readonly aliases: readonly string[];
  /** The file it stands in, within the vault, as spelled on disk. */
  readonly path?: string;
  /** Where it begins in the file, from 1. */
  readonly line?: number;
  /** Of notes and cards, without `#`. */
  readonly tags?: readonly string[];
  /** A note that is there for its experiment: nothing to be learned by itself. */
  readonly experimentNote?: true;
}

/** Where an edge is written, and as what. Counts from 1. */
export interface EdgePlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /**
   * `link`: a link, which Obsidian counts too. `name`: a name without brackets, in front matter or a card's attribute.
   * `heading`, `question`, `table`: a comparison ("A vs B", two columns). `structure`: where it stands in the file.
   */
  readonly by: 'link' | 'name' | 'heading' | 'question' | 'table' | 'structure';
  /** The words that say so, where they tell more than the place: a heading, the facet that an experiment decides. */
  readonly words?: string;
}

/** One for each pair and type, however often it is written. */
export interface GraphEdge {
  readonly source: GraphNodeId;
  readonly target: GraphNodeId;
  readonly type: EdgeType;
  /** How often it is written: the number of `places`. */
  readonly weight: number;
  /** By path, line, column. */
  readonly places: readonly EdgePlace[];
}

/** Nodes sorted by id, edges by source, target and type, all by code unit: the same vault gives the same graph. */
export interface ConceptGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly node: ReadonlyMap<GraphNodeId, GraphNode>;
  /** Edges by their source, and by their target. Every node has an entry. */
  readonly from: ReadonlyMap<GraphNodeId, readonly GraphEdge[]>;
  readonly to: ReadonlyMap<GraphNodeId, readonly GraphEdge[]>;
  readonly diagnostics: readonly Diagnostic[];
}

export function isConcept(node: GraphNode): boolean {
  return node.kind === 'note' || node.kind === 'section' || (node.kind === 'unresolved' && !isMissingFile(node));
}

const fileName =
  /\.(?:png|jpe?g|gif|svg|webp|bmp|avif|pdf|mp3|wav|ogg|m4a|flac|3gp|mp4|webm|mov|mkv|ogv|zip|canvas|csv|tsv|txt|json|docx|xlsx|pptx)$/i;

/** A picture or other file that is linked to or shown and is not there: nobody will write a note of that name. */
export function isMissingFile({ kind, title }: GraphNode): boolean {
  return kind === 'unresolved' && fileName.test(title);
}

export function cardNode(cardId: string): GraphNodeId {
  return `card:${cardId}` as GraphNodeId;
}

export function experimentNode(experimentId: string): GraphNodeId {
  return `experiment:${experimentId}` as GraphNodeId;
}

/** The node of a concept. Unresolved targets that differ only in case or in a `.md` are one node. */
export function conceptNode(graph: ConceptGraph, concept: ConceptId): GraphNode | undefined {
  // Concepts are their own nodes' ids.
  const same = graph.node.get(concept as string as GraphNodeId);
  if (same !== undefined || !concept.startsWith('?')) return same;
  return unresolvedByKey(graph).get(unresolvedKey(concept.slice(1)));
}

const unresolvedIndexes = new WeakMap<ConceptGraph, ReadonlyMap<string, GraphNode>>();

function unresolvedByKey(graph: ConceptGraph): ReadonlyMap<string, GraphNode> {
  const known = unresolvedIndexes.get(graph);
  if (known !== undefined) return known;
  const unresolved = graph.nodes.filter(({ kind }) => kind === 'unresolved');
  const index = new Map(unresolved.map((node) => [unresolvedKey(node.title), node]));
  unresolvedIndexes.set(graph, index);
  return index;
}

/** A note that is written one day answers to all of these spellings. */
export function unresolvedKey(target: string): string {
  return target.normalize('NFC').replace(/\s+/g, ' ').trim().replace(/\.md$/i, '').toLowerCase();
}

/** By code unit, so that no locale changes the order. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function assembleGraph(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  diagnostics: readonly Diagnostic[],
): ConceptGraph {
  const sortedNodes = nodes.toSorted((a, b) => compareText(a.id, b.id));
  const from = new Map<GraphNodeId, GraphEdge[]>(sortedNodes.map(({ id }) => [id, []]));
  const to = new Map<GraphNodeId, GraphEdge[]>(sortedNodes.map(({ id }) => [id, []]));
  for (const edge of edges) from.get(edge.source)?.push(edge);
  const sortedEdges: GraphEdge[] = [];
  // Few edges leave one node: sorted one node at a time they take a fraction of what all together take.
  for (const leaving of from.values()) {
    leaving.sort((a, b) => compareText(a.target, b.target) || compareText(a.type, b.type));
    for (const edge of leaving) {
      sortedEdges.push(edge);
      to.get(edge.target)?.push(edge);
    }
  }
  return {
    nodes: sortedNodes,
    edges: sortedEdges,
    node: new Map(sortedNodes.map((node) => [node.id, node])),
    from,
    to,
    diagnostics,
  };
}
