import type { ConceptNode } from './map-model.ts';

/** Lower case, without accents, so that "Nagle" finds "nagle's" and "resume" finds "résumé". */
export function searchKey(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}

/**
 * Concepts whose title, alias or id has all the words of a query, best first: titles that are it, that begin with it, that
 * have a word that begins with it, then the rest; notes before what belongs to them.
 */
export function searchConcepts(nodes: readonly ConceptNode[], query: string, most: number): ConceptNode[] {
  const wanted = searchKey(query).trim();
  const words = wanted.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return [];
  const found: { readonly node: ConceptNode; readonly rank: number }[] = [];
  for (const node of nodes) {
    const rank = rankOf(node, wanted, words);
    if (rank !== undefined) found.push({ node, rank });
  }
  return found
    .sort((a, b) => a.rank - b.rank || b.node.radius - a.node.radius || a.node.index - b.node.index)
    .slice(0, most)
    .map(({ node }) => node);
}

function rankOf(node: ConceptNode, wanted: string, words: readonly string[]): number | undefined {
  const title = searchKey(node.title);
  const kind = node.kind === 'note' || node.kind === 'unresolved' ? 0 : 10;
  if (title === wanted) return kind;
  if (title.startsWith(wanted)) return kind + 1;
  const aliases = node.aliases.map(searchKey);
  if (aliases.includes(wanted)) return kind + 2;
  if (words.every((word) => ` ${title}`.includes(` ${word}`))) return kind + 3;
  if (words.every((word) => title.includes(word))) return kind + 4;
  const all = [title, ...aliases, searchKey(node.id)].join('\n');
  return words.every((word) => all.includes(word)) ? kind + 5 : undefined;
}
