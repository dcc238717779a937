import { UndirectedGraph } from 'graphology';
import { bfsFromNode } from 'graphology-traversal';
import { assembleGraph } from '../concept-graph.ts';
import type { ConceptGraph, EdgeType, GraphNode, GraphNodeId, NodeKind } from '../concept-graph.ts';

/** Which part of a graph is wanted. What is absent selects all. */
export interface GraphSelection {
  readonly kinds?: ReadonlySet<NodeKind>;
  readonly types?: ReadonlySet<EdgeType>;
  /** Tags without `#`, in any case; a tag holds those below it. Notes and cards need one of them. */
  readonly tags?: readonly string[];
  /** Folders of the vault. What stands in a file needs to stand in one of them. */
  readonly folders?: readonly string[];
  /** Only what lies within so many steps, directions aside. */
  readonly focus?: { readonly node: GraphNodeId; readonly depth: number };
}

/**
 * A part of a graph. Kinds, tags and folders choose nodes; what has neither tag nor folder (an unwritten note, a source)
 * stays where something chosen leads to it, or where nothing was asked but kinds. The focus is looked for in what is left.
 */
export function selectGraph(graph: ConceptGraph, selection: GraphSelection): ConceptGraph {
  const { kinds, types, focus } = selection;
  const placed = placeNodes(graph, selection);
  const edges = graph.edges.filter(
    ({ type, source, target }) => (types?.has(type) ?? true) && placed.has(source) && placed.has(target),
  );
  const isWanted = (node: GraphNode) => placed.has(node.id) && (kinds?.has(node.kind) ?? true);
  const wanted = new Set(graph.nodes.filter((node) => isWanted(node) || node.id === focus?.node).map(({ id }) => id));
  const between = edges.filter(({ source, target }) => wanted.has(source) && wanted.has(target));
  const near = focus === undefined ? wanted : nodesNear(graph, wanted, between, focus);
  return assembleGraph(
    graph.nodes.filter(({ id }) => near.has(id)),
    between.filter(({ source, target }) => near.has(source) && near.has(target)),
    graph.diagnostics,
  );
}

/** Nodes that tags and folders leave: those in the files, and then what they lead to. */
function placeNodes(graph: ConceptGraph, { tags, folders, focus }: GraphSelection): ReadonlySet<GraphNodeId> {
  const all = new Set(graph.nodes.map(({ id }) => id));
  if (tags === undefined && folders === undefined) return all;
  const tagged = tags === undefined ? undefined : filesTagged(graph, tags);
  const kept = new Set(
    graph.nodes
      .filter(({ id, path, tags: own }) => {
        if (id === focus?.node) return true;
        if (path === undefined) return false;
        const inFolder = folders?.some((folder) => path.startsWith(`${folder.replace(/\/+$/, '')}/`)) ?? true;
        return inFolder && (tagged === undefined || tagged.has(path) || hasTag(own ?? [], tags ?? []));
      })
      .map(({ id }) => id),
  );
  for (const { source, target } of graph.edges) {
    for (const [one, other] of [
      [source, target],
      [target, source],
    ] as const) {
      if (kept.has(one) && graph.node.get(one)?.path !== undefined && graph.node.get(other)?.path === undefined)
        kept.add(other);
    }
  }
  return kept;
}

/** Sections, cards and experiments are tagged with their note. */
function filesTagged(graph: ConceptGraph, tags: readonly string[]): ReadonlySet<string> {
  const notes = graph.nodes.filter(({ kind, tags: own }) => kind === 'note' && hasTag(own ?? [], tags));
  return new Set(notes.flatMap(({ path }) => (path === undefined ? [] : [path])));
}

function hasTag(own: readonly string[], wanted: readonly string[]): boolean {
  const keys = wanted.map(tagKey);
  return own.map(tagKey).some((tag) => keys.some((key) => tag === key || tag.startsWith(`${key}/`)));
}

function tagKey(tag: string): string {
  return tag.replace(/^#/, '').replaceAll('::', '/').toLowerCase();
}

/** A way does not lead on through these: what has a tag in common is not near. */
const ends: ReadonlySet<NodeKind> = new Set(['tag', 'external', 'attachment']);

function nodesNear(
  graph: ConceptGraph,
  wanted: ReadonlySet<GraphNodeId>,
  edges: ConceptGraph['edges'],
  { node, depth }: { readonly node: GraphNodeId; readonly depth: number },
): ReadonlySet<GraphNodeId> {
  const links = new UndirectedGraph();
  for (const id of wanted) links.addNode(id);
  for (const { source, target } of edges) links.mergeEdge(source, target);
  const near = new Set<GraphNodeId>();
  if (!links.hasNode(node)) return near;
  bfsFromNode(
    links,
    node,
    (id, _attributes, distance) => {
      // Nodes of the traversed graph are ids of ours.
      if (distance <= depth) near.add(id as GraphNodeId);
      return distance >= depth || (distance > 0 && ends.has(graph.node.get(id as GraphNodeId)?.kind ?? 'note'));
    },
    { mode: 'undirected' },
  );
  return near;
}
