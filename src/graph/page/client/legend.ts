import { edgeWords, inks, looksOf, type Look } from './appearance.ts';
import { element, part } from './element.ts';
import type { ConceptNode } from './map-model.ts';
import { edgeSign, nodeSign } from './node-sign.ts';
import { edgeTypes, type PageEdgeType } from './page-data.ts';
import type { Store } from './page-state.ts';

/** Nine topics have colours; what else there is falls together. */
const mostRows = 13;

/** The legend: what colours, shapes and lines mean; only what is on the map is explained. */
export function showLegend(store: Store, theme: () => 'light' | 'dark'): () => void {
  const list = part('legend-rows', HTMLElement);
  const draw = (): void => {
    const { state, shown, model } = store;
    const looks = new Map<string, { readonly look: Look; readonly node: ConceptNode; count: number }>();
    const all = looksOf(model, state.colourBy, theme());
    for (const node of shown.nodes) {
      const look = all[node.index];
      if (look === undefined) continue;
      const key = `${look.order} ${look.word}`;
      const known = looks.get(key);
      if (known === undefined) looks.set(key, { look, node, count: 1 });
      else known.count++;
    }
    const rows = [...looks.values()].sort((a, b) => a.look.order - b.look.order).slice(0, mostRows);
    const types = edgeTypes.filter((type) => shown.edgeTypes.has(type));
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

export function edgeSignOf(type: PageEdgeType, theme: 'light' | 'dark'): SVGElement {
  return edgeSign(inks[theme].edges[type], type === 'contrasts', type === 'requires');
}
