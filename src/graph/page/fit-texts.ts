import type { GraphNodeId } from '../concept-graph.ts';
import { escapeHtml } from './escape-html.ts';
import type { GraphPageInput, PageCard, PageExperiment } from './page-input.ts';

/** Past so many notes the page carries the beginning of each. */
const mostWholeNotes = 2000;
/** Characters of a beginning. */
const excerptLength = 200;

/** What a page of beginnings may carry, in bytes of UTF-8: together with 100,000 links it stays under 5 MB. */
const excerptBudget = { notes: 1_900_000, cards: 700_000, experiments: 500_000 } as const;
/** What a page of whole notes may carry: a browser opens it in the blink of an eye. */
const wholeBudget = { notes: 24_000_000, cards: 16_000_000, experiments: 16_000_000 } as const;

export interface FittedTexts {
  readonly notes: readonly { readonly node: GraphNodeId; readonly html: string }[];
  /** Whether `notes` are beginnings. */
  readonly excerpts: boolean;
  readonly cards: readonly PageCard[];
  readonly omittedCards: ReadonlyMap<GraphNodeId, number>;
  readonly experiments: readonly PageExperiment[];
}

/** Chooses how much of notes, cards and experiments the page carries, so that it opens quickly whatever the vault. */
export function fitTexts({ notes, cards, experiments }: GraphPageInput): FittedTexts {
  const whole = notes.reduce((sum, { html }) => sum + byteLength(html), 0);
  const excerpts = notes.length > mostWholeNotes || whole > wholeBudget.notes;
  const budget = excerpts ? excerptBudget : wholeBudget;
  const length = excerpts ? lengthWithin(budget.notes, notes) : 0;
  return {
    notes: notes.map(({ node, html, text }) => ({ node, html: excerpts ? excerptHtml(text, length) : html })),
    excerpts,
    ...fitCards(cards, budget.cards),
    experiments: fitExperiments(experiments, budget.experiments),
  };
}

/** Two hundred characters of Chinese are three times as many bytes. */
function lengthWithin(budget: number, notes: GraphPageInput['notes']): number {
  const bytes = notes.reduce((sum, { text }) => sum + byteLength(text.slice(0, excerptLength)) + 12, 0);
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
function fitCards(cards: readonly PageCard[], budget: number): Pick<FittedTexts, 'cards' | 'omittedCards'> {
  const counted = new Map<GraphNodeId | undefined, number>();
  const turns = cards.map((card, index) => {
    const [home] = card.concepts;
    const turn = counted.get(home) ?? 0;
    counted.set(home, turn + 1);
    return { card, index, turn };
  });
  let room = budget;
  const kept: typeof turns = [];
  const omittedCards = new Map<GraphNodeId, number>();
  for (const each of turns.toSorted((a, b) => a.turn - b.turn || a.index - b.index)) {
    const size = byteLength(each.card.questionHtml) + byteLength(each.card.answerHtml) + 60;
    const [home] = each.card.concepts;
    if (size <= room) {
      room -= size;
      kept.push(each);
    } else if (home !== undefined) omittedCards.set(home, (omittedCards.get(home) ?? 0) + 1);
  }
  return { cards: kept.sort((a, b) => a.index - b.index).map(({ card }) => card), omittedCards };
}

/** Where ladders are too much, logs remain; then the block alone. */
function fitExperiments(experiments: readonly PageExperiment[], budget: number): readonly PageExperiment[] {
  let room = budget;
  const take = (text: string | undefined): string | undefined => {
    const size = text === undefined ? 0 : byteLength(text);
    if (text === undefined || size > room) return undefined;
    room -= size;
    return text;
  };
  const blocks = experiments.map((each) => ({ ...each, text: take(each.text) ?? '' }));
  return blocks.map(({ ladderSvg, log, ...rest }) => {
    const ladder = take(ladderSvg);
    const written = ladder === undefined ? take(log) : undefined;
    return {
      ...rest,
      ...(ladder === undefined ? {} : { ladderSvg: ladder }),
      ...(written === undefined ? {} : { log: written }),
    };
  });
}

function byteLength(text: string): number {
  return Buffer.byteLength(text);
}
