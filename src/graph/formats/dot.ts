import type { ConceptGraph, GraphEdge, GraphNode, NodeKind } from '../concept-graph.ts';
import { edgeLooks, labelOf, nodeLooks } from './label.ts';

const shapes: Readonly<Record<NodeKind, string>> = {
  note: 'box',
  section: 'box',
  card: 'note',
  experiment: 'component',
  tag: 'plaintext',
  attachment: 'folder',
  unresolved: 'box',
  external: 'ellipse',
};

/**
 * The graph in Graphviz' language (graphviz.org/doc/info/lang.html). Nodes have short names; every text of the vault
 * stands in a quoted string, where a quote, a backslash and an ampersand mean something.
 */
export function formatDot(graph: ConceptGraph, name: string): string {
  const names = new Map(graph.nodes.map(({ id }, index) => [id, `n${index}`]));
  const nodeLine = (node: GraphNode): string => `  ${names.get(node.id) ?? ''} [${attributes(nodeAttributes(node))}];`;
  const edgeLine = (edge: GraphEdge): string =>
    `  ${names.get(edge.source) ?? ''} -> ${names.get(edge.target) ?? ''} [${attributes(edgeAttributes(edge))}];`;
  return [
    `digraph ${quote(labelOf(name))} {`,
    '  rankdir=BT;',
    '  charset="UTF-8";',
    '  node [fontname="Helvetica", fontsize=11, style="rounded,filled"];',
    '  edge [fontname="Helvetica", fontsize=9];',
    ...graph.nodes.map(nodeLine),
    ...graph.edges.map(edgeLine),
    '}',
    '',
  ].join('\n');
}

function nodeAttributes({ id, kind, title }: GraphNode): Record<string, string> {
  const { fill, line } = nodeLooks[kind];
  return {
    label: labelOf(title),
    tooltip: labelOf(`${kind}: ${id}`, 200),
    shape: shapes[kind],
    fillcolor: fill,
    color: line,
    ...(kind === 'unresolved' ? { style: 'rounded,dashed' } : {}),
  };
}

function edgeAttributes({ type, weight }: GraphEdge): Record<string, string> {
  const { colour, dashed } = edgeLooks[type];
  return {
    ...(type === 'links' ? {} : { label: type }),
    tooltip: weight === 1 ? type : `${type}, ${weight} times`,
    color: colour,
    ...(dashed ? { style: 'dashed' } : {}),
    ...(type === 'contrasts' ? { dir: 'none', constraint: 'false' } : {}),
    ...(weight > 1 ? { penwidth: Math.min(4, 1 + Math.log2(weight) / 2).toFixed(2) } : {}),
  };
}

function attributes(given: Readonly<Record<string, string>>): string {
  return Object.entries(given)
    .map(([key, value]) => `${key}=${quote(value)}`)
    .join(', ');
}

/** Labels read `\n`, `\N` and the like, and `&amp;`: doubled and written out they are only themselves. */
function quote(text: string): string {
  return `"${text.replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
