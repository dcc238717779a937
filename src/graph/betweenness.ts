import type { Adjacency } from './concept-map.ts';

/** How often nodes lie on shortest ways between others. */
export interface Betweenness {
  /** By node: its share of all pairs of other nodes whose shortest way leads through it, from 0 to 1. */
  readonly shares: Float64Array;
  /** False where only ways from some nodes were looked at. */
  readonly exact: boolean;
}

/** Steps that all searches together may take: some 0.3 s. */
const BUDGET = 5_000_000;
const FEWEST = 16;

/**
 * Betweenness by Brandes' algorithm (Journal of Mathematical Sociology 25(2), 2001), from all nodes where that is
 * cheap, else from a sample of them spread evenly over their order (Brandes and Pich, 2007): so the time grows with the
 * graph and not with its square. Numbers of ways are kept as floating point: those of graphology-metrics, 32-bit
 * integers, overflow in a graph of 33 diamonds in a row.
 */
export function betweennessOf({ starts, nodes }: Adjacency): Betweenness {
  const order = starts.length - 1;
  const affordable = Math.max(FEWEST, Math.floor(BUDGET / (order + nodes.length + 1)));
  const pivots = Math.min(order, affordable);
  const totals = new Float64Array(order);
  const search = new ShortestWays(starts, nodes, order);
  for (let index = 0; index < pivots; index += 1) search.addFrom(Math.floor((index * order) / pivots), totals);
  // Each pivot stands for its part of the nodes.
  const scale = order / Math.max(1, pivots) / Math.max(1, (order - 1) * (order - 2));
  return { shares: totals.map((total) => Math.min(1, total * scale)), exact: pivots === order };
}

class ShortestWays {
  readonly #starts: Uint32Array;
  readonly #neighbours: Uint32Array;
  readonly #distance: Int32Array;
  readonly #ways: Float64Array;
  readonly #share: Float64Array;
  /** Nodes in the order in which they were reached. */
  readonly #reached: Uint32Array;

  constructor(starts: Uint32Array, neighbours: Uint32Array, order: number) {
    this.#starts = starts;
    this.#neighbours = neighbours;
    this.#distance = new Int32Array(order);
    this.#ways = new Float64Array(order);
    this.#share = new Float64Array(order);
    this.#reached = new Uint32Array(order);
  }

  /** Adds each node's part in the shortest ways that begin at `source`. */
  addFrom(source: number, totals: Float64Array): void {
    const starts = this.#starts;
    const neighbours = this.#neighbours;
    const distance = this.#distance;
    const share = this.#share;
    for (let index = this.#countWays(source) - 1; index > 0; index -= 1) {
      const node = this.#reached[index] ?? 0;
      const own = share[node] ?? 0;
      const part = (1 + own) / (this.#ways[node] ?? 1);
      const nearer = (distance[node] ?? 0) - 1;
      for (let at = starts[node] ?? 0, end = starts[node + 1] ?? 0; at < end; at += 1) {
        const before = neighbours[at] ?? 0;
        if (distance[before] !== nearer) continue;
        const more = (this.#ways[before] ?? 0) * part;
        if (Number.isFinite(more)) share[before] = (share[before] ?? 0) + more;
      }
      totals[node] = (totals[node] ?? 0) + own;
    }
  }

  #countWays(source: number): number {
    const starts = this.#starts;
    const neighbours = this.#neighbours;
    const distance = this.#distance.fill(-1);
    const ways = this.#ways.fill(0);
    const reached = this.#reached;
    this.#share.fill(0);
    distance[source] = 0;
    ways[source] = 1;
    reached[0] = source;
    let count = 1;
    for (let next = 0; next < count; next += 1) {
      const node = reached[next] ?? 0;
      const further = (distance[node] ?? 0) + 1;
      for (let at = starts[node] ?? 0, end = starts[node + 1] ?? 0; at < end; at += 1) {
        const neighbour = neighbours[at] ?? 0;
        if (distance[neighbour] === -1) {
          distance[neighbour] = further;
          reached[count] = neighbour;
          count += 1;
        }
        if (distance[neighbour] === further) ways[neighbour] = (ways[neighbour] ?? 0) + (ways[node] ?? 0);
      }
    }
    return count;
  }
}
