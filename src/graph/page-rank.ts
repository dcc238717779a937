import { strengthOf } from './concept-map.ts';
import type { Adjacency } from './concept-map.ts';

const DAMPING = 0.85;
/** After so many rounds what is still to come is below 0.85^100, a ten-millionth. */
const ROUNDS = 100;

/**
 * PageRank over weighted edges (Brin and Page, 1998): where somebody ends up who follows links at random, and begins
 * anew in one step of seven. Nodes without a way on lead everywhere. The ranks add up to 1.
 */
export function pageRankOf(outgoing: Adjacency): Float64Array {
  const { starts, nodes, weights } = outgoing;
  const order = starts.length - 1;
  const strengths = Float64Array.from({ length: order }, (_, node) => strengthOf(outgoing, node));
  let ranks = new Float64Array(order).fill(1 / Math.max(1, order));
  for (let round = 0, moved = 1; round < ROUNDS && moved > 1e-9; round += 1) {
    const next = new Float64Array(order);
    let astray = 0;
    for (let node = 0; node < order; node += 1) {
      const rank = ranks[node] ?? 0;
      const strength = strengths[node] ?? 0;
      if (strength === 0) astray += rank;
      for (let at = starts[node] ?? 0; at < (starts[node + 1] ?? 0); at += 1) {
        const target = nodes[at] ?? 0;
        next[target] = (next[target] ?? 0) + (rank * (weights[at] ?? 0)) / strength;
      }
    }
    moved = 0;
    for (let node = 0; node < order; node += 1) {
      const rank = DAMPING * ((next[node] ?? 0) + astray / order) + (1 - DAMPING) / order;
      moved += Math.abs(rank - (ranks[node] ?? 0));
      next[node] = rank;
    }
    ranks = next;
  }
  return ranks;
}
