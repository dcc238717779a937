import type { Vault } from '../../vault/index.ts';
import type { ConceptGraph } from '../concept-graph.ts';
import { compareText } from '../concept-graph.ts';
import { linkTo } from './link-text.ts';
import { findMentions } from './mentions.ts';
import { proseOf } from './prose.ts';
import { findSpellings } from './spellings.ts';
import type { Confusion, Suggestion } from './suggestion.ts';
import { findTwins } from './twins.ts';

/**
 * What the notes likely mean and don't say: other names, twins and misspellings first, then pairs that answers confuse,
 * then mentions without a link, those that stand most often first.
 */
export function suggestLinks(
  graph: ConceptGraph,
  vault: Vault,
  confusions: readonly Confusion[] = [],
): readonly Suggestion[] {
  const prose = new Map(vault.notes.map((note) => [note, proseOf(note)]));
  const mentions = findMentions(graph, vault.notes, prose);
  return [
    ...findTwins(graph),
    ...findSpellings(graph, prose.values()),
    ...suggestContrasts(graph, confusions),
    ...mentions.sort(
      (a, b) => b.places.length - a.places.length || compareText(a.note, b.note) || compareText(a.concept, b.concept),
    ),
  ];
}

function suggestContrasts(graph: ConceptGraph, confusions: readonly Confusion[]): Suggestion[] {
  const compared = new Set(
    graph.edges.filter(({ type }) => type === 'contrasts').map(({ source, target }) => `${source}\n${target}`),
  );
  return confusions
    .map(({ concepts: [a, b], times }) => ({ concepts: a < b ? ([a, b] as const) : ([b, a] as const), times }))
    .filter(({ concepts: [a, b] }) => !compared.has(`${a}\n${b}`) && graph.node.has(a) && graph.node.has(b))
    .sort((a, b) => b.times - a.times || compareText(a.concepts[0], b.concepts[0]))
    .map(({ concepts, times }) => {
      const title = graph.node.get(concepts[1])?.title ?? '';
      return { kind: 'often-confused', concepts, times, write: `contrasts:: ${linkTo(graph, concepts[1], title)}` };
    });
}
