import { cardNode, findNode, studyOrder, type ConceptGraph, type GraphNodeId } from '../graph/index.ts';
import type { Confusion } from '../graph/suggest/index.ts';
import { readCardsInJournal } from './graph-journal.ts';
import type { OpenVault } from './open-vault.ts';

/** What the journal says about concepts. */
export interface Learned {
  /** False where nothing was ever answered. */
  readonly any: boolean;
  readonly known: ReadonlySet<GraphNodeId>;
  readonly confusions: readonly Confusion[];
}

/**
 * A concept is known where its cards are forgotten, on average, at most half as often again as the learner takes into
 * account (the desired retention: of 0.9 that makes 0.85), and nothing wrong is believed about it.
 */
function knownAt(retention: number): number {
  return 1 - 1.5 * (1 - retention);
}

/** Reads the journal, and judges each concept by its own cards, or where it has none by those that ask about it. */
export function readLearned(open: OpenVault, graph: ConceptGraph, now: number): Learned {
  const { any, scheduler, moment, cards } = readCardsInJournal(open, now);
  const own = new Map<GraphNodeId, number[]>();
  const asking = new Map<GraphNodeId, number[]>();
  const mistaken = new Set<GraphNodeId>();
  const confusions = new Map<string, Confusion>();
  for (const { identified, states } of cards) {
    const tested = (graph.from.get(cardNode(identified.id)) ?? []).filter(({ type }) => type === 'tests');
    // A note is its own node.
    const home = identified.card.note as string as GraphNodeId;
    for (const state of states) {
      const chance = scheduler.retrievability(state, moment) ?? 0;
      for (const { target } of tested) push(target === home ? own : asking, target, chance);
      if (state.misconception) mistaken.add(home);
      for (const pick of state.wrongPicks) addConfusion(graph, confusions, home, pick);
    }
  }
  const enough = knownAt(scheduler.settings.retention);
  const known = new Set<GraphNodeId>();
  for (const { id } of graph.nodes) {
    const chances = own.get(id) ?? asking.get(id);
    if (chances === undefined || mistaken.has(id)) continue;
    if (chances.reduce((sum, chance) => sum + chance, 0) / chances.length >= enough) known.add(id);
  }
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
