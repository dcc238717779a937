import { closest, distance } from 'fastest-levenshtein';
import type { Diagnostic } from '../diagnostic.ts';
import type { ConceptId, Link, LinkResolution, Note, NoteId, Section, Vault } from './note.ts';
import { report } from './rules.ts';
import { indexTargets, linkKey, lookUp } from './targets.ts';
import type { Lookup, TargetIndex } from './targets.ts';
import { splitWikiLink } from './wiki-link.ts';

const indexes = new WeakMap<Vault, TargetIndex>();

/** The vault's index of what links can point to; made once. */
export function targetsOf(vault: Vault): TargetIndex {
  const known = indexes.get(vault);
  if (known !== undefined) return known;
  const index = indexTargets(vault.notes, vault.attachments);
  indexes.set(vault, index);
  return index;
}

/** Lets links of a vault that shows only some of its notes find the others. */
export function shareTargets(vault: Vault, index: TargetIndex): void {
  indexes.set(vault, index);
}

/**
 * What a link's text, `path#heading`, would point to if it stood in this note.
 * @param from path or id of the note
 */
export function resolveTarget(vault: Vault, from: string, text: string): LinkResolution {
  const parts = splitWikiLink(text) ?? { target: text, headings: [] };
  return resolveParts(targetsOf(vault), from, parts).resolution;
}

/** The concept a link stands for; nothing for addresses outside and for attachments. */
export function linkConcept(link: Pick<Link, 'target' | 'resolution'>): ConceptId | undefined {
  switch (link.resolution.kind) {
    case 'note': {
      const { note, heading } = link.resolution;
      return (heading === undefined ? note : `${note}#${heading}`) as ConceptId;
    }
    case 'unresolved':
      return `?${link.target.normalize('NFC').replace(/\s+/g, ' ').trim()}` as ConceptId;
    case 'attachment':
    case 'external':
      return undefined;
  }
}

/**
 * Resolves a note's links in place, and says what is wrong with them. The note must be the caller's own; a copy would
 * unpack its source and tree.
 */
export function resolveLinks(index: TargetIndex, note: Note): { note: Note; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const reported = new Set<string>();
  for (const link of note.links) {
    if (link.resolution.kind === 'external') continue;
    const { lookup, resolution } = resolveParts(index, note.id, link);
    setResolution(link, resolution);
    if (!isFaulty(lookup, resolution)) continue;
    const key = linkKey([link.target, ...link.headings, link.blockId ?? ''].join('#'));
    const fault = reported.has(key) ? undefined : faultOf(index, link, lookup, resolution);
    reported.add(key);
    if (fault !== undefined) diagnostics.push(fault);
  }
  return { note, diagnostics };
}

function setResolution(link: { -readonly [Key in keyof Link]: Link[Key] }, resolution: LinkResolution): void {
  link.resolution = resolution;
}

/** A look before the causes are looked for: most links are fine. */
function isFaulty(lookup: Lookup, resolution: LinkResolution): boolean {
  if (!lookup.exact && lookup.candidates.length !== 1) return true;
  return resolution.kind === 'unresolved' || (resolution.kind === 'note' && resolution.missingFragment !== undefined);
}

interface LinkParts {
  readonly target: string;
  readonly headings: readonly string[];
  readonly blockId?: string;
}

function resolveParts(
  index: TargetIndex,
  from: string,
  parts: LinkParts,
): { lookup: Lookup; resolution: LinkResolution } {
  const lookup = parts.target === '' ? lookUpSelf(index, from) : lookUp(index, from, parts.target);
  const { target } = lookup;
  if (target === undefined) return { lookup, resolution: { kind: 'unresolved' } };
  if (target.note === undefined || (parts.blockId === undefined && parts.headings.length === 0)) {
    return { lookup, resolution: target.resolution };
  }
  return { lookup, resolution: { kind: 'note', note: target.note.id, ...resolveFragment(target.note, parts) } };
}

function lookUpSelf(index: TargetIndex, from: string): Lookup {
  const self = index.byId.get(from.normalize('NFC') as NoteId);
  if (self === undefined) return { candidates: [], exact: true };
  const target = { path: self.id, key: '', note: self, resolution: { kind: 'note', note: self.id } } as const;
  return { target, candidates: [], exact: true };
}

