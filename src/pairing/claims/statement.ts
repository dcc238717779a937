import type { Lexicon, Meaning, Mention } from '../vocabulary/lexicon.ts';
import type { PhraseMatch } from '../vocabulary/phrase-index.ts';
import type { Token } from '../vocabulary/token.ts';
import type { FacetEntry, Grammar, ValueEntry } from '../vocabulary.ts';
import { oppositeOf } from '../vocabulary/compare-values.ts';
import type { Clause } from './clause.ts';
import { measuredValue } from './measured-value.ts';

/** A value of a facet that a clause states; of what, is still to be found. */
export interface Statement {
  readonly facet: FacetEntry;
  readonly value: string;
  readonly hedge?: 'may' | 'usually';
  /** The words that say it: tokens of the clause. */
  readonly from: number;
  readonly to: number;
  readonly clause: Clause;
  /** The tokens that are part of the saying, by index: what stands there is not what it is said of. */
  readonly own: ReadonlySet<number>;
  readonly weight: number;
}

/**
 * What a clause states. Of phrases about one facet that share words the longest counts; a negation in front turns a
 * value into its opposite.
 */
export function readStatements(
  clause: Clause,
  lexicon: Lexicon,
  appliesTo: (facet: FacetEntry) => boolean,
): readonly Statement[] {
  const candidates: Statement[] = [];
  const mentions = lexicon.mentions(clause.tokens);
  if (clause.matches.some(({ meaning }) => meaning.kind === 'not-empirical' && meaning.entry.isWhole)) return [];
  for (const match of clause.matches) {
    const { meaning } = match;
    if (meaning.kind !== 'value' && meaning.kind !== 'facet') continue;
    if (!appliesTo(meaning.facet)) continue;
    if (match.terms.every(({ from }) => clause.tokens[from]?.isQuoted === true)) continue;
    if (isInName(clause, match, mentions)) continue;
    const statement =
      meaning.kind === 'value'
        ? valueStatement(clause, match, meaning.facet, meaning.value)
        : measuredStatement(clause, match, meaning.facet, lexicon);
    if (statement !== undefined) candidates.push(statement);
  }
  return settle(candidates);
}

function valueStatement(
  clause: Clause,
  match: PhraseMatch<Meaning>,
  facet: FacetEntry,
  value: ValueEntry,
): Statement | undefined {
  if (isSubordinate(clause, match)) return undefined;
  const found = findNegation(clause, match);
  if (found === 'unclear') return undefined;
  const negation = isDeniedBehind(clause, match) === (found === 'plain') ? 'negated' : 'plain';
  const said = negation === 'negated' ? oppositeOf(facet, value) : value.name;
  if (said === undefined) return undefined;
  const hedge = facet.isComplete ? undefined : findHedge(clause, match);
  return {
    facet,
    value: said,
    ...(hedge === undefined ? {} : { hedge }),
    from: match.from,
    to: match.to,
    clause,
    own: new Set([...match.at, ...(negation === 'negated' ? negationTokens(clause) : [])]),
    weight: match.weight,
  };
}

function measuredStatement(
  clause: Clause,
  match: PhraseMatch<Meaning>,
  facet: FacetEntry,
  lexicon: Lexicon,
): Statement | undefined {
  if (findNegation(clause, match) !== 'plain') return undefined;
  const measured = measuredValue(facet, clause.tokens, lexicon);
  if (measured === undefined) return undefined;
  const hedge = findHedge(clause, match);
  return {
    facet,
    value: measured.value,
    ...(hedge === undefined ? {} : { hedge }),
    from: Math.min(match.from, measured.from),
    to: Math.max(match.to, measured.to),
    clause,
    own: new Set([...match.at, ...range(measured.from, measured.to)]),
    weight: match.weight,
  };
}

/** Only part of a longer name: the "internet" of "internet domain socket" says nothing. */
function isInName(clause: Clause, { at }: PhraseMatch<Meaning>, mentions: readonly Mention[]): boolean {
  // "non-blocking" is the name of a concept and the denial of a value: here the denial.
  const denied = new Set(negationTokens(clause));
  return mentions.some(
    ({ from, to }) =>
      at.every((index) => from <= index && index < to) &&
      range(from, to).some((index) => !at.includes(index) && !denied.has(index)),
  );
}

function settle(candidates: readonly Statement[]): readonly Statement[] {
  const kept: Statement[] = [];
  for (const one of candidates.toSorted((a, b) => b.weight - a.weight || a.from - b.from)) {
    const rivals = kept.filter(({ facet }) => facet === one.facet);
    const overlaps = rivals.some(({ own }) => [...one.own].some((index) => own.has(index)));
    if (overlaps || rivals.some(({ value }) => value === one.value)) continue;
    kept.push(one);
  }
  return kept;
}

