import type { Table, TableCell } from 'mdast';
import { isGenericName, stripDecoration } from './naming.ts';
import type { Setting } from './outline.ts';
import { type Phrase, phraseOf, plainPhrase, textPhrase, trimPhrase } from './phrase.ts';
import { countWords, lowerTitle } from './wording.ts';

/** A comparison turned so that facets run down and concepts run across, whichever way the note has them. */
export interface Grid {
  readonly concepts: readonly Phrase[];
  readonly rows: readonly GridRow[];
  /** The concepts are rows of the note's table, and may need the section's subject in front to stand alone. */
  readonly turned: boolean;
}

export interface GridRow {
  readonly facet: string;
  /** One for each concept; undefined where a ragged table has none. */
  readonly cells: readonly (TableCell | undefined)[];
  /** For the place of what concerns the whole row. */
  readonly head: TableCell;
}

const facetHeader =
  /^(?:features?|propert(?:y|ies)|aspects?|characteristics?|criteri(?:on|a)|attributes?|comparison|topics?|questions?|facets?|dimensions?|parameters?|categor(?:y|ies)|points?|factors?|differences?)?$/iu;

const mostConceptColumns = 6;
const mostConceptRows = 16;

/** Reads which side of a table names concepts and which facets; a string says why neither does. */
export function readGrid(table: Table, setting: Setting, isKnown: (name: string) => boolean): Grid | string {
  const { subject } = setting;
  const [header, ...body] = table.children;
  const corner = header?.children[0];
  if (header === undefined || corner === undefined || body.length === 0) return 'an empty table';
  if (header.children.length < 2) return 'a table of one column compares nothing';
  if (header.children.length > mostConceptColumns + 1)
    return `a table of ${header.children.length} columns is data, not a comparison`;
  const across = header.children.slice(1).map(nameOf);
  const heads = body.map((row) => row.children[0]);
  if (across.some(({ text }) => text === '')) return 'a column without a heading names nothing';
  const named = (name: Phrase): number => conceptness(name, isKnown);
  const down = heads.flatMap((cell) => (cell === undefined ? [] : [nameOf(cell)]));
  const [acrossScore, downScore] = [average(across.map(named)), average(down.map(named))];
  const cornerText = nameOf(corner).text;
  const saysFacets = facetHeader.test(cornerText);
  if (across.every(({ text }) => isGenericName(text)) && saysFacets) {
    if (subject === undefined) return 'neither the columns nor a heading name a concept';
    if (across.length > 1) return 'columns that are called alike name no concepts';
    return facetsDown([textPhrase(subject)], body, setting);
  }
  const turned = saysFacets
    ? downScore > acrossScore + 0.5
    : downScore > acrossScore || (acrossScore < 0.4 && cornerText !== '');
  if (!turned) return facetsDown(across, body, setting);
  if (body.length > mostConceptRows) return `a table of ${body.length} rows is data, not a comparison`;
  if (downScore < 0.4 && subject === undefined) return 'neither the rows nor the columns name concepts';
  return {
    turned,
    concepts: down,
    rows: across.map((facet, index) => ({
      facet: facetName(facet.text, setting),
      head: header.children[index + 1] ?? corner,
      cells: body.map((row) => row.children[index + 1]),
    })),
  };
}

function facetsDown(concepts: readonly Phrase[], body: Table['children'], setting: Setting): Grid {
  return {
    turned: false,
    concepts,
    rows: body.flatMap((row): GridRow[] => {
      const [head, ...cells] = row.children;
      return head === undefined
        ? []
        : [{ facet: facetName(nameOf(head).text, setting), head, cells: concepts.map((_, index) => cells[index]) }];
    }),
  };
}

function nameOf(cell: TableCell): Phrase {
  const phrase = trimPhrase(plainPhrase(phraseOf(cell.children)));
  const text = stripDecoration(phrase.text);
  return text === phrase.text ? phrase : textPhrase(text);
}

function facetName(text: string, setting: Setting): string {
  return lowerTitle(text, setting).replace(/\?+$/u, '').trim();
}

/** From 0 to 1: how much a cell reads like the name of a thing rather than of a property. */
function conceptness(name: Phrase, isKnown: (name: string) => boolean): number {
  if (name.nodes.some(({ type }) => type === 'inlineCode' || type === 'wikiLink') || isKnown(name.text)) return 1;
  if (countWords(name.text) > 7) return 0;
  if (/(?:^|[\s(/])(?:[A-Z]{2,}[A-Z\d_]*|[A-Z][a-z]*[A-Z]\w*|[A-Za-z]+v\d+|[a-z_]+\(\))/u.test(name.text)) return 1;
  const capitals = name.text.match(/(?:^|\s)\p{Lu}/gu)?.length ?? 0;
  return capitals > 1 ? 0.6 : capitals === 1 ? 0.3 : 0;
}

function average(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
