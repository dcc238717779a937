import { cameraFor, zoomAt, type Camera, type Insets, type Point } from './camera.ts';
import { screenPoint, type Scene } from './draw-map.ts';
import { part } from './element.ts';
import type { ConceptNode } from './map-model.ts';
import { openPainter } from './painter.ts';
import type { Store } from './page-state.ts';
import { labelFontSize, labelScales, screenRadius } from './scale.ts';

/** How long the map takes to move to what was asked for, in milliseconds. */
const flight = 260;

export interface MapView {
  readonly canvas: HTMLCanvasElement;
  pan(dx: number, dy: number): void;
  /** Around a point of the canvas; the middle of its free part by default. */
  zoom(factor: number, at?: Point): void;
  fit(nodes?: readonly ConceptNode[]): void;
  /** Moves the map so that the node, what it needs and what builds on it are in its free part. */
  frame(node: ConceptNode): void;
  nodeAt(point: Point, slack: number): ConceptNode | undefined;
  pointOf(node: ConceptNode): Point;
  hover(node: ConceptNode | undefined): void;
  redraw(): void;
  /** Draws at once, larger, for paper; and again for the screen. */
  drawForPrint(): void;
  drawForScreen(): void;
}

export function openMapView(store: Store, theme: () => 'light' | 'dark'): MapView {
  const canvas = part('map', HTMLCanvasElement);
  const camera: Camera = { scale: 1, x: 0, y: 0 };
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let hovered: ConceptNode | undefined;
  let flying: { readonly from: Camera; readonly to: Camera; readonly begun: number } | undefined;
  let untouched = true;
  /** Where the camera was on the screen, while paper is drawn for. */
  let printing: Camera | undefined;
  let size = { width: 0, height: 0 };

  const scene = (): Scene => ({
    model: store.model,
    state: store.state,
    shown: store.shown,
    theme: theme(),
    camera,
    ...size,
    ratio: Math.min(2, window.devicePixelRatio || 1),
    tall: isTall(),
    hovered,
    keyboard: document.activeElement === canvas && canvas.matches(':focus-visible'),
  });
  const isTall = (): boolean => size.height > size.width * 1.15;

  const painter = openPainter(canvas, scene, (now) => {
    if (flying === undefined) return false;
    const part = Math.min(1, (now - flying.begun) / flight);
    // Slow at both ends.
    const way = part * part * (3 - 2 * part);
    camera.scale = flying.from.scale * (flying.to.scale / flying.from.scale) ** way;
    camera.x = flying.from.x + (flying.to.x - flying.from.x) * way;
    camera.y = flying.from.y + (flying.to.y - flying.from.y) * way;
    if (part === 1) flying = undefined;
    return true;
  });
  const { move, redraw } = painter;
  const fly = (to: Camera): void => {
    if (calm.matches || size.width === 0) {
      Object.assign(camera, to);
      move();
      return;
    }
    flying = { from: { ...camera }, to, begun: performance.now() };
    move();
  };
  const pointOf = (node: ConceptNode): Point => screenPoint({ camera, tall: isTall() }, node);
  const cameraOn = (nodes: readonly ConceptNode[], mostZoom = 1.5): Camera => {
    const flat = { camera: { scale: 1, x: 0, y: 0 }, tall: isTall() };
    const points = nodes.map((node) => screenPoint(flat, node));
    const insets = freePart(size.width);
    const first = cameraFor(points, size, insets, mostZoom);
    // Labels reach past their nodes: a second look makes room for those that are shown at this zoom.
    let [left, right] = [0, 0];
    nodes.forEach((node, index) => {
      const spot = isTall() ? node.tallLabel : node.wideLabel;
      if ((labelScales[spot.from] ?? Infinity) > first.scale || spot.side > 1) return;
      const x = (points[index]?.x ?? 0) * first.scale + first.x;
      const width = node.label.length * labelFontSize * 0.6 + node.radius + 24;
      if (spot.side === 0) right = Math.max(right, x + width - (size.width - insets.right));
      else left = Math.max(left, insets.left - (x - width));
    });
    // On a narrow screen names may be cut: dots too small to see would be worse.
    const most = size.width * (size.width < narrowScreen ? 0.06 : 0.18);
    const roomy = { ...insets, left: insets.left + Math.min(left, most), right: insets.right + Math.min(right, most) };
    return cameraFor(points, size, roomy, mostZoom);
  };

  const resize = (): void => {
    const { width, height } = canvas.getBoundingClientRect();
    // What was drawn for paper is stretched to it.
    if (printing !== undefined || width === 0 || (width === size.width && height === size.height)) return;
    size = { width, height };
    if (untouched) Object.assign(camera, cameraOn(store.shown.nodes));
    painter.resize();
  };
  new ResizeObserver(resize).observe(canvas);
  store.onChange(redraw);
  canvas.addEventListener('focus', redraw);
  canvas.addEventListener('blur', redraw);

  const touch = (): void => {
    untouched = false;
    flying = undefined;
  };
  return {
    canvas,
    pan(dx, dy) {
      touch();
      camera.x += dx;
      camera.y += dy;
      move();
    },
    zoom(factor, at) {
      touch();
      const insets = freePart(size.width);
      const middle = {
        x: (insets.left + size.width - insets.right) / 2,
        y: (insets.top + size.height - insets.bottom) / 2,
      };
      zoomAt(camera, at ?? middle, factor);
      move();
    },
    fit(nodes) {
      untouched = nodes === undefined;
      fly(cameraOn(nodes ?? store.shown.nodes));
    },
    frame(node) {
      untouched = false;
      const { before, after } = store.shown;
      fly(cameraOn([node, ...before, ...after], 1.1));
    },
    nodeAt(point, slack) {
      let best: ConceptNode | undefined;
      let least = Infinity;
      for (const node of store.shown.nodes) {
        const at = pointOf(node);
        const distance = Math.hypot(at.x - point.x, at.y - point.y) - screenRadius(node.radius, camera.scale);
        if (distance < slack && distance < least) {
          best = node;
          least = distance;
        }
      }
      return best;
    },
    pointOf,
    hover(node) {
      if (node === hovered) return;
      hovered = node;
      canvas.style.cursor = node === undefined ? '' : 'pointer';
      redraw();
    },
    redraw,
    drawForPrint() {
      printing = { ...camera };
      const flat = { camera: { scale: 1, x: 0, y: 0 }, tall: isTall() };
      const points = store.shown.nodes.map((node) => screenPoint(flat, node));
      // Paper has no panel over the map: all of it is shown.
      Object.assign(camera, cameraFor(points, size, { top: 30, right: 110, bottom: 30, left: 110 }));
      painter.drawForPrint();
    },
    drawForScreen() {
      Object.assign(camera, printing ?? camera);
      printing = undefined;
      size = { width: 0, height: 0 };
      resize();
    },
  };
}

/** Below this width, in pixels, the panel is below the map; page-css.ts says so too. */
const narrowScreen = 720;

/** What of the map other parts of the page cover: on wide screens the panel beside it, on narrow ones that below. */
function freePart(width: number): Insets {
  const open = document.body.classList.contains('panel-open');
  const narrow = width < narrowScreen;
  const panel = part('panel', HTMLElement).getBoundingClientRect();
  return {
    top: narrow ? 28 : 40,
    right: (open && !narrow ? panel.width : 0) + (narrow ? 24 : 60),
    bottom: (open && narrow ? panel.height : 0) + (narrow ? 40 : 48),
    left: narrow ? 24 : 40,
  };
}
