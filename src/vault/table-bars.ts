import type { TableRow } from 'mdast';
import type { Diagnostic } from '../diagnostic.ts';
import type { LineIndex } from './line-index.ts';
import { report } from './rules.ts';
import { findWikiLinks } from './wiki-link.ts';

/** Wiki links whose own `|` the table has taken for the end of a cell. */
export function findUnescapedBars(row: TableRow, lines: LineIndex): Diagnostic[] {
  const start = row.position?.start.offset ?? 0;
  const raw = lines.source.slice(start, row.position?.end.offset);
  if (!raw.includes('[[')) return [];
  return findWikiLinks(raw)
    .filter((link) => /(?<!\\)\|/.test(link.raw))
    .map((link) => {
      const right = link.raw.replace(/(?<!\\)\|/g, '\\|');
      const message = `the table ends its cell at the bar in ${link.raw}; write ${right}`;
      const place = lines.placeAt(start + link.start, start + link.end);
      return report('unescaped-pipe-in-table', place, message, [right]);
    });
}
