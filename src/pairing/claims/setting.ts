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
  readonly notEmpirical?: string;
  /** Under a heading such as "Myths": nothing there is asserted. */
  readonly isAsserted: boolean;
}

export const noSetting: Setting = { concepts: [], each: [], isAsserted: true };

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
  const whole = tokens.some(({ link }) => link !== undefined) ? undefined : lexicon.conceptNamed(keyText(tokens));
  if (whole !== undefined) return [claimed(whole, false)];
  const mentions = lexicon.mentions(tokens);
  if (mentions.length > 1 && areSideBySide(mentions, tokens, lexicon)) return [];
  return narrowestFirst(mentions, tokens, lexicon).map(({ concept, isLink }) => claimed(concept, isLink));
}

/** "A (B)" is B where B is a kind of A; else the later name is the thing, the earlier what is said of it. */
function narrowestFirst(mentions: readonly Mention[], tokens: readonly Token[], lexicon: Lexicon): readonly Mention[] {
  const outside = mentions.filter(({ from }) => !isInParentheses(tokens, from));
  const inside = mentions.filter(({ from }) => isInParentheses(tokens, from));
  const ordered = [...outside.toReversed(), ...inside];
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

/** The concepts that a statement of a facet found here is about. */
export function subjectsIn(setting: Setting, facet: FacetEntry, lexicon: Lexicon): readonly ClaimedConcept[] {
  const each = setting.each.filter(({ name }) => lexicon.appliesTo(facet, name));
  if (each.length > 0) return each;
  const [first] = setting.concepts.filter(({ name }) => lexicon.appliesTo(facet, name));
  return first === undefined ? [] : [first];
}

export function textOfTokens(tokens: readonly Token[]): string {
  return tokens
    .map(({ text, isWord }, index) => (index === 0 || (!isWord && !/^[("“—]$/u.test(text)) ? text : ` ${text}`))
    .join('')
    .replace(/([("“]) /gu, '$1');
}

function keyText(tokens: readonly Token[]): string {
  return keyOfTokens(tokens);
}
