import type { ConceptGraph, EdgeType, GraphEdge, GraphNode, NodeKind } from '../concept-graph.ts';
import { edgeLooks, labelOf, nodeLooks } from './label.ts';

/** What Mermaid draws at most with its own settings (`maxEdges`, `maxTextSize`): past that it shows an error. */
export const mermaidLimits = { edges: 500, characters: 50_000 } as const;

const shapes: Readonly<Record<NodeKind, readonly [string, string]>> = {
  note: ['["', '"]'],
  section: ['["', '"]'],
  card: ['("', '")'],
  experiment: ['{{"', '"}}'],
  tag: ['(["', '"])'],
  attachment: ['[("', '")]'],
  unresolved: ['["', '"]'],
  external: ['>"', '"]'],
};

const arrows: Readonly<Record<EdgeType, string>> = {
  links: '-->',
  embeds: '-.->',
  requires: '==>',
  contrasts: '-.-',
  'part-of': '-.->',
  tests: '-->',
  decides: '==>',
  tagged: '-.->',
};

/** The graph as a Mermaid flowchart, or why it cannot be one: too many edges, or too much text. */
export function formatMermaid(graph: ConceptGraph): { readonly text: string } | { readonly tooLarge: string } {
  if (graph.edges.length > mermaidLimits.edges)
    return { tooLarge: `${graph.edges.length} edges; Mermaid draws at most ${mermaidLimits.edges}` };
  const names = new Map(graph.nodes.map(({ id }, index) => [id, `n${index}`]));
  const kinds = [...new Set(graph.nodes.map(({ kind }) => kind))];
  const text = [
    'flowchart BT',
    ...graph.nodes.map((node) => `  ${names.get(node.id) ?? ''}${nodeText(node)}`),
    ...graph.edges.map((edge) => `  ${edgeText(edge, names)}`),
    ...kinds.map((kind) => `  classDef ${kind} ${classOf(kind)}`),
    ...linkStyles(graph),
    '',
  ].join('\n');
  if (text.length > mermaidLimits.characters)
    return { tooLarge: `${text.length} characters; Mermaid reads at most ${mermaidLimits.characters}` };
  return { text };
}

function nodeText({ kind, title }: GraphNode): string {
  const [open, close] = shapes[kind];
  return `${open}${escapeLabel(labelOf(title, 40))}${close}:::${kind}`;
}

function edgeText({ source, target, type }: GraphEdge, names: ReadonlyMap<string, string>): string {
  const label = type === 'links' ? '' : `|${type}|`;
  return `${names.get(source) ?? ''} ${arrows[type]}${label} ${names.get(target) ?? ''}`;
}

function classOf(kind: NodeKind): string {
  const { fill, line } = nodeLooks[kind];
  return `fill:${fill},stroke:${line},color:#1b2631${kind === 'unresolved' ? ',stroke-dasharray:4' : ''}`;
}

function linkStyles(graph: ConceptGraph): string[] {
  const types = [...new Set(graph.edges.map(({ type }) => type))];
  return types.map((type) => {
    const indexes = graph.edges.flatMap((edge, index) => (edge.type === type ? [index] : []));
    return `  linkStyle ${indexes.join(',')} stroke:${edgeLooks[type].colour}`;
  });
}

/**
 * Mermaid reads markdown and HTML in labels, and entities that begin with `#`: so everything but letters, digits and
 * harmless marks is written as such an entity (mermaid.js.org, "Entity codes to escape characters").
 */
function escapeLabel(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N} ,!?()…]/gu, (character) => `#${character.codePointAt(0) ?? 32};`);
}
