import type { Table, TableCell } from 'mdast';
import type { Claim, ClaimedConcept } from '../claim.ts';
import type { Lexicon } from '../vocabulary/lexicon.ts';
import { keyOfTokens, type Token } from '../vocabulary/token.ts';
import type { FacetEntry } from '../vocabulary.ts';
import { makeClaims, type Occurrence } from './claim-maker.ts';
import { readClause, readSentence, splitSentences } from './clause.ts';
import { readLabel } from './label.ts';
import { type InlineText, type LinkNames, readInline } from './read-inline.ts';
import { readStatements } from './statement.ts';
import { conceptsOfName, type Setting, subjectsIn, textOfTokens } from './setting.ts';
import { isUnsaid, statementsUnder } from './labelled-claims.ts';
import { claimsOfProse, type Where } from './prose-claims.ts';

/** Cells as tokens, the header's row first. */
export type Grid = readonly (readonly InlineText[])[];

export function readGrid({ children }: Table, links: LinkNames): Grid {
  return children.map((row) => row.children.map((cell: TableCell) => readInline(cell.children, links)));
}

/** Claims of a comparison, whichever way it is turned: a facet a row and a concept a column, or the other way round. */
export function claimsOfTable(grid: Grid, setting: Setting, where: Where, lexicon: Lexicon): readonly Claim[] {
  const [header, ...rows] = grid;
  if (header === undefined || rows.length === 0 || !setting.isAsserted) return [];
  const across = header.slice(1).map(({ tokens }) => conceptsOfName(tokens, lexicon, 'name'));
  const down = rows.map((row) => conceptsOfName(row[0]?.tokens ?? [], lexicon, 'name'));
  const firsts = rows.flatMap(([first]) => (first === undefined ? [] : [first]));
  const acrossScore = share(across) === 0 ? 0 : share(across) + facetShare(firsts, across.flat(), lexicon);
  const downScore = share(down) === 0 ? 0 : share(down) + facetShare(header.slice(1), down.flat(), lexicon);
  if (acrossScore === 0 && downScore === 0) return [];
  const turned = downScore > acrossScore;
  return rows.flatMap((row, at) =>
    row.slice(1).flatMap((cell, column) => {
      const concepts = (turned ? down[at] : across[column]) ?? [];
      const own = (turned ? header[column + 1] : row[0])?.tokens ?? [];
      const label = turned ? labelOfColumn(own, header[0]?.tokens ?? [], concepts, lexicon) : own;
      const name = (turned ? row[0] : header[column + 1])?.tokens ?? [];
      const place = { ...where, ...qualifierOf(name, concepts, lexicon) };
      return concepts.length === 0 ? [] : claimsOfCell(cell, label, concepts, setting, place, lexicon);
    }),
  );
}

function share(concepts: readonly (readonly ClaimedConcept[])[]): number {
  return concepts.filter(({ length }) => length > 0).length / Math.max(1, concepts.length);
}

/** The corner may name the facet, "receiver's queue is full", and the columns only who sees what of it. */
function labelOfColumn(
  own: readonly Token[],
  corner: readonly Token[],
  concepts: readonly ClaimedConcept[],
  lexicon: Lexicon,
): readonly Token[] {
  const fits = (facet: FacetEntry): boolean => concepts.some(({ name }) => lexicon.appliesTo(facet, name));
  const asks = lexicon.vocabulary.grammar.asking.includes(own.find(({ isWord }) => isWord)?.text.toLowerCase() ?? '');
  return asks &&
    readLabel(own, lexicon, fits).meanings.length === 0 &&
    readLabel(corner, lexicon, fits).meanings.length > 0
    ? corner
    : own;
}

/** "UDP over IPv6" is UDP under a condition: a name of two things of which neither is a kind of the other. */
function qualifierOf(
  name: readonly Token[],
  concepts: readonly ClaimedConcept[],
  lexicon: Lexicon,
): { readonly qualifier?: string } {
  const isQualified = concepts.some((one) =>
    concepts.some((other) => !lexicon.isKind(one.name, other.name) && !lexicon.isKind(other.name, one.name)),
  );
  const joins = name.some(({ stem }) => /^(?:over|on|via|with|in|under)$/u.test(stem));
  return isQualified && joins ? { qualifier: textOfTokens(name) } : {};
}

