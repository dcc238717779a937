import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import type { Card } from '../cards/index.ts';
import type { Note, Vault, WikiLink } from '../vault/index.ts';
import { resolveTarget, sectionAt } from '../vault/index.ts';
import { tagNode } from './add-notes.ts';
import type { NamedCard } from './build-graph.ts';
import { cardNode, experimentNode } from './concept-graph.ts';
import type { GraphNodeId } from './concept-graph.ts';
import type { ConceptNames } from './concept-names.ts';
import { edgePlace } from './graph-draft.ts';
import type { GraphDraft } from './graph-draft.ts';

/**
 * Cards: what each stands in, which concepts its question asks about (by a link, or by the table's row that it is out
 * of), what its answer links to. Sections that hold cards become nodes.
 */
export function addCards(draft: GraphDraft, vault: Vault, cards: readonly NamedCard[], names: ConceptNames): void {
  const notes = new Map(vault.notes.map((note) => [note.id, note]));
  for (const { id, card } of cards) {
    const note = notes.get(card.note);
    if (note !== undefined) addCard(draft, vault, note, id, card, names);
  }
}

function addCard(draft: GraphDraft, vault: Vault, note: Note, cardId: string, card: Card, names: ConceptNames): void {
  const { place } = card;
  const id = draft.addNode({
    id: cardNode(cardId),
    kind: 'card',
    title: questionOf(card),
    aliases: [],
    path: place.path,
    line: place.line,
    tags: card.tags,
  });
  const section = sectionAt(note.sections, place.line);
  // A note is its own node.
  const noteNode = note.id as string as GraphNodeId;
  const home = section === undefined ? noteNode : draft.section(note.id, section.title);
  draft.addEdge('part-of', id, home, edgePlace(place, 'structure'));

  const row = card.cell === undefined ? undefined : names.find(card.cell.concept);
  const asked = new Set([
    noteNode,
    ...ownSections(draft, card),
    ...askedConcepts(draft, vault, card),
    ...(row === undefined ? [] : [row]),
  ]);
  for (const concept of asked) draft.addEdge('tests', id, concept, edgePlace(place, 'structure'));
  for (const concept of card.concepts) {
    const target = draft.concept(concept);
    if (!asked.has(target)) draft.addEdge('links', id, target, edgePlace(place, 'structure'));
  }
  for (const experiment of card.experiments) {
    const node = draft.node(experimentNode(experiment));
    if (node !== undefined) draft.addEdge('decides', node.id, id, edgePlace(place, 'name', experiment));
  }
  const known = new Set(note.tags.map((tag) => tag.toLowerCase()));
  for (const tag of new Set(card.tags.map((one) => one.replaceAll('::', '/')))) {
    if (tag !== '' && !known.has(tag.toLowerCase()))
      draft.addEdge('tagged', id, tagNode(draft, tag, note), edgePlace(place, 'name'));
  }
}

/** The section around the card, where something links to that. */
function ownSections(draft: GraphDraft, { concepts, note }: Card): GraphNodeId[] {
  return concepts.filter((concept) => concept.startsWith(`${note}#`)).map((concept) => draft.concept(concept));
}

/** What the question links to; of a cloze card its whole text is the question. */
function askedConcepts(draft: GraphDraft, vault: Vault, card: Card): GraphNodeId[] {
  const question = card.fields.Text ?? card.fields.Front ?? Object.values(card.foreign?.fields ?? {})[0];
  const found: GraphNodeId[] = [];
  if (question === undefined) return found;
  const root: Root = { type: 'root', children: [...question.content] };
  visit(root, 'wikiLink', (link: WikiLink) => {
    const text = [link.target, ...link.headings].join('#');
    const resolution = resolveTarget(vault, card.note, text);
    if (resolution.kind === 'note' || resolution.kind === 'unresolved')
      found.push(draft.linkTarget({ target: link.target, resolution }));
  });
  return found;
}

/** A card's question on one line. */
export function questionOf(card: Card): string {
  const question = card.fields.Front ?? card.fields.Text ?? Object.values(card.foreign?.fields ?? {})[0];
  return (question?.text ?? '').replace(/\s+/g, ' ').trim();
}
