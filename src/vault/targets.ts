import type { LinkResolution, Note, NoteId } from './note.ts';

/** A note or another file of the vault, as links look it up. */
export interface Target {
  /** Within the vault, NFC. */
  readonly path: string;
  readonly key: string;
  readonly note?: Note;
  /** What a link to all of it resolves to: one object for all of them. */
  readonly resolution: LinkResolution;
}

/** Everything a link can point to, by the last part of its path. Compared without regard to case, in NFC. */
export interface TargetIndex {
  readonly byName: ReadonlyMap<string, readonly Target[]>;
  /** The names of `byName` without `.md`: what a mistyped link is compared with. */
  readonly names: readonly string[];
  readonly byId: ReadonlyMap<NoteId, Note>;
  /** Notes by alias and by title, where those differ from the file's name. */
  readonly byAlias: ReadonlyMap<string, readonly Note[]>;
  /** What texts found that mean the same in every note: most links are to few notes. Filled by `lookUp`. */
  readonly found: Map<string, Lookup>;
}

/** What a target's text found: the winner, and everyone it could have meant. */
export interface Lookup {
  readonly target?: Target;
  readonly candidates: readonly Target[];
  /** Whether the vault's exact path was written, which is never ambiguous. */
  readonly exact: boolean;
}

export function indexTargets(notes: readonly Note[], attachments: readonly string[]): TargetIndex {
  const byName = new Map<string, Target[]>();
  const byAlias = new Map<string, Note[]>();
  const add = (path: string, note?: Note) => {
    const key = linkKey(path);
    push(
      byName,
      nameOf(key),
      note === undefined
        ? { path, key, resolution: { kind: 'attachment', path } }
        : { path, key, note, resolution: { kind: 'note', note: note.id } },
    );
  };
  for (const note of notes) {
    add(note.id, note);
    const own = nameOf(linkKey(note.id)).replace(/\.md$/, '');
    const names = new Set([note.title, ...note.aliases].map(linkKey));
    names.delete(own);
    for (const name of names) push(byAlias, name, note);
  }
  for (const path of attachments) add(path.normalize('NFC'));
  const names = [...byName.keys()].map((name) => name.replace(/\.md$/, ''));
  return { byName, names, byId: new Map(notes.map((note) => [note.id, note])), byAlias, found: new Map() };
}

/** How link texts and paths are compared. */
export function linkKey(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/**
 * Looks up a link's path in Obsidian's order: `./` and `../` exactly from the note's folder, `/` exactly from the
 * root; else every file whose path ends with the text, where the vault's exact path wins, then what lies under the
 * note's own folder, then the shortest path, ties by alphabet. `.md` is appended unless a file matches literally.
 * @param from the linking note's path
 */
export function lookUp(index: TargetIndex, from: string, text: string): Lookup {
  const known = index.found.get(text);
  if (known !== undefined) return known;
  const wanted = linkKey(text.trim().replaceAll('\\', '/'));
  if (/^\.{1,2}(?:\/|$)/.test(wanted)) {
    const path = joinPath(folderKey(from), wanted);
    return path === undefined ? nothing : exactly(index, path);
  }
  if (wanted.startsWith('/')) return exactly(index, wanted.slice(1));
  const literal = endingWith(index, wanted);
  const candidates = literal.length > 0 ? literal : endingWith(index, `${wanted}.md`);
  const exact = candidates.find(({ key }) => key === wanted || key === `${wanted}.md`);
  if (exact !== undefined) return everywhere(index, text, { target: exact, candidates, exact: true });
  if (candidates.length > 1) {
    const target = nearest(candidates, folderKey(from));
    return target === undefined ? nothing : { target, candidates, exact: false };
  }
  const [target] = candidates;
  return everywhere(index, text, target === undefined ? nothing : { target, candidates, exact: false });
}

function everywhere(index: TargetIndex, text: string, lookup: Lookup): Lookup {
  index.found.set(text, lookup);
  return lookup;
}

/** What lies under the folder goes first, then the shorter path. */
function nearest(candidates: readonly Target[], folder: string): Target | undefined {
  const near = candidates.filter(({ key }) => key.startsWith(folder));
  return (near.length > 0 ? near : candidates).toSorted(shorterPath)[0];
}

function folderKey(from: string): string {
  return linkKey(from.slice(0, from.lastIndexOf('/') + 1));
}

const nothing: Lookup = { candidates: [], exact: false };

function exactly(index: TargetIndex, path: string): Lookup {
  const find = (key: string) => (index.byName.get(nameOf(key)) ?? []).find((target) => target.key === key);
  const target = find(path) ?? find(`${path}.md`);
  return target === undefined ? nothing : { target, candidates: [target], exact: true };
}

function endingWith(index: TargetIndex, wanted: string): readonly Target[] {
  const named = index.byName.get(nameOf(wanted)) ?? [];
  if (!wanted.includes('/')) return named;
  return named.filter(({ key }) => key === wanted || key.endsWith(`/${wanted}`));
}

/** Nothing where the path climbs out of the vault. */
function joinPath(folder: string, relative: string): string | undefined {
  const parts = folder.split('/').filter((part) => part !== '');
  for (const part of relative.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '.' && part !== '') {
      parts.push(part);
    }
  }
  return parts.join('/');
}

function shorterPath(a: Target, b: Target): number {
  return a.path.length - b.path.length || (a.path < b.path ? -1 : 1);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
