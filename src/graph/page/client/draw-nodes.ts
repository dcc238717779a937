import { looksOf, type Ink, type Look } from './appearance.ts';
import { screenPoint, type Scene } from './draw-map.ts';
import type { ConceptNode } from './map-model.ts';
import type { PageNodeKind } from './page-data.ts';
import { screenRadius } from './scale.ts';
import { isHollow, kindShapes } from './shapes.ts';

/** Nodes that look alike are drawn together: looks are few, nodes are many. */
interface Group {
  readonly look: Look;
  readonly kind: PageNodeKind;
  readonly nodes: ConceptNode[];
}

export function drawNodes(context: CanvasRenderingContext2D, scene: Scene, ink: Ink): void {
  const { shown, state, camera } = scene;
  const { lit } = shown;
  const looks = looksOf(scene.model, state.colourBy, scene.theme);
  const dim = new Map<string, Group>();
  const bright = new Map<string, Group>();
  for (const node of shown.nodes) {
    const { x, y } = screenPoint(scene, node);
    if (x < -40 || y < -40 || x > scene.width + 40 || y > scene.height + 40) continue;
    const look = looks[node.index];
    if (look === undefined) continue;
    const groups = lit === undefined || lit.has(node) || node === scene.hovered ? bright : dim;
    const key = `${node.kind}${look.fill}${look.sign}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { look, kind: node.kind, nodes: [node] });
    else group.nodes.push(node);
  }
  context.globalAlpha = 0.25;
  for (const group of dim.values()) drawGroup(context, scene, group, ink);
  context.globalAlpha = 1;
  for (const group of bright.values()) drawGroup(context, scene, group, ink);
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

/** A rim on smaller nodes would be all that is seen of them; a sign could not be read. */
const leastRim = 2.6;
const leastSign = 5;

function drawGroup(context: CanvasRenderingContext2D, scene: Scene, { look, kind, nodes }: Group, ink: Ink): void {
  const hollow = isHollow(kind);
  context.fillStyle = look.fill;
  context.strokeStyle = hollow ? ink.quiet : ink.nodeRim;
  if (kind === 'note' || hollow) {
    context.lineWidth = hollow ? 1.5 : 1;
    if (hollow) context.setLineDash([2.5, 2]);
    let largest = 0;
    context.beginPath();
    for (const node of nodes) {
      const { x, y } = screenPoint(scene, node);
      const radius = screenRadius(node.radius, scene.camera.scale);
      largest = Math.max(largest, radius);
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    }
    context.fill();
    if (largest > leastRim) context.stroke();
    context.setLineDash([]);
  } else for (const node of nodes) drawShape(context, scene, node);
  if (look.sign !== '') for (const node of nodes) drawSign(context, scene, node, look.sign);
}

function drawShape(context: CanvasRenderingContext2D, scene: Scene, node: ConceptNode): void {
  const { x, y } = screenPoint(scene, node);
  const radius = screenRadius(node.radius, scene.camera.scale);
  const path = pathOf(node.kind);
  context.save();
  context.translate(x, y);
  context.scale(radius, radius);
  context.lineWidth = 1 / radius;
  context.fill(path);
  if (radius > leastRim) context.stroke(path);
  context.restore();
}

function drawSign(context: CanvasRenderingContext2D, scene: Scene, node: ConceptNode, sign: string): void {
  const radius = screenRadius(node.radius, scene.camera.scale);
  if (radius <= leastSign) return;
  const { x, y } = screenPoint(scene, node);
  context.fillStyle = '#fff';
  context.font = `700 ${Math.round(radius * 1.25)}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(sign, x, y + radius * 0.06);
}
