import { isConcept } from './concept-graph.ts';
import type { ConceptGraph, EdgeType, GraphNode, GraphNodeId } from './concept-graph.ts';

/** What leads from concept to concept. */
const between: ReadonlySet<EdgeType> = new Set(['links', 'embeds', 'requires', 'contrasts', 'part-of']);

/** Neighbours of node i stand in `nodes`, and what joins them in `weights`, from `starts[i]` up to `starts[i + 1]`. */
export interface Adjacency {
  readonly starts: Uint32Array;
  readonly nodes: Uint32Array;
  readonly weights: Float64Array;
}

/**
 * The graph as notes and unwritten concepts only, for measures: sections folded into their notes, parallel edges into
 * one with the sum of their weights, links of a note to itself left out. Flat arrays, because a graph of objects
 * (graphology's) takes longer to make from 100,000 links than all measures of it together.
 */
export interface ConceptMap {
  readonly concepts: readonly GraphNode[];
  readonly outgoing: Adjacency;
  readonly incoming: Adjacency;
  /** Both directions as one, and what is compared, which has none. */
  readonly all: Adjacency;
  /** A node's place in `concepts`; a section has its note's. */
  readonly indexOf: (id: GraphNodeId) => number | undefined;
}

const known = new WeakMap<ConceptGraph, ConceptMap>();

export function conceptMapOf(graph: ConceptGraph): ConceptMap {
  const made = known.get(graph) ?? makeConceptMap(graph);
  known.set(graph, made);
  return made;
}

function makeConceptMap(graph: ConceptGraph): ConceptMap {
  const concepts = graph.nodes.filter((node) => isConcept(node) && node.kind !== 'section');
  const indexes = new Map(concepts.map(({ id }, index) => [id, index]));
  for (const { source, target, type } of graph.edges) {
    if (type !== 'part-of' || graph.node.get(source)?.kind !== 'section') continue;
    const note = indexes.get(target);
    if (note !== undefined) indexes.set(source, note);
  }
  const led = new EdgeLists(graph.edges.length);
  const all = new EdgeLists(2 * graph.edges.length);
  for (const { source, target, type, weight } of graph.edges) {
    if (!between.has(type)) continue;
    const from = indexes.get(source);
    const to = indexes.get(target);
    if (from === undefined || to === undefined || from === to) continue;
    all.add(from, to, weight);
    all.add(to, from, weight);
    if (type !== 'contrasts') led.add(from, to, weight);
  }
  const order = concepts.length;
  return {
    concepts,
    outgoing: gather(order, led.sources, led.targets, led.weights),
    incoming: gather(order, led.targets, led.sources, led.weights),
    all: gather(order, all.sources, all.targets, all.weights),
    indexOf: (id) => indexes.get(id),
  };
}

/** Edges as flat arrays of a size that is known: growing ones cost as much as all that is done with them. */
class EdgeLists {
  readonly #sources: Uint32Array;
  readonly #targets: Uint32Array;
  readonly #weights: Float64Array;
  #length = 0;

  constructor(most: number) {
    this.#sources = new Uint32Array(most);
    this.#targets = new Uint32Array(most);
    this.#weights = new Float64Array(most);
  }

  add(source: number, target: number, weight: number): void {
    this.#sources[this.#length] = source;
    this.#targets[this.#length] = target;
    this.#weights[this.#length] = weight;
    this.#length += 1;
  }

  get sources(): Uint32Array {
    return this.#sources.subarray(0, this.#length);
  }

  get targets(): Uint32Array {
    return this.#targets.subarray(0, this.#length);
  }

  get weights(): Float64Array {
    return this.#weights.subarray(0, this.#length);
  }
}

/** Sorts edges by where they begin, and adds up those between the same two nodes. */
function gather(order: number, sources: Uint32Array, targets: Uint32Array, given: Float64Array): Adjacency {
  const rows = new Uint32Array(order + 1);
  for (const source of sources) rows[source + 1] = (rows[source + 1] ?? 0) + 1;
  for (let index = 0; index < order; index += 1) rows[index + 1] = (rows[index + 1] ?? 0) + (rows[index] ?? 0);
  const edges = new Uint32Array(sources.length);
  const next = rows.slice();
  for (let edge = 0; edge < sources.length; edge += 1) {
    const source = sources[edge] ?? 0;
    edges[next[source] ?? 0] = edge;
    next[source] = (next[source] ?? 0) + 1;
  }

  const starts = new Uint32Array(order + 1);
  const nodes = new Uint32Array(sources.length);
  const weights = new Float64Array(sources.length);
  const seenAt = new Int32Array(order).fill(-1);
  let end = 0;
  for (let index = 0; index < order; index += 1) {
    const start = end;
    for (let at = rows[index] ?? 0; at < (rows[index + 1] ?? 0); at += 1) {
      const edge = edges[at] ?? 0;
      const target = targets[edge] ?? 0;
      let place = seenAt[target] ?? -1;
      if (place < start) {
        place = end;
        seenAt[target] = place;
        nodes[place] = target;
        end += 1;
      }
      weights[place] = (weights[place] ?? 0) + (given[edge] ?? 0);
    }
    starts[index + 1] = end;
  }
  return { starts, nodes: nodes.slice(0, end), weights: weights.slice(0, end) };
}

/** How many neighbours a node has. */
export function degreeOf({ starts }: Adjacency, node: number): number {
  return (starts[node + 1] ?? 0) - (starts[node] ?? 0);
}

/** The sum of a node's weights. */
export function strengthOf({ starts, weights }: Adjacency, node: number): number {
  let sum = 0;
  for (let at = starts[node] ?? 0; at < (starts[node + 1] ?? 0); at += 1) sum += weights[at] ?? 0;
  return sum;
}

/** Groups of nodes that lead to each other, directions aside; groups by their first node. */
export function componentsOf({ starts, nodes }: Adjacency): readonly (readonly number[])[] {
  const order = starts.length - 1;
  const seen = new Uint8Array(order);
  const components: number[][] = [];
  for (let first = 0; first < order; first += 1) {
    if (seen[first] === 1) continue;
    seen[first] = 1;
    const component = [first];
    // Grows while it is walked through.
    for (const node of component) {
      for (let at = starts[node] ?? 0; at < (starts[node + 1] ?? 0); at += 1) {
        const neighbour = nodes[at] ?? 0;
        if (seen[neighbour] === 1) continue;
        seen[neighbour] = 1;
        component.push(neighbour);
      }
    }
    components.push(component.sort((a, b) => a - b));
  }
  return components;
}
