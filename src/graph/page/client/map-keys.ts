import { part } from './element.ts';
import type { ConceptNode } from './map-model.ts';
import type { MapView } from './map-view.ts';
import type { Store } from './page-state.ts';

const ways: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** A press of an arrow pans so many pixels. */
const step = 60;

export interface KeyActions {
  readonly openPanel: () => void;
  readonly toggleFocus: () => void;
  readonly showHelp: () => void;
  readonly walk: (steps: 1 | -1) => void;
}

/** Keys of the map, while it has the focus; and those of the page, while nobody types. */
export function listenToKeys(store: Store, view: MapView, actions: KeyActions): void {
  view.canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = ways[event.key];
    if (way !== undefined) {
      if (event.shiftKey) selectTowards(store, view, way);
      else view.pan(-way.x * step, -way.y * step);
    } else if (event.key === '+' || event.key === '=') view.zoom(1.3);
    else if (event.key === '-' || event.key === '_') view.zoom(1 / 1.3);
    else if (event.key === '0' || event.key === 'Home') view.fit();
    else if (event.key === 'Enter' || event.key === ' ') actions.openPanel();
    else return;
    event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === '/') part('search', HTMLInputElement).focus();
    else if (event.key === 'f') actions.toggleFocus();
    else if (event.key === 'n') actions.walk(1);
    else if (event.key === 'p') actions.walk(-1);
    else if (event.key === 'l') store.change({ view: 'list' });
    else if (event.key === 'm') store.change({ view: 'map' });
    else if (event.key === '?') actions.showHelp();
    else if (event.key === 'Escape') stepBack(store, view);
    else return;
    event.preventDefault();
  });
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement ||
    document.querySelector('dialog[open]') !== null
  );
}

/** From the focus back to the whole map, then from the concept back to none. */
function stepBack(store: Store, view: MapView): void {
  if (store.state.focusDepth !== undefined) store.change({ focusDepth: undefined });
  else if (store.state.selected !== undefined) {
    store.change({ selected: undefined });
    if (store.state.view === 'map') view.canvas.focus();
  }
}

/** The next concept in a direction: near, and not far off to the side. Without a selection, the one nearest the middle. */
function selectTowards(store: Store, view: MapView, way: { readonly x: number; readonly y: number }): void {
  const { selected } = store.state;
  const box = view.canvas.getBoundingClientRect();
  const from = selected === undefined ? { x: box.width / 2, y: box.height / 2 } : view.pointOf(selected);
  let best: ConceptNode | undefined;
  let least = Infinity;
  for (const node of store.shown.nodes) {
    if (node === selected) continue;
    const at = view.pointOf(node);
    const ahead = (at.x - from.x) * way.x + (at.y - from.y) * way.y;
    const aside = Math.abs((at.x - from.x) * way.y) + Math.abs((at.y - from.y) * way.x);
    if (selected !== undefined && (ahead <= 0 || aside > ahead * 1.5)) continue;
    const distance = selected === undefined ? Math.hypot(at.x - from.x, at.y - from.y) : ahead + aside * 2;
    if (distance < least) {
      best = node;
      least = distance;
    }
  }
  if (best !== undefined) store.change({ selected: best });
}
