import type { Diagnostic } from '../diagnostic.ts';
import type { ConceptGraph } from '../graph/index.ts';
import type { PageClaim, PageLearning, PageVerdict } from '../graph/page/index.ts';
import type { CardId } from '../identity/index.ts';
import { judgeClaim, openPairing, openProofs, outcomeOf, type RunRecord } from '../pairing/index.ts';
import { fingerprintOf, type Evidence } from '../pairing/recorded/index.ts';
import { isDue, type CardState, type Moment } from '../quiz/index.ts';
import { stateFolderOf } from '../identity/index.ts';
import { openEvidence } from './card-evidence.ts';
import { readCardsInJournal } from './graph-journal.ts';
import type { OpenVault } from './open-vault.ts';
import { readShipped } from './shipped-vault.ts';
import { experimentsOf } from './verification.ts';
import { nameClaim, sayVerdict } from './verify-finding.ts';
import { claimsOf, openSources } from './verify-sources.ts';

/** What is recorded of the notes' truth: replays, verdicts on claims and cards, and which experiments go with which card. */
export interface PageProof {
  /** By experiment; only of the texts that the experiments have now. */
  readonly runs: ReadonlyMap<string, RunRecord>;
  readonly claims: readonly PageClaim[];
  readonly cardVerdicts: ReadonlyMap<CardId, PageVerdict>;
  /** Those that decide a card or were put beside it, the strongest first. */
  readonly cardExperiments: ReadonlyMap<CardId, readonly string[]>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the recorded evidence of the vault and of the notes that ship. Nothing is run: the same vault gives the same page. */
export async function readPageProof(open: OpenVault, graph: ConceptGraph): Promise<PageProof> {
  const { vault, cardSet, identification } = open;
  const shipped = await readShipped(vault);
  const own = openEvidence(open.state.folder, open.state.label);
  const other = shipped === vault ? own : openEvidence(stateFolderOf(shipped.root).folder, 'notes');
  // What the vault recorded itself counts first.
  const evidence: Evidence = new Map([...other.evidence, ...own.evidence]);
  const sources = openSources(vault, shipped);
  const { claims } = claimsOf(vault.notes, sources);
  const { decisions, lexicon } = sources;
  const experiments = [...sources.experiments.values()];
  const claimed = { claims, decisions, lexicon };
  const pairCard = openPairing({ vault, cards: cardSet.cards, experiments, claimed, graph });
  const texts = new Map(experiments.map(({ id, text }) => [id, text]));
  const runs = new Map(
    [...evidence].flatMap(([id, { run, text }]) => (fingerprintOf(texts.get(id) ?? '') === text ? [[id, run]] : [])),
  );
  const outcomes = new Map([...runs].map(([id, run]) => [id, outcomeOf(run)]));
  const prove = openProofs({ evidence, texts, claimed, pairCard });
  const cardVerdicts = new Map<CardId, PageVerdict>();
  const cardExperiments = new Map<CardId, readonly string[]>();
  for (const { id, card } of identification.identified) {
    const proof = runs.size === 0 ? undefined : prove(card);
    if (proof !== undefined && proof.kind !== 'demonstrated') cardVerdicts.set(id, proof.kind);
    const near = pairCard(card).filter(({ strength }) => strength !== 'related');
    if (near.length > 0)
      cardExperiments.set(
        id,
        near.slice(0, mostExperiments).map(({ experiment }) => experiment),
      );
  }
  // A claim is shown at the note that makes it: that is where its author looks, whatever it is about.
  const noteAt = new Map(graph.nodes.flatMap(({ id, kind, path }) => (kind === 'note' ? [[path ?? id, id]] : [])));
  const judged = claims.flatMap((claim): PageClaim[] => {
    if (runs.size === 0) return [];
    const verdict = judgeClaim(claim, decisions, outcomes, lexicon);
    // What has no experiment is not a finding, and there is much of it.
    if (verdict.kind === 'no-experiment' || verdict.kind === 'not-empirical') return [];
    const experiment = experimentsOf(verdict).find((id) => runs.has(id));
    if (experiment === undefined) return [];
    const concept = noteAt.get(claim.place.path);
    if (concept === undefined) return [];
    return [{ concept, text: nameClaim(claim), verdict: verdict.kind, reason: sayVerdict(verdict), experiment }];
  });
  return { runs, claims: judged, cardVerdicts, cardExperiments, diagnostics: own.diagnostics };
}

/** More experiments on a card than this are a list, not an answer. */
const mostExperiments = 3;

/** What the learner knows of each card, by the vault's journal; nothing where nobody was ever asked. */
export function readPageLearning(open: OpenVault, now: number): ReadonlyMap<CardId, PageLearning> {
  const { any, moment, cards } = readCardsInJournal(open, now);
  if (!any) return new Map();
  return new Map(
    cards.flatMap(({ identified, states }) => {
      const learning = states.map((state) => learningOf(state, moment));
      // Of several questions on one card the one that needs most.
      const [first] = (['due', 'learning', 'new', 'known'] as const).filter((each) => learning.includes(each));
      return first === undefined ? [] : [[identified.id, first]];
    }),
  );
}

function learningOf(card: CardState, moment: Moment): PageLearning {
  if (card.phase === 'new') return 'new';
  if (card.due !== undefined && isDue(card.due, moment)) return 'due';
  return card.phase === 'review' ? 'known' : 'learning';
}
