import type { ConceptGraph, EdgePlace, GraphNode, GraphNodeId } from '../concept-graph.ts';
import { compareText } from '../concept-graph.ts';
import { edgePlace } from '../graph-draft.ts';
import type { ProseRun } from './prose.ts';
import { findSlips } from './slips.ts';
import type { Spelling, Suggestion } from './suggestion.ts';

/** Shorter words differ by a letter and are both right. */
const SHORTEST = 7;
/** A word that stands so often is no slip. */
const OFTEN = 8;

interface Use {
  /** The word, and the one that follows it, if any. */
  readonly words: string;
  readonly next: string;
  readonly place: EdgePlace;
}

type TwoSpellings = Extract<Suggestion, { kind: 'two-spellings' }>;

/**
 * Words of concepts' names that are spelled in two ways: "conection less" in a link, "connection less" in a sentence.
 * Where both are followed by the same word, that is shown too.
 */
export function findSpellings(graph: ConceptGraph, prose: Iterable<readonly ProseRun[]>): TwoSpellings[] {
  const uses = new Map<string, Use[]>();
  const named = new Map<string, Set<GraphNodeId>>();
  for (const node of graph.nodes) {
    if (node.kind !== 'note' && node.kind !== 'unresolved') continue;
    addName(graph, node, uses, named);
  }
  for (const runs of prose) {
    for (const run of runs) {
      for (const [at, { key, text, place, code }] of run.entries()) {
        if (key.length < SHORTEST || code) continue;
        const next = run[at + 1]?.key ?? '';
        push(uses, key, { words: text.toLowerCase(), next, place: edgePlace(place, 'name') });
      }
    }
  }
  return findSlips([...uses.keys()].filter(isWord).sort(compareText))
    .filter((pair) => pair.some((word) => named.has(word)))
    .flatMap((pair) => {
      const [rarer, commoner] = pair
        .map((word) => ({ word, found: uses.get(word) ?? [] }))
        .sort((a, b) => a.found.length - b.found.length || compareText(a.word, b.word));
      if (rarer === undefined || commoner === undefined || rarer.found.length > OFTEN) return [];
      const shared = rarer.found
        .map(({ next }) => next)
        .find((next) => next !== '' && commoner.found.some((use) => use.next === next));
      const concepts = pair.flatMap((word) => [...(named.get(word) ?? [])]);
      return [
        {
          kind: 'two-spellings' as const,
          spellings: [spelling(rarer, shared), spelling(commoner, shared)] as const,
          concepts: [...new Set(concepts)].sort(compareText),
        },
      ];
    });
}

function isWord(key: string): boolean {
  return /^\p{L}+$/u.test(key);
}

function addName(
  graph: ConceptGraph,
  { id, title, aliases }: GraphNode,
  uses: Map<string, Use[]>,
  named: Map<string, Set<GraphNodeId>>,
): void {
  const places = (graph.to.get(id) ?? [])
    .filter(({ source, type }) => graph.node.get(source)?.kind === 'note' && type !== 'part-of')
    .flatMap((edge) => edge.places)
    .filter(({ by }) => by === 'link');
  for (const name of new Set([title, ...aliases])) {
    const words =
      name
        .normalize('NFC')
        .toLowerCase()
        .match(/[\p{L}\p{N}_]+/gu) ?? [];
    for (const [at, word] of words.entries()) {
      if (word.length < SHORTEST) continue;
      const known = named.get(word);
      if (known === undefined) named.set(word, new Set([id]));
      else known.add(id);
      for (const place of name === title ? places : [])
        push(uses, word, { words: word, next: words[at + 1] ?? '', place });
    }
  }
}

function spelling(
  { word, found }: { readonly word: string; readonly found: readonly Use[] },
  shared: string | undefined,
): Spelling {
  const shown = shared === undefined ? found : found.filter(({ next }) => next === shared);
  return {
    words: shared === undefined ? word : `${word} ${shared}`,
    times: shown.length,
    places: shown
      .map(({ place }) => place)
      .sort((a, b) => compareText(a.path, b.path) || a.line - b.line || a.column - b.column),
  };
}

function push(map: Map<string, Use[]>, key: string, use: Use): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [use]);
  else known.push(use);
}
