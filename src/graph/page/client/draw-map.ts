import { inks, lookOf, type Ink, type Look } from './appearance.ts';
import type { Camera, Point } from './camera.ts';
import { drawLabels } from './draw-labels.ts';
import type { ConceptEdge, ConceptNode, MapModel } from './map-model.ts';
import type { PageEdgeType, PageNodeKind } from './page-data.ts';
import type { PageState, Shown } from './page-state.ts';
import { screenRadius } from './scale.ts';
import { isHollow, kindShapes } from './shapes.ts';

/** Lines drawn while the map moves, and when it rests: a frame must not take longer than the eye. */
const mostLines = { moving: 2500, resting: 16_000 } as const;

export interface Scene {
  readonly model: MapModel;
  readonly state: PageState;
  readonly shown: Shown;
  readonly theme: 'light' | 'dark';
  readonly camera: Camera;
  readonly width: number;
  readonly height: number;
  /** Whether the map is drawn top down, for a tall screen, instead of left to right. */
  readonly tall: boolean;
  readonly moving: boolean;
  readonly hovered: ConceptNode | undefined;
  /** Marks the selected concept as where the keyboard is. */
  readonly keyboard: boolean;
}

/** Where a node is on the screen. */
export function screenPoint({ camera, tall }: Pick<Scene, 'camera' | 'tall'>, node: ConceptNode): Point {
  const x = tall ? node.across : node.along;
  const y = tall ? node.along : node.across;
  return { x: x * camera.scale + camera.x, y: y * camera.scale + camera.y };
}

export function drawMap(context: CanvasRenderingContext2D, scene: Scene): void {
  const ink = inks[scene.theme];
  context.fillStyle = ink.paper;
  context.fillRect(0, 0, scene.width, scene.height);
  context.lineCap = 'butt';
  drawEdges(context, scene, ink);
  drawNodes(context, scene, ink);
  drawLabels(context, scene, ink);
}

function drawEdges(context: CanvasRenderingContext2D, scene: Scene, ink: Ink): void {
  const { shown, state } = scene;
  const groups = new Map<string, ConceptEdge[]>();
  let room: number = scene.moving ? mostLines.moving : mostLines.resting;
  for (const edge of shown.edges) {
    const role = roleOf(edge, scene);
    if (role === 'plain' || role === 'dim') {
      if (room <= 0 || isOutside(edge, scene)) continue;
      room--;
    }
    const key = `${role} ${edge.type}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [edge]);
    else group.push(edge);
  }
  const order = ['dim', 'plain', 'lit', 'before', 'after'] as const;
  for (const role of order)
    for (const [key, edges] of groups) {
      const [own, type] = key.split(' ', 2);
      if (own !== role) continue;
      // Keys are made above, of a role and a type.
      strokeEdges(context, scene, edges, styleOf(role, type as PageEdgeType, ink, state.selected !== undefined));
    }
}

type Role = 'dim' | 'plain' | 'lit' | 'before' | 'after';

function roleOf({ source, target, type }: ConceptEdge, { state, shown }: Scene): Role {
  const { selected } = state;
  if (selected === undefined) return 'plain';
  if (type === 'requires') {
    const isBefore = (node: ConceptNode): boolean => node === selected || shown.before.has(node);
    const isAfter = (node: ConceptNode): boolean => node === selected || shown.after.has(node);
    if (isBefore(source) && isBefore(target)) return 'before';
    if (isAfter(source) && isAfter(target)) return 'after';
  }
  if (source === selected || target === selected) return 'lit';
  return state.focusDepth === undefined ? 'dim' : 'plain';
}

interface Stroke {
  readonly colour: string;
  readonly width: number;
  readonly alpha: number;
  readonly dash: readonly number[];
  readonly arrow: boolean;
  readonly bend: number;
}

function styleOf(role: Role, type: PageEdgeType, ink: Ink, selecting: boolean): Stroke {
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
        alpha: telling ? 0.8 : selecting ? 0.5 : type === 'decides' ? 0.16 : 0.3,
      };
  }
}

/** Strokes of one look in one path; paths of some hundred lines are filled fastest. */
const batch = 128;

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

/** How a node of each look is drawn: looks are few, nodes are many. */
function drawNodes(context: CanvasRenderingContext2D, scene: Scene, ink: Ink): void {
  const { shown, state, camera } = scene;
  const groups = new Map<string, { readonly look: Look; readonly nodes: ConceptNode[]; readonly dim: boolean }>();
  for (const node of shown.nodes) {
    const { x, y } = screenPoint(scene, node);
    if (x < -40 || y < -40 || x > scene.width + 40 || y > scene.height + 40) continue;
    const look = lookOf(node, state.colourBy, scene.theme, scene.model.data.topics);
    const dim = shown.lit !== undefined && !shown.lit.has(node) && node !== scene.hovered;
    const key = `${dim} ${node.kind} ${look.fill} ${look.sign}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { look, nodes: [node], dim });
    else group.nodes.push(node);
  }
  for (const { look, nodes, dim } of [...groups.values()].sort((a, b) => Number(b.dim) - Number(a.dim))) {
    context.globalAlpha = dim ? 0.25 : 1;
    for (const node of nodes) drawNode(context, scene, node, look, ink);
  }
  context.globalAlpha = 1;
  for (const node of [state.selected, scene.hovered]) {
    if (node === undefined) continue;
    const { x, y } = screenPoint(scene, node);
    context.beginPath();
    context.arc(x, y, screenRadius(node.radius, camera.scale) + 4, 0, 7);
    context.strokeStyle = node === state.selected ? ink.ink : ink.quiet;
    context.lineWidth = node === state.selected ? (scene.keyboard ? 3.5 : 2.5) : 1.5;
    context.stroke();
  }
}

const paths = new Map<PageNodeKind, Path2D>();

function pathOf(kind: PageNodeKind): Path2D {
  const known = paths.get(kind) ?? new Path2D(kindShapes[kind]);
  paths.set(kind, known);
  return known;
}

function drawNode(context: CanvasRenderingContext2D, scene: Scene, node: ConceptNode, look: Look, ink: Ink): void {
  const { x, y } = screenPoint(scene, node);
  const radius = screenRadius(node.radius, scene.camera.scale);
  const hollow = isHollow(node.kind);
  context.fillStyle = look.fill;
  context.strokeStyle = hollow ? ink.quiet : ink.nodeRim;
  if (node.kind === 'note' || hollow) {
    context.lineWidth = hollow ? 1.5 : 1;
    if (hollow) context.setLineDash([2.5, 2]);
    context.beginPath();
    context.arc(x, y, radius, 0, 7);
    context.fill();
    context.stroke();
    if (hollow) context.setLineDash([]);
  } else {
    const path = pathOf(node.kind);
    context.save();
    context.translate(x, y);
    context.scale(radius, radius);
    context.lineWidth = 1 / radius;
    context.fill(path);
    context.stroke(path);
    context.restore();
  }
  if (look.sign !== '' && radius > 5) {
    context.fillStyle = '#fff';
    context.font = `700 ${Math.round(radius * 1.25)}px system-ui, sans-serif`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(look.sign, x, y + radius * 0.06);
  }
}
