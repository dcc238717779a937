import type { PageEdgeType, PageNodeKind } from './page-data.ts';
import {
  dependantsOf,
  neighbours,
  prerequisitesOf,
  type ConceptEdge,
  type ConceptNode,
  type MapModel,
} from './map-model.ts';

/** `before` leads to the selected concept, `after` away from it; `lit` touches it otherwise. */
export type EdgeRole = 'lit' | 'before' | 'after';

export type ColourBy = 'topic' | 'kind' | 'verdict' | 'learning';

/** Everything that the reader chose. */
export interface PageState {
  readonly view: 'map' | 'list';
  readonly colourBy: ColourBy;
  readonly selected: ConceptNode | undefined;
  /** Whether only what stands in the focus of the selected concept is shown, and how many steps from it. */
  readonly focusDepth: number | undefined;
  readonly hiddenKinds: ReadonlySet<PageNodeKind>;
  readonly hiddenTypes: ReadonlySet<PageEdgeType>;
}

/** What is shown, worked out anew when the state changes and not at every frame. */
export interface Shown {
  readonly nodes: readonly ConceptNode[];
  /** Lines behind everything: what tells most first, then links from all over the map, so that any beginning is a fair sample. */
  readonly quietEdges: readonly ConceptEdge[];
  /** Lines of the selected concept, by what they are to it. */
  readonly loudEdges: ReadonlyMap<EdgeRole, readonly ConceptEdge[]>;
  readonly edgeTypes: ReadonlySet<PageEdgeType>;
  /** The selected concept and what it touches; the rest steps back. Absent where nothing is selected. */
  readonly lit: ReadonlySet<ConceptNode> | undefined;
  readonly before: ReadonlySet<ConceptNode>;
  readonly after: ReadonlySet<ConceptNode>;
}

export interface Store {
  readonly model: MapModel;
  readonly state: PageState;
  readonly shown: Shown;
  change(change: Partial<PageState>): void;
  /** Called after each change, with the state before it. */
  onChange(listener: (before: PageState) => void): void;
}

export function openStore(model: MapModel, initial: PageState): Store {
  const listeners: ((before: PageState) => void)[] = [];
  let state = initial;
  let shown = findShown(model, state);
  return {
    model,
    get state() {
      return state;
    },
    get shown() {
      return shown;
    },
    change(change) {
      const before = state;
      state = { ...state, ...change };
      // Nothing is in the focus of nothing.
      if (state.selected === undefined) state = { ...state, focusDepth: undefined };
      shown = findShown(model, state);
      for (const listener of listeners) listener(before);
    },
    onChange(listener) {
      listeners.push(listener);
    },
  };
}

function findShown(model: MapModel, state: PageState): Shown {
  const { selected, focusDepth, hiddenKinds, hiddenTypes } = state;
  const passesType = ({ type }: ConceptEdge): boolean => !hiddenTypes.has(type);
  const before = selected === undefined ? new Set<ConceptNode>() : prerequisitesOf(model, selected, focusDepth ?? 1);
  const after = selected === undefined ? new Set<ConceptNode>() : dependantsOf(model, selected, focusDepth ?? 1);
  const touching = selected === undefined ? [] : neighbours(model, selected, passesType);
  const focus =
    selected === undefined || focusDepth === undefined
      ? undefined
      : focusOf(model, selected, focusDepth, { before, after, touching, passesType });
  const nodes = model.nodes.filter(
    (node) => (focus === undefined || focus.has(node)) && (!hiddenKinds.has(node.kind) || node === selected),
  );
  const among = new Set(nodes);
  const quietEdges: ConceptEdge[] = [];
  const loudEdges = new Map<EdgeRole, ConceptEdge[]>([
    ['lit', []],
    ['before', []],
    ['after', []],
  ]);
  const edgeTypes = new Set<PageEdgeType>();
  for (const edge of model.edges) {
    if (!passesType(edge) || !among.has(edge.source) || !among.has(edge.target) || !isDrawn(edge, hiddenTypes))
      continue;
    edgeTypes.add(edge.type);
    const role = roleOf(edge, selected, before, after);
    (role === undefined ? quietEdges : loudEdges.get(role))?.push(edge);
  }
  const lit =
    selected === undefined || focus !== undefined ? undefined : new Set([selected, ...touching, ...before, ...after]);
  return { nodes, quietEdges, loudEdges, edgeTypes, lit, before, after };
}

function roleOf(
  { source, target, type }: ConceptEdge,
  selected: ConceptNode | undefined,
  before: ReadonlySet<ConceptNode>,
  after: ReadonlySet<ConceptNode>,
): EdgeRole | undefined {
  if (selected === undefined) return undefined;
  if (type === 'requires') {
    const isBefore = (node: ConceptNode): boolean => node === selected || before.has(node);
    const isAfter = (node: ConceptNode): boolean => node === selected || after.has(node);
    if (isBefore(source) && isBefore(target)) return 'before';
    if (isAfter(source) && isAfter(target)) return 'after';
  }
  return source === selected || target === selected ? 'lit' : undefined;
}

/** A shadowed link is drawn when what shadows it is not: types are few, so any hidden one brings them all back. */
function isDrawn({ shadowed }: ConceptEdge, hiddenTypes: ReadonlySet<PageEdgeType>): boolean {
  return !shadowed || hiddenTypes.has('requires') || hiddenTypes.has('contrasts');
}

interface Surroundings {
  readonly before: ReadonlySet<ConceptNode>;
  readonly after: ReadonlySet<ConceptNode>;
  readonly touching: readonly ConceptNode[];
  readonly passesType: (edge: ConceptEdge) => boolean;
}

/**
 * A concept, its prerequisites and dependants, what it is contrasted with, and what belongs to it. Where nothing is
 * required either way, links lead instead.
 */
function focusOf(
  model: MapModel,
  selected: ConceptNode,
  depth: number,
  { before, after, touching, passesType }: Surroundings,
): Set<ConceptNode> {
  const focus = new Set([selected, ...before, ...after]);
  if (focus.size === 1) {
    let rim = [selected];
    // Two steps over links reach half of a vault.
    for (let step = 0; step < Math.min(depth, 2); step++) {
      rim = rim.flatMap((node) => neighbours(model, node, passesType)).filter((node) => !focus.has(node));
      for (const node of rim) focus.add(node);
    }
    return focus;
  }
  const belongs = touching.filter(({ kind }) => kind !== 'note' && kind !== 'unresolved');
  const contrasted = neighbours(model, selected, (edge) => passesType(edge) && edge.type === 'contrasts');
  for (const node of [...belongs, ...contrasted]) focus.add(node);
  return focus;
}
