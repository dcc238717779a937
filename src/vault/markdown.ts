import type { Root } from 'mdast';
import type { Extension as FromMarkdownExtension } from 'mdast-util-from-markdown';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { mathFromMarkdown } from 'mdast-util-math';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { gfmTable } from 'micromark-extension-gfm-table';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';
import type { Extension } from 'micromark-util-types';
import { remark } from 'remark';
import { commentFromMarkdown, commentSyntax } from './comment-syntax.ts';
import { highlightFromMarkdown, highlightSyntax } from './highlight-syntax.ts';
import { mathSyntax } from './math-syntax.ts';
import { wikiLinkFromMarkdown, wikiLinkSyntax } from './wiki-link-syntax.ts';

/** GFM without its literal autolinks (that step alone halves parsing speed), math, and Obsidian's own marks. */
export const markdownSyntax: readonly Extension[] = [
  gfmTable(),
  gfmStrikethrough({ singleTilde: false }),
  gfmTaskListItem(),
  gfmFootnote(),
  mathSyntax(),
  highlightSyntax,
  wikiLinkSyntax,
];

/** What builds mdast from the tokens of `markdownSyntax` and of comments. */
export const markdownTree: readonly FromMarkdownExtension[] = [
  gfmTableFromMarkdown(),
  gfmStrikethroughFromMarkdown(),
  gfmTaskListItemFromMarkdown(),
  gfmFootnoteFromMarkdown(),
  mathFromMarkdown(),
  highlightFromMarkdown,
  wikiLinkFromMarkdown,
  commentFromMarkdown,
];

const parser = parserOf(markdownSyntax);

/** Markdown to mdast with the node types of `syntax-tree.ts`; front matter must have been blanked out. */
export function parseMarkdown(text: string): Root {
  // Comments need the text to look ahead in; a note without any is spared the making of a parser.
  return (text.includes('%%') ? parserOf([...markdownSyntax, commentSyntax(text)]) : parser).parse(text);
}

function parserOf(syntax: readonly Extension[]) {
  return remark()
    .data({ micromarkExtensions: [...syntax], fromMarkdownExtensions: [...markdownTree] })
    .freeze();
}
