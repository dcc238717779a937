import type { Place } from '../../diagnostic.ts';
import type { LineIndex } from '../../vault/index.ts';
import type { Claim, ClaimedConcept, ClaimedCondition, ClaimForm } from '../claim.ts';
import type { Lexicon } from '../vocabulary/lexicon.ts';
import type { Token } from '../vocabulary/token.ts';
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
  const condition = findCondition(occurrence.conditionTokens ?? occurrence.tokens, statement, lexicon);
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
  for (const { meaning, terms } of lexicon.matchPhrases(sentence)) {
    if (meaning.kind !== 'condition') continue;
    const words = terms.flatMap(({ from, to }) => sentence.slice(from, to));
    if (words.every((token) => ownTokens.has(token))) continue;
    return { name: meaning.condition.name, written: textOfTokens(words) };
  }
  return findUnknownCondition(clause, own);
}

function findUnknownCondition(clause: Clause, own: ReadonlySet<number>): ClaimedCondition | undefined {
  const opening = grammarMatches(clause, 'conditionals').find(({ from }) => !own.has(from));
  if (opening === undefined) return undefined;
  const comma = clause.tokens.findIndex(({ stem }, index) => index > opening.from && stem === ',');
  const words = clause.tokens.slice(opening.from, comma < 0 ? undefined : comma);
  return { written: textOfTokens(words) };
}
