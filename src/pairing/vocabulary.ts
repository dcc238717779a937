import type { Place } from '../diagnostic.ts';

/**
 * What notes may speak of and in which words: data, read from `vocabulary.yaml` and from the front matter of concept
 * notes. The program itself knows no subject. docs/vocabulary.md describes the file for authors.
 */
export interface Vocabulary {
  readonly concepts: readonly ConceptEntry[];
  readonly facets: readonly FacetEntry[];
  readonly conditions: readonly ConditionEntry[];
  readonly notEmpirical: readonly NotEmpiricalEntry[];
  /** Word classes: `<deliver>` in a phrase stands for any of the words listed under `deliver`. */
  readonly words: ReadonlyMap<string, readonly string[]>;
  /** Pairs of opposite words: what a decided value rules out is the same value with the other word. */
  readonly antonyms: readonly (readonly [string, string])[];
  readonly grammar: Grammar;
}

/** A thing that notes make claims about. */
export interface ConceptEntry {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Names of broader concepts: what is found out about a kind is held against claims about it, and the other way round. */
  readonly kindOf: readonly string[];
  readonly place?: Place;
}

/** How a facet's values are compared: names against names, numbers, errno names, or orders of calls. */
export type ValueKind = 'one of' | 'yes/no' | 'number' | 'errno' | 'sequence';

/** A property of concepts. */
export interface FacetEntry {
  readonly name: string;
  /** Whole labels that mean it: a row's name, a bullet's bold words. */
  readonly aliases: readonly string[];
  /** Only concepts that are one of these, or of a kind of them, have this facet (`=X`: only X itself); empty: any. */
  readonly of: readonly string[];
  readonly kind: ValueKind;
  readonly values: readonly ValueEntry[];
  /** Every value rules out every other one, unless one implies the other. */
  readonly exclusive: boolean;
  /** Words that must stand near a number, an errno or a sequence for it to be this facet's value. */
  readonly phrases: readonly string[];
  /** A list of values is meant as all there are, so that `can be A or B` denies C. */
  readonly isComplete: boolean;
  /** A name with this facet's value in parentheses, "A (B)" as a heading, claims it. */
  readonly isEquated: boolean;
  /** What a number counts; compared by stem, so "65507 bytes" and "65,507 byte" agree. */
  readonly unit?: string;
  readonly place?: Place;
}

/** One of a facet's values, and the words that say it. */
export interface ValueEntry {
  readonly name: string;
  /** Whole cells or labels that mean it. */
  readonly aliases: readonly string[];
  /** Phrases (see `vocabulary/phrase.ts`) that say it wherever they stand. */
  readonly phrases: readonly string[];
  /** Values that it rules out. The first is what its negation says. */
  readonly opposites: readonly string[];
  /** "May happen": one case shows it, and cases without it take nothing away. */
  readonly isPossibility: boolean;
  /** Values that hold too where this one does. */
  readonly implies: readonly string[];
  /** What a bare yes or no in the facet's row means. */
  readonly answer?: 'yes' | 'no';
}

/** Under which circumstance something holds: `unless …`, `on …`. */
export interface ConditionEntry {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly phrases: readonly string[];
  /** True for what every replay here fulfils (a system's name): it makes no claim over-general. */
  readonly always: boolean;
  /** What no replay here fulfils: another system's name. */
  readonly isElsewhere: boolean;
  /** The ordinary case, which every replay meets that does not say otherwise: "while the peer lives". */
  readonly isOrdinary: boolean;
  /** "By default": what holds under other conditions does not count. */
  readonly isDefault: boolean;
  /** Concepts that a claim with this condition is narrowed to: "over a network". */
  readonly narrowsTo: readonly string[];
}

/** Words that mark what no experiment can decide, and why. */
export interface NotEmpiricalEntry {
  readonly reason: string;
  /** Its phrases take the assertion out of their whole clause: "you should". */
  readonly isWhole: boolean;
  /** Whole labels and headings; everything beside or under them is meant. */
  readonly aliases: readonly string[];
  readonly phrases: readonly string[];
}

/** The small words of the notes' language. */
export interface Grammar {
  readonly negations: readonly string[];
  /** What takes back the words in front of it: "is refused". */
  readonly denials: readonly string[];
  /** Where a negation's reach ends. */
  readonly boundaries: readonly string[];
  readonly yes: readonly string[];
  readonly no: readonly string[];
  /** It can be so: no counter-example refutes. */
  readonly may: readonly string[];
  /** It is so as a rule: how often is not for one kernel to say. */
  readonly usually: readonly string[];
  /** Expressions that hold one of those words without ending anything: "nothing but". */
  readonly fixed: readonly string[];
  /** First words of a column's name that leaves it to the table's corner to say what it is about: "what happens". */
  readonly asking: readonly string[];
  /** Words in front of a condition. */
  readonly conditionals: readonly string[];
  /** Words that open a circumstance: `when`, `if`. What stands in it is not asserted. */
  readonly subordinators: readonly string[];
  /** Words in front of what only serves to compare: `unlike`, `than`. */
  readonly contrasts: readonly string[];
  /** Words that may stand between the words of a phrase: articles, `always`, and negations, which are counted apart. */
  readonly between: readonly string[];
  /** Words that may stand around a value without changing it: `always`, `is`. */
  readonly fillers: readonly string[];
  /** Number words, from zero on. */
  readonly numbers: readonly string[];
  /** Two names of one error: `EAGAIN EWOULDBLOCK`. */
  readonly sameErrors: readonly string[];
  /** Behind "ideal for uses", what these words open is taken for granted of the thing itself: "requiring". */
  readonly presupposing: readonly string[];
  /** In front of links that only lead elsewhere: `see`. */
  readonly pointers: readonly string[];
  /** Single words that say, where an error could stand, that there is none; and that there is some. */
  readonly succeeding: readonly string[];
  readonly failing: readonly string[];
  /** What stands before, beside or under these is quoted from others, not asserted. */
  readonly notAsserted: readonly string[];
}
