import type { Place } from '../diagnostic.ts';
import type { Link, Note } from '../vault/index.ts';

/** A relation that an author states, in front matter or on a `requires:: [[X]]` line. */
export type Relation = 'requires' | 'contrasts' | 'part-of';

/** How relations may be called, in front matter and in lines; `up` is what Breadcrumbs calls `part-of`. */
const relationNames: Readonly<Record<string, Relation>> = {
  requires: 'requires',
  prerequisites: 'requires',
  contrasts: 'contrasts',
  'contrasts-with': 'contrasts',
  'part-of': 'part-of',
  'part of': 'part-of',
  up: 'part-of',
};

export interface StatedRelations {
  /** Those of the note's links that state a relation. */
  readonly links: ReadonlyMap<Link, Relation>;
  /** Names in front matter without brackets. */
  readonly names: readonly { readonly relation: Relation; readonly name: string; readonly place: Place }[];
}

/** Finds what a note states about itself: `requires:`, `contrasts:`, `part-of:` and their lines. */
export function findRelations(note: Note): StatedRelations {
  const links = new Map<Link, Relation>();
  const names: { relation: Relation; name: string; place: Place }[] = [];
  for (const [key, value] of Object.entries(note.frontMatter.data)) {
    const relation = relationNames[key.toLowerCase()];
    if (relation === undefined) continue;
    for (const { path, text } of textsWithin(value, key)) {
      const place = note.frontMatter.places.get(path) ?? note.frontMatter.places.get(key);
      if (place === undefined) continue;
      const within = note.links.filter((link) => isWithin(link.place, place));
      for (const link of within) links.set(link, relation);
      if (within.length === 0) {
        for (const name of path === key ? text.split(',') : [text])
          if (name.trim() !== '') names.push({ relation, name: name.trim(), place });
      }
    }
  }
  for (const [link, relation] of relationLines(note)) if (!links.has(link)) links.set(link, relation);
  return { links, names };
}

/** Texts of a value, whatever the depth: YAML reads an unquoted `[[TCP]]` as a list in a list. */
function textsWithin(value: unknown, path: string): { path: string; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value === 'number') return [{ path, text: String(value) }];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsWithin(item, `${path}.${index}`));
  return [];
}

const field = /(^|[\s>*_([-])(requires|prerequisites|contrasts|contrasts-with|part-of|part of|up)[*_]{0,3}::/giu;

/** Dataview's fields: a line `requires:: [[X]], [[Y]]`, in a list too, or `[requires:: [[X]]]` within a sentence. */
function* relationLines(note: Note): Generator<[Link, Relation]> {
  if (note.links.length === 0 || !note.source.includes('::')) return;
  let lines: readonly string[] | undefined;
  for (const link of note.links) {
    lines ??= note.source.split(/\r\n|\n|\r/);
    const line = lines[link.place.line - 1] ?? '';
    if (!line.includes('::')) continue;
    const relation = fieldBefore(line, link.place.column - 1);
    if (relation !== undefined) yield [link, relation];
  }
}

function fieldBefore(line: string, column: number): Relation | undefined {
  const before = line.slice(0, column);
  const last = [...before.matchAll(field)].at(-1);
  if (last === undefined) return undefined;
  const [whole, opening = '', name = ''] = last;
  const inline = opening === '[' ? /[^\]]\](?!\])|^\]/ : opening === '(' ? /\)/ : undefined;
  const between = before.slice(last.index + whole.length).replace(/\[\[[^\]]*\]\]/g, 'link');
  if (inline?.test(between) === true) return undefined;
  if (inline === undefined && !/^[\s>*_-]*$/u.test(before.slice(0, last.index))) return undefined;
  return relationNames[name.toLowerCase()];
}

function isWithin(inner: Place, outer: Place): boolean {
  const starts = inner.line > outer.line || (inner.line === outer.line && inner.column >= outer.column);
  const endLine = outer.endLine ?? outer.line;
  return starts && (inner.line < endLine || (inner.line === endLine && inner.column <= (outer.endColumn ?? Infinity)));
}
