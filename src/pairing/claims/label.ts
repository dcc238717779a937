import { oppositeOf } from '../vocabulary/compare-values.ts';
import type { Lexicon } from '../vocabulary/lexicon.ts';
import { keyOfTokens, type Token } from '../vocabulary/token.ts';
import type { FacetEntry } from '../vocabulary.ts';
import type { Clause } from './clause.ts';
import { readClause } from './clause.ts';
import { measuredValue, outcomeOfCall, sequenceIn } from './measured-value.ts';
import { withoutParentheses } from './setting.ts';
import { grammarMatches, readStatements, type Statement } from './statement.ts';

/** A row's name or a bullet's bold words: facets, and what each says by itself. */
export interface Label {
  readonly tokens: readonly Token[];
  readonly meanings: readonly LabelFacet[];
  /** Those of its words that may name a condition: none that belong to the facet's name. */
  readonly around: readonly Token[];
}

export interface LabelFacet {
  readonly facet: FacetEntry;
  /** "Ordered delivery?" is a value: the cell beside it says yes or no to it. */
  readonly value?: string;
}

/** Reads a label: as a whole, without what stands in parentheses or names a condition, at last by its phrases. */
export function readLabel(
  tokens: readonly Token[],
  lexicon: Lexicon,
  appliesTo: (facet: FacetEntry) => boolean,
): Label {
  const mended = lexicon.mendSpelling(tokens);
  for (const [index, form] of labelForms(mended, lexicon).entries()) {
    if (form.length === 0) continue;
    const meanings = lexicon.facetsLabelled(keyOfTokens(form)).filter(appliesTo);
    if (meanings.length === 0) continue;
    const stated = meanings.every(isMeasured) ? statedBy(mended, lexicon, appliesTo) : undefined;
    return {
      tokens: mended,
      meanings: [...meanings.map((facet) => ({ facet })), ...(stated?.meanings ?? [])],
      around: index === 0 ? [] : mended,
    };
  }
  const clause = readClause(mended, lexicon);
  const measured = clause.matches.flatMap(({ meaning }) =>
    meaning.kind === 'facet' && appliesTo(meaning.facet) ? [meaning.facet] : [],
  );
  const [first] = measured;
  if (first !== undefined) return { tokens: mended, meanings: [{ facet: first }], around: mended };
  return statedBy(mended, lexicon, appliesTo);
}

/** "Non-blocking": the label says it, and is no circumstance under which something else would be said. */
function statedBy(tokens: readonly Token[], lexicon: Lexicon, appliesTo: (facet: FacetEntry) => boolean): Label {
  const all = readStatements(readClause(tokens, lexicon), lexicon, appliesTo);
  const circumstances = lexicon.matchConditions(tokens);
  // "Reliable over a network": behind another value a circumstance is no value of its own.
  const free = all.filter(({ from, to }) => !circumstances.some((one) => one.from <= from && to <= one.to));
  const stated = free.length > 0 ? free : all;
  return {
    tokens,
    meanings: stated.map(({ facet, value }) => ({ facet, value })),
    around: tokens.filter((_, index) => !stated.some(({ own }) => own.has(index))),
  };
}

function isMeasured({ kind }: FacetEntry): boolean {
  return kind === 'errno' || kind === 'number';
}

function labelForms(tokens: readonly Token[], lexicon: Lexicon): readonly (readonly Token[])[] {
  const bare = withoutParentheses(tokens);
  const conditions = lexicon.matchConditions(tokens);
  const free = tokens.filter(
    (_, index) => !conditions.some(({ terms }) => terms.some(({ from, to }) => index >= from && index < to)),
  );
  const fillers = new Set(lexicon.vocabulary.grammar.fillers.map((word) => word.toLowerCase()));
  // Links of one's own vault often have a word in front: "li internet domain socket".
  const links = tokens.every(({ link }) => link !== undefined) ? [tokens.slice(1), tokens.slice(2)] : [];
  return [
    tokens,
    bare,
    ...links,
    free,
    withoutParentheses(free),
    bare.filter(({ text }) => !fillers.has(text.toLowerCase())),
  ];
}