/** The share of labels that name a facet which one of the concepts has. */
function facetShare(labels: readonly InlineText[], concepts: readonly ClaimedConcept[], lexicon: Lexicon): number {
  const facets = labels.filter(({ tokens }) =>
    lexicon
      .facetsLabelled(keyOfTokens(tokens))
      .some((facet) => concepts.some(({ name }) => lexicon.appliesTo(facet, name))),
  );
  return facets.length / Math.max(1, labels.length);
}

function claimsOfCell(
  cell: InlineText,
  labelTokens: readonly Token[],
  concepts: readonly ClaimedConcept[],
  outer: Setting,
  where: Where,
  lexicon: Lexicon,
): readonly Claim[] {
  if (!cell.tokens.some(({ isWord, stem }) => isWord || answers.has(stem))) return [];
  const setting: Setting = { ...outer, concepts, each: [] };
  const label = readLabel(labelTokens, lexicon, (facet: FacetEntry) => subjectsIn(setting, facet, lexicon).length > 0);
  if (
    !readSentence(
      labelTokens.filter(({ stem }) => stem !== '?'),
      lexicon,
    ).isAsserted
  )
    return [];
  const reason = lexicon.notEmpirical.get(keyOfTokens(labelTokens)) ?? outer.notEmpirical;
  const tokens = withoutRepeatedLabel(cell.tokens, labelTokens);
  const occurrence: Occurrence = {
    ...where,
    form: 'table',
    tokens: cell.tokens,
    conditionTokens: [...label.around, ...cell.tokens],
    ...(reason === undefined ? {} : { notEmpirical: reason }),
  };
  const [first] = splitSentences(tokens);
  const isAsserted = first === undefined || readSentence(first, lexicon).isAsserted;
  const prose = claimsOfProse(
    cell.tokens,
    { setting: reason === undefined ? setting : { ...setting, notEmpirical: reason } },
    setting,
    'table',
    where,
    lexicon,
    label.around,
  );
  const known = new Set(prose.map(({ facet }) => facet));
  const under = (isAsserted ? statementsUnder(label, tokens, setting, lexicon) : []).flatMap((statement) =>
    makeClaims(statement, subjectsIn(setting, statement.facet, lexicon), occurrence, lexicon),
  );
  const direct = new Set(under.map(({ facet }) => facet));
  const answered = label.meanings.some(({ facet }) => direct.has(facet.name));
  // A yes or no says of the label's facet what no word behind it takes back.
  const kept = answered
    ? prose.filter(({ facet }) => !direct.has(facet) || !label.meanings.some((meaning) => meaning.facet.name === facet))
    : prose;
  const said = [...under.filter(({ facet }) => answered || !known.has(facet)), ...kept];
  return [...headClaims(cell, tokens, said, setting, occurrence, lexicon), ...said];
}

/** "Connectionless: a handshake comes first" in a cell: the word in front is a claim of its own where it contradicts. */
function headClaims(
  cell: InlineText,
  behind: readonly Token[],
  said: readonly Claim[],
  setting: Setting,
  occurrence: Occurrence,
  lexicon: Lexicon,
): readonly Claim[] {
  const head = cell.tokens.slice(0, cell.tokens.length - behind.length);
  if (head.length === 0) return [];
  const known = said.map(({ facet, value: { name } }) => ({ facet, name }));
  return readStatements(readClause(lexicon.mendSpelling(head), lexicon), lexicon, () => true)
    .filter((one) => known.some(({ facet }) => facet === one.facet.name) && isUnsaid(one, known, lexicon))
    .flatMap((one) => makeClaims(one, subjectsIn(setting, one.facet, lexicon), occurrence, lexicon));
}

/** Marks that answer where no word does. */
const answers: ReadonlySet<string> = new Set(['✓', '✔', '✅', '☑', '✗', '✘', '❌', '×']);

/** "Reliable: ensures …" in the row "Reliability" says its label again; what matters stands behind it. */
function withoutRepeatedLabel(tokens: readonly Token[], label: readonly Token[]): readonly Token[] {
  const colon = tokens.findIndex(({ stem }) => stem === ':');
  const head = tokens.slice(0, colon);
  if (colon < 1 || head.length > 4) return tokens;
  const stems = new Set(label.map(({ stem }) => stem.slice(0, 5)));
  return head.some(({ stem, isWord }) => isWord && stems.has(stem.slice(0, 5))) ? tokens.slice(colon + 1) : tokens;
}
