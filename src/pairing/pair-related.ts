import type { Card } from '../cards/index.ts';
import { conceptNode, type ConceptGraph, type GraphNodeId } from '../graph/index.ts';
import type { Pairing } from './pairing.ts';

/** What experiments are about, by the graph: for each the concepts that it decides and that its note links to. */
export interface RelatedIndex {
  readonly graph: ConceptGraph;
  /** Experiments by a concept's node. */
  readonly byConcept: ReadonlyMap<GraphNodeId, ReadonlySet<string>>;
  /** The facets that an experiment decides of a concept, in small letters. */
  readonly facets: ReadonlyMap<string, ReadonlySet<string>>;
}

/** So many are offered for a card. */
const most = 3;
/** One shared concept alone relates only where so few experiments are about it. */
const rare = 4;

const prefix = 'experiment:';

export function indexRelated(graph: ConceptGraph): RelatedIndex {
  const byConcept = new Map<GraphNodeId, Set<string>>();
  const facets = new Map<string, Set<string>>();
  const add = (concept: GraphNodeId, experiment: string): void => {
    const known = byConcept.get(concept) ?? new Set();
    byConcept.set(concept, known.add(experiment));
  };
  for (const node of graph.nodes) {
    if (node.kind !== 'experiment') continue;
    const id = node.id.slice(prefix.length);
    const own = new Set<string>();
    for (const edge of graph.from.get(node.id) ?? []) {
      if (edge.type === 'decides') {
        add(edge.target, id);
        for (const { words } of edge.places) own.add((words ?? '').split(': ')[0]?.toLowerCase() ?? '');
      } else if (edge.type === 'part-of') {
        for (const link of graph.from.get(edge.target) ?? []) if (link.type === 'links') add(link.target, id);
      }
    }
    own.delete('');
    facets.set(id, own);
  }
  return { graph, byConcept, facets };
}

/** Experiments about the same things as the card, those that share the rarest first. They prove nothing about it. */
export function pairRelated(card: Card, { graph, byConcept, facets }: RelatedIndex): Pairing[] {
  const concepts = [...new Set(card.concepts.flatMap((concept) => conceptNode(graph, concept) ?? []))].filter(
    ({ experimentNote }) => experimentNote !== true,
  );
  const shared = new Map<string, { title: string; rarity: number; count: number }[]>();
  for (const { id, title } of concepts) {
    const experiments = byConcept.get(id) ?? new Set<string>();
    for (const experiment of experiments) {
      const found = { title, rarity: 1 / experiments.size, count: experiments.size };
      shared.set(experiment, [...(shared.get(experiment) ?? []), found]);
    }
  }
  const text = wordsOf(card);
  return [...shared]
    .map(([experiment, parts]) => {
      const facet = [...(facets.get(experiment) ?? [])].find((name) => text.includes(` ${name} `));
      const rarity = parts.reduce((sum, part) => sum + part.rarity, 0);
      const relates = facet !== undefined || parts.length > 1 || parts.some(({ count }) => count <= rare);
      return { experiment, parts, facet, weight: relates ? rarity + (facet === undefined ? 0 : 1) : 0 };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || (a.experiment < b.experiment ? -1 : 1))
    .slice(0, most)
    .map(({ experiment, parts, facet }) => ({
      card,
      experiment,
      strength: 'related',
      way: 'graph',
      reason: reasonOf(
        parts.toSorted((a, b) => b.rarity - a.rarity).map(({ title }) => title),
        facet,
      ),
    }));
}

function reasonOf(titles: readonly string[], facet: string | undefined): string {
  const links = titles.slice(0, 3).map((title) => `[[${title}]]`);
  const named = links.length < 2 ? links.join('') : `${links.slice(0, -1).join(', ')} and ${links.at(-1) ?? ''}`;
  return facet === undefined ? `both are about ${named}` : `both are about ${named}, and speak of ${facet}`;
}

/** The card's question and where it stands, for finding a facet's name in it. */
function wordsOf({ fields, headingPath, cell }: Card): string {
  const texts = [fields.Front?.text, fields.Text?.text, ...headingPath, cell?.facet];
  return ` ${texts
    .join(' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
}
