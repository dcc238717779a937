import type { Note } from '../vault/index.ts';
import { headingKey } from '../vault/index.ts';
import { compareText } from './concept-graph.ts';
import type { GraphDraft } from './graph-draft.ts';
import type { GraphNodeId } from './concept-graph.ts';

/** Concepts by the names that prose calls them by. */
export interface ConceptNames {
  /** The one concept of that name; nothing where there is none, or several. */
  find(name: string): GraphNodeId | undefined;
}

/**
 * How names in prose are compared: without case and punctuation, the last word in the singular. A heading's brackets
 * are tried away too: "TCP (stream socket)" is TCP.
 */
export function nameKey(name: string): string {
  return singular(headingKey(name));
}

function singular(words: string): string {
  if (/(?:ss|sh|ch|x|z)es$/.test(words)) return words.slice(0, -2);
  return /[^siu]s$/.test(words) && words.length > 3 ? words.slice(0, -1) : words;
}

/** Notes by file name, title and alias, and the targets that nobody has written yet. */
export function nameConcepts(notes: readonly Note[], draft: GraphDraft): ConceptNames {
  const names = new Map<string, Set<GraphNodeId>>();
  const add = (name: string, id: GraphNodeId) => {
    const key = nameKey(name);
    if (key === '') return;
    const known = names.get(key);
    if (known === undefined) names.set(key, new Set([id]));
    else known.add(id);
  };
  for (const note of notes) {
    for (const name of [fileName(note.id), note.title, ...note.aliases]) add(name, note.id as string as GraphNodeId);
  }
  for (const { id, title } of draft.nodesOf('unresolved').toSorted((a, b) => compareText(a.id, b.id))) {
    if (!names.has(nameKey(title))) add(title, id);
  }
  const only = (name: string) => {
    const found = names.get(nameKey(name));
    return found?.size === 1 ? [...found][0] : undefined;
  };
  return {
    find: (name) => {
      const brackets = /^(.*?)\s*\(([^()]*)\)\s*$/.exec(name);
      return only(name) ?? (brackets === null ? undefined : (only(brackets[1] ?? '') ?? only(brackets[2] ?? '')));
    },
  };
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/i, '');
}
