import type { Note } from '../../vault/index.ts';
import type { ConceptGraph, GraphNode, GraphNodeId } from '../concept-graph.ts';
import { compareText } from '../concept-graph.ts';
import { nameKey } from '../concept-names.ts';
import { edgePlace } from '../graph-draft.ts';
import { noteOf } from '../prerequisites.ts';
import { linkTo } from './link-text.ts';
import type { ProseRun, ProseWord } from './prose.ts';
import type { Suggestion } from './suggestion.ts';

/** A name that prose is searched for. */
interface SoughtName {
  readonly id: GraphNodeId;
  readonly words: number;
  /** Whether plain words count, not only code: `send` as a word is mostly just a verb. */
  readonly inProse: boolean;
  /** As written, where only that spelling counts: short names such as UDP. */
  readonly exact?: string;
}

type Mention = Extract<Suggestion, { kind: 'unlinked-mention' }>;

/** Concepts that a note names without ever linking to them. */
export function findMentions(
  graph: ConceptGraph,
  notes: readonly Note[],
  prose: ReadonlyMap<Note, readonly ProseRun[]>,
): Mention[] {
  const names = soughtNames(graph);
  const longest = Math.max(0, ...[...names.values()].map(({ words }) => words));
  return notes.flatMap((note) => mentionsIn(graph, note, prose.get(note) ?? [], names, longest));
}

function soughtNames(graph: ConceptGraph): ReadonlyMap<string, SoughtName> {
  const names = new Map<string, SoughtName>();
  const ambiguous = new Set<string>();
  for (const node of graph.nodes) {
    if (node.experimentNote === true) continue;
    for (const name of namesOf(graph, node)) {
      const key = nameKey(name);
      if (key === '' || key.length < 2) continue;
      const known = names.get(key);
      if (known !== undefined && known.id !== node.id) ambiguous.add(key);
      else names.set(key, soughtName(node.id, name, key));
    }
  }
  for (const key of ambiguous) names.delete(key);
  return names;
}

/** Of what nobody has written only names that are linked to: a word of a table's head would be found everywhere. */
function namesOf(graph: ConceptGraph, { id, kind, title, aliases }: GraphNode): readonly string[] {
  if (kind === 'note') return [title, id.slice(id.lastIndexOf('/') + 1).replace(/\.md$/i, ''), ...aliases];
  const linked = kind === 'unresolved' && (graph.to.get(id) ?? []).some(({ type }) => type !== 'contrasts');
  return linked ? [title] : [];
}

function soughtName(id: GraphNodeId, name: string, key: string): SoughtName {
  const words = key.split(' ').length;
  const short = words === 1 && key.length < 4;
  const plain = words === 1 && name === name.toLowerCase();
  return { id, words, inProse: !plain, ...(short ? { exact: name } : {}) };
}

function mentionsIn(
  graph: ConceptGraph,
  note: Note,
  runs: readonly ProseRun[],
  names: ReadonlyMap<string, SoughtName>,
  longest: number,
): Mention[] {
  // A note is its own node.
  const id = note.id as string as GraphNodeId;
  const linked = new Set((graph.from.get(id) ?? []).map(({ target }) => noteOf(graph, target)));
  const found = new Map<GraphNodeId, { words: string; places: ProseWord[] }>();
  for (const run of runs) {
    for (let at = 0; at < run.length; at += 1) {
      const match = longestName(run, at, names, longest);
      if (match === undefined) continue;
      const words = run.slice(at, at + match.words);
      at += match.words - 1;
      const [first] = words;
      if (first === undefined || match.id === id || linked.has(match.id)) continue;
      const mention = found.get(match.id) ?? { words: words.map(({ text }) => text).join(' '), places: [] };
      mention.places.push(first);
      found.set(match.id, mention);
    }
  }
  return [...found]
    .sort(([a], [b]) => compareText(a, b))
    .map(([concept, { words, places }]) => ({
      kind: 'unlinked-mention',
      concept,
      note: id,
      words,
      places: places.map(({ place }) => edgePlace(place, 'name')),
      write: linkTo(graph, concept, words),
    }));
}

function longestName(
  run: ProseRun,
  at: number,
  names: ReadonlyMap<string, SoughtName>,
  longest: number,
): SoughtName | undefined {
  for (let count = Math.min(longest, run.length - at); count > 0; count -= 1) {
    const words = run.slice(at, at + count);
    const match = names.get(nameKey(words.map(({ key }) => key).join(' ')));
    if (match?.words !== count) continue;
    const [first] = words;
    if (!match.inProse && first?.code !== true) continue;
    if (match.exact !== undefined && match.exact !== first?.text) continue;
    return match;
  }
  return undefined;
}
