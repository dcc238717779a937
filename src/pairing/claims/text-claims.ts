import type { Claim, ClaimForm } from '../claim.ts';
import type { Lexicon } from '../vocabulary/lexicon.ts';
import type { Token } from '../vocabulary/token.ts';
import type { Block } from './block.ts';
import { makeClaims, type Occurrence } from './claim-maker.ts';
import { readClause, splitSentences } from './clause.ts';
import { claimsOfLabelled, splitLabel } from './labelled-claims.ts';
import { claimsOfProse, type Where } from './prose-claims.ts';
import { conceptsOfName, subjectsIn } from './setting.ts';
import { readStatements } from './statement.ts';
import { claimsOfSequence } from './step-claims.ts';

type TextBlock = Extract<Block, { kind: 'text' }>;

/** Claims of a paragraph or a list item: by its label, where it has one, and by its sentences. */
export function claimsOfText(block: TextBlock, where: Where, lexicon: Lexicon): readonly Claim[] {
  const { setting } = block;
  const { tokens } = block.text;
  if (!setting.isAsserted || isField(tokens) || isIndex(tokens)) return [];
  const lines = labelledLines(block, where);
  if (lines.length > 1) return lines.flatMap((line) => claimsOfText(line, where, lexicon));
  const arrows = splitAtArrows(tokens);
  if (arrows.length > 2) return claimsOfSequence(arrows, setting, where, lexicon);
  const labelled = splitLabel(block);
  const lead = leadStatements(block, where, lexicon);
  if (labelled === undefined)
    return [...claimsOfProse(tokens, block, setting, formOf(tokens, block), where, lexicon), ...lead];
  return [...claimsOfLabelled(labelled, block, where, lexicon), ...lead];
}

/** A paragraph of which every line has a label is one line after another; empty for any other. */
function labelledLines(block: TextBlock, { lines }: Where): readonly TextBlock[] {
  const byLine = new Map<number, Token[]>();
  for (const token of block.text.tokens) {
    const { line } = lines.pointAt(token.start);
    const list = byLine.get(line);
    if (list === undefined) byLine.set(line, [token]);
    else list.push(token);
  }
  if (byLine.size < 2) return [];
  const split = [...byLine.values()].map((tokens): TextBlock => ({ ...block, text: { ...block.text, tokens } }));
  return split.every((line) => splitLabel(line) !== undefined) ? split : [];
}

/** The parts of "a → b → c". */
function splitAtArrows(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  for (const token of tokens)
    if (/^[→⇒]$/u.test(token.stem)) parts.push([]);
    else parts.at(-1)?.push(token);
  return parts;
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
  const named = conceptsOfName(lead, lexicon, 'name');
  return readStatements(joined, lexicon, () => true)
    .filter(
      ({ own }) => [...own].some((index) => index >= lead.length) && [...own].some((index) => index < lead.length),
    )
    .flatMap((statement) => {
      const own = subjectsIn({ ...setting, concepts: named, each: [] }, statement.facet, lexicon);
      const subjects = own.length > 0 ? own : subjectsIn(setting, statement.facet, lexicon);
      return makeClaims(statement, subjects, occurrence, lexicon);
    });
}

function firstWords(tokens: readonly Token[]): readonly Token[] {
  const end = tokens.findIndex(({ stem }) => /^[:.;]$/u.test(stem));
  return end < 0 ? tokens : tokens.slice(0, end);
}