/** What words under a label say of the label's own facets: "none", "yes (…)", "kept", a number, an error. */
export function readUnderLabel(label: Label, tokens: readonly Token[], lexicon: Lexicon): readonly Statement[] {
  const clause = readClause(lexicon.mendSpelling(tokens), lexicon);
  const circumstances = grammarMatches(clause, 'subordinators').flatMap(({ from }) => (from > 0 ? [from] : []));
  const parts = leadingParts(clause.tokens, circumstances);
  return label.meanings
    .map((meaning) => turnedBy(label, meaning, lexicon))
    .flatMap((meaning): readonly Statement[] => {
      const found = readMeaning(meaning, clause, parts, lexicon);
      return [...(found === undefined ? [] : [found]), ...readFurther(meaning.facet, clause, found, lexicon)];
    });
}

/** A label that is itself its facet's no, "Connectionless", is what a yes or no behind it affirms or denies. */
function turnedBy({ tokens }: Label, meaning: LabelFacet, lexicon: Lexicon): LabelFacet {
  const own = lexicon.valueCalled(meaning.facet, keyOfTokens(tokens));
  return meaning.value === undefined && own?.answer === 'no' ? { ...meaning, value: own.name } : meaning;
}

/** "possible, never required": what stands between further commas may be values of the same facet. */
function readFurther(
  facet: FacetEntry,
  clause: Clause,
  first: Statement | undefined,
  lexicon: Lexicon,
): readonly Statement[] {
  if ((facet.kind !== 'one of' && facet.kind !== 'yes/no') || facet.isComplete) return [];
  const parts = splitAtCommas(clause.tokens);
  // "none, it is ignored": only a bare denial may stand in front of the value itself.
  const denials = new Set(lexicon.vocabulary.grammar.negations);
  if (first === undefined && parts[0]?.tokens.every(({ text }) => denials.has(text.toLowerCase())) !== true) return [];
  return parts
    .filter(({ from }) => from >= (first?.to ?? 1))
    .flatMap(({ from, tokens }): readonly Statement[] => {
      const value = calledPlainly(facet, tokens, lexicon) ?? calledWithNegation(facet, tokens, lexicon);
      if (value === undefined || value === first?.value) return [];
      const end = from + tokens.length;
      return [
        {
          facet,
          value,
          from,
          to: end,
          clause,
          own: new Set(tokens.map((_, index) => from + index)),
          weight: tokens.length,
        },
      ];
    });
}

function splitAtCommas(
  tokens: readonly Token[],
): readonly { readonly from: number; readonly tokens: readonly Token[] }[] {
  const ends = [...tokens.flatMap(({ stem }, index) => (/^[,;:]$/u.test(stem) ? [index] : [])), tokens.length];
  return ends.map((end, index) => {
    const from = index === 0 ? 0 : (ends[index - 1] ?? 0) + 1;
    return { from, tokens: tokens.slice(from, end) };
  });
}

function readMeaning(
  { facet, value }: LabelFacet,
  clause: Clause,
  parts: readonly (readonly Token[])[],
  lexicon: Lexicon,
): Statement | undefined {
  const statement = (name: string, to: number): Statement => {
    const hedge = grammarMatches(clause, 'usually').length > 0 ? { hedge: 'usually' as const } : {};
    return {
      facet,
      value: name,
      ...hedge,
      from: 0,
      to,
      clause,
      own: new Set(clause.tokens.slice(0, to).keys()),
      weight: to,
    };
  };
  const answer = answerOf(clause.tokens, lexicon);
  if (answer !== undefined) {
    const said = value === undefined ? facet.values.find((one) => one.answer === answer.says)?.name : undefined;
    const affirmed = value === undefined ? said : answer.says === 'yes' ? value : opposite(facet, value);
    if (affirmed !== undefined) return statement(affirmed, answer.length);
  }
  const measured =
    facet.kind === 'sequence' ? sequenceIn(facet, clause.tokens) : measuredValue(facet, clause.tokens, lexicon);
  if (measured !== undefined) return statement(measured.value, measured.to);
  if (facet.kind === 'errno')
    for (const part of splitAtCommas(clause.tokens)) {
      const outcome = outcomeOfCall(part.tokens, lexicon);
      if (outcome !== undefined) return statement(outcome, part.from + part.tokens.length);
    }
  // Of a list that means all there are no part says anything.
  for (const read of [calledPlainly, calledWithNegation])
    for (const part of facet.isComplete ? parts.slice(0, 1) : parts) {
      const called = read(facet, part, lexicon);
      if (called !== undefined) return statement(called, part.length);
    }
  return undefined;
}

