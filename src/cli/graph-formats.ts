import type { Diagnostic } from '../diagnostic.ts';
import { formatCanvas, formatDot, formatGraphml, formatMermaid, graphDocument } from '../graph/formats/index.ts';
import type { ConceptGraph } from '../graph/index.ts';
import type { GraphFormat } from './graph-flags.ts';
import { CannotError } from './outcome.ts';

/** A graph in a format that is text of its own. */
export function formatGraph(
  graph: ConceptGraph,
  format: Exclude<GraphFormat, 'html'>,
  { vault, diagnostics }: { readonly vault: string; readonly diagnostics: readonly Diagnostic[] },
): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(graphDocument(graph, { vault, diagnostics }), null, 2)}\n`;
    case 'dot':
      return formatDot(graph, vault);
    case 'graphml':
      return formatGraphml(graph);
    case 'canvas':
      return `${JSON.stringify(formatCanvas(graph), null, '\t')}\n`;
    case 'mermaid': {
      const formatted = formatMermaid(graph);
      if ('text' in formatted) return formatted.text;
      throw new CannotError(
        `the graph has ${formatted.tooLarge}. Show a part of it: --focus NOTE --depth 1, --folder, --type requires`,
      );
    }
  }
}
