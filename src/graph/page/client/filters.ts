import { edgeWords, kindWords, lookOf } from './appearance.ts';
import { element, part } from './element.ts';
import { edgeSignOf } from './legend.ts';
import { nodeSign } from './node-sign.ts';
import { edgeTypes, nodeKinds } from './page-data.ts';
import type { Store } from './page-state.ts';

/** Which kinds and which types of edges are shown: a checkbox each, with what it is and how many there are. */
export function showFilters(store: Store, theme: () => 'light' | 'dark'): () => void {
  const { model } = store;
  const kinds = part('filter-kinds', HTMLElement);
  const types = part('filter-types', HTMLElement);
  const draw = (): void => {
    kinds.replaceChildren(
      ...nodeKinds.flatMap((kind, at) => {
        const all = model.nodes.filter((node) => node.kind === kind);
        const [first] = all;
        if (first === undefined) return [];
        const sign = nodeSign(kind, lookOf(first, 'kind', theme(), model.data.topics), theme());
        return [choice(kind, kindWords[at]?.[1] ?? kind, all.length, sign)];
      }),
    );
    types.replaceChildren(
      ...edgeTypes.flatMap((type) => {
        const { length } = model.edges.filter((edge) => edge.type === type);
        return length === 0 ? [] : [choice(type, edgeWords[type], length, edgeSignOf(type, theme()))];
      }),
    );
    mark();
  };
  // A row that were made anew would lose the focus: after a choice only the marks change.
  const mark = (): void => {
    const { hiddenKinds, hiddenTypes } = store.state;
    for (const box of boxesOf(kinds)) box.checked = !isIn(hiddenKinds, box.value);
    for (const box of boxesOf(types)) box.checked = !isIn(hiddenTypes, box.value);
  };
  kinds.addEventListener('change', () => {
    const hidden = uncheckedOf(kinds);
    store.change({ hiddenKinds: new Set(nodeKinds.filter((kind) => isIn(hidden, kind))) });
  });
  types.addEventListener('change', () => {
    const hidden = uncheckedOf(types);
    store.change({ hiddenTypes: new Set(edgeTypes.filter((type) => isIn(hidden, type))) });
  });
  store.onChange(mark);
  draw();
  return draw;
}

function choice(value: string, label: string, number: number, sign: SVGElement): HTMLElement {
  const box = element('input', { type: 'checkbox', value });
  return element('label', {}, box, sign, element('span', {}, label), element('small', {}, number.toLocaleString('en')));
}

function boxesOf(rows: HTMLElement): HTMLInputElement[] {
  return [...rows.querySelectorAll('input')];
}

function uncheckedOf(rows: HTMLElement): Set<string> {
  return new Set(boxesOf(rows).flatMap(({ checked, value }) => (checked ? [] : [value])));
}

function isIn(set: ReadonlySet<string>, value: string): boolean {
  return set.has(value);
}
