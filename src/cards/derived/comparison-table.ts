import type { Table, TableCell } from 'mdast';
import type { Fact, Findings, Refusal } from './fact.ts';
import { isGenericName, stripDecoration } from './naming.ts';
import type { Unit } from './outline.ts';
import { joinPhrases, type Phrase, phraseOf, plainPhrase, slicePhrase, textPhrase, trimPhrase } from './phrase.ts';
import { placeOf } from './place.ts';
import { contentStems, countWords, lowerTitle, splitLabel, stemOf } from './wording.ts';

/** A table with more columns than this is data, not a comparison that someone learns by heart. */
const mostColumns = 6;
const bareAnswer =
  /^(?:yes|no|y|n|true|false|✓|✔|✅|✗|✘|❌|x|partly|partial|sometimes|n\/a)(?=\s*(?:$|[,.;:(–—-]))[,.;:]?\s*/iu;
const emptyCell = /^[\s\-–—?…./]*$/u;

interface Row {
  readonly facet: string;
  readonly cells: readonly (TableCell | undefined)[];
}

/**
 * Cards from a comparison: rows are facets, columns concepts. A cell that says something gives a card of its own; a
 * row of two short cells becomes one contrast; a bare yes or no stands only inside a contrast.
 */
export function readComparisonTable(unit: Extract<Unit, { kind: 'table' }>, path: string): Findings {
  const [header, ...body] = unit.node.children;
  if (header === undefined) return { facts: [], refusals: [] };
  const concepts = header.children.slice(1).map((cell) => stripDecoration(plainPhrase(phraseOf(cell.children)).text));
  const refuse = (reason: string, node: Table | TableCell = unit.node): Refusal => ({
    place: placeOf(node, path),
    rule: 'table-cell',
    reason,
  });
  if (concepts.length < 1) return { facts: [], refusals: [refuse('a table of one column compares nothing')] };
  if (concepts.length > mostColumns)
    return { facts: [], refusals: [refuse(`a table of ${concepts.length + 1} columns is data, not a comparison`)] };
  if (concepts.some((concept) => concept === ''))
    return { facts: [], refusals: [refuse('a column without a heading names no concept')] };
  if (concepts.every(isGenericName)) return describeSubject(unit, path);

  const facts: Fact[] = [];
  const refusals: Refusal[] = [];
  for (const row of body) {
    const [first, ...cells] = row.children;
    const facet =
      first === undefined
        ? ''
        : lowerTitle(stripDecoration(plainPhrase(phraseOf(first.children)).text))
            .replace(/\?+$/u, '')
            .trim();
    if (facet === '' || countWords(facet) > 8) {
      refusals.push(refuse(facet === '' ? 'a row without a name' : 'the row’s name is a sentence', first ?? unit.node));
      continue;
    }
    const found = readRow({ facet, cells: concepts.map((_, index) => cells[index]) }, concepts, unit, path);
    facts.push(...found.facts);
    refusals.push(...found.refusals);
  }
  return { facts, refusals };
}

function readRow(
  row: Row,
  concepts: readonly string[],
  unit: Extract<Unit, { kind: 'table' }>,
  path: string,
): Findings {
  const refusals: Refusal[] = [];
  const values = row.cells.map((cell, index) =>
    cell === undefined ? undefined : valueOf(cell, row.facet, concepts[index] ?? ''),
  );
  const present = values.filter((value) => value !== undefined && !emptyCell.test(value.text));
  const [left, right] = values;
  const short = (value: Phrase | undefined): boolean =>
    value !== undefined && !emptyCell.test(value.text) && countWords(value.text) <= 5;
  if (concepts.length === 2 && left !== undefined && right !== undefined && present.length === 2) {
    const bare = bareAnswer.test(left.text) || bareAnswer.test(right.text);
    if (bare || (short(left) && short(right)))
      return { facts: [contrastOf(row, concepts, left, right, unit, path)], refusals };
  }
  const facts = row.cells.flatMap((cell, index): Fact[] => {
    const value = values[index];
    const concept = concepts[index] ?? '';
    if (cell === undefined || value === undefined || emptyCell.test(value.text) || isGenericName(concept)) return [];
    if (bareAnswer.test(value.text) && countWords(value.text.replace(bareAnswer, '')) < 2) {
      refusals.push({
        place: placeOf(cell, path),
        rule: 'table-cell',
        reason: 'a bare yes or no is no answer worth a card',
      });
      return [];
    }
    return [
      {
        rule: 'table-cell',
        place: placeOf(cell, path),
        setting: unit.setting,
        concept,
        facet: row.facet,
        question: {
          kind: 'asked',
          front: textPhrase(`${concept}: ${row.facet}?`),
          back: { kind: 'phrase', phrase: value },
        },
        cell: { facet: row.facet, concept },
        specificity: 2,
      },
    ];
  });
  return { facts, refusals };
}

function contrastOf(
  row: Row,
  concepts: readonly string[],
  left: Phrase,
  right: Phrase,
  unit: Extract<Unit, { kind: 'table' }>,
  path: string,
): Fact {
  const [a = '', b = ''] = concepts;
  const same =
    contentStems(left.text).join(' ') === contentStems(right.text).join(' ') &&
    left.text.toLowerCase() === right.text.toLowerCase();
  const [first] = row.cells;
  return {
    rule: 'table-row',
    place: first === undefined ? placeOf(unit.node, path) : placeOf(first, path),
    setting: unit.setting,
    concept: `${a} / ${b}`,
    facet: row.facet,
    question: {
      kind: 'asked',
      front: textPhrase(`${upperFirst(row.facet)}: ${a} vs ${b}?`),
      back: same
        ? { kind: 'phrase', phrase: joinPhrases('both: ', left) }
        : { kind: 'items', items: [joinPhrases(`${a}: `, left), joinPhrases(`${b}: `, right)] },
    },
    cell: { facet: row.facet, concept: `${a} / ${b}` },
    specificity: 2,
  };
}

/** `| Property | Value |` under a heading that names the concept: each row is a facet of it. */
function describeSubject(unit: Extract<Unit, { kind: 'table' }>, path: string): Findings {
  const { subject } = unit.setting;
  const [, ...body] = unit.node.children;
  if (subject === undefined)
    return {
      facts: [],
      refusals: [
        {
          place: placeOf(unit.node, path),
          rule: 'table-cell',
          reason: 'neither the columns nor a heading name a concept',
        },
      ],
    };
  const facts = body.flatMap((row): Fact[] => {
    const [first, cell] = row.children;
    if (first === undefined || cell === undefined || row.children.length > 2) return [];
    const facet = lowerTitle(stripDecoration(plainPhrase(phraseOf(first.children)).text));
    const value = valueOf(cell, facet, subject);
    if (facet === '' || emptyCell.test(value.text) || bareAnswer.test(value.text)) return [];
    return [
      {
        rule: 'table-cell',
        place: placeOf(cell, path),
        setting: unit.setting,
        concept: subject,
        facet,
        question: {
          kind: 'asked',
          front: textPhrase(`${subject}: ${facet}?`),
          back: { kind: 'phrase', phrase: value },
        },
        cell: { facet, concept: subject },
        specificity: 2,
      },
    ];
  });
  return { facts, refusals: [] };
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
  return repeats ? slicePhrase(labelled.value, 0) : phrase;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
