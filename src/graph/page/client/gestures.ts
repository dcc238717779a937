import type { Point } from './camera.ts';
import type { MapView } from './map-view.ts';
import type { Store } from './page-state.ts';

/** A press that moved less, in pixels, is a click. */
const still = 5;

/** Mouse, wheel and fingers on the map: drag to pan, wheel or pinch to zoom, press to select. */
export function listenToGestures(store: Store, view: MapView): void {
  const { canvas } = view;
  const pointers = new Map<number, Point>();
  let travelled = 0;
  const at = (event: MouseEvent): Point => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    if (pointers.size === 0) travelled = 0;
    pointers.set(event.pointerId, at(event));
  });
  canvas.addEventListener('pointermove', (event) => {
    const from = pointers.get(event.pointerId);
    const to = at(event);
    if (from === undefined) {
      if (event.pointerType === 'mouse') view.hover(view.nodeAt(to, 4));
      return;
    }
    const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    pointers.set(event.pointerId, to);
    travelled += Math.hypot(to.x - from.x, to.y - from.y);
    if (travelled < still) return;
    if (other === undefined) {
      view.pan(to.x - from.x, to.y - from.y);
      return;
    }
    // Two fingers: what lies between them stays between them.
    const middle = { x: (to.x + other.x) / 2, y: (to.y + other.y) / 2 };
    const before = Math.hypot(from.x - other.x, from.y - other.y);
    const after = Math.hypot(to.x - other.x, to.y - other.y);
    view.pan((to.x - from.x) / 2, (to.y - from.y) / 2);
    if (before > 0 && after > 0) view.zoom(after / before, middle);
  });
  const release = (event: PointerEvent): void => {
    const alone = pointers.size === 1;
    if (!pointers.delete(event.pointerId) || !alone || travelled >= still || event.type === 'pointercancel') return;
    store.change({ selected: view.nodeAt(at(event), event.pointerType === 'touch' ? 16 : 6) });
  };
  canvas.addEventListener('pointerup', release);
  canvas.addEventListener('pointercancel', release);
  canvas.addEventListener('pointerleave', () => view.hover(undefined));
  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      if (event.shiftKey) view.pan(-(event.deltaX + event.deltaY) * lines, 0);
      // A pinch on a touchpad arrives as a wheel with Ctrl, in small steps.
      else view.zoom(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016)), at(event));
    },
    { passive: false },
  );
  canvas.addEventListener('dblclick', (event) => view.zoom(1.8, at(event)));
}
