import type { Diagnostic } from '../../diagnostic.ts';
import type { ConceptGraph, EdgePlace, EdgeType, NodeKind } from '../concept-graph.ts';

/** What `graph --format json` prints, schema 1: fields may be added, never renamed. */
export interface GraphDocument {
  readonly schema: 1;
  readonly vault: string;
  readonly nodes: readonly GraphDocumentNode[];
  readonly edges: readonly GraphDocumentEdge[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface GraphDocumentNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly title: string;
  readonly aliases: readonly string[];
  readonly path?: string;
  readonly line?: number;
  readonly tags?: readonly string[];
}

export interface GraphDocumentEdge {
  readonly source: string;
  readonly target: string;
  readonly type: EdgeType;
  readonly weight: number;
  readonly places: readonly EdgePlace[];
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
