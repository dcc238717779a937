import { existsSync } from 'node:fs';
import { buildGraph, conceptNode, studyOrder, type ConceptGraph } from '../graph/index.ts';
import { saveLedger } from '../identity/index.ts';
import { openPairing } from '../pairing/index.ts';
import { openLibrary, type QuestionLibrary } from '../quiz/index.ts';
import { readVault, type ConceptId, type NoteId, type Vault } from '../vault/index.ts';
import type { Context } from './context.ts';
import { shippedVault } from './find-experiments.ts';
import { keptCards } from './gather-cards.ts';
import { openVault, type OpenVault, type VaultFlags } from './open-vault.ts';
import { shelveExperiments, sourcesOf } from './quiz-experiments.ts';

/** A vault with everything that the quiz can ask of it. */
export interface QuizVault {
  readonly open: OpenVault;
  readonly library: QuestionLibrary;
  /** Concepts by their place in the study order; worked out when it is asked for. */
  readonly studyOrder: () => ReadonlyMap<string, number>;
}

export async function openQuizVault(context: Context, flags: VaultFlags, argument?: string): Promise<QuizVault> {
  const open = await openVault(context, flags, argument);
  const { vault } = open;
  const vaults = [vault, ...(await readShipped(vault))];
  const shelf = shelveExperiments(vaults);
  const cards = keptCards(open, open.identification.identified);
  const pair = openPairing({
    vault,
    cards: cards.map(({ card }) => card),
    experiments: vaults.flatMap(({ root, notes }) =>
      notes.flatMap(({ path, sockBlocks }) =>
        sockBlocks.map(({ id, question, firstLine, place }) => ({
          id,
          ...(question === undefined ? {} : { question }),
          root,
          path,
          line: firstLine,
          lastLine: place.endLine ?? firstLine,
        })),
      ),
    ),
  });
  const paired = new Set(
    cards.flatMap(({ card }) =>
      pair(card).flatMap(({ experiment, strength }) => (strength === 'related' ? [] : [experiment])),
    ),
  );
  const notes = new Map(vault.notes.map((note) => [note.id, note]));
  let graph: ConceptGraph | undefined;
  const graphOf = (): ConceptGraph => (graph ??= buildGraph({ vault }));
  return {
    open,
    library: openLibrary({
      cards,
      experiments: shelf,
      // Of another vault's experiments only those that its own cards meet.
      predictions: [
        ...new Map(
          [...shelf.own(), ...[...paired].flatMap((id) => shelf.find(id) ?? [])].map((one) => [one.id, one]),
        ).values(),
      ],
      pair,
      sourcesOf: (id) => {
        const note = notes.get(id as NoteId); // a card's note is one of the vault
        return note === undefined ? [] : sourcesOf(note);
      },
      distance: measureDistance(graphOf),
      system: process.platform === 'darwin' ? 'darwin' : 'linux',
    }),
    studyOrder: () => new Map(studyOrder(graphOf()).position),
  };
}

async function readShipped({ root }: Vault): Promise<readonly Vault[]> {
  if (root === shippedVault || !existsSync(shippedVault)) return [];
  return [(await readVault({ root: shippedVault })).vault];
}

/**
 * Remembers which card is which, so that an edited card keeps its schedule also where nothing was ever exported. Gives
 * why that failed.
 */
export function rememberCards({ open }: QuizVault): string | undefined {
  const { state, loaded, ledger, identification } = open;
  const outcome = saveLedger(state, loaded, new Map([...ledger, ...identification.records]));
  return outcome.kind === 'failed' ? outcome.message : undefined;
}

/** Steps along links and relations from a card's concepts to another one; past two they count as unrelated. */
function measureDistance(graphOf: () => ConceptGraph): (from: readonly string[], to: string) => number {
  let key = '';
  let near: ReadonlyMap<string, number> = new Map();
  return (from, to) => {
    const wanted = from.join('\n');
    if (wanted !== key) {
      near = neighbours(graphOf(), from);
      key = wanted;
    }
    return near.get(to) ?? Infinity;
  };
}

const mostSteps = 2;

function neighbours(graph: ConceptGraph, from: readonly string[]): ReadonlyMap<string, number> {
  const near = new Map<string, number>();
  let edge = from.flatMap((concept) => conceptNode(graph, concept as ConceptId)?.id ?? []); // cards name concepts
  for (let steps = 0; steps <= mostSteps && edge.length > 0; steps += 1) {
    const fresh = edge.filter((node) => !near.has(node));
    for (const node of fresh) near.set(node, steps);
    edge = fresh.flatMap((node) => [
      ...(graph.from.get(node) ?? []).filter(({ type }) => type !== 'tagged').map(({ target }) => target),
      ...(graph.to.get(node) ?? []).filter(({ type }) => type !== 'tagged').map(({ source }) => source),
    ]);
  }
  return near;
}
