import type { Place } from '../diagnostic.ts';
import type { Note } from '../vault/index.ts';
import type { GraphNodeId } from './concept-graph.ts';
import { edgePlace, noteBeginning } from './graph-draft.ts';
import type { GraphDraft } from './graph-draft.ts';
import { findRelations } from './relations.ts';
import type { StatedRelations } from './relations.ts';

/** Names in front matter that state a relation, to be looked up when all concepts are known. */
export type NamedRelations = readonly { readonly note: Note; readonly names: StatedRelations['names'] }[];

/** Notes, what they link to, their tags and their sources. */
export function addNotes(draft: GraphDraft, notes: readonly Note[]): NamedRelations {
  for (const note of notes) {
    draft.addNode({
      id: note.id,
      kind: 'note',
      title: note.title,
      aliases: note.aliases,
      path: note.path,
      line: 1,
      tags: note.tags,
      ...(isExperimentNote(note) ? { experimentNote: true } : {}),
    });
  }
  return notes.map((note) => {
    // A note is its own node.
    const id = note.id as string as GraphNodeId;
    const relations = findRelations(note);
    for (const link of note.links) {
      const type = relations.links.get(link) ?? (link.embed ? 'embeds' : 'links');
      draft.addEdge(type, id, draft.linkTarget(link), edgePlace(link.place, 'link'));
    }
    addTags(draft, note, id);
    addSources(draft, note, id);
    return { note, names: relations.names };
  });
}

/** Under `experiments/`, with a block whose id is the note's own. */
function isExperimentNote({ id, sockBlocks }: Note): boolean {
  const [first] = sockBlocks;
  return first !== undefined && /(?:^|\/)experiments\//.test(id) && id.endsWith(`experiments/${first.id}.md`);
}

function addTags(draft: GraphDraft, note: Note, id: GraphNodeId): void {
  for (const tag of note.tags) {
    const node = tagNode(draft, tag, note);
    draft.addEdge('tagged', id, node, edgePlace(tagPlace(note, tag), 'name'));
  }
}

/** `#net/tcp` is part of `#net`. */
export function tagNode(draft: GraphDraft, tag: string, note: Note): GraphNodeId {
  const id = draft.tag(tag);
  const slash = tag.lastIndexOf('/');
  if (slash > 0 && !draft.isPlaced(id)) {
    const parent = tagNode(draft, tag.slice(0, slash), note);
    draft.addEdge('part-of', id, parent, edgePlace(tagPlace(note, tag), 'structure'));
  }
  return id;
}

function tagPlace({ frontMatter: { data, places }, source, path }: Note, tag: string): Place {
  for (const key of ['tags', 'tag']) {
    const value = data[key];
    const texts: unknown[] = Array.isArray(value) ? value : [value];
    const index = texts.findIndex(
      (text) => typeof text === 'string' && text.split(/[\s,]+/).some((one) => one.replace(/^#/, '') === tag),
    );
    const place = index < 0 ? undefined : (places.get(`${key}.${index}`) ?? places.get(key));
    if (place !== undefined) return place;
  }
  return findInText(source, `#${tag}`, path);
}

function findInText(source: string, text: string, path: string): Place {
  const at = Math.max(0, source.indexOf(text));
  const before = source.slice(0, at).split(/\r\n|\n|\r/);
  return { path, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** `sources: ["tcp(7)", "RFC 9293, §3.4"]`; addresses may stand there too. */
function addSources(draft: GraphDraft, note: Note, id: GraphNodeId): void {
  const { data, places } = note.frontMatter;
  const key = 'sources' in data ? 'sources' : 'source';
  const value = data[key];
  const cited: unknown[] = Array.isArray(value) ? value : [value];
  for (const [index, text] of cited.entries()) {
    if (typeof text !== 'string' || text.trim() === '' || text.includes('[[')) continue;
    const place = places.get(`${key}.${index}`) ?? places.get(key) ?? noteBeginning(note);
    draft.addEdge('links', id, draft.external(text), edgePlace(place, 'name', text.trim()));
  }
}
