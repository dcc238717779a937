import type { Root } from 'mdast';
import type { Diagnostic } from '../diagnostic.ts';
import { contentHash } from './content-hash.ts';
import { readBody } from './body.ts';
import { decodeNote } from './decode.ts';
import { readFrontMatter } from './front-matter.ts';
import { indexLines } from './line-index.ts';
import type { LineIndex } from './line-index.ts';
import { wikiLink } from './link.ts';
import { parseMarkdown } from './markdown.ts';
import { emptyNote, giveUpNote, nestingLimit, sizeLimit, titleOf } from './note-limits.ts';
import type { NoteId, ParsedNote } from './note.ts';
import { report } from './rules.ts';
import { findSections } from './sections.ts';
import { findSockBlocks, nameSockBlocks } from './sock-blocks.ts';
import { frontMatterAliases, frontMatterTags } from './tags.ts';

/**
 * Parses one note, without touching a file. Its links resolve to nothing yet (`readVault` sees to that). Never throws:
 * a note past a limit comes back empty, with a `note-too-costly` diagnostic. It may take long: see parse-pool.ts.
 * @param path within the vault, with `/`
 */
export function parseNote(path: string, content: Uint8Array | string): ParsedNote {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const hash = contentHash(bytes);
  if (bytes.length > sizeLimit) return giveUpNote(path, hash, 'it is larger than 2 MB');
  const { text, diagnostics } = decodeNote(path, bytes);
  const lines = indexLines(path, text);
  if (markersDeep(text)) return giveUpNote(path, hash, `it is nested deeper than ${nestingLimit}`);
  try {
    return parseText(lines, hash, diagnostics);
  } catch (error) {
    if (error instanceof RangeError) return giveUpNote(path, hash, 'it is nested too deeply to parse');
    const reason = error instanceof Error ? error.message : String(error);
    const message = `the parser fails on this note, so it is left out: ${reason}. Please report it`;
    return {
      note: emptyNote(path, hash),
      diagnostics: [report('parser-failed', { path, line: 1, column: 1 }, message)],
    };
  }
}

function parseText(lines: LineIndex, hash: string, decoding: readonly Diagnostic[]): ParsedNote {
  const { path, source } = lines;
  const front = readFrontMatter(lines);
  const tree = parseMarkdown(front.end === 0 ? source : blankOut(source, front.end));
  if (treeDeep(tree)) return giveUpNote(path, hash, `it is nested deeper than ${nestingLimit}`);
  const body = readBody(tree, lines);
  const { data } = front.frontMatter;
  const sections = findSections(tree, lines);
  const frontLinks = front.links.map((link) =>
    wikiLink({ ...link, position: { start: lines.pointAt(link.start), end: lines.pointAt(link.end) } }, lines),
  );
  return {
    note: {
      id: path.normalize('NFC') as NoteId,
      path,
      title: titleOf(path, data['title']),
      aliases: frontMatterAliases(data),
      tags: [...new Set([...frontMatterTags(data), ...body.tags])],
      source,
      frontMatter: front.frontMatter,
      tree,
      sections,
      links: [...frontLinks, ...body.links].sort(
        (a, b) => a.place.line - b.place.line || a.place.column - b.place.column,
      ),
      blocks: body.blocks,
      sockBlocks: nameSockBlocks(path, findSockBlocks(body.sockCodes, lines), data, sections),
      hash,
    },
    diagnostics: [...decoding, ...front.diagnostics, ...body.diagnostics],
  };
}

/** Spaces instead of the front matter, so that every offset, line and column of the body stays what it is in the file. */
function blankOut(source: string, end: number): string {
  return source.slice(0, end).replace(/[^\r\n]/g, ' ') + source.slice(end);
}

/** Quotes and lists opened on one line: seen before parsing, since each costs time for all lines below it. */
function markersDeep(text: string): boolean {
  return new RegExp(`^(?:[ \\t]*(?:>|[-+*][ \\t]|\\d{1,9}[.)][ \\t])){${nestingLimit}}`, 'm').test(text);
}

function treeDeep(tree: Root): boolean {
  let level: object[] = [tree];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > nestingLimit) return true;
    const next: object[] = [];
    for (const node of level) {
      if ('children' in node && Array.isArray(node.children))
        for (const child of node.children as object[]) next.push(child);
    }
    level = next;
  }
  return false;
}
