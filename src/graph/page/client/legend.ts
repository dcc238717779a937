import { edgeWords, inks, kindWords, lookOf, type Look } from './appearance.ts';
import { element, part } from './element.ts';
import type { ConceptNode } from './map-model.ts';
import { edgeSign, nodeSign } from './node-sign.ts';
import { edgeTypes, nodeKinds, type PageEdgeType, type PageNodeKind } from './page-data.ts';
import type { PageState, Store } from './page-state.ts';

/** More topics than colours fall together under one. */
const mostRows = 10;

/** The legend: what colours, shapes and lines mean; only what is on the map is explained. */
export function showLegend(store: Store, theme: () => 'light' | 'dark'): () => void {
  const list = part('legend-rows', HTMLElement);
  const draw = (): void => {
    const { state, shown, model } = store;
    const looks = new Map<string, { readonly look: Look; readonly node: ConceptNode; count: number }>();
    for (const node of shown.nodes) {
      const look = lookOf(node, state.colourBy, theme(), model.data.topics);
      const key = `${look.fill} ${look.sign} ${look.order >= 1e4 ? look.order : ''}`;
      const known = looks.get(key);
      if (known === undefined) looks.set(key, { look, node, count: 1 });
      else known.count++;
    }
    const rows = [...looks.values()].sort((a, b) => a.look.order - b.look.order).slice(0, mostRows);
    const types = edgeTypes.filter((type) => shown.edges.some((edge) => edge.type === type));
    list.replaceChildren(
      ...rows.map(({ look, node, count }) => {
        const kind = state.colourBy === 'kind' || node.kind === 'unresolved' ? node.kind : 'note';
        return element(
          'li',
          {},
          nodeSign(kind, look, theme()),
          element('bdi', {}, look.word),
          element('small', {}, String(count)),
        );
      }),
      ...types.map((type) => element('li', {}, edgeSignOf(type, theme()), edgeWords[type])),
    );
  };
  store.onChange(draw);
  draw();
  return draw;
}

function edgeSignOf(type: PageEdgeType, theme: 'light' | 'dark'): SVGElement {
  return edgeSign(inks[theme].edges[type], type === 'contrasts', type === 'requires');
}

/** Which kinds and which types of edges are shown: a checkbox each, with what it is and how many there are. */
export function showFilters(store: Store, theme: () => 'light' | 'dark'): () => void {
  const { model } = store;
  const kinds = part('filter-kinds', HTMLElement);
  const types = part('filter-types', HTMLElement);
  const draw = (): void => {
    const kindRows = nodeKinds.flatMap((kind, at) => {
      const all = model.nodes.filter((node) => node.kind === kind);
      const [first] = all;
      if (first === undefined) return [];
      const sign = nodeSign(kind, lookOf(first, 'kind', theme(), model.data.topics), theme());
      return [
        choice(kindWords[at]?.[1] ?? kind, all.length, sign, !store.state.hiddenKinds.has(kind), () =>
          toggleKind(store, kind),
        ),
      ];
    });
    const typeRows = edgeTypes.flatMap((type) => {
      const number = model.edges.filter((edge) => edge.type === type).length;
      if (number === 0) return [];
      const row = choice(edgeWords[type], number, edgeSignOf(type, theme()), !store.state.hiddenTypes.has(type), () =>
        toggleType(store, type),
      );
      return [row];
    });
    kinds.replaceChildren(...kindRows);
    types.replaceChildren(...typeRows);
  };
  draw();
  return draw;
}

function choice(label: string, number: number, sign: SVGElement, checked: boolean, toggle: () => void): HTMLElement {
  const box = element('input', { type: 'checkbox' });
  box.checked = checked;
  box.addEventListener('change', toggle);
  return element('label', {}, box, sign, element('span', {}, label), element('small', {}, number.toLocaleString('en')));
}

function toggleKind(store: Store, kind: PageNodeKind): void {
  store.change({ hiddenKinds: toggled(store.state.hiddenKinds, kind) } satisfies Partial<PageState>);
}

function toggleType(store: Store, type: PageEdgeType): void {
  store.change({ hiddenTypes: toggled(store.state.hiddenTypes, type) } satisfies Partial<PageState>);
}

function toggled<Item>(items: ReadonlySet<Item>, item: Item): Set<Item> {
  const changed = new Set(items);
  if (!changed.delete(item)) changed.add(item);
  return changed;
}
