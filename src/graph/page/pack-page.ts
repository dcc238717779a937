import { cardNode, experimentNode } from '../concept-graph.ts';
import type { GraphNodeId } from '../concept-graph.ts';
import { labelScales } from './client/scale.ts';
import { edgeTypes, learningStates, nodeKinds, pageVerdicts } from './client/page-data.ts';
import type {
  CardData,
  ClaimData,
  ExperimentData,
  LearningState,
  NodeColumns,
  PageData,
  PageEdgeType,
} from './client/page-data.ts';
import { fitTexts } from './fit-texts.ts';
import { placeLabels, type LabelPlace } from './label-places.ts';
import { layoutMap, type MapPlace } from './layout.ts';
import { mapGraph, type MapEdge, type MapGraph } from './map-graph.ts';
import type { GraphPageInput, PageCard, PageExperiment } from './page-input.ts';

/** A title on the page; what is longer is no title that anyone reads. */
const longestTitle = 300;

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
  const texts = fitTexts(input);
  const experiments = texts.experiments.map((each) => packExperiment(each, input, placesOf));
  const experimentAt = new Map(texts.experiments.map(({ id }, index) => [id, index]));
  const cards = texts.cards.map((each) => packCard(each, placesOf, experimentAt)).filter(({ of }) => of.length > 0);
  const claims = (input.claims ?? []).flatMap(({ concept, text, verdict, reason, experiment }): ClaimData[] => {
    const of = map.place.get(concept);
    const at = experimentAt.get(experiment ?? '');
    if (of === undefined) return [];
    return [
      {
        of,
        text,
        verdict: pageVerdicts.indexOf(verdict),
        ...(reason === undefined ? {} : { reason }),
        ...(at === undefined ? {} : { experiment: at }),
      },
    ];
  });
  const topics = [...new Set(map.nodes.map(({ topic }) => topic))].sort();
  const nodes = packNodes({ input, map, places, topics, cards, claims, experiments });
  return {
    schema: 1,
    title: cutTitle(input.title),
    topics,
    nodes,
    edges: packEdges(map),
    texts: Object.fromEntries(texts.notes.flatMap(({ node, html }) => placesOf([node]).map((at) => [at, html]))),
    excerpts: texts.excerpts,
    cards,
    omittedCards: Object.fromEntries(
      [...texts.omittedCards].flatMap(([node, count]) => placesOf([node]).map((at) => [at, count])),
    ),
    experiments,
    claims,
    hasVerdicts: nodes.verdict.some((verdict) => verdict >= 0),
    hasLearning: nodes.learning.some((state) => state >= 0),
  };
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

interface Packing {
  readonly input: GraphPageInput;
  readonly map: MapGraph;
  readonly places: readonly MapPlace[];
  readonly topics: readonly string[];
  readonly cards: readonly CardData[];
  readonly claims: readonly ClaimData[];
  readonly experiments: readonly ExperimentData[];
}

function packNodes({ input, map, places, topics, cards, claims, experiments }: Packing): NodeColumns {
  const { nodes } = map;
  const verdicts = nodes.map((): number[] => []);
  const states = nodes.map((): number[] => []);
  for (const { of, verdict } of experiments)
    if (verdict !== undefined) for (const at of of) verdicts[at]?.push(verdict);
  // A card says something about itself and its own note; the others that it links to can't help it.
  for (const { of, home, verdict, learning } of cards) {
    for (const at of new Set([home, ...of.filter((each) => nodes[each]?.node.kind === 'card')])) {
      if (verdict !== undefined) verdicts[at]?.push(verdict);
      if (learning !== undefined) states[at]?.push(learning);
    }
  }
  for (const { of, verdict } of claims) verdicts[of]?.push(verdict);
  for (const [id, state] of input.learning ?? []) {
    const at = map.place.get(id);
    if (at !== undefined) states[at] = [learningStates.indexOf(state)];
  }
  const along = places.map((place) => Math.round(place.along * stretch));
  const across = places.map((place) => place.across);
  return {
    id: nodes.map(({ node }) => node.id),
    title: nodes.map(({ title }) => cutTitle(title)),
    aliases: Object.fromEntries(
      nodes.flatMap(({ node }, at) =>
        node.aliases.length === 0 ? [] : [[at, node.aliases.slice(0, 12).map(cutTitle)]],
      ),
    ),
    kind: nodes.map(({ node }) => nodeKinds.indexOf(node.kind)),
    topic: nodes.map(({ topic }) => topics.indexOf(topic)),
    // Both lists begin with what needs attention: the least place is what the concept shows.
    verdict: verdicts.map((found) => worst(found, pageVerdicts.indexOf('no-experiment'))),
    learning: states.map((found) => summarise(found)),
    along,
    across,
    radius: nodes.map(({ radius }) => radius),
    step: nodes.map(({ step }) => step),
    stage: nodes.map(({ stage }) => stage),
    wideLabel: packLabels(map, along, across),
    tallLabel: packLabels(map, across, along),
  };
}

function worst(found: readonly number[], silent: number): number {
  const telling = found.filter((verdict) => verdict < silent);
  return telling.length === 0 ? -1 : Math.min(...telling);
}

/** A concept is due when a card is, known when all are, new when none was seen yet. */
function summarise(found: readonly number[]): number {
  const at = (state: LearningState): number => learningStates.indexOf(state);
  if (found.length === 0) return -1;
  if (found.includes(at('due'))) return at('due');
  if (found.every((state) => state === found[0])) return found[0] ?? -1;
  return at('learning');
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

function cutTitle(title: string): string {
  const line = title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title;
  // A cut must leave no half of a pair.
  return line.replace(/\p{Surrogate}/gu, '\uFFFD');
}
