import type { Claim, ClaimedConcept, ClaimForm } from '../claim.ts';
import type { Lexicon } from '../vocabulary/lexicon.ts';
import { keyOfTokens, type Token } from '../vocabulary/token.ts';
import type { FacetEntry } from '../vocabulary.ts';
import type { Block } from './block.ts';
import { makeClaims, type Occurrence, placeOf } from './claim-maker.ts';
import { readClause, readSentence, type Sentence, splitSentences } from './clause.ts';
import { answerOf, type Label, readLabel, readUnderLabel } from './label.ts';
import { conceptsOfName, type Setting, subjectsIn, textOfTokens, withoutParentheses, withOuter } from './setting.ts';
import { readStatements, type Statement } from './statement.ts';
import { findSubjects, opensWithOther } from './subject.ts';

type TextBlock = Extract<Block, { kind: 'text' }>;
type Where = Pick<Occurrence, 'path' | 'lines' | 'qualifier'>;

/** A label is so many words at most. */
const longestLabel = 9;

/** Claims of a paragraph or a list item: by its label, where it has one, and by its sentences. */
export function claimsOfText(block: TextBlock, where: Where, lexicon: Lexicon): readonly Claim[] {
  const { setting } = block;
  const { tokens } = block.text;
  if (!setting.isAsserted || isField(tokens) || isIndex(tokens)) return [];
  const labelled = splitLabel(block);
  const lead = leadStatements(block, where, lexicon);
  if (labelled === undefined)
    return [...claimsOfProse(tokens, block, setting, formOf(tokens, block), where, lexicon), ...lead];
  return [...claimsOfLabelled(labelled, block, where, lexicon), ...lead];
}

/** `key:: value`, and cards in that form: a question and its answer are no sentence. */
function isField(tokens: readonly Token[]): boolean {
  return tokens.some((token, index) => {
    const next = tokens[index + 1];
    return token.stem === ':' && next?.stem === ':' && next.start === token.end && !token.isMarked;
  });
}

/** "See: [[A]], [[B]]" only points elsewhere. */
function isIndex(tokens: readonly Token[]): boolean {
  const words = tokens.filter(({ isWord }) => isWord);
  const colon = tokens.findIndex(({ stem }) => stem === ':');
  const behind = tokens.slice(colon + 1).filter(({ isWord }) => isWord);
  const links = new Set(behind.flatMap(({ link }) => link ?? []));
  const isBare = behind.every(({ link, stem }) => link !== undefined || stem === 'and' || stem === 'or');
  return links.size > 1 && isBare && words.length - behind.length <= 4;
}

/** A phrase in a list is a bullet; whole sentences are sentences, wherever they stand. */
function formOf(tokens: readonly Token[], { isItem }: TextBlock): ClaimForm {
  const isWhole = /^[\p{Lu}]/u.test(tokens[0]?.text ?? '') && tokens.at(-1)?.stem === '.';
  return isItem && !isWhole ? 'bullet' : 'sentence';
}

/**
 * What a run of prose says, sentence by sentence.
 * @param label words in front of it that may name a condition: "Size on Linux"
 */
export function claimsOfProse(
  tokens: readonly Token[],
  block: Pick<TextBlock, 'setting'>,
  setting: Setting,
  form: ClaimForm,
  where: Where,
  lexicon: Lexicon,
  label: readonly Token[] = [],
): readonly Claim[] {
  return splitSentences(tokens).flatMap((part) => {
    const sentence = readSentence(part, lexicon);
    if (!sentence.isAsserted) return [];
    const occurrence: Occurrence = {
      ...where,
      form,
      tokens: sentence.tokens,
      ...(label.length === 0 ? {} : { conditionTokens: [...label, ...sentence.tokens] }),
      ...(block.setting.notEmpirical === undefined ? {} : { notEmpirical: block.setting.notEmpirical }),
    };
    return [
      ...claimsOfSentence(sentence, setting, occurrence, lexicon),
      ...undecidable(sentence, setting, occurrence, lexicon),
    ];
  });
}

function claimsOfSentence(
  sentence: Sentence,
  setting: Setting,
  occurrence: Occurrence,
  lexicon: Lexicon,
): readonly Claim[] {
  const claims = sentence.clauses.flatMap((clause, index) => {
    const earlier = sentence.clauses.slice(0, index).toReversed();
    const statements = readStatements(clause, lexicon, () => true);
    return statements.flatMap((statement) =>
      makeClaims(statement, findSubjects(statement, earlier, setting, lexicon), occurrence, lexicon),
    );
  });
  // One sentence that says both of one thing was not understood.
  return claims.filter((one) => !claims.some((other) => contradicts(one, other, lexicon)));
}