function resolveFragment(note: Note, parts: LinkParts): { heading?: string; missingFragment?: string } {
  if (parts.blockId !== undefined) {
    const wanted = parts.blockId.toLowerCase();
    const known = note.blocks.some(({ id }) => id.toLowerCase() === wanted);
    return known ? {} : { missingFragment: `^${parts.blockId}` };
  }
  const section = findSection(note.sections, parts.headings);
  return section === undefined ? { missingFragment: parts.headings.join('#') } : { heading: section.title };
}

/** Each heading is looked for below the one before it; the first match wins. */
function findSection(sections: readonly Section[], headings: readonly string[]): Section | undefined {
  let found: Section | undefined;
  for (const heading of headings) {
    const wanted = headingKey(heading);
    const above = found;
    found = sections.find(
      (section) =>
        headingKey(section.title) === wanted &&
        (above === undefined || (section.place.line > above.place.line && section.place.line <= above.lastLine)),
    );
    if (found === undefined) return undefined;
  }
  return found;
}

/** Headings are compared in small letters, ASCII punctuation as spaces: `Why?` is `why`, `TCP/IP` is `tcp ip`. */
export function headingKey(heading: string): string {
  return linkKey(heading)
    .replace(/[!-/:-@[-`{-~]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function faultOf(index: TargetIndex, link: Link, lookup: Lookup, resolution: LinkResolution): Diagnostic | undefined {
  if (resolution.kind === 'unresolved') return unresolvedLink(index, link);
  if (!lookup.exact && lookup.candidates.length > 1) {
    const paths = lookup.candidates.map(({ path }) => path.replace(/\.md$/i, ''));
    const message = `${link.raw} could be ${listOf(paths)}; it is taken for ${lookup.target?.path ?? ''}. Write more of the path`;
    return report('ambiguous-link', link.place, message, paths);
  }
  if (resolution.kind !== 'note' || resolution.missingFragment === undefined) return undefined;
  const note = index.byId.get(resolution.note);
  if (note === undefined || note.hash === '') return undefined;
  const missing = resolution.missingFragment;
  if (missing.startsWith('^')) {
    const message = `${note.id} has no block ${missing}`;
    return report('missing-block', link.place, message, nearest(missing.slice(1), blockNames(note)));
  }
  const message = `${note.id} has no heading "${missing}"`;
  return report('missing-heading', link.place, message, nearest(missing, headingNames(note)));
}

function unresolvedLink(index: TargetIndex, link: Link): Diagnostic {
  const meant = index.byAlias.get(linkKey(link.target)) ?? [];
  if (meant.length > 0) {
    const right = meant.map((note) => `[[${note.id.replace(/\.md$/i, '')}|${link.alias ?? link.target}]]`);
    const message = `"${link.target}" is another name of a note, which no link resolves to; write ${listOf(right)}`;
    return report('alias-as-target', link.place, message, right);
  }
  const kind = link.embed || /\.[a-z0-9]{2,5}$/i.test(link.target) ? 'file' : 'note';
  const name = link.target.slice(link.target.lastIndexOf('/') + 1);
  const near = nearest(linkKey(name), index.names);
  const missing = kind === 'file' ? 'put it there' : 'write it';
  const advice = near.length > 0 ? `did you mean "${near[0] ?? ''}"?` : `${missing}, or name one that is there`;
  return report('unresolved-link', link.place, `no ${kind} "${link.target}" in the vault; ${advice}`, near);
}

function blockNames(note: Note): string[] {
  return note.blocks.map(({ id }) => id);
}

function headingNames(note: Note): string[] {
  return note.sections.map(({ title }) => title);
}

/** The one name that is a slip or two of the keyboard away, if any. */
function nearest(wanted: string, names: readonly string[]): string[] {
  const allowed = wanted.length < 4 ? 0 : Math.max(1, Math.floor(wanted.length / 5)) + 1;
  const similar = names.filter((name) => Math.abs(name.length - wanted.length) <= allowed);
  if (allowed === 0 || similar.length === 0) return [];
  const best = closest(wanted, similar);
  return distance(wanted, best) <= allowed ? [best] : [];
}

function listOf(items: readonly string[]): string {
  return items.length < 3 ? items.join(' or ') : `${items.slice(0, -1).join(', ')} or ${items.at(-1) ?? ''}`;
}
