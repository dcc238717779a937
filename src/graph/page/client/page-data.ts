/*
 * What the page's script is given: JSON in the page. Columns rather than rows, and numbers where a text would repeat, so
 * that 10,000 notes with 100,000 links stay under 5 MB. The script's modules in `client/` read it with these types.
 */

/** In the order in which legends and filters name them. */
export const nodeKinds = [
  'note',
  'experiment',
  'unresolved',
  'section',
  'card',
  'tag',
  'attachment',
  'external',
] as const;
export type PageNodeKind = (typeof nodeKinds)[number];

export const edgeTypes = ['requires', 'contrasts', 'links', 'decides', 'embeds', 'part-of', 'tests', 'tagged'] as const;
export type PageEdgeType = (typeof edgeTypes)[number];

/** What became of a claim, a card or an experiment; from what needs attention most to what needs it least. */
export const pageVerdicts = [
  'refuted',
  'over-general',
  'inconclusive',
  'supported',
  'not-testable-here',
  'no-experiment',
  'not-empirical',
] as const;
export type PageVerdict = (typeof pageVerdicts)[number];

export const learningStates = ['due', 'learning', 'new', 'known'] as const;
export type LearningState = (typeof learningStates)[number];

export interface PageData {
  readonly schema: 1;
  readonly title: string;
  /** First folders of the notes' paths; '' for notes that lie in none. */
  readonly topics: readonly string[];
  readonly nodes: NodeColumns;
  /**
   * Edges by type, as runs: a source, the number of its targets, these. All of them are places in the columns of `nodes`;
   * the most telling edges of a type come first.
   */
  readonly edges: Readonly<Partial<Record<PageEdgeType, readonly number[]>>>;
  /** HTML of notes by node, sanitised. Cut notes say so in `cut`. */
  readonly texts: Readonly<Record<number, string>>;
  /** Whether `texts` holds beginnings only. */
  readonly excerpts: boolean;
  readonly cards: readonly CardData[];
  /** Cards by node that the page leaves out for its size. */
  readonly omittedCards: Readonly<Record<number, number>>;
  readonly experiments: readonly ExperimentData[];
  readonly claims: readonly ClaimData[];
  /** Whether any verdict, or any learning state, is known: without one the page does not offer to colour by it. */
  readonly hasVerdicts: boolean;
  readonly hasLearning: boolean;
}

export interface NodeColumns {
  readonly id: readonly string[];
  readonly title: readonly string[];
  readonly aliases: Readonly<Record<number, readonly string[]>>;
  /** Places in `nodeKinds`, `topics`, `pageVerdicts`, `learningStates`; -1 for none. */
  readonly kind: readonly number[];
  readonly topic: readonly number[];
  readonly verdict: readonly number[];
  readonly learning: readonly number[];
  /** Place on the map: along the way of learning, and across it. */
  readonly along: readonly number[];
  readonly across: readonly number[];
  /** Radius at scale 1. */
  readonly radius: readonly number[];
  /** Place in the study order, -1 where it has none; and how many steps of prerequisites lie below it. */
  readonly step: readonly number[];
  readonly stage: readonly number[];
  /** For a wide and for a tall screen: from which zoom on the label is shown, times 4, plus the side on which it stands. */
  readonly wideLabel: readonly number[];
  readonly tallLabel: readonly number[];
}

export interface CardData {
  /** The nodes under which the card is shown, and the note that it stands in, or -1. */
  readonly of: readonly number[];
  readonly home: number;
  readonly id: string;
  readonly question: string;
  readonly answer: string;
  readonly verdict?: number;
  readonly learning?: number;
  /** Places in `experiments`. */
  readonly experiments: readonly number[];
}

export interface ExperimentData {
  readonly of: readonly number[];
  readonly id: string;
  readonly question: string;
  /** The block, as its note has it. */
  readonly text: string;
  /** An SVG image, or a log of what the kernel did; neither where nothing was recorded. */
  readonly ladder?: string;
  readonly log?: string;
  readonly verdict?: number;
  readonly reason?: string;
}

export interface ClaimData {
  readonly of: number;
  readonly text: string;
  readonly verdict: number;
  readonly reason?: string;
  readonly experiment?: number;
}
