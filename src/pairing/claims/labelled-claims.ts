import type { Claim, ClaimedConcept, ClaimForm } from '../claim.ts';
import type { Lexicon } from '../vocabulary/lexicon.ts';
import { keyOfTokens, type Token } from '../vocabulary/token.ts';
import type { FacetEntry } from '../vocabulary.ts';
import type { Block } from './block.ts';
import { makeClaims, type Occurrence } from './claim-maker.ts';
import { readClause, readSentence, splitSentences } from './clause.ts';
import { answerOf, type Label, readLabel, readUnderLabel } from './label.ts';
import { claimsOfProse, type Where } from './prose-claims.ts';
import { conceptsOfName, type Setting, subjectsIn, textOfTokens, withoutParentheses, withOuter } from './setting.ts';
import { readStatements, type Statement } from './statement.ts';
import { opensWithOther } from './subject.ts';

type TextBlock = Extract<Block, { kind: 'text' }>;

/** A label is so many words at most. */
const longestLabel = 9;

/** A line of the form "label: words", cut in two. */
export interface LabelledText {
  readonly label: readonly Token[];
  readonly value: readonly Token[];
  readonly isMarked: boolean;
}

/** "**Order:** none", "`SOCK_DGRAM`: messages", "Ordering - guaranteed": cut at the first colon or dash. */
export function splitLabel({ text: { tokens, strong }, isItem }: TextBlock): LabelledText | undefined {
  let [depth, words] = [0, 0];
  for (const [index, token] of tokens.entries()) {
    if (token.stem === '(') depth += 1;
    else if (token.stem === ')') depth -= 1;
    else if (depth > 0) continue;
    else if (token.isWord) words += 1;
    else if (/^[.?!;|]$/u.test(token.stem) || words > longestLabel) return undefined;
    else if ((token.stem === ':' || token.stem === '—') && index > 0) {
      const [label, value] = [tokens.slice(0, index), tokens.slice(index + 1)];
      if (!value.some(({ isWord }) => isWord)) return undefined;
      const isMarked = label.every((one) => !one.isWord || strong.has(one) || one.isCode || one.link !== undefined);
      // In running text a dash goes on; after a mark or in a short line it explains.
      const explains = token.stem === ':' || isMarked || words <= 4;
      return explains && (isItem || isMarked || words <= 4) ? { label, value, isMarked } : undefined;
    }
  }
  return undefined;
}

/** Claims of a labelled line: what its words say by themselves, as an answer to the label, and what the label says. */
export function claimsOfLabelled(
  { label: labelTokens, value }: LabelledText,
  block: TextBlock,
  where: Where,
  lexicon: Lexicon,
): readonly Claim[] {
  const form: ClaimForm = block.isItem ? 'bullet' : 'labelled';
  const reason = lexicon.notEmpirical.get(keyOfTokens(labelTokens)) ?? block.setting.notEmpirical;
  const inSetting = (facet: FacetEntry): boolean => subjectsIn(block.setting, facet, lexicon).length > 0;
  const label = readLabel(labelTokens, lexicon, inSetting);
  const occurrence: Occurrence = {
    ...where,
    form,
    tokens: block.text.tokens,
    conditionTokens: [...label.around, ...value],
    ...(reason === undefined ? {} : { notEmpirical: reason }),
  };
  const named = isName(label, labelTokens, lexicon) ? conceptsOfName(labelTokens, lexicon, 'name') : [];
  const setting: Setting =
    named.length === 0
      ? block.setting
      : { ...block.setting, concepts: withOuter(named, block.setting.concepts, lexicon), each: [] };
  const prose = claimsOfProse(
    value,
    { setting: reasoned(block.setting, reason) },
    setting,
    form,
    where,
    lexicon,
    label.around,
  );
  const under = statementsUnder(
    named.length > 0 ? labelOfSetting(label, setting, lexicon) : label,
    value,
    setting,
    lexicon,
  );
  const [valueSentence] = splitSentences(value);
  const isAsserted =
    readSentence(valueSentence ?? [], lexicon).isAsserted && readSentence(labelTokens, lexicon).isAsserted;
  if (!isAsserted) return prose;
  const known = new Set(prose.map(({ facet }) => facet));
  const proseSaid = prose.map(({ facet, value: { name } }) => ({ facet, name }));
  // "Boundaries: lost, one read for one message": an answer stands, whatever its explanation says.
  const stated = under.filter(
    (one) => !known.has(one.facet.name) || (one.from === 0 && isUnsaid(one, proseSaid, lexicon)),
  );
  for (const { facet } of stated) known.add(facet.name);
  // A label that is itself a value ("Reliable: …") says it, where the words behind it do not say it more exactly.
  const own = readStatements(
    readClause(label.tokens, lexicon),
    lexicon,
    (facet) => subjectsIn(setting, facet, lexicon).length > 0,
  );
  const isOwnName = named.length > 0 && lexicon.conceptNamed(keyOfTokens(labelTokens)) !== undefined;
  const said = [
    ...stated.map(({ facet, value: name }) => ({ facet: facet.name, name })),
    ...prose.map(({ facet, value: { name } }) => ({ facet, name })),
  ];
  const bySelf =
    !isAnswer(value, lexicon) && !isOwnName
      ? own.filter(
          (one) => isUnsaid(one, said, lexicon) && (!known.has(one.facet.name) || isDenial(one, label, lexicon)),
        )
      : [];
  const claims = [...stated, ...bySelf].flatMap((statement) =>
    makeClaims(statement, subjectsOfLabelled(statement, value, setting, lexicon), occurrence, lexicon),
  );
  return [...claims, ...prose];
}

