import type { Place } from '../diagnostic.ts';
import { headingKey, linkConcept, sectionAt } from '../vault/index.ts';
import type { ConceptId, Link, Note, NoteId, Vault } from '../vault/index.ts';

/** The sections of a vault that some link points to: only these are concepts of their own. */
export type LinkedSections = ReadonlyMap<NoteId, ReadonlyMap<string, ConceptId>>;

export function findLinkedSections(vault: Vault): LinkedSections {
  const linked = new Map<NoteId, Map<string, ConceptId>>();
  for (const note of vault.notes) {
    for (const link of note.links) {
      if (link.resolution.kind !== 'note' || link.resolution.heading === undefined) continue;
      const concept = linkConcept(link);
      if (concept === undefined) continue;
      const sections = linked.get(link.resolution.note) ?? new Map<string, ConceptId>();
      sections.set(headingKey(link.resolution.heading), concept);
      linked.set(link.resolution.note, sections);
    }
  }
  return linked;
}

/** What a card is about: its note, its section where something links to that, and what the links in it point to. */
export function conceptsOf(note: Note, place: Place, linked: LinkedSections): ConceptId[] {
  // A note is a concept by its own id.
  const concepts = new Set<ConceptId>([note.id as string as ConceptId]);
  const section = sectionAt(note.sections, place.line);
  const own = section === undefined ? undefined : linked.get(note.id)?.get(headingKey(section.title));
  if (own !== undefined) concepts.add(own);
  for (const link of linksWithin(note, place)) {
    const concept = linkConcept(link);
    if (concept !== undefined) concepts.add(concept);
  }
  return [...concepts];
}

/** A note's links are sorted by place: those of the card are neighbours. */
function linksWithin(note: Note, place: Place): Link[] {
  let low = 0;
  let high = note.links.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = note.links[middle]?.place;
    if (at !== undefined && isBefore(at, place.line, place.column)) low = middle + 1;
    else high = middle;
  }
  const within: Link[] = [];
  for (let index = low; index < note.links.length; index += 1) {
    const link = note.links[index];
    if (link === undefined || !isBefore(link.place, place.endLine ?? place.line, place.endColumn ?? Infinity)) break;
    within.push(link);
  }
  return within;
}

function isBefore(at: Place, line: number, column: number): boolean {
  return at.line < line || (at.line === line && at.column < column);
}
