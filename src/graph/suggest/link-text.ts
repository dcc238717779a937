import type { ConceptGraph, GraphNodeId } from '../concept-graph.ts';

/** The wiki link that leads to a concept and reads as these words. */
export function linkTo(graph: ConceptGraph, concept: GraphNodeId, words: string): string {
  const target = linkTarget(graph, concept);
  return target.toLowerCase() === words.toLowerCase() ? `[[${words}]]` : `[[${target}|${words}]]`;
}

/** The file's name where only one note has it, else its path. */
function linkTarget(graph: ConceptGraph, concept: GraphNodeId): string {
  const node = graph.node.get(concept);
  if (node?.kind !== 'note') return node?.title ?? concept;
  const path = concept.replace(/\.md$/i, '');
  const name = path.slice(path.lastIndexOf('/') + 1);
  return notesNamed(graph).get(name.toLowerCase()) === 1 ? name : path;
}

const indexes = new WeakMap<ConceptGraph, ReadonlyMap<string, number>>();

function notesNamed(graph: ConceptGraph): ReadonlyMap<string, number> {
  const known = indexes.get(graph);
  if (known !== undefined) return known;
  const counts = new Map<string, number>();
  for (const { id, kind } of graph.nodes) {
    if (kind !== 'note') continue;
    const name = id
      .slice(id.lastIndexOf('/') + 1)
      .replace(/\.md$/i, '')
      .toLowerCase();
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  indexes.set(graph, counts);
  return counts;
}
