import type { Code, Definition, Link as MarkdownLink, Nodes, Parents, Root } from 'mdast';
import type { Diagnostic } from '../diagnostic.ts';
import { readCallout } from './callout.ts';
import { findTextAfterComment, findUnclosedComment, linksInComment } from './comment.ts';
import type { LineIndex } from './line-index.ts';
import { markdownLink, reportAddress, wikiLink } from './link.ts';
import { repairNode, reportMojibake } from './mojibake-repair.ts';
import { mayHoldMojibake } from './mojibake.ts';
import type { Link, NamedBlock } from './note.ts';
import { repairReversedLink, repairReversedText, reportReversedLink } from './reversed-link.ts';
import { findUnescapedBars } from './table-bars.ts';
import { findTags } from './tags.ts';

/** What one walk through a note's tree finds; the tree itself is repaired on the way (callouts, mojibake, reversed links). */
export interface Body {
  readonly links: readonly Link[];
  readonly tags: readonly string[];
  readonly blocks: readonly NamedBlock[];
  readonly sockCodes: readonly Code[];
  readonly diagnostics: readonly Diagnostic[];
}

/** @param text the part of the source that the tree is of; mojibake is looked for and reported in the whole note only */
export function readBody(tree: Root, lines: LineIndex, text = lines.source): Body {
  return new BodyReading(lines, text).read(tree);
}

class BodyReading {
  readonly #lines: LineIndex;
  readonly #mangled: boolean;
  readonly #whole: boolean;
  readonly #links: Link[] = [];
  readonly #tags = new Set<string>();
  readonly #blocks: NamedBlock[] = [];
  readonly #sockCodes: Code[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  readonly #definitions = new Map<string, Definition>();
  readonly #references: { node: Nodes; identifier: string; embed: boolean }[] = [];

  constructor(lines: LineIndex, text: string) {
    this.#lines = lines;
    this.#mangled = mayHoldMojibake(text);
    this.#whole = text === lines.source;
  }

  read(tree: Root): Body {
    this.#walk(tree);
    for (const { node, identifier, embed } of this.#references) {
      const definition = this.#definitions.get(identifier);
      if (definition !== undefined) this.#links.push(markdownLink(node, definition.url, embed, this.#lines));
    }
    if (this.#mangled && this.#whole) this.#diagnostics.push(...reportMojibake(this.#lines));
    return {
      links: this.#links,
      tags: [...this.#tags],
      blocks: this.#blocks,
      sockCodes: this.#sockCodes,
      diagnostics: this.#diagnostics,
    };
  }

  #walk(node: Nodes): void {
    if (this.#mangled) repairNode(node);
    if ('children' in node) this.#enterParent(node);
    else this.#readLeaf(node);
  }

  #enterParent(node: Parents): void {
    if (node.type === 'blockquote') {
      readCallout(node, this.#lines);
      for (const part of node.data?.callout?.title ?? []) this.#walk(part);
    } else if (node.type === 'link') {
      if (repairReversedLink(node)) this.#diagnostics.push(reportReversedLink(node, this.#lines));
      this.#links.push(markdownLink(node, node.url, false, this.#lines));
    } else if (node.type === 'linkReference') {
      this.#references.push({ node, identifier: node.identifier, embed: false });
    } else if (node.type === 'tableRow') {
      this.#diagnostics.push(...findUnescapedBars(node, this.#lines));
    } else if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell') {
      this.#findBlockId(node);
    }
    this.#repairReversedTexts(node);
    for (const child of node.children) this.#walk(child);
  }

  #readLeaf(node: Exclude<Nodes, Parents>): void {
    if (node.type === 'text') {
      for (const tag of findTags(node.value, this.#before(node))) this.#tags.add(tag);
      this.#diagnostics.push(...findUnclosedComment(node, this.#lines));
    } else if (node.type === 'wikiLink') {
      const link = wikiLink(node, this.#lines);
      this.#links.push(link);
      this.#diagnostics.push(...reportAddress(link));
    } else if (node.type === 'comment') {
      this.#links.push(...linksInComment(node, this.#lines));
      this.#diagnostics.push(...findTextAfterComment(node, this.#lines));
    } else if (node.type === 'html') {
      if (node.value.startsWith('<!--')) this.#links.push(...linksInComment(node, this.#lines));
    } else if (node.type === 'code') {
      if (node.lang === 'sock') this.#sockCodes.push(node);
    } else if (node.type === 'definition') {
      if (!this.#definitions.has(node.identifier)) this.#definitions.set(node.identifier, node);
    } else if (node.type === 'image') {
      this.#links.push(markdownLink(node, node.url, true, this.#lines));
    } else if (node.type === 'imageReference') {
      this.#references.push({ node, identifier: node.identifier, embed: true });
    }
  }

  #repairReversedTexts(parent: Parents): void {
    for (let index = parent.children.length - 1; index >= 0; index--) {
      const child = parent.children[index];
      if (child?.type !== 'text') continue;
      const repaired = repairReversedText(child, this.#lines);
      if (repaired === undefined) continue;
      const isLink = (node: Nodes): node is MarkdownLink => node.type === 'link';
      for (const link of repaired.filter(isLink)) this.#diagnostics.push(reportReversedLink(link, this.#lines));
      // A parent of text holds phrasing content, which is what the repair gives.
      (parent.children as Nodes[]).splice(index, 1, ...repaired);
    }
  }

  /** `^abc` at the end of a block names it. */
  #findBlockId(node: Parents): void {
    const last = node.children.at(-1);
    if (last?.type !== 'text') return;
    const id = /(?:^|\s)\^([A-Za-z0-9-]+)\s*$/.exec(last.value)?.[1];
    if (id !== undefined) this.#blocks.push({ id, place: this.#lines.placeOf(node) });
  }

  #before(node: Nodes): string {
    const start = node.position?.start.offset ?? 0;
    return start === 0 ? '' : (this.#lines.source[start - 1] ?? '');
  }
}