/** `negated` is turned round; `unclear` where a negation may or may not reach so far. */
export function findNegation(clause: Clause, match: PhraseMatch<Meaning>): 'plain' | 'negated' | 'unclear' {
  const words = match.at.toSorted((a, b) => a - b);
  let [count, unclear] = [0, false];
  const all = grammarMatches(clause, 'negations').toSorted((a, b) => a.from - b.from || b.to - a.to);
  // "need not" denies once.
  const negations = all.filter(
    (one, index) => !all.some((other, at) => at < index && other.from <= one.from && one.to <= other.to),
  );
  for (const [index, { from, to }] of negations.entries()) {
    // "neither … nor" and "not … nor" deny once.
    if (count > 0 && index > 0 && clause.tokens[from]?.stem === 'nor') continue;
    // "the other one has none": at the end a negation is about the words in front of it.
    if (from === (words.at(-1) ?? 0) + 1 && !clause.tokens.slice(to).some(({ isWord }) => isWord)) {
      count += 1;
      continue;
    }
    if (isCircumstance(clause, match, from, to)) continue;
    const target = words.find((index) => index >= to);
    if (target === undefined || range(from, to).some((index) => match.at.includes(index))) continue;
    const between = clause.tokens.slice(to, target);
    const isWithin = words.some((index) => index < from);
    if (between.some(({ stem }) => stem === ',') && !isListed(clause.tokens, to)) continue;
    if (!isWithin && between.some(({ stem }) => stem === 'and' || stem === 'but')) unclear = true;
    else count += 1;
  }
  if (unclear) return 'unclear';
  return count % 2 === 1 ? 'negated' : 'plain';
}

/** "Without MSG_FLAG the call …": what is absent is a thing by its name, and not what is said behind it. */
function isCircumstance(clause: Clause, match: PhraseMatch<Meaning>, from: number, to: number): boolean {
  const next = clause.tokens[to];
  return (
    clause.tokens[from]?.stem === 'without' &&
    next !== undefined &&
    !match.at.includes(to) &&
    (next.isCode || /^[\p{Lu}\d_]{3,}$/u.test(next.text))
  );
}

/** "… is refused": behind what it takes back, with nothing but circumstances after it. */
function isDeniedBehind(clause: Clause, match: PhraseMatch<Meaning>): boolean {
  return grammarMatches(clause, 'denials').some(({ from, to }) => {
    const isOwn = range(from, to).some((index) => match.at.includes(index));
    const between = clause.tokens.slice(match.to, from);
    return !isOwn && from >= match.to && !between.some(({ stem }) => /^(?:,|and|but|or)$/u.test(stem));
  });
}

function negationTokens(clause: Clause): readonly number[] {
  return grammarMatches(clause, 'negations').flatMap(({ from, to }) => range(from, to));
}

/** "no delivery, order, or duplicate handling": a negation reaches through the commas of an enumeration with or. */
function isListed(tokens: readonly Token[], from: number): boolean {
  const rest = tokens.slice(from);
  const end = rest.findIndex(({ stem }) => stem === 'or' || stem === 'nor');
  if (end < 0) return false;
  let words = 0;
  for (const { stem, isWord } of rest.slice(0, end)) {
    if (stem === ',') words = 0;
    else if (isWord) words += 1;
    if (words > 4) return false;
  }
  return true;
}

/** All of it stands in "when …" or "if …": a circumstance, not what is asserted. */
function isSubordinate(clause: Clause, match: PhraseMatch<Meaning>): boolean {
  return grammarMatches(clause, 'subordinators').some(({ from, to }) => {
    const comma = clause.tokens.findIndex(({ stem }, index) => index >= to && stem === ',');
    const end = comma < 0 ? clause.tokens.length : comma;
    const opens = from === 0 ? comma >= 0 : true;
    return opens && match.from >= from && match.to <= end && match.from > from - 1;
  });
}

function findHedge(clause: Clause, match: PhraseMatch<Meaning>): 'may' | 'usually' | undefined {
  const stands = (role: keyof Grammar): boolean =>
    grammarMatches(clause, role).some(({ from, to }) => !range(from, to).some((index) => match.at.includes(index)));
  if (stands('usually')) return 'usually';
  return stands('may') ? 'may' : undefined;
}

export function grammarMatches(clause: Clause, role: keyof Grammar): readonly PhraseMatch<Meaning>[] {
  return clause.matches.filter(({ meaning }) => meaning.kind === 'grammar' && meaning.role === role);
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
