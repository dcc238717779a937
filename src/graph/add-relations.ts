import type { Note } from '../vault/index.ts';
import { linkConcept, resolveTarget } from '../vault/index.ts';
import type { Vault } from '../vault/index.ts';
import type { NamedRelations } from './add-notes.ts';
import type { GraphNodeId } from './concept-graph.ts';
import type { ConceptNames } from './concept-names.ts';
import { edgePlace } from './graph-draft.ts';
import type { GraphDraft } from './graph-draft.ts';
import { report } from './rules.ts';

/** Relations to names without brackets: `requires: [TCP, File descriptor]`. */
export function addRelations(draft: GraphDraft, vault: Vault, named: NamedRelations, names: ConceptNames): void {
  for (const { note, names: stated } of named) {
    for (const { relation, name, place } of stated) {
      const target = findConcept(draft, vault, note, name, names);
      if (target === undefined) {
        const message = `"${name}" is no note of the vault; write the note, or name one that is there`;
        draft.report(report('unknown-prerequisite', place, message));
      }
      // A note is its own node.
      const id = note.id as string as GraphNodeId;
      draft.addEdge(relation, id, target ?? draft.unresolved(name), edgePlace(place, 'name', name));
    }
  }
}

/** What a name without brackets stands for: as a link would, else by title or alias. */
export function findConcept(
  draft: GraphDraft,
  vault: Vault,
  from: Pick<Note, 'id'>,
  name: string,
  names: ConceptNames,
): GraphNodeId | undefined {
  const resolution = resolveTarget(vault, from.id, name);
  if (resolution.kind === 'note' && linkConcept({ target: name, resolution }) !== undefined)
    return draft.linkTarget({ target: name, resolution });
  return names.find(name);
}
