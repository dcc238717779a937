import type { ConceptGraph, EdgePlace, GraphNodeId } from '../graph/index.ts';
import { oneLine } from './export-plan-text.ts';
import { showText, type Screen } from './screen.ts';

/** How a node is called on the screen: by its title; where others have the same one, by its path. */
export function nameNodes(graph: ConceptGraph): (id: GraphNodeId) => string {
  const titles = new Map<string, number>();
  for (const { kind, title } of graph.nodes) if (kind === 'note') titles.set(title, (titles.get(title) ?? 0) + 1);
  return (id) => {
    const node = graph.node.get(id);
    if (node === undefined) return showText(id);
    const title = oneLine(showText(node.title));
    if (node.kind === 'section') return `${showText(node.path ?? '')} › ${title}`;
    if (node.kind !== 'note') return title === '' ? showText(id) : title;
    return title === '' || (titles.get(node.title) ?? 0) > 1 ? showText(id.replace(/\.md$/i, '')) : title;
  };
}

export function placeText({ path, line, column }: EdgePlace): string {
  return showText(`${path}:${line}:${column}`);
}

/** `a.md:3:1 and 2 more`; an empty string for no place. */
export function placesText([first, ...more]: readonly EdgePlace[]): string {
  if (first === undefined) return '';
  return more.length === 0 ? placeText(first) : `${placeText(first)} and ${more.length} more`;
}

/** A heading, then so many lines, then how many were left out. */
export function printList<Item>(
  screen: Screen,
  heading: string,
  items: readonly Item[],
  { limit, line }: { readonly limit: number; readonly line: (item: Item) => string },
): void {
  if (items.length === 0) return;
  screen.print();
  screen.print(screen.style('bold', heading));
  for (const item of items.slice(0, limit)) screen.print(`  ${line(item)}`);
  if (items.length > limit)
    screen.print(screen.style('dim', `  and ${(items.length - limit).toLocaleString('en')} more`));
}

/** Two columns where the screen is wide enough, else one after the other. */
export function row(screen: Screen, name: string, rest: string, width = 34): string {
  const dim = screen.style('dim', rest);
  if (rest === '') return name;
  if (screen.columns < 60 || name.length > width) return `${name}  ${dim}`;
  return `${name.padEnd(width)}  ${dim}`;
}
