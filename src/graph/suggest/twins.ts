import type { ConceptGraph, EdgePlace, GraphNode, GraphNodeId } from '../concept-graph.ts';
import { compareText, isConcept } from '../concept-graph.ts';
import { nameKey } from '../concept-names.ts';
import { linkTo } from './link-text.ts';
import { findSlips } from './slips.ts';
import type { Suggestion } from './suggestion.ts';

/** Names shorter than this differ by a letter and mean different things: bind and find, read and send. */
const SHORTEST = 7;

/** Unwritten concepts that are notes under another name, and concepts that differ by a slip, a space or a hyphen. */
export function findTwins(graph: ConceptGraph): Suggestion[] {
  const notes = graph.nodes.filter(({ kind }) => kind === 'note');
  const unresolved = graph.nodes.filter(({ kind }) => kind === 'unresolved');
  const byName = new Map<string, Set<GraphNodeId>>();
  for (const note of notes) for (const name of namesOf(note)) add(byName, nameKey(name), note.id);

  const others: Suggestion[] = [];
  const renamed = new Set<GraphNodeId>();
  for (const { id, title } of unresolved) {
    const brackets = /^(.*?)\s*\(([^()]*)\)\s*$/.exec(title);
    const keys = [title, ...(brackets === null ? [] : [brackets[1] ?? '', brackets[2] ?? ''])].map(nameKey);
    const meant = keys.map((key) => byName.get(key)).find((ids) => ids?.size === 1);
    const [concept] = meant ?? [];
    const places = placesOf(graph, id);
    if (concept === undefined || places.length === 0) continue;
    renamed.add(id);
    others.push({ kind: 'other-name', unresolved: id, concept, places, write: linkTo(graph, concept, title) });
  }
  const concepts = graph.nodes.filter((node) => isConcept(node) && node.kind !== 'section' && !renamed.has(node.id));
  return [...others, ...slippedNames(graph, concepts)];
}

function slippedNames(graph: ConceptGraph, concepts: readonly GraphNode[]): Suggestion[] {
  const bySquashed = new Map<string, Set<GraphNodeId>>();
  for (const node of concepts) {
    for (const name of namesOf(node)) {
      const key = nameKey(name).replaceAll(' ', '');
      if (key.length >= SHORTEST) add(bySquashed, key, node.id);
    }
  }
  const pairs = new Map<string, readonly [GraphNodeId, GraphNodeId]>();
  const join = (a: GraphNodeId, b: GraphNodeId) => {
    const [first, second] = a < b ? [a, b] : [b, a];
    // Two notes that exist are told apart by somebody; a missing one may be meant by either.
    const both = graph.node.get(first)?.kind === 'note' && graph.node.get(second)?.kind === 'note';
    if (first !== second && !both) pairs.set(`${first}\n${second}`, [first, second]);
  };
  for (const ids of bySquashed.values()) {
    const [first, ...rest] = ids;
    if (first !== undefined) for (const other of rest) join(first, other);
  }
  for (const [one, other] of findSlips([...bySquashed.keys()]))
    for (const a of bySquashed.get(one) ?? []) for (const b of bySquashed.get(other) ?? []) join(a, b);
  return [...pairs.values()]
    .sort((a, b) => compareText(a[0], b[0]) || compareText(a[1], b[1]))
    .map((twins) => ({ kind: 'twins', concepts: twins, places: twins.flatMap((id) => placesOf(graph, id)) }));
}

function namesOf({ id, kind, title, aliases }: GraphNode): readonly string[] {
  return kind === 'note' ? [title, id.slice(id.lastIndexOf('/') + 1).replace(/\.md$/i, ''), ...aliases] : [title];
}

/** Where it is linked to, at most a few. */
function placesOf(graph: ConceptGraph, id: GraphNodeId): readonly EdgePlace[] {
  return (graph.to.get(id) ?? [])
    .filter(({ source, type }) => graph.node.get(source)?.kind === 'note' && type !== 'part-of')
    .flatMap(({ places }) => places);
}

function add<Key, Value>(map: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, new Set([value]));
  else values.add(value);
}
