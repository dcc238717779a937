import type { ConceptGraph, GraphEdge, GraphNode } from '../concept-graph.ts';

/** What nodes and edges carry, as GraphML's `key` elements declare it. */
const keys = [
  { id: 'kind', for: 'node', type: 'string' },
  { id: 'title', for: 'node', type: 'string' },
  { id: 'aliases', for: 'node', type: 'string' },
  { id: 'path', for: 'node', type: 'string' },
  { id: 'line', for: 'node', type: 'int' },
  { id: 'tags', for: 'node', type: 'string' },
  { id: 'type', for: 'edge', type: 'string' },
  { id: 'weight', for: 'edge', type: 'int' },
  { id: 'places', for: 'edge', type: 'string' },
] as const;

/**
 * The graph as GraphML (graphml.graphdrawing.org), for networkx, Gephi, yEd: directed, every attribute declared; lists
 * are texts with line ends between.
 */
export function formatGraphml(graph: ConceptGraph): string {
  const names = nameNodes(graph);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">',
    ...keys.map((key) => `  <key id="${key.id}" for="${key.for}" attr.name="${key.id}" attr.type="${key.type}"/>`),
    '  <graph id="concepts" edgedefault="directed">',
    ...graph.nodes.flatMap((node) => nodeLines(node, names)),
    ...graph.edges.flatMap((edge, index) => edgeLines(edge, index, names)),
    '  </graph>',
    '</graphml>',
    '',
  ].join('\n');
}

/** Nodes keep their ids; where a character that XML lacks would make two of them one, the later is told apart. */
function nameNodes(graph: ConceptGraph): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id } of graph.nodes) {
    let name = escapeXml(id);
    while (taken.has(name)) name += '~';
    taken.add(name);
    names.set(id, name);
  }
  return names;
}

function nodeLines(node: GraphNode, names: ReadonlyMap<string, string>): string[] {
  const { id, kind, title, aliases, path, line, tags } = node;
  return [
    `    <node id="${names.get(id) ?? ''}">`,
    ...dataLines({ kind, title, aliases: aliases.join('\n'), path, line, tags: tags?.join('\n') }),
    '    </node>',
  ];
}

function edgeLines(edge: GraphEdge, index: number, names: ReadonlyMap<string, string>): string[] {
  const { source, target, type, weight, places } = edge;
  const written = places.map(({ path, line, column }) => `${path}:${line}:${column}`).join('\n');
  return [
    `    <edge id="e${index}" source="${names.get(source) ?? ''}" target="${names.get(target) ?? ''}">`,
    ...dataLines({ type, weight, places: written }),
    '    </edge>',
  ];
}

function dataLines(data: Readonly<Record<string, string | number | undefined>>): string[] {
  return Object.entries(data)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => `      <data key="${key}">${escapeXml(String(value))}</data>`);
}

/**
 * Text and attribute values of XML 1.0, which has no place at all for most control characters and for halves of
 * surrogate pairs: those become replacement characters. Line ends and tabs are written as references, since an
 * attribute's would be read as spaces.
 */
function escapeXml(text: string): string {
  return (
    text
      // With the flag u only halves of surrogate pairs match \p{Surrogate}.
      .replace(/[\p{Surrogate}\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '\ufffd')
      .replace(/[&<>"'\t\n\r\u007f-\u009f\u2028\u2029]/gu, (character) => `&#${character.charCodeAt(0)};`)
  );
}
