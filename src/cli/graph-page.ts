import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { cardSides, renderNotes } from '../decks/index.ts';
import { drawLadderSvg, type Ladder, type ReplayVerdict } from '../experiments/index.ts';
import {
  cardNode,
  conceptNode,
  experimentNode,
  renderGraphPage,
  studyOrder,
  type ConceptGraph,
  type GraphNodeId,
  type PageCard,
  type PageClaim,
  type PageExperiment,
  type PageLearning,
  type PageNote,
  type PageVerdict,
} from '../graph/index.ts';
import { openPairing } from '../pairing/index.ts';
import { plainText, type ConceptId } from '../vault/index.ts';
import type { Experiment } from './find-experiments.ts';
import { gatherCards, keptCards } from './gather-cards.ts';
import type { OpenVault } from './open-vault.ts';

/** What a replay of an experiment showed, as evidence keeps it. */
export interface ShownRun {
  readonly verdict: ReplayVerdict;
  readonly reason?: string;
  readonly ladder: Ladder;
}

export interface GraphPageSources {
  readonly open: OpenVault;
  readonly graph: ConceptGraph;
  /** Those of the vault, and those that ship. */
  readonly experiments: readonly Experiment[];
  /** By experiment. */
  readonly runs?: ReadonlyMap<string, ShownRun>;
  readonly claims?: readonly PageClaim[];
  /** Verdicts on cards, and what the learner knows of them, by card. */
  readonly cardVerdicts?: ReadonlyMap<string, PageVerdict>;
  readonly cardLearning?: ReadonlyMap<string, PageLearning>;
}

/** An image in a note of the page; larger ones would make it slow to open. */
const mostImageBytes = 4 * 1024 * 1024;

/** The page past which notes are shown by their beginnings; their whole text is not rendered then. */
const mostWholeNotes = 2000;

/** The concept map of a vault as one page: `graph --format html`. */
export function renderVaultPage(sources: GraphPageSources): string {
  const { open, graph, claims } = sources;
  return renderGraphPage({
    title: open.vault.name,
    graph,
    order: studyOrder(graph),
    notes: pageNotes(sources),
    cards: pageCards(sources),
    experiments: sources.experiments.flatMap((each) => pageExperiment(each, sources)),
    ...(claims === undefined ? {} : { claims }),
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

function pageCards({ open, graph, experiments, cardVerdicts, cardLearning }: GraphPageSources): PageCard[] {
  const identified = keptCards(open, open.identification.identified);
  const sides = cardSides(gatherCards(open, identified).deck);
  const known = new Set(experiments.map(({ id }) => id));
  const pair = openPairing({ vault: open.vault, cards: identified.map(({ card }) => card), experiments });
  return identified.flatMap(({ id, card }) => {
    const concepts = [card.note as string as ConceptId, ...card.concepts].flatMap(
      (concept) => conceptNode(graph, concept)?.id ?? [],
    );
    const tested = (graph.from.get(cardNode(id)) ?? []).flatMap(({ type, target }) =>
      type === 'tests' ? [target] : [],
    );
    const verdict = cardVerdicts?.get(id);
    const learning = cardLearning?.get(id);
    return (sides.get(id) ?? []).map(({ question, answer }): PageCard => ({
      id,
      concepts: [...new Set([...concepts, ...tested])],
      questionHtml: question,
      answerHtml: answer,
      experiments: pair(card).flatMap(({ experiment }) => (known.has(experiment) ? [experiment] : [])),
      ...(verdict === undefined ? {} : { verdict }),
      ...(learning === undefined ? {} : { learning }),
    }));
  });
}

/** Experiments of other vaults are shown where they decide about a concept of this one. */
function pageExperiment(
  { id, question, text, root, path: file }: Experiment,
  { open, graph, runs }: GraphPageSources,
): PageExperiment[] {
  const node = graph.node.get(experimentNode(id));
  if (node === undefined) return [];
  const run = runs?.get(id);
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

function ladderOf({ ladder, verdict }: ShownRun, id: string, question = id): string {
  return drawLadderSvg(ladder, {
    title: question,
    description: `The system calls and packets of the experiment ${id}: ${verdict}.`,
  });
}
