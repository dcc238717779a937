import type { ClaimedConcept } from '../claim.ts';
import type { Lexicon, Mention } from '../vocabulary/lexicon.ts';
import { articles, type Token } from '../vocabulary/token.ts';
import type { FacetEntry } from '../vocabulary.ts';
import type { Clause } from './clause.ts';
import { type Setting, subjectsIn, textOfTokens } from './setting.ts';
import { grammarMatches, type Statement } from './statement.ts';

/**
 * What a statement is said of: a concept that its clause names, before it or behind a preposition after it; else that
 * of the clauses before; else what the section is about. Empty where the clause is about something else.
 * @param earlier the clauses of the sentence before this one, the nearest first
 */
export function findSubjects(
  statement: Statement,
  earlier: readonly Clause[],
  setting: Setting,
  lexicon: Lexicon,
): readonly ClaimedConcept[] {
  const { clause, facet } = statement;
  const fits = (mention: Mention): boolean => lexicon.appliesTo(facet, mention.concept);
  const named = standing(clause, lexicon).filter(({ from, to }) => !isPartOf(from, to, statement.own));
  const before = named.filter(({ to }) => to <= lastOwn(statement));
  const after = named.filter((mention) => mention.from >= statement.from && fits(mention));
  const group = nearestGroup(before.filter(fits), clause.tokens, statement.from);
  const [first] = group;
  const narrower = after.find(({ concept }) => first !== undefined && isNarrower(concept, first.concept, lexicon));
  if (narrower !== undefined) return [claimedBy(narrower, clause)];
  const joint = jointKind(group, before, clause, lexicon);
  if (joint !== undefined) return [joint];
  if (group.length > 0) return group.map((mention) => narrowed(mention, clause, setting, facet, lexicon));
  const rivals = inSameSegment(before, clause.tokens, statement.from).filter(
    ({ from, to }) => to <= statement.from && !touches(from, to, statement.own),
  );
  if (after[0] !== undefined && rivals.length === 0) return [claimedBy(after[0], clause)];
  const fallback = subjectsIn(setting, facet, lexicon);
  if (opensWithStranger(clause, before, statement, lexicon)) return [];
  if (rivals.some((rival) => isRival(rival, fallback, clause, lexicon))) return [];
  for (const other of earlier.filter(({ isAside }) => !isAside)) {
    const mentions = standing(other, lexicon);
    const found = mentions.find(fits);
    const both = found && jointKind([found], mentions, other, lexicon);
    if (both !== undefined) return [both];
    if (found !== undefined) return [narrowed(found, other, setting, facet, lexicon)];
    if (opensWithStranger(other, [], undefined, lexicon)) return [];
  }
  if (fallback.length > 0) return fallback;
  // "`listen` makes a passive socket": the thing itself is part of the saying.
  const inside = standing(clause, lexicon).filter((mention) => isPartOf(mention.from, mention.to, statement.own));
  const own = inside.find((mention) => fits(mention) && clause.tokens[mention.from]?.isMarked === true);
  return own === undefined ? [] : [claimedBy(own, clause)];
}

/** "A stream socket of the local domain" is the one that is both. */
function jointKind(
  group: readonly Mention[],
  before: readonly Mention[],
  clause: Clause,
  lexicon: Lexicon,
): ClaimedConcept | undefined {
  const [only, ...others] = group;
  if (only === undefined || others.length > 0) return undefined;
  for (const other of before) {
    const between = clause.tokens.slice(only.to, other.from);
    const name = lexicon.commonKind(only.concept, other.concept);
    if (name !== undefined && between.length <= 3 && between.some(({ stem }) => /^(?:of|in|for|from)$/u.test(stem)))
      return { ...claimedBy(only, clause), name };
  }
  return undefined;
}

function isNarrower(concept: string, than: string, lexicon: Lexicon): boolean {
  return concept !== than && lexicon.isKind(concept, than);
}

/** "The socket" in a section about a kind of socket is that kind. */
function narrowed(
  mention: Mention,
  clause: Clause,
  setting: Setting,
  facet: FacetEntry,
  lexicon: Lexicon,
): ClaimedConcept {
  const own = mention.isLink
    ? undefined
    : setting.concepts.find(({ name }) => isNarrower(name, mention.concept, lexicon) && lexicon.appliesTo(facet, name));
  return own ?? claimedBy(mention, clause);
}

/** Mentions between the last comma before an offset and it. */
function inSameSegment(mentions: readonly Mention[], tokens: readonly Token[], until: number): readonly Mention[] {
  const comma = tokens.findLastIndex(({ stem }, index) => index < until && stem === ',');
  return mentions.filter(({ from }) => from > comma);
}