/** The value that a few words mean under their label. */
function calledPlainly(facet: FacetEntry, tokens: readonly Token[], lexicon: Lexicon): string | undefined {
  const whole =
    lexicon.valueCalled(facet, keyOfTokens(tokens)) ??
    lexicon.valueCalled(facet, keyOfTokens(bareWords(tokens, lexicon)));
  return whole?.name;
}

/** A negation in front turns a value round: "not kept". */
function calledWithNegation(facet: FacetEntry, tokens: readonly Token[], lexicon: Lexicon): string | undefined {
  if (tokens.some(({ stem }) => /^[,;:]$/u.test(stem))) return undefined;
  const bare = bareWords(tokens, lexicon);
  const negations = new Set(lexicon.vocabulary.grammar.negations.map((word) => word.toLowerCase()));
  const positive = bare.filter(({ text }) => !negations.has(text.toLowerCase()));
  if (positive.length === bare.length) return undefined;
  const denied = lexicon.valueCalled(facet, keyOfTokens(positive));
  if (denied === undefined) return undefined;
  return (bare.length - positive.length) % 2 === 1 ? oppositeOf(facet, denied) : denied.name;
}

/** Without words that change nothing: "always kept", "is kept". */
function bareWords(tokens: readonly Token[], { vocabulary: { grammar } }: Lexicon): readonly Token[] {
  const fillers = new Set([...grammar.fillers, ...grammar.usually].map((word) => word.toLowerCase()));
  return tokens.filter(({ text, isWord }) => isWord && !fillers.has(text.toLowerCase()));
}

/** A yes or no at the beginning. */
export function answerOf(
  tokens: readonly Token[],
  { vocabulary }: Lexicon,
): { readonly says: 'yes' | 'no'; readonly length: number } | undefined {
  const first = tokens[0]?.text.toLowerCase();
  if (first === undefined) return undefined;
  const next = tokens[1];
  // "No handshake" is no answer, "No, never" and "No (sendto)" are.
  const stands =
    next === undefined || !next.isWord || /^(?:because|but|as|since|if|when|unless|with|by)$/u.test(next.stem);
  if (!stands) return undefined;
  if (vocabulary.grammar.yes.includes(first)) return { says: 'yes', length: 1 };
  return vocabulary.grammar.no.includes(first) ? { says: 'no', length: 1 } : undefined;
}

function opposite(facet: FacetEntry, name: string): string | undefined {
  const value = facet.values.find((one) => one.name === name);
  return value && oppositeOf(facet, value);
}

/** The whole, then up to the first mark that parts clauses, the first comma, the first "when" or "if". */
function leadingParts(tokens: readonly Token[], circumstances: readonly number[]): readonly (readonly Token[])[] {
  const upTo = (marks: RegExp): readonly Token[] => {
    const end = tokens.findIndex(({ stem }) => marks.test(stem));
    return end < 0 ? tokens : tokens.slice(0, end);
  };
  const shortened = circumstances.toSorted((a, b) => b - a).map((end) => tokens.slice(0, end));
  return [tokens, upTo(/^[;:.(—→!]$/u), upTo(/^[,;:.(—→!]$/u), ...shortened];
}
