import type { Note, SockBlock, Vault } from '../vault/index.ts';
import { findConcept } from './add-relations.ts';
import type { ForeignExperiment } from './build-graph.ts';
import { experimentNode } from './concept-graph.ts';
import type { GraphNodeId } from './concept-graph.ts';
import type { ConceptNames } from './concept-names.ts';
import { edgePlace } from './graph-draft.ts';
import type { GraphDraft } from './graph-draft.ts';

/** Experiments of the vault's notes with the concepts that they decide, and of others those that decide one of its concepts. */
export function addExperiments(
  draft: GraphDraft,
  vault: Vault,
  foreign: readonly ForeignExperiment[],
  names: ConceptNames,
): void {
  const own = new Set<string>();
  for (const note of vault.notes) {
    for (const block of note.sockBlocks) {
      own.add(block.id);
      addOwn(draft, vault, note, block, names);
    }
  }
  for (const experiment of foreign) {
    if (!own.has(experiment.id)) addForeign(draft, experiment, names);
  }
}

function addOwn(draft: GraphDraft, vault: Vault, note: Note, block: SockBlock, names: ConceptNames): void {
  const { place, decides, headingPath } = block;
  const id = draft.addNode({
    id: experimentNode(block.id),
    kind: 'experiment',
    title: oneLine(block.question ?? headingPath.at(-1) ?? note.title),
    aliases: [],
    path: place.path,
    line: place.line,
  });
  // A note is its own node.
  draft.addEdge('part-of', id, note.id as string as GraphNodeId, edgePlace(place, 'structure'));
  for (const [index, [name = '', ...claim]] of decides.entries()) {
    const { places } = note.frontMatter;
    const at = places.get(`decides.${index}.0`) ?? places.get('decides.0') ?? places.get('decides') ?? place;
    const target = findConcept(draft, vault, note, withoutBrackets(name), names);
    if (target !== undefined) draft.addEdge('decides', id, target, edgePlace(at, 'name', claim.join(': ')));
  }
}

function addForeign(draft: GraphDraft, { id, question, decides }: ForeignExperiment, names: ConceptNames): void {
  for (const [name = '', ...claim] of decides) {
    const target = names.find(withoutBrackets(name));
    if (target === undefined) continue;
    const node = draft.addNode({
      id: experimentNode(id),
      kind: 'experiment',
      title: oneLine(question ?? id),
      aliases: [],
    });
    draft.addEdge('decides', node, target, {
      path: `experiments/${id}.md`,
      line: 1,
      column: 1,
      by: 'name',
      words: claim.join(': '),
    });
  }
}

function withoutBrackets(name: string): string {
  return name.replace(/^\[\[|\]\]$/g, '').replace(/\|.*$/, '');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