/**
 * "Connectionless: needs a handshake" says two things that do not go together; "Ordered delivery: packets may overtake"
 * asks and answers. So only a label that is just the facet's no stands against the words behind it.
 */
function isDenial({ facet, value }: Statement, { tokens }: Label, lexicon: Lexicon): boolean {
  if (!facet.values.some(({ name, answer }) => name === value && answer === 'no')) return false;
  const [first] = tokens;
  // "Has no order: …" has a verb.
  const isSentence = lexicon.vocabulary.grammar.fillers.includes(first?.text.toLowerCase() ?? '');
  return isSentence || lexicon.valueCalled(facet, keyOfTokens(tokens))?.name === value;
}

/** "no", "never", "not provided": takes back what the label says, instead of explaining it. */
function isAnswer(value: readonly Token[], lexicon: Lexicon): boolean {
  if (answerOf(value, lexicon) !== undefined) return true;
  const words = value.filter(({ isWord }) => isWord);
  return words.length <= 3 && lexicon.vocabulary.grammar.negations.includes(words[0]?.text.toLowerCase() ?? '');
}

/** What the words behind a label do not say more exactly; a label that contradicts them is a claim of its own. */
export function isUnsaid(
  { facet, value }: Statement,
  said: readonly { readonly facet: string; readonly name: string }[],
  lexicon: Lexicon,
): boolean {
  const same = said.filter((other) => other.facet === facet.name);
  return same.every(({ name }) => lexicon.compareValues(facet.name, value, name) === 'opposite');
}

/** "TCP: guaranteed" under the heading "Ordering", and "A: B" where a facet equates the two. */
function labelOfSetting(label: Label, setting: Setting, lexicon: Lexicon): Label {
  const equated = lexicon.vocabulary.facets.filter(({ isEquated }) => isEquated);
  const facets = [...setting.facets, ...equated].filter((facet) => subjectsIn(setting, facet, lexicon).length > 0);
  return { ...label, meanings: facets.map((facet) => ({ facet })) };
}

function reasoned(setting: Setting, reason: string | undefined): Setting {
  return reason === undefined ? setting : { ...setting, notEmpirical: reason };
}

/** The label is the name of a thing rather than of one of its properties. */
function isName(label: Label, tokens: readonly Token[], lexicon: Lexicon): boolean {
  if (label.meanings.some(({ value }) => value === undefined)) return false;
  if (lexicon.conceptNamed(keyOfTokens(withoutParentheses(tokens))) !== undefined)
    return label.meanings.length === 0 || tokens.every(({ isWord, isCode }) => !isWord || isCode);
  const [first] = lexicon.mentions(tokens);
  return first !== undefined && tokens.slice(0, first.from).filter(({ isWord }) => isWord).length <= 1;
}

/** "Connectionless: `SOCK_DGRAM`" says it of what stands behind the colon, where nothing else does. */
function subjectsOfLabelled(
  statement: Statement,
  value: readonly Token[],
  setting: Setting,
  lexicon: Lexicon,
): readonly ClaimedConcept[] {
  const mentions = lexicon.mentions(value).filter(({ concept }) => lexicon.appliesTo(statement.facet, concept));
  const covered = mentions.reduce((sum, { from, to }) => sum + to - from, 0);
  const words = value.filter(({ isWord }) => isWord).length;
  if (mentions.length > 0 && covered === words)
    return mentions.map(({ concept, isLink, from, to }) => ({
      name: concept,
      written: textOfTokens(value.slice(from, to)),
      resolvedBy: isLink ? 'link' : 'name',
    }));
  return subjectsIn(setting, statement.facet, lexicon);
}

/** What the words say as an answer to their label, and together with it. */
export function statementsUnder(
  label: Label,
  value: readonly Token[],
  setting: Setting,
  lexicon: Lexicon,
): readonly Statement[] {
  const fits = (facet: FacetEntry): boolean => subjectsIn(setting, facet, lexicon).length > 0;
  const direct = readUnderLabel(label, value, lexicon);
  const together = splitSentences(value).flatMap((part) =>
    readSentence(part, lexicon).clauses.flatMap(({ tokens }) => {
      // A bare yes or no answers the label, and denies none of its words.
      if (answerOf(tokens, lexicon)?.length === tokens.length) return [];
      const joined = readClause([...label.tokens, ...tokens], lexicon);
      const from = label.tokens.length;
      return readStatements(joined, lexicon, fits).flatMap((statement) => {
        const said = [...statement.own].filter((index) => index >= from);
        if (said.length === 0 || opensWithOther(tokens, statement, setting, lexicon)) return [];
        return [{ ...statement, from: Math.min(...said), to: Math.max(...said) + 1 }];
      });
    }),
  );
  const seen = new Set(direct.map(({ facet }) => facet));
  return [...direct, ...together.filter(({ facet }) => !seen.has(facet))];
}
