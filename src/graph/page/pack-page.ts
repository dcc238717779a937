import { cardNode, experimentNode } from '../concept-graph.ts';
import type { GraphNodeId } from '../concept-graph.ts';
import { labelScales } from './client/scale.ts';
import { edgeTypes, learningStates, nodeKinds, pageVerdicts } from './client/page-data.ts';
import type { CardData, ClaimData, ExperimentData, NodeColumns, PageData, PageEdgeType } from './client/page-data.ts';
import { fitTexts } from './fit-texts.ts';
import { judgeNodes } from './judge-nodes.ts';
import { placeLabels, type LabelPlace } from './label-places.ts';
import { layoutMap, type MapPlace } from './layout.ts';
import { mapGraph, type MapEdge, type MapGraph } from './map-graph.ts';
import type { GraphPageInput, PageCard, PageClaim, PageExperiment } from './page-input.ts';

/** A title on the page; what is longer is no title that anyone reads. */
const longestTitle = 300;
/** On a page of many nodes, for its size. */
const longestOfMany = 80;
const manyNodes = 2000;
const mostAliases = 12;

/** Along the way of learning the map is drawn wider than it was laid out, for labels are wide. */
const stretch = 1.3;

/** Everything the page shows, as its script reads it. */
export function packPage(input: GraphPageInput): PageData {
  const titles = input.experiments.flatMap(({ id, title }) =>
    title === undefined ? [] : [[experimentNode(id), title] as const],
  );
  const map = mapGraph(input.graph, input.order, new Map(titles));
  const places = layoutMap(map);
  const placesOf = (ids: readonly GraphNodeId[]): number[] => [
    ...new Set(ids.flatMap((id) => map.place.get(id) ?? [])),
  ];
  const topics = [...new Set(map.nodes.map(({ topic }) => topic))].sort();
  const nodes = packNodes(input, map, places, topics);
  const edges = packEdges(map);
  const texts = fitTexts(input, Buffer.byteLength(JSON.stringify([nodes, edges])));
  const experiments = texts.experiments.map((each) => packExperiment(each, input, placesOf));
  const experimentAt = new Map(texts.experiments.map(({ id }, index) => [id, index]));
  const cards = texts.cards.map((each) => packCard(each, placesOf, experimentAt)).filter(({ of }) => of.length > 0);
  return {
    schema: 1,
    title: cutTitle(input.title, longestTitle),
    topics,
    nodes,
    edges,
    texts: Object.fromEntries(texts.notes.flatMap(({ node, html }) => placesOf([node]).map((at) => [at, html]))),
    excerpts: texts.excerpts,
    cards,
    omittedCards: Object.fromEntries(
      [...texts.omittedCards].flatMap(([node, count]) => placesOf([node]).map((at) => [at, count])),
    ),
    experiments,
    claims: texts.claims.flatMap((each) => packClaim(each, placesOf, experimentAt)),
    hasVerdicts: nodes.verdict.some((verdict) => verdict >= 0),
    hasLearning: nodes.learning.some((state) => state >= 0),
  };
}

function packClaim(
  { concept, text, verdict, reason, experiment }: PageClaim,
  placesOf: (ids: readonly GraphNodeId[]) => number[],
  experimentAt: ReadonlyMap<string, number>,
): ClaimData[] {
  const at = experimentAt.get(experiment ?? '');
  return placesOf([concept]).map((of) => ({
    of,
    text,
    verdict: pageVerdicts.indexOf(verdict),
    ...(reason === undefined ? {} : { reason }),
    ...(at === undefined ? {} : { experiment: at }),
  }));
}

