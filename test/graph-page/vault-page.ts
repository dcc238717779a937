import { extractCards } from '../../src/cards/index.ts';
import { cardSides, gatherDeck, renderNotes } from '../../src/decks/index.ts';
import { buildGraph, conceptNode, studyOrder } from '../../src/graph/index.ts';
import { renderGraphPage } from '../../src/graph/page/index.ts';
import type { ConceptGraph } from '../../src/graph/index.ts';
import type { GraphPageInput } from '../../src/graph/page/index.ts';
import { identifyCards } from '../../src/identity/index.ts';
import type { ConceptId, NoteId } from '../../src/vault/index.ts';
import { vaultOf } from '../decks/html-field.ts';

/** What the page is given for notes by their paths: everything as the program makes it, but read from memory. */
export function pageInput(notes: Readonly<Record<string, string>>, title = 'Sockets'): GraphPageInput {
  const vault = vaultOf(notes);
  const { cards } = extractCards(vault, { derived: false });
  const { identified } = identifyCards(cards, new Map(), 'test-vault');
  const graph = buildGraph({ vault, cards: identified });
  const texts = renderNotes({ vault, readAttachment: () => new Uint8Array() });
  const sides = cardSides(gatherDeck(identified, { vault, readAttachment: () => new Uint8Array() }).deck);
  const nodeOf = (graph: ConceptGraph, id: ConceptId | NoteId) => conceptNode(graph, id as string as ConceptId)?.id;
  return {
    title,
    graph,
    order: studyOrder(graph),
    notes: vault.notes.flatMap(({ id, source }) => {
      const node = nodeOf(graph, id);
      return node === undefined ? [] : [{ node, html: texts.get(id) ?? '', text: source }];
    }),
    cards: identified.flatMap(({ id, card }) =>
      (sides.get(id) ?? []).map(({ question, answer }) => ({
        id,
        concepts: card.concepts.flatMap((concept) => nodeOf(graph, concept) ?? []),
        questionHtml: question,
        answerHtml: answer,
        experiments: [],
      })),
    ),
    experiments: [],
  };
}

export function pageOf(notes: Readonly<Record<string, string>>, title?: string): string {
  return renderGraphPage(pageInput(notes, title));
}
