import type { PhrasingContent, Root, Table } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';
import type { Place } from '../diagnostic.ts';
import type { Link, Note, Vault, WikiLink } from '../vault/index.ts';
import { plainText, resolveTarget, wikiLinkText } from '../vault/index.ts';
import { questionOf } from './add-cards.ts';
import type { NamedCard } from './build-graph.ts';
import type { EdgePlace, GraphNodeId } from './concept-graph.ts';
import type { ConceptNames } from './concept-names.ts';
import { nameKey } from './concept-names.ts';
import { edgePlace } from './graph-draft.ts';
import type { GraphDraft } from './graph-draft.ts';

/** Comparisons that the notes themselves make: "A vs B" as a heading or a card's question, tables with a column each. */
export function addContrasts(draft: GraphDraft, vault: Vault, cards: readonly NamedCard[], names: ConceptNames): void {
  for (const note of vault.notes) {
    for (const { title, place } of note.sections) {
      const links = note.links.filter((link) => link.place.line === place.line);
      contrastTitle(draft, title, linkedNames(draft, links), names, edgePlace(place, 'heading', title));
    }
    if (!note.source.includes('|')) continue;
    visit(note.tree, 'table', (table) => {
      contrastColumns(draft, vault, note, table, names);
      return SKIP;
    });
  }
  for (const { card } of cards) {
    // A derived card repeats a table that was seen already.
    if (card.syntax === 'derived') continue;
    const question = questionOf(card);
    if (comparisonOf(question) === undefined) continue;
    const front = card.fields.Front?.content ?? card.fields.Text?.content ?? [];
    const linked = linksOf(draft, vault, card.note, { type: 'root', children: [...front] });
    contrastTitle(draft, question, linked, names, edgePlace(card.place, 'question', question));
  }
}

const versus = /\s+(?:vs\.?|versus)\s+/iu;

/** The things that a heading compares: "A vs B", "Difference between A and B"; nothing for any other heading. */
export function comparisonOf(title: string): readonly string[] | undefined {
  if (title.length > 200) return undefined;
  const between = /\bdifferences? between\s+(.+?)\s+and\s+(.+)$/iu.exec(title);
  const parts = between === null ? title.split(versus) : [between[1] ?? '', between[2] ?? ''];
  if (parts.length < 2) return undefined;
  const sides = parts.map(cleanSide);
  return sides.every((side) => side !== '' && side.split(' ').length <= 6) ? sides : undefined;
}

function cleanSide(side: string): string {
  return side
    .replace(/^\s*(?:\d+[.)]\s*)+/u, '')
    .replace(/^.*[:–—]\s+/u, '')
    .replace(/\s*[:?.!]\s*$/u, '')
    .trim();
}

function contrastTitle(
  draft: GraphDraft,
  title: string,
  linked: ReadonlyMap<string, GraphNodeId>,
  names: ConceptNames,
  place: EdgePlace,
): void {
  const sides = comparisonOf(title);
  if (sides === undefined) return;
  const concepts = sides.map((side) => {
    const bare = side.replace(/^(?:an?|the)\s+/iu, '');
    return linked.get(nameKey(side)) ?? names.find(side) ?? names.find(bare) ?? draft.unresolved(bare);
  });
  contrastAll(draft, concepts, place);
}

/** First heads of tables that compare their columns, so that even names without a note are concepts. */
const comparing =
  /^(?:features?|aspects?|propert(?:y|ies)|criteri(?:on|a)|characteristics?|attributes?|differences?|comparison)?$/iu;

/** `| feature | [[TCP]] | [[UDP]] |`: columns that are concepts are contrasted. */
function contrastColumns(draft: GraphDraft, vault: Vault, note: Note, table: Table, names: ConceptNames): void {
  const [corner, ...heads] = table.children[0]?.children ?? [];
  if (corner === undefined || heads.length < 2 || heads.length > 5 || table.children.length < 3) return;
  const compares = comparing.test(plainText(corner.children).trim());
  const columns = heads.map((head) => {
    const text = plainText(head.children).replace(/\s+/g, ' ').trim();
    const linked = linksOf(draft, vault, note.id, { type: 'root', children: [...head.children] as PhrasingContent[] });
    const only = linked.size === 1 ? [...linked.values()][0] : undefined;
    return only ?? names.find(text) ?? (compares && isName(text) ? draft.unresolved(text) : undefined);
  });
  if (!columns.every((column) => column !== undefined)) return;
  const place: Place = {
    path: note.path,
    line: table.position?.start.line ?? 1,
    column: table.position?.start.column ?? 1,
  };
  contrastAll(draft, columns, edgePlace(place, 'table'));
}

function isName(text: string): boolean {
  return text !== '' && text.length <= 60 && /\p{L}/u.test(text);
}

function contrastAll(draft: GraphDraft, concepts: readonly GraphNodeId[], place: EdgePlace): void {
  const distinct = [...new Set(concepts)];
  for (const [index, one] of distinct.entries())
    for (const other of distinct.slice(index + 1)) draft.addEdge('contrasts', one, other, place);
}

function linkedNames(draft: GraphDraft, links: readonly Link[]): ReadonlyMap<string, GraphNodeId> {
  const concepts = links.filter(({ resolution: { kind } }) => kind === 'note' || kind === 'unresolved');
  return new Map(concepts.map((link) => [nameKey(wikiLinkText(link)), draft.linkTarget(link)]));
}

function linksOf(draft: GraphDraft, vault: Vault, from: string, root: Root): ReadonlyMap<string, GraphNodeId> {
  const found = new Map<string, GraphNodeId>();
  visit(root, 'wikiLink', (link: WikiLink) => {
    const resolution = resolveTarget(vault, from, [link.target, ...link.headings].join('#'));
    if (resolution.kind !== 'note' && resolution.kind !== 'unresolved') return;
    found.set(nameKey(wikiLinkText(link)), draft.linkTarget({ target: link.target, resolution }));
  });
  return found;
}
