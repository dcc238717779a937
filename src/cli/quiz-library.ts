import { buildGraph, conceptNode, studyOrder, type ConceptGraph } from '../graph/index.ts';
import { saveLedger, type IdentifiedCard } from '../identity/index.ts';
import { openPairing, type PairCard } from '../pairing/index.ts';
import { openLibrary, type QuestionLibrary } from '../quiz/index.ts';
import type { ConceptId, NoteId, Vault } from '../vault/index.ts';
import type { Context } from './context.ts';
import { keptCards } from './kept-cards.ts';
import { openVault, type OpenVault, type VaultFlags } from './open-vault.ts';
import { shelveExperiments, sourcesOf } from './quiz-experiments.ts';
import { readShipped } from './shipped-vault.ts';
import { claimsOf, openSources, type VerifySources } from './verify-sources.ts';

/** A vault with everything that the quiz can ask of it. */
export interface QuizVault {
  readonly open: OpenVault;
  readonly library: QuestionLibrary;
  /** Concepts by their place in the study order; worked out when it is asked for. */
  readonly studyOrder: () => ReadonlyMap<string, number>;
  /** What experiments decide, and the words for it; read when it is needed first. */
  readonly sources: () => VerifySources;
}

/** @param before the same vault as it was before a note was edited: what experiments decide is not read again */
export async function openQuizVault(
  context: Context,
  flags: VaultFlags & { readonly experimentsOnly?: boolean },
  argument?: string,
  before?: QuizVault,
): Promise<QuizVault> {
  const open = await openVault(context, flags, argument);
  const { vault } = open;
  const shipped = await readShipped(vault);
  const shelf = shelveExperiments(shipped === vault ? [vault] : [vault, shipped]);
  const cards = keptCards(open, open.identification.identified);
  let read: VerifySources | undefined;
  const sources = before?.sources ?? ((): VerifySources => (read ??= openSources(vault, shipped)));
  let graph: ConceptGraph | undefined;
  const graphOf = (): ConceptGraph => (graph ??= buildGraph({ vault }));
  const { pairNamed, pair, pairRelated } = openPairings(vault, shipped, cards, sources, graphOf);
  const paired = new Set(cards.flatMap(({ card }) => pairNamed(card).map(({ experiment }) => experiment)));
  const notes = new Map(vault.notes.map((note) => [note.id, note]));
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
      // What experiments decide takes a while to work out: not for all cards, unless it is asked for.
      pairNamed: flags.experimentsOnly === true ? pair : pairNamed,
      pairRelated,
      sourcesOf: (id) => {
        const note = notes.get(id as NoteId); // a card's note is one of the vault
        return note === undefined ? [] : sourcesOf(note);
      },
      distance: measureDistance(graphOf),
      system: process.platform === 'darwin' ? 'darwin' : 'linux',
    }),
    sources,
    studyOrder: () => new Map(studyOrder(graphOf()).position),
  };
}

interface QuizPairings {
  /** By what authors wrote, and by the experiments' own questions: cheap. */
  readonly pairNamed: PairCard;
  /** By what experiments decide too; worked out for a note when one of its cards is asked. */
  readonly pair: PairCard;
  /** By what the graph says they are about, and nothing else. */
  readonly pairRelated: PairCard;
}

function openPairings(
  vault: Vault,
  shipped: Vault,
  cards: readonly IdentifiedCard[],
  sources: () => VerifySources,
  graphOf: () => ConceptGraph,
): QuizPairings {
  const vaults = shipped === vault ? [vault] : [vault, shipped];
  const experiments = vaults.flatMap(({ root, notes }) =>
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
  );
  const all = cards.map(({ card }) => card);
  const byNote = new Map<NoteId, PairCard>();
  let byGraph: PairCard | undefined;
  const openRelated = (): PairCard => {
    const others = [...sources().experiments.values()].filter(({ root }) => root !== vault.root);
    const graph = others.length === 0 ? graphOf() : buildGraph({ vault, experiments: others });
    return openPairing({ vault, cards: all, experiments, graph });
  };
  return {
    pairRelated: (card) => (byGraph ??= openRelated())(card).filter(({ strength }) => strength === 'related'),
    pairNamed: openPairing({ vault, cards: all, experiments }),
    pair: (card) => {
      const known = byNote.get(card.note);
      if (known !== undefined) return known(card);
      const { decisions, lexicon } = sources();
      const { claims } = claimsOf(
        vault.notes.filter(({ id }) => id === card.note),
        sources(),
      );
      const own = openPairing({
        vault,
        cards: all.filter(({ note }) => note === card.note),
        experiments,
        claimed: { claims, decisions, lexicon },
      });
      byNote.set(card.note, own);
      return own(card);
    },
  };
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
