import type { Html, Text } from 'mdast';
import type { Diagnostic } from '../diagnostic.ts';
import type { LineIndex } from './line-index.ts';
import { wikiLink } from './link.ts';
import type { Link } from './note.ts';
import { report } from './rules.ts';
import type { Comment } from './syntax-tree.ts';
import { findWikiLinks } from './wiki-link.ts';

/** Links in a comment, `%% %%` or HTML's: hidden from the reader, yet part of the graph. */
export function linksInComment(node: Comment | Html, lines: LineIndex): Link[] {
  const start = node.position?.start.offset ?? 0;
  return findWikiLinks(lines.source.slice(start, node.position?.end.offset)).map((found) => {
    const position = { start: lines.pointAt(start + found.start), end: lines.pointAt(start + found.end) };
    return wikiLink({ ...found, position }, lines);
  });
}

/** Text behind the marker that closes a block comment: hidden by it, which hardly anyone means. */
export function findTextAfterComment(node: Comment, lines: LineIndex): Diagnostic[] {
  if (node.position === undefined || node.position.start.line === node.position.end.line) return [];
  const end = node.position.end.offset ?? 0;
  const lastLine = lines.source.slice(lines.offsetOfLine(node.position.end.line), end);
  const marker = lastLine.indexOf('%%');
  const after = lastLine.slice(marker + 2);
  if (marker === -1 || after.trim() === '') return [];
  const message = 'what stands behind the closing %% is hidden with the comment; put it on a line of its own';
  return [report('text-after-comment', lines.placeAt(end - after.length, end), message)];
}

/** A line that begins with `%%` and is no comment, since nothing closes it. */
export function findUnclosedComment(node: Text, lines: LineIndex): Diagnostic[] {
  if (!node.value.includes('%%') || !/^%%/m.test(node.value)) return [];
  const start = lines.source.indexOf('%%', node.position?.start.offset ?? 0);
  const message = 'this comment is never closed, so it is read as text; close it with %%';
  return [report('unclosed-comment', lines.placeAt(start, start + 2), message)];
}
