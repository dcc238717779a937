import { cardNode, findNode, studyOrder, type Confusion, type ConceptGraph, type GraphNodeId } from '../graph/index.ts';
import {
  defaultSettings,
  momentAt,
  openScheduler,
  quizCardsOf,
  readJournal,
  replayJournal,
  stateOf,
  type QuizState,
} from '../quiz/index.ts';
import { keptCards } from './gather-cards.ts';
import type { OpenVault } from './open-vault.ts';
import { CannotError } from './outcome.ts';

/** What the journal says about concepts. */
export interface Learned {
  /** False where nothing was ever answered. */
  readonly any: boolean;
  readonly known: ReadonlySet<GraphNodeId>;
  readonly confusions: readonly Confusion[];
}

/** A concept is known where its cards are recalled so likely on average, and nothing wrong is believed about it. */
const KNOWN_AT = 0.85;

/** Reads the journal, and judges each concept by its own cards, or where it has none by those that ask about it. */
export function readLearned(
  { identification, state: folder, ...open }: OpenVault,
  graph: ConceptGraph,
  now: number,
): Learned {
  const outcome = readJournal(folder.folder);
  if (outcome.kind === 'failed') throw new CannotError(outcome.message);
  const scheduler = openScheduler(defaultSettings);
  const state = replayJournal(outcome.records, scheduler);
  const moment = momentAt(now);
  const own = new Map<GraphNodeId, number[]>();
  const asking = new Map<GraphNodeId, number[]>();
  const mistaken = new Set<GraphNodeId>();
  const confusions = new Map<string, Confusion>();
  for (const identified of keptCards({ identification, state: folder, ...open }, identification.identified)) {
    const tested = (graph.from.get(cardNode(identified.id)) ?? []).filter(({ type }) => type === 'tests');
    // A note is its own node.
    const home = identified.card.note as string as GraphNodeId;
    for (const { id } of quizCardsOf(identified, false)) {
      const card = stateOf(state, id);
      const chance = scheduler.retrievability(card, moment) ?? 0;
      for (const { target } of tested) push(target === home ? own : asking, target, chance);
      if (card.misconception) mistaken.add(home);
      for (const pick of card.wrongPicks) addConfusion(graph, confusions, home, pick);
    }
  }
  const known = new Set<GraphNodeId>();
  for (const { id } of graph.nodes) {
    const chances = own.get(id) ?? asking.get(id);
    if (chances === undefined || mistaken.has(id)) continue;
    if (chances.reduce((sum, chance) => sum + chance, 0) / chances.length >= KNOWN_AT) known.add(id);
  }
  const any = hasAnswers(state);
  if (any) passUnasked(graph, known, (id) => own.has(id) || asking.has(id));
  return { any, known, confusions: [...confusions.values()] };
}

/** What no card asks about can't be shown to be known: it stands in nobody's way once all that it requires is known. */
function passUnasked(graph: ConceptGraph, known: Set<GraphNodeId>, isAsked: (id: GraphNodeId) => boolean): void {
  for (const { concepts } of studyOrder(graph).steps) {
    for (const id of concepts) {
      const required = (graph.from.get(id) ?? []).filter(({ type }) => type === 'requires');
      if (!isAsked(id) && required.every(({ target }) => known.has(target))) known.add(id);
    }
  }
}

function hasAnswers({ records }: QuizState): boolean {
  return records.some(({ kind }) => kind === 'answer');
}

/** A wrong answer that is the name of another concept. */
function addConfusion(graph: ConceptGraph, confusions: Map<string, Confusion>, asked: GraphNodeId, pick: string): void {
  const found = findNode(graph, pick);
  if (found.kind !== 'one' || found.node.id === asked || !['note', 'unresolved'].includes(found.node.kind)) return;
  const concepts = asked < found.node.id ? ([asked, found.node.id] as const) : ([found.node.id, asked] as const);
  const key = concepts.join('\n');
  confusions.set(key, { concepts, times: (confusions.get(key)?.times ?? 0) + 1 });
}

function push(map: Map<GraphNodeId, number[]>, key: GraphNodeId, value: number): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