/** Something else that the clause is about: its first name, or a thing of the same sort as what the section is about. */
function isRival(
  { concept, from }: Mention,
  fallback: readonly ClaimedConcept[],
  clause: Clause,
  lexicon: Lexicon,
): boolean {
  return fallback.some(({ name }) => {
    if (lexicon.isKind(name, concept) || lexicon.isKind(concept, name)) return false;
    const words = clause.tokens.slice(0, from).filter(({ isWord }) => isWord);
    const opens = words.every(({ stem }) => articles.has(stem));
    return opens || lexicon.areSiblings(name, concept);
  });
}

/** Words behind a label that begin with a thing of their own: "the last row surprises: the socket holds more". */
export function opensWithOther(
  tokens: readonly Token[],
  { facet }: Statement,
  setting: Setting,
  lexicon: Lexicon,
): boolean {
  const [first] = lexicon.mentions(tokens);
  if (first === undefined || lexicon.appliesTo(facet, first.concept)) return false;
  return isRival(first, subjectsIn(setting, facet, lexicon), { tokens, matches: [], isAside: false }, lexicon);
}

/** Mentions that are not only named to compare ("unlike X"), nor inside quotation marks. */
function standing(clause: Clause, lexicon: Lexicon): readonly Mention[] {
  const contrasts = grammarMatches(clause, 'contrasts');
  const mentions = lexicon.mentions(clause.tokens);
  // "than that of the X protocol": the nearest name behind such a word, before any comma.
  const compared = contrasts.flatMap(({ to }) => {
    const next = mentions.find(({ from }) => from >= to);
    const between = clause.tokens.slice(to, next?.from ?? to);
    return next === undefined || between.length > contrastReach || between.some(({ stem }) => stem === ',')
      ? []
      : [next];
  });
  return mentions.filter((mention) => clause.tokens[mention.from]?.isQuoted !== true && !compared.includes(mention));
}

/** So many words may stand between such a word and the name. */
const contrastReach = 3;

/** In the last part between commas that names any, the first, and those that "and" joins to it. */
function nearestGroup(mentions: readonly Mention[], tokens: readonly Token[], until: number): readonly Mention[] {
  const last = mentions.at(-1);
  if (last === undefined) return [];
  let start = last;
  for (const mention of mentions.toReversed().slice(1)) {
    const between = tokens.slice(mention.to, start.from);
    const joined = between.length <= 2 && between.every(({ text }) => /^(?:and|or|&|\/|,)$/iu.test(text));
    if (!joined && between.some(({ stem }) => stem === ',') && start.from < until) break;
    start = mention;
  }
  const group = [start];
  for (const mention of mentions.filter(({ from }) => from >= start.to)) {
    const between = tokens.slice(group.at(-1)?.to ?? 0, mention.from);
    if (between.length > 0 && between.every(({ text }) => /^(?:and|or|&|\/|,|both)$/iu.test(text))) group.push(mention);
    else break;
  }
  return group;
}

/** The clause's first word is a name that the vocabulary does not know: what follows is about that. */
function opensWithStranger(
  clause: Clause,
  before: readonly Mention[],
  statement: Statement | undefined,
  lexicon: Lexicon,
): boolean {
  const first = clause.tokens.findIndex(({ isWord, stem }) => isWord && !/^(?:the|an?|both|with|in|for)$/u.test(stem));
  const token = clause.tokens[first];
  if (token === undefined || statement?.own.has(first) === true) return false;
  if (before.some(({ from, to }) => from <= first && first < to)) return false;
  const known = lexicon.mentions(clause.tokens).some(({ from, to }) => from <= first && first < to);
  if (token.link !== undefined) return !known || lexicon.conceptNamed(token.link) === undefined;
  return !known && /^\p{Lu}[\p{L}\d]*\p{Lu}/u.test(token.text);
}

function claimedBy(mention: Mention, clause: Clause): ClaimedConcept {
  return {
    name: mention.concept,
    written: textOfTokens(clause.tokens.slice(mention.from, mention.to)),
    resolvedBy: mention.isLink ? 'link' : 'name',
  };
}

function lastOwn({ own }: Statement): number {
  return Math.max(...own);
}

function touches(from: number, to: number, own: ReadonlySet<number>): boolean {
  for (let index = from; index < to; index += 1) if (own.has(index)) return true;
  return false;
}

function isPartOf(from: number, to: number, own: ReadonlySet<number>): boolean {
  for (let index = from; index < to; index += 1) if (!own.has(index)) return false;
  return true;
}
