import type { Claim, ClaimedConcept } from '../claim.ts';
import type { Lexicon } from '../vocabulary/lexicon.ts';
import type { Token } from '../vocabulary/token.ts';
import type { FacetEntry } from '../vocabulary.ts';
import { type Occurrence, placeOf } from './claim-maker.ts';
import { sequenceIn } from './measured-value.ts';
import { conceptsOfName, type Setting, textOfTokens, withoutParentheses } from './setting.ts';
import type { Grid } from './table-claims.ts';

type Where = Pick<Occurrence, 'path' | 'lines'>;

/** Whether a table's first column counts, so that its rows are moments and its other columns what each actor does. */
export function isStepGrid([, ...rows]: Grid): boolean {
  const numbers = rows.map(([first]) => Number(first?.tokens[0]?.text ?? Number.NaN));
  return rows.length >= 2 && numbers.every((number, index) => number === (numbers[0] ?? 0) + index);
}

/** A step table claims an order of calls for each actor, and one for all of them together. */
export function claimsOfSteps(grid: Grid, setting: Setting, where: Where, lexicon: Lexicon): readonly Claim[] {
  const [header, ...rows] = grid;
  if (header === undefined || !setting.isAsserted) return [];
  const columns = header.slice(1).map(({ tokens }) => withoutParentheses(tokens));
  const single = columns.flatMap((name, column) => {
    const actor = actorOf(name, setting, lexicon);
    const cells = rows.map((row) => row[column + 1]?.tokens ?? []);
    return actor === undefined
      ? []
      : claimOrder(
          actor,
          cells.map((cell) => [cell]),
          where,
          lexicon,
        );
  });
  // All actors together: of the first thing that has an order and is none of the actors.
  const actors = new Set(single.map(({ concept: { name } }) => name));
  const moments = rows.map((row) => row.slice(1).map(({ tokens }) => tokens));
  const wholes =
    columns.length < 2
      ? []
      : setting.concepts
          .filter(({ name }) => !actors.has(name))
          .map((concept) => claimOrder(concept, moments, where, lexicon));
  const both = wholes.find(({ length }) => length > 0) ?? [];
  return [...single, ...both];
}

/** Steps that a numbered list or a line with arrows puts in order: one claim for what the section is about. */
export function claimsOfSequence(
  steps: readonly (readonly Token[])[],
  setting: Setting,
  where: Where,
  lexicon: Lexicon,
): readonly Claim[] {
  const [concept] = setting.concepts;
  if (!setting.isAsserted || concept === undefined || steps.length < 2) return [];
  return claimOrder(
    concept,
    steps.map((step) => [step]),
    where,
    lexicon,
  );
}

/** "Server" under "TCP" is the TCP server, where the vocabulary knows one. */
function actorOf(name: readonly Token[], setting: Setting, lexicon: Lexicon): ClaimedConcept | undefined {
  const written = textOfTokens(name);
  const [own] = conceptsOfName(name, lexicon, 'name');
  for (const { name: outer } of setting.concepts) {
    const compound = lexicon.conceptNamed(`${outer} ${written}`);
    if (compound !== undefined) return { name: compound, written, resolvedBy: 'heading' };
  }
  return own;
}

/** Of cells at one moment each names its steps; the moments follow each other. */
function claimOrder(
  concept: ClaimedConcept,
  moments: readonly (readonly (readonly Token[])[])[],
  where: Where,
  lexicon: Lexicon,
): readonly Claim[] {
  const facets = lexicon.vocabulary.facets.filter(
    (facet) => facet.kind === 'sequence' && facet.of.length > 0 && lexicon.appliesTo(facet, concept.name),
  );
  return facets.flatMap((facet): readonly Claim[] => {
    const steps = moments.map((cells) => cells.flatMap((cell) => stepsIn(facet, cell)));
    const taken = new Set<string>();
    const ranks = steps.map((names) => names.filter((name) => !taken.has(name) && taken.add(name)));
    const tokens = moments.flat(2);
    if (taken.size < 2 || tokens.length === 0) return [];
    const value = ranks.filter(({ length }) => length > 0).map((names) => names.join(', '));
    return [
      {
        concept,
        facet: facet.name,
        value: { name: value.join('; '), written: value.join(' → ') },
        place: placeOf(tokens, where),
        form: 'table',
        text: value.join(' → '),
      },
    ];
  });
}

function stepsIn(facet: FacetEntry, tokens: readonly Token[]): readonly string[] {
  const coded = tokens.filter(({ isCode }) => isCode);
  const words = coded.length > 0 ? coded : tokens;
  const found = sequenceIn({ ...facet, values: facet.values }, [...words, ...words]);
  if (found !== undefined) return found.value.split('; ');
  const single = facet.values.find(({ name, aliases }) =>
    [name, ...aliases].some((alias) => words.some(({ text }) => text.toLowerCase() === alias.toLowerCase())),
  );
  return single === undefined ? [] : [single.name];
}
