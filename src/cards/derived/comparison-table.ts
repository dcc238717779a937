import type { TableCell } from 'mdast';
import type { Fact, Findings, Refusal } from './fact.ts';
import { isGenericName } from './naming.ts';
import type { Unit } from './outline.ts';
import { joinPhrases, type Phrase, phraseOf, plainPhrase, trimPhrase } from './phrase.ts';
import { placeOf } from './place.ts';
import { type Grid, type GridRow, readGrid } from './table-grid.ts';
import { contentStems, countWords, splitLabel, stemOf } from './wording.ts';

type TableUnit = Extract<Unit, { kind: 'table' }>;

const bareAnswer =
  /^(?:yes|no|y|n|true|false|✓|✔|✅|✗|✘|❌|x|partly|partial|sometimes|n\/a)(?=\s*(?:$|[,.;:(–—-]))[,.;:]?\s*/iu;
const emptyCell = /^[\s\-–—?…./]*$/u;
/** A facet of so many words is a sentence, and a cell of so few may stand beside another. */
const mostFacetWords = 8;
const mostWordsBeside = 5;

/**
 * Cards from a comparison. A cell that says something gives a card of its own; two short cells of one facet become a
 * contrast; a bare yes or no stands only inside a contrast.
 */
export function readComparisonTable(unit: TableUnit, path: string, isKnown: (name: string) => boolean): Findings {
  const grid = readGrid(unit.node, unit.setting, isKnown);
  if (typeof grid === 'string') return refuse(unit, path, grid);
  const found = grid.rows.map((row) => readRow(row, grid, unit, path));
  return { facts: found.flatMap(({ facts }) => facts), refusals: found.flatMap(({ refusals }) => refusals) };
}

function readRow(row: GridRow, grid: Grid, unit: TableUnit, path: string): Findings {
  const rowRefusal = (reason: string): Findings => ({
    facts: [],
    refusals: [{ place: placeOf(row.head, path), rule: 'table-cell', reason }],
  });
  if (row.facet === '') return rowRefusal('a row without a name');
  if (countWords(row.facet) > mostFacetWords) return rowRefusal('the row’s name is a sentence');
  const values = row.cells.map((cell, index) =>
    cell === undefined ? undefined : valueOf(cell, row.facet, grid.concepts[index]?.text ?? ''),
  );
  const said = values.map((value) => (value === undefined || emptyCell.test(value.text) ? undefined : value));
  const [left, right] = said;
  const [a, b] = grid.concepts;
  if (grid.concepts.length === 2 && a !== undefined && b !== undefined && left !== undefined && right !== undefined) {
    const bare = bareAnswer.test(left.text) || bareAnswer.test(right.text);
    const short = countWords(left.text) <= mostWordsBeside && countWords(right.text) <= mostWordsBeside;
    if (bare || short) return { facts: [contrastOf(row, [a, b], [left, right], unit, path)], refusals: [] };
  }
  const facts: Fact[] = [];
  const refusals: Refusal[] = [];
  for (const [index, value] of said.entries()) {
    const cell = row.cells[index];
    const concept = grid.concepts[index];
    if (value === undefined || cell === undefined || concept === undefined || concept.text === '') continue;
    if (bareAnswer.test(value.text) && countWords(value.text.replace(bareAnswer, '')) < 2)
      refusals.push({
        place: placeOf(cell, path),
        rule: 'table-cell',
        reason: 'a bare yes or no is no answer worth a card',
      });
    else {
      const named = withSubject(concept, row.facet, grid, unit);
      if (!isGenericName(named.text)) facts.push(cellFact(row, named, value, cell, unit, path));
    }
  }
  return { facts, refusals };
}

function cellFact(row: GridRow, concept: Phrase, value: Phrase, cell: TableCell, unit: TableUnit, path: string): Fact {
  return {
    rule: 'table-cell',
    place: placeOf(cell, path),
    setting: unit.setting,
    concept: concept.text,
    facet: row.facet,
    question: {
      kind: 'asked',
      front: joinPhrases(concept, `: ${row.facet}?`),
      back: { kind: 'phrase', phrase: value },
    },
    cell: { facet: row.facet, concept: concept.text },
    specificity: 2,
  };
}

/** A row's name such as "EPERM" or "first argument" needs the section's subject in front; one that holds it does not. */
function withSubject(
  concept: Phrase,
  facet: string,
  { turned }: Grid,
  { setting: { subject, subjectFrom } }: TableUnit,
): Phrase {
  if (!turned || subject === undefined) return concept;
  const shared = contentStems(subject).some((stem) => contentStems(concept.text).includes(stem));
  const linked = concept.nodes.some(({ type }) => type === 'wikiLink') && countWords(facet) === 1;
  if (isGenericName(facet) || /^(?:because|means?|why|what for|effect)$/u.test(facet))
    return shared ? concept : joinPhrases(`${subject}, `, concept);
  return shared || linked || (subjectFrom === 'title' && subject.split(' ').length > 4)
    ? concept
    : joinPhrases(`${subject}, `, concept);
}

function contrastOf(
  row: GridRow,
  [a, b]: readonly [Phrase, Phrase],
  [left, right]: readonly [Phrase, Phrase],
  unit: TableUnit,
  path: string,
): Fact {
  const same = left.text.toLowerCase() === right.text.toLowerCase();
  return {
    rule: 'table-row',
    place: placeOf(row.head, path),
    setting: unit.setting,
    concept: `${a.text} / ${b.text}`,
    facet: row.facet,
    question: {
      kind: 'asked',
      front: joinPhrases(`${row.facet.charAt(0).toUpperCase()}${row.facet.slice(1)}: `, a, ' vs ', b, '?'),
      back: same
        ? { kind: 'phrase', phrase: joinPhrases('both: ', left) }
        : { kind: 'items', items: [joinPhrases(a, ': ', left), joinPhrases(b, ': ', right)] },
    },
    cell: { facet: row.facet, concept: `${a.text} / ${b.text}` },
    specificity: 2,
  };
}

/** A cell's content; a label that only repeats the row or the column ("Connection-based: …") is taken off. */
function valueOf(cell: TableCell, facet: string, concept: string): Phrase {
  const phrase = trimPhrase(plainPhrase(phraseOf(cell.children)));
  const labelled = splitLabel(phrase);
  if (labelled === undefined || countWords(labelled.label.text) > 3) return phrase;
  const known = new Set([...contentStems(facet), ...contentStems(concept)].map((stem) => stem.slice(0, 5)));
  const repeats = contentStems(labelled.label.text).some(
    (stem) => known.has(stem.replace(/^un/u, '').slice(0, 5)) || known.has(stemOf(stem).slice(0, 5)),
  );
  return repeats ? labelled.value : phrase;
}

function refuse(unit: TableUnit, path: string, reason: string): Findings {
  return { facts: [], refusals: [{ place: placeOf(unit.node, path), rule: 'table-cell', reason }] };
}
