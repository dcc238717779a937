import type { ClaimedConcept } from '../claim.ts';
import type { Lexicon, Mention } from '../vocabulary/lexicon.ts';
import { keyOfTokens, type Token } from '../vocabulary/token.ts';
import type { FacetEntry } from '../vocabulary.ts';

/** What the words around a block say that it is about. */
export interface Setting {
  /** The likeliest first; a claim is about the first that may have its facet. */
  readonly concepts: readonly ClaimedConcept[];
  /** Several things of which each is meant: "available for X and Y:". */
  readonly each: readonly ClaimedConcept[];
  /** Under a heading such as "Use cases": why nothing there can be decided. */
  /** Under a heading that names facets: "Ordering". */
  readonly facets: readonly FacetEntry[];
  readonly notEmpirical?: string;
  /** Under a heading such as "Myths": nothing there is asserted. */
  readonly isAsserted: boolean;
}

export const noSetting: Setting = { concepts: [], each: [], facets: [], isAsserted: true };

/** The concepts that a heading or a name stands for; the likeliest first. Two that are only set side by side are none. */
export function conceptsOfName(
  tokens: readonly Token[],
  lexicon: Lexicon,
  resolvedBy: ClaimedConcept['resolvedBy'],
): readonly ClaimedConcept[] {
  const written = textOfTokens(tokens);
  const claimed = (name: string, isLink: boolean): ClaimedConcept => ({
    name,
    written,
    resolvedBy: isLink ? 'link' : resolvedBy,
  });
  const mentions = lexicon.mentions(tokens);
  const isSimple = !tokens.some(({ stem }) => stem === '(') && !tokens.every(({ link }) => link !== undefined);
  const whole = isSimple || mentions.length === 0 ? lexicon.conceptNamed(wholeName(tokens)) : undefined;
  if (whole !== undefined) return [claimed(whole, false)];
  if (mentions.length > 1 && areSideBySide(mentions, tokens, lexicon)) return [];
  const bare = lexicon.conceptNamed(wholeName(withoutParentheses(tokens)));
  const found = narrowestFirst(mentions, tokens, lexicon);
  return found.length === 0 || found.every(({ from }) => isInParentheses(tokens, from)) || bare === undefined
    ? [
        ...(bare === undefined ? [] : [claimed(bare, false)]),
        ...found.map(({ concept, isLink }) => claimed(concept, isLink)),
      ]
    : found.map(({ concept, isLink }) => claimed(concept, isLink));
}

/** "A (B)" is B where B is a kind of A; else the later name is the thing, the earlier what is said of it. */
function narrowestFirst(mentions: readonly Mention[], tokens: readonly Token[], lexicon: Lexicon): readonly Mention[] {
  const outside = mentions.filter(({ from }) => !isInParentheses(tokens, from));
  const inside = mentions.filter(({ from }) => isInParentheses(tokens, from));
  const reversed = outside.toReversed();
  const ordered = [...reversed.filter(({ isLink }) => isLink), ...reversed.filter(({ isLink }) => !isLink), ...inside];
  const unique = ordered.filter(
    ({ concept }, index) => ordered.findIndex((other) => other.concept === concept) === index,
  );
  return unique.toSorted((a, b) => {
    if (a.concept !== b.concept && lexicon.isKind(a.concept, b.concept)) return -1;
    return a.concept !== b.concept && lexicon.isKind(b.concept, a.concept) ? 1 : 0;
  });
}

/** "TCP and UDP", "TCP vs. UDP": neither is what the text is about. A name and its own kind are one thing. */
function areSideBySide(mentions: readonly Mention[], tokens: readonly Token[], lexicon: Lexicon): boolean {
  const outside = mentions.filter(({ from }) => !isInParentheses(tokens, from));
  return outside.some((mention, index) => {
    const next = outside[index + 1];
    if (next === undefined) return false;
    const related = lexicon.isKind(mention.concept, next.concept) || lexicon.isKind(next.concept, mention.concept);
    return (
      !related && tokens.slice(mention.to, next.from).some(({ text }) => /^(?:and|or|vs|versus|&|\/|,)$/iu.test(text))
    );
  });
}

function isInParentheses(tokens: readonly Token[], index: number): boolean {
  let depth = 0;
  for (const { stem } of tokens.slice(0, index)) {
    if (stem === '(') depth += 1;
    else if (stem === ')') depth -= 1;
  }
  return depth > 0;
}

/** The nearer names first; of the outer ones those of which the nearer are no kind: what is true of a whole stays there. */
export function withOuter(
  concepts: readonly ClaimedConcept[],
  outer: readonly ClaimedConcept[],
  lexicon: Lexicon,
): readonly ClaimedConcept[] {
  const further = outer.filter(({ name }) => !concepts.some((near) => lexicon.isKind(near.name, name)));
  // "SOCK_DGRAM" in a section about one domain's sockets is the one that is both.
  const joint = concepts.flatMap((near) =>
    outer.flatMap(({ name }) => {
      const common = near.resolvedBy === 'link' ? undefined : lexicon.commonKind(near.name, name);
      return common === undefined ? [] : [{ ...near, name: common }];
    }),
  );
  return [...joint, ...concepts, ...further];
}

/** The concepts that a statement of a facet found here is about. */
export function subjectsIn(setting: Setting, facet: FacetEntry, lexicon: Lexicon): readonly ClaimedConcept[] {
  const each = setting.each.filter(({ name }) => lexicon.appliesTo(facet, name));
  if (each.length > 0) return each;
  const [first] = setting.concepts.filter(({ name }) => lexicon.appliesTo(facet, name));
  return first === undefined ? [] : [first];
}

export function withoutParentheses(tokens: readonly Token[]): readonly Token[] {
  let depth = 0;
  return tokens.filter(({ stem }) => {
    if (stem === '(') depth += 1;
    const isInside = depth > 0;
    if (stem === ')') depth = Math.max(0, depth - 1);
    return !isInside;
  });
}

export function textOfTokens(tokens: readonly Token[]): string {
  return tokens
    .map(({ text, isWord }, index) => (index === 0 || (!isWord && !/^[("“—]$/u.test(text)) ? text : ` ${text}`))
    .join('')
    .replace(/([("“]) /gu, '$1');
}

/** Without a number in front ("3. …"), and with a call's parentheses. */
function wholeName(tokens: readonly Token[]): string {
  const first = tokens.findIndex(({ text, isWord }) => isWord && !/^\d+$/u.test(text));
  const rest = first < 0 ? tokens : tokens.slice(first);
  const [only, ...others] = rest;
  return only?.isCall === true && others.length === 0 ? `${only.text}()` : keyOfTokens(rest);
}