function contradicts(one: Claim, other: Claim, lexicon: Lexicon): boolean {
  return (
    one.facet === other.facet &&
    one.concept.name === other.concept.name &&
    one.condition?.name === other.condition?.name &&
    lexicon.compareValues(one.facet, one.value.name, other.value.name) === 'opposite'
  );
}

/** Opinions, history and uses, as far as the vocabulary marks them. */
function undecidable(sentence: Sentence, setting: Setting, occurrence: Occurrence, lexicon: Lexicon): readonly Claim[] {
  for (const clause of sentence.clauses)
    for (const { meaning, from, to } of clause.matches) {
      if (meaning.kind !== 'not-empirical') continue;
      const [mention] = lexicon.mentions(clause.tokens);
      const [own] = setting.concepts;
      const concept: ClaimedConcept | undefined =
        mention === undefined ? own : { name: mention.concept, written: mention.concept, resolvedBy: 'name' };
      if (concept === undefined) return [];
      const said = clause.tokens.slice(from, to);
      const written = textOfTokens(said);
      return [
        {
          concept,
          facet: meaning.entry.reason,
          value: { name: written.toLowerCase(), written },
          place: placeOf(said, occurrence),
          form: occurrence.form,
          text: textOfTokens(occurrence.tokens),
          notEmpirical: meaning.entry.reason,
        },
      ];
    }
  return [];
}

interface LabelledText {
  readonly label: readonly Token[];
  readonly value: readonly Token[];
  readonly isMarked: boolean;
}

/** "**Order:** none", "`SOCK_DGRAM`: messages", "Ordering - guaranteed": cut at the first colon or dash. */
function splitLabel({ text: { tokens, strong }, isItem }: TextBlock): LabelledText | undefined {
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

function claimsOfLabelled(
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
    conditionTokens: label.isExact ? value : block.text.tokens,
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
    label.isExact ? [] : label.tokens,
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
  const stated = under.filter(({ facet }) => !known.has(facet.name));
  for (const { facet } of stated) known.add(facet.name);
  // A label that is itself a value ("Reliable: …") says it, where the words behind it do not say it more exactly.
  const own = readStatements(
    readClause(label.tokens, lexicon),
    lexicon,
    (facet) => subjectsIn(setting, facet, lexicon).length > 0,
  );
  const isOwnName = named.length > 0 && lexicon.conceptNamed(keyOfTokens(labelTokens)) !== undefined;
  const bySelf =
    answerOf(value, lexicon) === undefined && !isOwnName ? own.filter(({ facet }) => !known.has(facet.name)) : [];
  const claims = [...stated, ...bySelf].flatMap((statement) =>
    makeClaims(statement, subjectsOfLabelled(statement, value, setting, lexicon), occurrence, lexicon),
  );
  return [...claims, ...prose];
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
  if (lexicon.conceptNamed(keyOfTokens(withoutParentheses(tokens))) !== undefined) return label.meanings.length === 0;
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

/** A sentence that its list goes on with: "Every socket has at least: stream, datagram". */
function leadStatements(block: TextBlock, where: Where, lexicon: Lexicon): readonly Claim[] {
  const { below, setting } = block;
  const [sentence] = splitSentences(block.text.tokens).slice(-1);
  if (below.length === 0 || sentence === undefined || setting.notEmpirical !== undefined) return [];
  const lead = sentence.filter(({ stem }) => stem !== ':');
  const joined = readClause(
    lexicon.mendSpelling([...lead, ...below.flatMap(({ tokens }) => firstWords(tokens))]),
    lexicon,
  );
  const occurrence: Occurrence = { ...where, form: block.isItem ? 'bullet' : 'sentence', tokens: sentence };
  return readStatements(joined, lexicon, () => true)
    .filter(
      ({ own }) => [...own].some((index) => index >= lead.length) && [...own].some((index) => index < lead.length),
    )
    .flatMap((statement) => makeClaims(statement, findSubjects(statement, [], setting, lexicon), occurrence, lexicon));
}

function firstWords(tokens: readonly Token[]): readonly Token[] {
  const end = tokens.findIndex(({ stem }) => /^[:.;]$/u.test(stem));
  return end < 0 ? tokens : tokens.slice(0, end);
}
