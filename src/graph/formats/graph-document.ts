import type { Diagnostic } from '../../diagnostic.ts';
import type { ConceptGraph, GraphEdge, GraphNode } from '../concept-graph.ts';

/** What `graph --format json` prints, schema 1: fields may be added, never renamed. */
export interface GraphDocument {
  readonly schema: 1;
  readonly vault: string;
  readonly nodes: readonly Omit<GraphNode, 'experimentNote'>[];
  readonly edges: readonly GraphEdge[];
  readonly diagnostics: readonly Diagnostic[];
}

export function graphDocument(
  graph: ConceptGraph,
  { vault, diagnostics }: { readonly vault: string; readonly diagnostics: readonly Diagnostic[] },
): GraphDocument {
  return {
    schema: 1,
    vault,
    nodes: graph.nodes.map(({ id, kind, title, aliases, path, line, tags }) => ({
      id,
      kind,
      title,
      aliases,
      ...(path === undefined ? {} : { path }),
      ...(line === undefined ? {} : { line }),
      ...(tags === undefined ? {} : { tags }),
    })),
    edges: graph.edges.map(({ source, target, type, weight, places }) => ({ source, target, type, weight, places })),
    diagnostics,
  };
}
