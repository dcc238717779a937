import {
  explainNode,
  relationInWords,
  type ConceptGraph,
  type EdgePlace,
  type GraphNode,
  type NeighbourGroup,
} from '../graph/index.ts';
import type { PathStep } from '../graph/walks/index.ts';
import { nameNodes, placeText, placesText, printList, row } from './graph-text.ts';
import { showText, type Screen } from './screen.ts';

/** `graph path A B`: each step, what it is and where it is written. */
export function printPath(screen: Screen, graph: ConceptGraph, from: GraphNode, steps: readonly PathStep[]): void {
  const name = nameNodes(graph);
  screen.print(screen.style('bold', name(from.id)));
  for (const { edge, against } of steps) {
    const to = against ? edge.source : edge.target;
    screen.print(`  ${relationInWords(edge.type, against)} ${screen.style('bold', name(to))}`);
    const [place] = edge.places;
    if (place !== undefined) screen.print(screen.style('dim', `    ${whyText(place)}`));
  }
}

export function pathDocument(
  vault: string,
  from: GraphNode,
  to: GraphNode,
  steps: readonly PathStep[] | undefined,
): object {
  return {
    schema: 1,
    vault,
    from: from.id,
    to: to.id,
    found: steps !== undefined,
    steps: (steps ?? []).map(({ edge, against }) => ({
      from: against ? edge.target : edge.source,
      to: against ? edge.source : edge.target,
      type: edge.type,
      relation: relationInWords(edge.type, against),
      weight: edge.weight,
      places: edge.places,
    })),
  };
}

/** `graph explain NOTE`: its neighbours by relation, and why each is one. */
export function printNode(screen: Screen, graph: ConceptGraph, node: GraphNode, limit: number): void {
  const name = nameNodes(graph);
  screen.print(`${screen.style('bold', name(node.id))}  ${screen.style('dim', kindText(node))}`);
  if (node.aliases.length > 0) screen.print(`also called ${node.aliases.map(showText).join(', ')}`);
  const groups = explainNode(graph, node.id);
  if (groups.length === 0) screen.print('Nothing leads there or away.');
  for (const { relation, neighbours } of groups) {
    printList(screen, relation, neighbours, {
      limit,
      line: ({ node: other, edge }) => {
        const [first] = edge.places;
        const why = edge.places.length === 1 && first !== undefined ? whyText(first) : placesText(edge.places);
        return row(screen, name(other.id), why);
      },
    });
  }
}

export function nodeDocument(vault: string, graph: ConceptGraph, node: GraphNode): object {
  return { schema: 1, vault, node, groups: explainNode(graph, node.id).map(groupDocument) };
}

function groupDocument({ relation, type, neighbours }: NeighbourGroup): object {
  return {
    relation,
    type,
    neighbours: neighbours.map(({ node: { id, kind, title }, edge: { weight, places } }) => ({
      id,
      kind,
      title,
      weight,
      places,
    })),
  };
}

function kindText({ kind, path }: GraphNode): string {
  if (kind === 'unresolved') return 'linked to, and not written yet';
  return path === undefined ? kind : `${kind}, ${showText(path)}`;
}

const kindsOfPlaces: Readonly<Record<EdgePlace['by'], string>> = {
  link: '',
  name: '',
  structure: '',
  heading: 'heading ',
  question: 'question ',
  table: 'a table compares them',
};

function whyText(place: EdgePlace): string {
  const words = place.words === undefined || place.words === '' ? '' : `“${showText(place.words)}”`;
  return [placeText(place), `${kindsOfPlaces[place.by]}${words}`].filter((part) => part !== '').join('  ');
}
