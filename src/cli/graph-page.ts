import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { cardSides, renderNotes } from '../decks/index.ts';
import { drawLadderSvg } from '../experiments/index.ts';
import {
  cardNode,
  conceptNode,
  experimentNode,
  studyOrder,
  type ConceptGraph,
  type GraphNodeId,
} from '../graph/index.ts';
import {
  renderGraphPage,
  type PageCard,
  type PageExperiment,
  type PageLearning,
  type PageNote,
} from '../graph/page/index.ts';
import type { RunRecord } from '../pairing/index.ts';
import { plainText, type ConceptId } from '../vault/index.ts';
import type { Experiment } from './find-experiments.ts';
import { gatherCards } from './gather-cards.ts';
import { keptCards } from './kept-cards.ts';
import type { PageProof } from './graph-page-proof.ts';
import type { OpenVault } from './open-vault.ts';

export interface GraphPageSources {
  readonly open: OpenVault;
  readonly graph: ConceptGraph;
  /** Those of the vault, and those that ship. */
  readonly experiments: readonly Experiment[];
  readonly proof: PageProof;
  /** By card; empty where nobody was ever asked. */
  readonly learning: ReadonlyMap<string, PageLearning>;
}

/** An image in a note of the page; larger ones would make it slow to open. */
const mostImageBytes = 4 * 1024 * 1024;

/** The page past which notes are shown by their beginnings; their whole text is not rendered then. */
const mostWholeNotes = 2000;

/** The concept map of a vault as one page: `graph --format html`. */
export function renderVaultPage(sources: GraphPageSources): string {
  const { open, graph, proof } = sources;
  return renderGraphPage({
    title: open.vault.name,
    graph,
    order: studyOrder(graph),
    notes: pageNotes(sources),
    cards: pageCards(sources),
    experiments: sources.experiments.flatMap((each) => pageExperiment(each, sources)),
    claims: proof.claims,
  });
}

function pageNotes({ open, graph }: GraphPageSources): PageNote[] {
  const { vault } = open;
  const whole =
    vault.notes.length > mostWholeNotes
      ? undefined
      : renderNotes({ vault, readAttachment: (name) => readImage(vault.root, name) });
  return vault.notes.flatMap((note): PageNote[] => {
    const node = conceptNode(graph, note.id as string as ConceptId);
    if (node === undefined) return [];
    // The heading of the page repeats the title.
    const body = note.tree.children.filter((child, index) => index > 0 || child.type !== 'heading');
    return [{ node: node.id, html: whole?.get(note.id) ?? '', text: plainText(body.slice(0, 12)).slice(0, 1000) }];
  });
}

function readImage(root: string, name: string): Uint8Array {
  const file = path.join(root, name);
  if (statSync(file).size > mostImageBytes) throw new Error('too large for a page');
  return readFileSync(file);
}

function pageCards({ open, graph, experiments, proof, learning: states }: GraphPageSources): PageCard[] {
  const identified = keptCards(open, open.identification.identified);
  const sides = cardSides(gatherCards(open, identified).deck);
  const known = new Set(experiments.map(({ id }) => id));
  return identified.flatMap(({ id, card }) => {
    const concepts = [card.note as string as ConceptId, ...card.concepts].flatMap(
      (concept) => conceptNode(graph, concept)?.id ?? [],
    );
    const tested = (graph.from.get(cardNode(id)) ?? []).flatMap(({ type, target }) =>
      type === 'tests' ? [target] : [],
    );
    const verdict = proof.cardVerdicts.get(id);
    const learning = states.get(id);
    return (sides.get(id) ?? []).map(({ question, answer }): PageCard => ({
      id,
      concepts: [...new Set([...concepts, ...tested])],
      questionHtml: question,
      answerHtml: answer,
      experiments: (proof.cardExperiments.get(id) ?? []).filter((each) => known.has(each)),
      ...(verdict === undefined ? {} : { verdict }),
      ...(learning === undefined ? {} : { learning }),
    }));
  });
}

/** Experiments of other vaults are shown where they decide about a concept of this one. */
function pageExperiment(
  { id, question, text, root, path: file }: Experiment,
  { open, graph, proof }: GraphPageSources,
): PageExperiment[] {
  const node = graph.node.get(experimentNode(id));
  if (node === undefined) return [];
  const run = proof.runs.get(id);
  const concepts = (graph.from.get(node.id) ?? []).flatMap(({ type, target }): GraphNodeId[] =>
    type === 'part-of' && graph.node.get(target)?.experimentNote !== true ? [target] : [],
  );
  const note = root === open.vault.root ? open.vault.notes.find((each) => each.path === file) : undefined;
  const title = note?.sockBlocks.length === 1 ? note.sections[0]?.title : undefined;
  return [
    {
      id,
      concepts,
      ...(title === undefined ? {} : { title }),
      question: question ?? '',
      text,
      ...(run === undefined ? {} : { verdict: run.verdict }),
      ...(run?.reason === undefined ? {} : { reason: run.reason }),
      ...(run === undefined || run.ladder.rows.length === 0 ? {} : { ladderSvg: ladderOf(run, id, question) }),
    },
  ];
}

function ladderOf({ ladder, verdict }: RunRecord, id: string, question = id): string {
  return drawLadderSvg(ladder, {
    title: question,
    description: `The system calls and packets of the experiment ${id}: ${verdict}.`,
  });
}
