import { assembleGraph, studyOrder } from '../../src/graph/index.ts';
import type { EdgeType, GraphEdge, GraphNode, GraphNodeId } from '../../src/graph/index.ts';
import type { GraphPageInput } from '../../src/graph/page/index.ts';

/** A fixed sequence of numbers from 0 to 1 (Numerical Recipes' generator, modulo 2^32). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A vault as they grow: topics, a few notes that everybody links to, links mostly within a topic, some prerequisites. */
export function largeInput(notes: number, links: number): GraphPageInput {
  const next = sequence(notes);
  const topics = Math.max(3, Math.round(Math.sqrt(notes) / 4));
  const idOf = (index: number) => `topic ${index % topics}/Concept number ${index}.md` as GraphNodeId;
  const nodes = Array.from({ length: notes }, (_, index): GraphNode => {
    const id = idOf(index);
    return { id, kind: 'note', title: `Concept number ${index}`, aliases: [], path: id };
  });
  const edges = new Map<string, GraphEdge>();
  const add = (source: number, target: number, type: EdgeType): void => {
    if (source === target) return;
    const [from, to] = [idOf(source), idOf(target)];
    edges.set(`${type} ${from} ${to}`, { source: from, target: to, type, weight: 1, places: [] });
  };
  for (let link = 0; edges.size < links && link < links * 3; link++) {
    const source = Math.floor(next() * notes);
    const far = next() < 0.2;
    // Squares favour the first of a topic.
    const within = Math.floor(next() ** 2 * (notes / topics)) * topics + (source % topics);
    const target = far ? Math.floor(next() ** 3 * notes) : Math.min(notes - 1, within);
    add(source, target, 'links');
    if (next() < 0.1 && target < source) add(source, target, 'requires');
  }
  const graph = assembleGraph(nodes, [...edges.values()], []);
  const text = 'What a note says in its first lines is what the page shows of it, and a little more than that. '.repeat(
    4,
  );
  return {
    title: 'Large',
    graph,
    order: studyOrder(graph),
    notes: nodes.map(({ id }) => ({ node: id, html: `<p>${text}</p>`, text })),
    cards: nodes.map(({ id }, index) => ({
      id: `c${index}`,
      concepts: [id],
      questionHtml: `What is concept number ${index}?`,
      answerHtml: `The one after concept number ${index - 1}.`,
      experiments: [],
    })),
    experiments: [],
  };
}