function packExperiment(
  { id, concepts, question, text, ladderSvg, log, verdict, reason }: PageExperiment,
  { graph }: GraphPageInput,
  placesOf: (ids: readonly GraphNodeId[]) => number[],
): ExperimentData {
  const node = experimentNode(id);
  const decided = (graph.from.get(node) ?? []).flatMap(({ type, target }) => (type === 'decides' ? [target] : []));
  return {
    of: placesOf([node, ...concepts, ...decided]),
    id,
    question,
    text,
    ...(ladderSvg === undefined ? {} : { ladder: ladderSvg }),
    ...(log === undefined || ladderSvg !== undefined ? {} : { log }),
    ...(verdict === undefined ? {} : { verdict: pageVerdicts.indexOf(verdict) }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function packCard(
  { id, concepts, questionHtml, answerHtml, experiments, verdict, learning }: PageCard,
  placesOf: (ids: readonly GraphNodeId[]) => number[],
  experimentAt: ReadonlyMap<string, number>,
): CardData {
  return {
    of: placesOf([cardNode(id), ...concepts]),
    home: placesOf(concepts)[0] ?? -1,
    id,
    question: questionHtml,
    answer: answerHtml,
    experiments: experiments.flatMap((each) => experimentAt.get(each) ?? []),
    ...(verdict === undefined ? {} : { verdict: pageVerdicts.indexOf(verdict) }),
    ...(learning === undefined ? {} : { learning: learningStates.indexOf(learning) }),
  };
}

function packNodes(
  input: GraphPageInput,
  map: MapGraph,
  places: readonly MapPlace[],
  topics: readonly string[],
): NodeColumns {
  const { nodes } = map;
  const longest = nodes.length > manyNodes ? longestOfMany : longestTitle;
  const along = places.map((place) => Math.round(place.along * stretch));
  const across = places.map((place) => place.across);
  return {
    id: nodes.map(({ node }) => node.id),
    title: nodes.map(({ title }) => cutTitle(title, longest)),
    aliases: Object.fromEntries(
      nodes.flatMap(({ node }, at) =>
        node.aliases.length === 0
          ? []
          : [[at, node.aliases.slice(0, mostAliases).map((alias) => cutTitle(alias, longest))]],
      ),
    ),
    kind: nodes.map(({ node }) => nodeKinds.indexOf(node.kind)),
    topic: nodes.map(({ topic }) => topics.indexOf(topic)),
    ...judgeNodes(input, map),
    along,
    across,
    radius: nodes.map(({ radius }) => radius),
    step: nodes.map(({ step }) => step),
    stage: nodes.map(({ stage }) => stage),
    wideLabel: packLabels(map, along, across),
    tallLabel: packLabels(map, across, along),
  };
}

function packLabels({ nodes }: MapGraph, xs: readonly number[], ys: readonly number[]): number[] {
  const labelled = nodes.map(({ title, radius, rank, concept }, at) => ({
    title,
    x: xs[at] ?? 0,
    y: ys[at] ?? 0,
    radius,
    rank,
    concept,
  }));
  return placeLabels(labelled).map(({ from, side }: LabelPlace) => Math.min(from, labelScales.length) * 4 + side);
}

function packEdges({ edges }: MapGraph): Partial<Record<PageEdgeType, readonly number[]>> {
  const packed: Partial<Record<PageEdgeType, readonly number[]>> = {};
  for (const type of edgeTypes) {
    const runs = runsOf(edges.filter((edge) => edge.type === type));
    if (runs.length > 0) packed[type] = runs;
  }
  return packed;
}

function runsOf(edges: readonly MapEdge[]): number[] {
  const targets = new Map<number, number[]>();
  for (const { source, target } of edges) {
    const found = targets.get(source);
    if (found === undefined) targets.set(source, [target]);
    else found.push(target);
  }
  return [...targets]
    .sort(([a], [b]) => a - b)
    .flatMap(([source, all]) => [source, all.length, ...all.sort((a, b) => a - b)]);
}

function cutTitle(title: string, longest: number): string {
  const line = title.length > longest ? `${title.slice(0, longest - 1)}…` : title;
  // A cut must leave no half of a pair.
  return line.replace(/\p{Surrogate}/gu, '\uFFFD');
}
