import type { Place } from '../../diagnostic.ts';
import type { LineIndex } from '../../vault/index.ts';
import type { Claim, ClaimedConcept, ClaimedCondition, ClaimForm } from '../claim.ts';
import type { Lexicon } from '../vocabulary/lexicon.ts';
import { keyOf, type Token } from '../vocabulary/token.ts';
import type { ConditionEntry } from '../vocabulary.ts';
import type { Clause } from './clause.ts';
import { textOfTokens } from './setting.ts';
import { grammarMatches, type Statement } from './statement.ts';

/** Where and in which form a statement stands. */
export interface Occurrence {
  readonly path: string;
  readonly lines: LineIndex;
  readonly form: ClaimForm;
  /** The cell, bullet or sentence that says it. */
  readonly tokens: readonly Token[];
  /** Where its condition may stand; all of it, if not said. */
  readonly conditionTokens?: readonly Token[];
  /** The words that narrow its concept, "UDP over IPv6": a condition, where it names no other. */
  readonly qualifier?: string;
  readonly notEmpirical?: string;
}

/** A claim of each subject. */
export function makeClaims(
  statement: Statement,
  subjects: readonly ClaimedConcept[],
  occurrence: Occurrence,
  lexicon: Lexicon,
): readonly Claim[] {
  const { facet, value, hedge, clause } = statement;
  const found = findCondition(occurrence.conditionTokens ?? occurrence.tokens, statement, lexicon);
  const saysLittle = found === undefined || lexicon.conditionNamed(found.name)?.always === true;
  const qualifier = qualifies(occurrence.qualifier, facet.name, subjects) ? occurrence.qualifier : undefined;
  const condition = qualifier === undefined || !saysLittle ? found : { written: qualifier };
  const said = clause.tokens.slice(statement.from, statement.to);
  return subjects.map((concept): Claim => ({
    concept,
    facet: facet.name,
    value: { name: value, written: textOfTokens(said) },
    ...(condition === undefined ? {} : { condition }),
    place: placeOf(said, occurrence),
    form: occurrence.form,
    text: textOfTokens(occurrence.tokens),
    ...(hedge === undefined ? {} : { hedge }),
    ...(occurrence.notEmpirical === undefined ? {} : { notEmpirical: occurrence.notEmpirical }),
  }));
}

/** "UDP over IPv4" adds nothing to the payload over IPv4 of UDP. */
function qualifies(qualifier: string | undefined, facet: string, subjects: readonly ClaimedConcept[]): boolean {
  if (qualifier === undefined) return false;
  const known = new Set(keyOf([facet, ...subjects.map(({ name }) => name)].join(' ')).split(' '));
  return keyOf(qualifier)
    .split(' ')
    .some((word) => word.length > 3 && !known.has(word));
}

export function placeOf(tokens: readonly Token[], { path, lines }: Pick<Occurrence, 'path' | 'lines'>): Place {
  const start = Math.min(...tokens.map((token) => token.start));
  const end = Math.max(...tokens.map((token) => token.end));
  return { ...lines.placeAt(start, end), path };
}

/** A condition that the vocabulary knows, in the same sentence; else one that "unless" or "as long as" opens. */
function findCondition(
  sentence: readonly Token[],
  { clause, own }: Statement,
  lexicon: Lexicon,
): ClaimedCondition | undefined {
  const ownTokens = new Set([...own].flatMap((index) => clause.tokens[index] ?? []));
  const pointed = linksPointedAt(sentence, lexicon);
  const found = lexicon.matchConditions(sentence).flatMap(({ meaning, terms }) => {
    const words = terms.flatMap(({ from, to }) => sentence.slice(from, to));
    if (words.some((token) => pointed.has(token))) return [];
    const isOwn = words.every((token) => ownTokens.has(token));
    const isOther = !isOwn && belongsToOther(words, clause, own);
    return meaning.kind === 'condition' && !isOwn && !isOther ? [{ condition: meaning.condition, words }] : [];
  });
  // "on Linux and macOS" is about here too; a condition that every replay fulfils says least.
  const rank = ({ isElsewhere, always }: ConditionEntry): number => (always ? 2 : isElsewhere ? 1 : 0);
  const here = found.some(({ condition }) => condition.always && !condition.isDefault);
  const [best] = found
    .filter(({ condition }) => !condition.isElsewhere || !here)
    .toSorted((a, b) => rank(a.condition) - rank(b.condition));
  if (best !== undefined) return { name: best.condition.name, written: textOfTokens(best.words) };
  return findUnknownCondition(clause, own);
}

/** The words of links that only lead elsewhere: "see [[A]]". */
function linksPointedAt(sentence: readonly Token[], { vocabulary: { grammar } }: Lexicon): ReadonlySet<Token> {
  const pointers = new Set(grammar.pointers);
  const start = sentence.findIndex(({ stem }, index) => pointers.has(stem) && sentence[index + 1]?.link !== undefined);
  return new Set(start < 0 ? [] : sentence.slice(start + 1).filter(({ link }) => link !== undefined));
}

/** "waits, or fails in that mode": a condition behind "or" is that of the other part. */
function belongsToOther(words: readonly Token[], clause: Clause, own: ReadonlySet<number>): boolean {
  const at = clause.tokens.findIndex((token) => token === words[0]);
  if (at < 0) return false;
  const parts = clause.tokens.flatMap(({ stem }, index) =>
    stem === ',' && /^(?:or|and|but)$/u.test(clause.tokens[index + 1]?.stem ?? '') ? [index] : [],
  );
  const partOf = (index: number): number => parts.filter((part) => part < index).length;
  return [...own].every((index) => partOf(index) !== partOf(at));
}

function findUnknownCondition(clause: Clause, own: ReadonlySet<number>): ClaimedCondition | undefined {
  const opening = grammarMatches(clause, 'conditionals').find(({ from }) => !own.has(from));
  if (opening === undefined) return undefined;
  const comma = clause.tokens.findIndex(({ stem }, index) => index > opening.from && stem === ',');
  const words = clause.tokens.slice(opening.from, comma < 0 ? undefined : comma);
  return { written: textOfTokens(words) };
}
