import type { GraphNodeId } from '../concept-graph.ts';
import { escapeHtml } from './escape-html.ts';
import { pageVerdicts } from './client/page-data.ts';
import type { GraphPageInput, PageCard, PageClaim, PageExperiment } from './page-input.ts';

/** Past so many notes the page carries the beginning of each. */
const mostWholeNotes = 2000;
/** Characters of a beginning. */
const excerptLength = 200;

/** A page of beginnings stays under 5 MB, its own script and style included: 10,000 notes with 100,000 links. */
const excerptPage = 4_750_000;
/** A page of whole notes is something that a browser still opens in the blink of an eye. */
const wholePage = 40_000_000;
/** However large the map itself is, so much is there for texts. */
const leastRoom = 400_000;
/** Who gets how much of the room; what one leaves the next may take. */
const shares = { claims: 0.08, notes: 0.7, cards: 0.8, experiments: 1 } as const;

export interface FittedTexts {
  readonly notes: readonly { readonly node: GraphNodeId; readonly html: string }[];
  /** Whether `notes` are beginnings. */
  readonly excerpts: boolean;
  readonly cards: readonly PageCard[];
  readonly omittedCards: ReadonlyMap<GraphNodeId, number>;
  readonly experiments: readonly PageExperiment[];
  readonly claims: readonly PageClaim[];
}

/**
 * Chooses how much of notes, cards and experiments the page carries, so that it opens quickly whatever the vault.
 * @param taken bytes that the map itself takes
 */
export function fitTexts({ notes, cards, experiments, claims = [] }: GraphPageInput, taken: number): FittedTexts {
  const whole = notes.reduce((sum, { html }) => sum + byteLength(html), 0);
  const excerpts = notes.length > mostWholeNotes || whole > wholePage * shares.notes;
  let room = Math.max(leastRoom, (excerpts ? excerptPage : wholePage) - taken);
  const spend = (share: number): Purse => openPurse(room * share, (size) => (room -= size));
  const keptClaims = fitClaims(claims, spend(shares.claims));
  const length = excerpts ? lengthWithin(room * shares.notes, notes) : 0;
  const keptNotes = notes.map(({ node, html, text }) => ({ node, html: excerpts ? excerptHtml(text, length) : html }));
  room -= keptNotes.reduce((sum, { html }) => sum + sizeOf(html), 0);
  return {
    notes: keptNotes,
    excerpts,
    ...fitCards(cards, spend(shares.cards)),
    experiments: fitExperiments(experiments, spend(shares.experiments)),
    claims: keptClaims,
  };
}

/** Bytes to be spent on texts. */
interface Purse {
  /** Whether there was enough for all of these; then it is gone. */
  take(texts: readonly (string | undefined)[]): boolean;
}

function openPurse(amount: number, spent: (size: number) => void): Purse {
  let left = amount;
  return {
    take(texts) {
      const size = texts.reduce((sum, text) => sum + (text === undefined ? 0 : sizeOf(text)), 0);
      if (size > left) return false;
      left -= size;
      spent(size);
      return true;
    },
  };
}

/** In the page's JSON, with the key before it. */
function sizeOf(text: string): number {
  return byteLength(JSON.stringify(text)) + 14;
}

/** What needs attention most comes first. */
function fitClaims(claims: readonly PageClaim[], purse: Purse): readonly PageClaim[] {
  const rank = ({ verdict }: PageClaim): number => pageVerdicts.indexOf(verdict);
  const kept = new Set(
    claims.toSorted((a, b) => rank(a) - rank(b)).filter(({ text, reason }) => purse.take([text, reason])),
  );
  return claims.filter((claim) => kept.has(claim));
}

/** Two hundred characters of Chinese are three times as many bytes. */
function lengthWithin(budget: number, notes: GraphPageInput['notes']): number {
  const bytes = notes.reduce((sum, { text }) => sum + sizeOf(excerptHtml(text, excerptLength)), 0);
  return bytes <= budget ? excerptLength : Math.floor((excerptLength * budget) / bytes);
}

function excerptHtml(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line === '') return '';
  const cut =
    line.length > length
      ? `${line
          .slice(0, length)
          .replace(/[\uD800-\uDBFF]$/, '')
          .trimEnd()}…`
      : line;
  return `<p>${escapeHtml(cut)}</p>`;
}

/** Every concept keeps its first cards: those that come later in their note go first. */
function fitCards(cards: readonly PageCard[], purse: Purse): Pick<FittedTexts, 'cards' | 'omittedCards'> {
  const counted = new Map<GraphNodeId | undefined, number>();
  const turns = cards.map((card, index) => {
    const [home] = card.concepts;
    const turn = counted.get(home) ?? 0;
    counted.set(home, turn + 1);
    return { card, index, turn };
  });
  const kept: typeof turns = [];
  const omittedCards = new Map<GraphNodeId, number>();
  for (const each of turns.toSorted((a, b) => a.turn - b.turn || a.index - b.index)) {
    const [home] = each.card.concepts;
    if (purse.take([each.card.questionHtml, each.card.answerHtml, each.card.id, '"of":[],"home":,"experiments":[]'])) {
      kept.push(each);
    } else if (home !== undefined) omittedCards.set(home, (omittedCards.get(home) ?? 0) + 1);
  }
  return { cards: kept.sort((a, b) => a.index - b.index).map(({ card }) => card), omittedCards };
}

/** Where ladders are too much, logs remain; then the block alone. */
function fitExperiments(experiments: readonly PageExperiment[], purse: Purse): readonly PageExperiment[] {
  const blocks = experiments.map((each) => ({
    ...each,
    text: purse.take([each.id, each.question, each.text]) ? each.text : '',
  }));
  return blocks.map(({ ladderSvg, log, ...rest }) => {
    if (ladderSvg !== undefined && purse.take([ladderSvg])) return { ...rest, ladderSvg };
    return log !== undefined && purse.take([log]) ? { ...rest, log } : rest;
  });
}

function byteLength(text: string): number {
  return Buffer.byteLength(text);
}
