import type { Nodes } from 'mdast';
import type { Position } from 'unist';
import type { Diagnostic } from '../diagnostic.ts';
import type { LineIndex } from './line-index.ts';
import type { Link } from './note.ts';
import { plainText } from './plain-text.ts';
import { decodeAddress } from './reversed-link.ts';
import { report } from './rules.ts';
import { splitWikiLink } from './wiki-link.ts';
import type { WikiLinkParts } from './wiki-link.ts';

/** A link into the world: a scheme, or `//host`. A drive letter is none. */
const external = /^(?:[a-z][a-z0-9+.-]+:|\/\/)/i;

/** A wiki link as a note's parser leaves it: what it resolves to is seen when all notes are read. */
export function wikiLink(
  node: WikiLinkParts & { readonly embed: boolean; readonly position?: Position | undefined },
  lines: LineIndex,
): Link {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? 0;
  const raw = lines.source.slice(start, end);
  const address = /^!?\[\[\s*((?:https?|ftp|mailto):[^|]*?)\s*(?:\\?\||\]\]$)/i.exec(raw)?.[1];
  return {
    place: lines.placeAt(start, end),
    raw,
    target: node.target,
    headings: node.headings,
    ...(node.blockId === undefined ? {} : { blockId: node.blockId }),
    ...(node.alias === undefined ? {} : { alias: node.alias }),
    embed: node.embed,
    resolution: address === undefined ? { kind: 'unresolved' } : { kind: 'external', url: address },
  };
}

/** A web address in double brackets: Obsidian looks for a note of that name. */
export function reportAddress(link: Link): Diagnostic[] {
  if (link.resolution.kind !== 'external') return [];
  const right = `[${link.alias ?? link.resolution.url}](${link.resolution.url})`;
  return [report('url-in-wiki-link', link.place, `a web address is no note; write ${right}`, [right])];
}

/** `[text](address)`: the address is percent-decoded, then read as a wiki link's. */
export function markdownLink(node: Nodes, url: string, embed: boolean, lines: LineIndex): Link {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? 0;
  const alias = plainText(node);
  const rest = {
    place: lines.placeAt(start, end),
    raw: lines.source.slice(start, end),
    ...(alias === '' ? {} : { alias }),
    embed,
  };
  if (external.test(url)) return { ...rest, target: url, headings: [], resolution: { kind: 'external', url } };
  const [path = '', ...fragments] = url.split('#');
  const parts = splitWikiLink(fragments.map((fragment) => `#${decodeAddress(fragment)}`).join(''));
  return {
    ...rest,
    target: decodeAddress(path),
    headings: parts?.headings ?? [],
    ...(parts?.blockId === undefined ? {} : { blockId: parts.blockId }),
    resolution: { kind: 'unresolved' },
  };
}
