import type { CardEvidence, EvidenceRun } from '../decks/index.ts';
import { drawLadderSvg } from '../experiments/index.ts';
import type { CardId } from '../identity/index.ts';
import { openPairing, openProofs, type CardProof, type ProvingRun } from '../pairing/index.ts';
import type { Evidence } from '../pairing/recorded/index.ts';
import type { RunRecord } from '../pairing/runs/index.ts';
import type { VaultEvidence } from './card-evidence.ts';
import type { OpenVault } from './open-vault.ts';
import { readShipped } from './shipped-vault.ts';
import { nameClaim, sayVerdict } from './verify-finding.ts';
import { claimsOf, openSources, type ListedExperiment } from './verify-sources.ts';

/** Which cards the evidence proves, refutes or shows, in the words and pictures that they carry. */
export async function proveCards(open: OpenVault, evidence: Evidence): Promise<Omit<VaultEvidence, 'diagnostics'>> {
  const { vault, identification, cardSet } = open;
  const sources = openSources(vault, await readShipped(vault));
  const { claims } = claimsOf(vault.notes, sources);
  const experiments = [...sources.experiments.values()];
  const claimed = { claims, decisions: sources.decisions, lexicon: sources.lexicon };
  const pairCard = openPairing({ vault, cards: cardSet.cards, experiments, claimed });
  const prove = openProofs({
    evidence,
    texts: new Map(experiments.map(({ id, text }) => [id, text])),
    claimed,
    pairCard,
  });
  const cards = new Map<CardId, CardEvidence>();
  const refuted = new Set<CardId>();
  const drawn = new Map<string, string>();
  const draw = (run: RunRecord): string => {
    const known = drawn.get(run.experiment) ?? drawRun(run, sources.experiments.get(run.experiment));
    drawn.set(run.experiment, known);
    return known;
  };
  for (const { id, card } of identification.identified) {
    const proof = prove(card);
    if (proof === undefined) continue;
    cards.set(id, describeProof(proof, sources.experiments, draw));
    if (proof.kind === 'refuted') refuted.add(id);
  }
  return { cards, refuted };
}

/** A card that holds more claims than this names only these. */
const mostClaims = 3;

const tones = { supported: 'holds', refuted: 'fails', 'over-general': 'partly', demonstrated: 'shown' } as const;

function describeProof(
  proof: CardProof,
  experiments: ReadonlyMap<string, ListedExperiment>,
  draw: (run: RunRecord) => string,
): CardEvidence {
  return {
    tone: tones[proof.kind],
    verdict: verdictOf(proof, experiments),
    runs: proof.runs.map((proving) => describeRun(proving, proof.runs.length > 1, draw)),
  };
}

function verdictOf(proof: CardProof, experiments: ReadonlyMap<string, ListedExperiment>): string {
  const [run] = proof.runs;
  const kernel = run === undefined ? 'The kernel' : kernelOf(run.run);
  if (proof.kind === 'demonstrated') {
    const question = run === undefined ? undefined : experiments.get(run.run.experiment)?.question;
    return question ?? `As ${kernel} does it`;
  }
  if (proof.kind === 'supported') return `${kernel} agrees`;
  const says = proof.judged.map(({ claim, verdict }) => {
    const said = sayVerdict(verdict).replace(/^this kernel shows: /u, '');
    // One claim is the card's answer; of several the reader has to be told which.
    return proof.judged.length === 1 ? said : `${nameClaim(claim)}: ${said}`;
  });
  const opening = proof.kind === 'refuted' ? 'This kernel says otherwise' : 'True only in part';
  return `${opening}: ${says.slice(0, mostClaims).join('. ')}${says.length > mostClaims ? ', and more' : ''}`;
}

function describeRun({ run, side }: ProvingRun, hasOthers: boolean, draw: (run: RunRecord) => string): EvidenceRun {
  const word = side?.holds === true ? 'Holds' : 'Fails';
  return {
    ...(side === undefined || !hasOthers ? {} : { about: [word, side.condition ?? 'otherwise'].join(' ') }),
    kernel: kernelOf(run),
    lines: run.lines,
    ...(run.ladder.rows.length === 0 ? {} : { ladder: draw(run) }),
    command: `sockrates run ${run.experiment}`,
  };
}

function kernelOf({ os }: RunRecord): string {
  return `${os.sysname} ${os.release}`;
}

function drawRun({ ladder, experiment, verdict }: RunRecord, known: ListedExperiment | undefined): string {
  return drawLadderSvg(ladder, {
    title: known?.question ?? experiment,
    description: `The system calls and packets of the experiment ${experiment}: ${verdict}.`,
  });
}
