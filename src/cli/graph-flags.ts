import { InvalidArgumentError } from 'commander';
import { edgeTypes, nodeKinds, type EdgeType, type GraphNode, type NodeKind } from '../graph/index.ts';
import type { GraphSelection } from '../graph/walks/index.ts';
import { UsageError } from './outcome.ts';

export const graphFormats = ['json', 'html', 'dot', 'mermaid', 'graphml', 'canvas'] as const;
export type GraphFormat = (typeof graphFormats)[number];

export interface GraphFilterFlags {
  readonly focus?: string;
  readonly depth?: number;
  readonly type?: readonly string[];
  readonly tag?: readonly string[];
  readonly folder?: readonly string[];
}

/** What pictures show where no kind is asked for: the concepts. Data formats have everything. */
const drawn: Readonly<Partial<Record<GraphFormat, readonly NodeKind[]>>> = {
  dot: ['note', 'unresolved'],
  mermaid: ['note', 'unresolved'],
  canvas: ['note', 'unresolved'],
};

/** Kinds of nodes and types of edges share one flag: no word is both. */
export function checkType(name: string): string {
  const known: readonly string[] = [...nodeKinds, ...edgeTypes];
  if (!known.includes(name)) throw new UsageError(`${name} is no type; types are ${known.join(', ')}`);
  return name;
}

export function parseCount(value: string): number {
  const count = Number(value);
  if (!/^\d{1,6}$/.test(value)) throw new InvalidArgumentError('a whole number is needed.');
  return count;
}

export function selectionOf(
  flags: GraphFilterFlags,
  format: GraphFormat | undefined,
  focus: GraphNode | undefined,
): GraphSelection {
  const asked = new Set(flags.type ?? []);
  const kinds = nodeKinds.filter((kind) => asked.has(kind));
  const types: readonly EdgeType[] = edgeTypes.filter((type) => asked.has(type));
  const shown = kinds.length > 0 ? kinds : format === undefined ? undefined : drawn[format];
  return {
    ...(shown === undefined ? {} : { kinds: new Set(shown) }),
    ...(types.length === 0 ? {} : { types: new Set(types) }),
    ...(flags.tag === undefined ? {} : { tags: flags.tag }),
    ...(flags.folder === undefined ? {} : { folders: flags.folder }),
    ...(focus === undefined ? {} : { focus: { node: focus.id, depth: flags.depth ?? 1 } }),
  };
}
