import type { PhrasingContent } from 'mdast';
import type { LineIndex, Link, Note, WikiLink } from '../../vault/index.ts';
import { wikiLinkText } from '../../vault/index.ts';
import { type Token, tokenize } from '../vocabulary/token.ts';

/** What the links of a note name, by the offset at which each begins. */
export type LinkNames = ReadonlyMap<number, string>;

/** A run of inline markdown as tokens; `strong` tells which of them are set in bold. */
export interface InlineText {
  readonly tokens: readonly Token[];
  readonly strong: ReadonlySet<Token>;
}

/** Reads inline nodes. Comments, HTML, images and footnotes say nothing; what stands in quotation marks is marked. */
export function readInline(nodes: readonly PhrasingContent[], links: LinkNames): InlineText {
  const tokens: Token[] = [];
  const strong = new Set<Token>();
  const read = (node: PhrasingContent, isStrong: boolean, isMarked: boolean): void => {
    for (const token of tokensOf(node, links)) {
      const added = isMarked ? { ...token, isMarked } : token;
      tokens.push(added);
      if (isStrong) strong.add(added);
    }
    const marks = node.type === 'strong' || node.type === 'emphasis' || node.type === 'highlight';
    if (node.type !== 'link' && 'children' in node)
      for (const child of node.children) read(child, isStrong || node.type === 'strong', isMarked || marks);
  };
  for (const node of nodes) read(node, false, false);
  return { tokens: markQuoted(tokens), strong };
}

function tokensOf(node: PhrasingContent, links: LinkNames): readonly Token[] {
  const offset = node.position?.start.offset ?? 0;
  switch (node.type) {
    case 'text':
      return tokenize(node.value, { offset, isCode: false });
    case 'inlineCode':
      return tokenize(node.value, { offset: offset + 1, isCode: true });
    case 'wikiLink':
      return node.embed ? [] : linkTokens(node, links, offset);
    case 'link':
      return node.children.flatMap((child) => tokensOf(child, links));
    default:
      return [];
  }
}

/** A link's words, each of which stands for the link: its alias is a word of the sentence, its target the concept. */
function linkTokens(node: WikiLink, links: LinkNames, offset: number): readonly Token[] {
  const text = wikiLinkText(node);
  const shift = Math.max(0, node.value.lastIndexOf(text));
  const name = links.get(offset);
  const at = { offset: offset + 2 + shift, isCode: false };
  return tokenize(text, name === undefined ? at : { ...at, link: name });
}

function markQuoted(tokens: readonly Token[]): readonly Token[] {
  const marks = tokens.flatMap(({ stem }, index) => (stem === '"' ? [index] : []));
  if (marks.length < 2) return tokens;
  const quoted = new Set<number>();
  for (let pair = 0; pair + 1 < marks.length; pair += 2)
    for (let index = marks[pair] ?? 0; index <= (marks[pair + 1] ?? 0); index += 1) quoted.add(index);
  return tokens.map((token, index) => (quoted.has(index) ? { ...token, isQuoted: true } : token));
}

/** The concept that each link of a note stands for: what `nameOf` finds for its note or its words, else its own target. */
export function nameLinks(note: Note, lines: LineIndex, nameOf: (link: Link) => string): LinkNames {
  const names = new Map<number, string>();
  for (const link of note.links) {
    if (link.resolution.kind === 'external' || link.resolution.kind === 'attachment') continue;
    names.set(lines.offsetOfLine(link.place.line) + link.place.column - 1, nameOf(link));
  }
  return names;
}
