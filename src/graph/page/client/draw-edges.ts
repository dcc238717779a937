import type { Ink } from './appearance.ts';
import { screenPoint, type Scene } from './draw-map.ts';
import type { ConceptEdge } from './map-model.ts';
import type { PageEdgeType } from './page-data.ts';
import type { EdgeRole } from './page-state.ts';
import { screenRadius } from './scale.ts';

/** A part of the quiet lines, by their places in the list. */
export interface Portion {
  readonly from: number;
  /** Lines drawn; those off the screen do not count. */
  readonly most: number;
}

/** Draws some of the lines behind everything, and gives where to go on. */
export function strokeQuiet(
  context: CanvasRenderingContext2D,
  scene: Scene,
  ink: Ink,
  { from, most }: Portion,
): number {
  const { quietEdges, lit } = scene.shown;
  const groups = new Map<PageEdgeType, ConceptEdge[]>();
  let room = most;
  let at = from;
  for (; at < quietEdges.length && room > 0; at++) {
    const edge = quietEdges[at];
    if (edge === undefined || isOutside(edge, scene)) continue;
    room--;
    const group = groups.get(edge.type);
    if (group === undefined) groups.set(edge.type, [edge]);
    else group.push(edge);
  }
  const role = lit === undefined ? 'plain' : 'dim';
  const many = quietEdges.length > 1500;
  // The most telling lie on top.
  for (const [type, edges] of [...groups].reverse())
    strokeEdges(context, scene, edges, thinned(styleOf(role, type, ink, scene.state.selected !== undefined), many));
  return at;
}

export function strokeLoud(context: CanvasRenderingContext2D, scene: Scene, ink: Ink): void {
  for (const role of ['lit', 'before', 'after'] as const) {
    const edges = scene.shown.loudEdges.get(role) ?? [];
    for (const type of new Set(edges.map((edge) => edge.type)))
      strokeEdges(
        context,
        scene,
        edges.filter((edge) => edge.type === type),
        styleOf(role, type, ink, true),
      );
  }
}

interface Stroke {
  readonly colour: string;
  readonly width: number;
  readonly alpha: number;
  readonly dash: readonly number[];
  readonly arrow: boolean;
  readonly bend: number;
}

function styleOf(role: EdgeRole | 'dim' | 'plain', type: PageEdgeType, ink: Ink, selecting: boolean): Stroke {
  const telling = type === 'requires' || type === 'contrasts';
  const base = { dash: type === 'contrasts' ? [5, 4] : [], arrow: type === 'requires', bend: telling ? 0.1 : 0 };
  switch (role) {
    case 'before':
      return { ...base, colour: ink.before, width: 2, alpha: 0.95 };
    case 'after':
      return { ...base, colour: ink.after, width: 2, alpha: 0.95 };
    case 'lit':
      return {
        ...base,
        colour: ink.edges[type],
        width: telling ? 1.8 : 1.2,
        alpha: telling ? 1 : type === 'links' ? 0.8 : 0.4,
      };
    case 'dim':
      return { ...base, arrow: false, colour: ink.edges[type], width: 1, alpha: telling ? 0.22 : 0.12 };
    case 'plain':
      return {
        ...base,
        colour: ink.edges[type],
        width: telling ? 1.3 : 1,
        alpha: telling ? 0.8 : type === 'decides' ? 0.16 : selecting ? 0.4 : 0.3,
      };
  }
}

/** On a crowded map every line is a hairline. */
function thinned(stroke: Stroke, many: boolean): Stroke {
  return many ? { ...stroke, width: 1 } : stroke;
}

/**
 * Lines of one look are stroked together, if they are hairlines: wider ones cost more together than each by itself
 * (measured in Chromium without a GPU: 1,500 lines of 1.3 pixels take 52 ms in paths of 128, 17 ms alone; hairlines 6 ms).
 */
const hairlines = 128;

function strokeEdges(
  context: CanvasRenderingContext2D,
  scene: Scene,
  edges: readonly ConceptEdge[],
  { colour, width, alpha, dash, arrow, bend }: Stroke,
): void {
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = width;
  context.globalAlpha = alpha;
  context.setLineDash([...dash]);
  const batch = width > 1 ? 1 : hairlines;
  for (let from = 0; from < edges.length; from += batch) {
    context.beginPath();
    for (const { source, target } of edges.slice(from, from + batch)) {
      const a = screenPoint(scene, source);
      const b = screenPoint(scene, target);
      context.moveTo(a.x, a.y);
      if (bend === 0) context.lineTo(b.x, b.y);
      else
        context.quadraticCurveTo((a.x + b.x) / 2 + (a.y - b.y) * bend, (a.y + b.y) / 2 + (b.x - a.x) * bend, b.x, b.y);
    }
    context.stroke();
  }
  context.setLineDash([]);
  if (arrow && scene.camera.scale > 0.2) fillArrows(context, scene, edges, bend);
  context.globalAlpha = 1;
}

/** Tips point from what is needed to what needs it: the way of learning. */
function fillArrows(
  context: CanvasRenderingContext2D,
  scene: Scene,
  edges: readonly ConceptEdge[],
  bend: number,
): void {
  const length = Math.min(9, 5 + 3 * scene.camera.scale);
  context.beginPath();
  for (const { source, target } of edges) {
    const tip = screenPoint(scene, source);
    const tail = screenPoint(scene, target);
    const middle = {
      x: (tip.x + tail.x) / 2 + (tip.y - tail.y) * bend,
      y: (tip.y + tail.y) / 2 + (tail.x - tip.x) * bend,
    };
    const far = Math.hypot(tip.x - middle.x, tip.y - middle.y);
    if (far < 6) continue;
    const ux = (tip.x - middle.x) / far;
    const uy = (tip.y - middle.y) / far;
    const rim = screenRadius(source.radius, scene.camera.scale) + 2;
    const x = tip.x - ux * rim;
    const y = tip.y - uy * rim;
    context.moveTo(x, y);
    context.lineTo(x - ux * length - uy * length * 0.45, y - uy * length + ux * length * 0.45);
    context.lineTo(x - ux * length + uy * length * 0.45, y - uy * length - ux * length * 0.45);
  }
  context.fill();
}

function isOutside({ source, target }: ConceptEdge, scene: Scene): boolean {
  const a = screenPoint(scene, source);
  const b = screenPoint(scene, target);
  return (
    (a.x < 0 && b.x < 0) ||
    (a.y < 0 && b.y < 0) ||
    (a.x > scene.width && b.x > scene.width) ||
    (a.y > scene.height && b.y > scene.height)
  );
}
