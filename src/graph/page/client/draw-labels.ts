import type { Ink } from './appearance.ts';
import { screenPoint, type Scene } from './draw-map.ts';
import type { ConceptNode } from './map-model.ts';
import { labelFontSize, labelHeight, labelOffset, labelScales, screenRadius, type LabelSide } from './scale.ts';

interface PlacedLabel {
  readonly node: ConceptNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly strong: boolean;
}

export const labelFont = `500 ${labelFontSize}px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif`;

/** Up to so many labels are given places frame by frame; more have theirs from when the page was made. */
const fewNodes = 90;

export function drawLabels(context: CanvasRenderingContext2D, scene: Scene, ink: Ink): void {
  context.font = labelFont;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  const { lit } = scene.shown;
  const chosen = lit ?? scene.state.focusDepth;
  const named =
    chosen === undefined
      ? scene.shown.nodes
      : scene.shown.nodes.filter((node) => (lit?.has(node) ?? true) && isNamed(node, scene));
  const placed = named.length <= fewNodes ? placeNow(context, scene, named) : placedBefore(context, scene, named);
  for (const label of placed) if (label.strong || isWhole(label, scene)) drawLabel(context, label, ink, ink.ink);
  for (const node of new Set([scene.state.selected, scene.hovered])) {
    if (node === undefined || placed.some((label) => label.node === node)) continue;
    drawLabel(context, labelAt(context, scene, node, 0), ink, ink.ink);
  }
}

/** Half a name at the edge says less than none. */
function isWhole({ x, width }: PlacedLabel, scene: Scene): boolean {
  return x >= 0 && x + width <= scene.width;
}

/** From afar a concept's many experiments and cards would hide its neighbours' names. */
function isNamed(node: ConceptNode, { camera, state }: Scene): boolean {
  return node === state.selected || node.kind === 'note' || node.kind === 'unresolved' || camera.scale >= 1.3;
}

/** The export found where each label has room, and from which zoom on. */
function placedBefore(context: CanvasRenderingContext2D, scene: Scene, nodes: readonly ConceptNode[]): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  for (const node of nodes) {
    const { from, side } = scene.tall ? node.tallLabel : node.wideLabel;
    if (scene.camera.scale < (labelScales[from] ?? Infinity) * 0.999) continue;
    const { x, y } = screenPoint(scene, node);
    if (x < -250 || y < -30 || x > scene.width + 250 || y > scene.height + 30) continue;
    placed.push(labelAt(context, scene, node, side));
  }
  return placed;
}

/** Few labels: each finds a free place now, the selected concept's first, then the greatest. */
function placeNow(context: CanvasRenderingContext2D, scene: Scene, nodes: readonly ConceptNode[]): PlacedLabel[] {
  const { selected } = scene.state;
  const weight = (node: ConceptNode): number =>
    (node === selected ? 1000 : node.kind === 'note' ? 100 : 0) + node.radius;
  const solid = nodes.filter(({ kind }) => kind === 'note' || kind === 'unresolved');
  const placed: PlacedLabel[] = [];
  for (const node of nodes.toSorted((a, b) => weight(b) - weight(a) || a.index - b.index)) {
    const own = (scene.tall ? node.tallLabel : node.wideLabel).side;
    const sides = [own, ...([0, 1, 2, 3] as const).filter((side) => side !== own)];
    const options = sides.map((side) => labelAt(context, scene, node, side));
    const free = options.find(
      (option) =>
        !placed.some((other) => meets(option, other)) &&
        !solid.some((other) => other !== node && covers(scene, option, other)),
    );
    if (free !== undefined) placed.push(free);
    else if (node === selected && options[0] !== undefined) placed.push(options[0]);
  }
  return placed;
}

function meets(a: PlacedLabel, b: PlacedLabel): boolean {
  return a.x < b.x + b.width + 6 && b.x < a.x + a.width + 6 && Math.abs(a.y - b.y) < labelHeight;
}

function covers(scene: Scene, { x, y, width }: PlacedLabel, node: ConceptNode): boolean {
  const at = screenPoint(scene, node);
  const radius = screenRadius(node.radius, scene.camera.scale);
  return at.x + radius > x && at.x - radius < x + width && Math.abs(at.y - y) < radius + labelHeight / 2 - 2;
}

/** Widths in the font that this reader has. */
const widths = new Map<ConceptNode, number>();

function labelAt(context: CanvasRenderingContext2D, scene: Scene, node: ConceptNode, side: LabelSide): PlacedLabel {
  const width = widths.get(node) ?? context.measureText(node.label).width;
  widths.set(node, width);
  const at = screenPoint(scene, node);
  const offset = labelOffset(side, screenRadius(node.radius, scene.camera.scale), width);
  return {
    node,
    x: at.x + offset.x,
    y: at.y + offset.y + labelHeight / 2,
    width,
    strong: node === scene.state.selected || node === scene.hovered,
  };
}

/** On a rim of the paper's colour, so that lines do not run through it. */
function drawLabel(
  context: CanvasRenderingContext2D,
  { node, x, y, strong }: PlacedLabel,
  ink: Ink,
  colour: string,
): void {
  context.strokeStyle = ink.paper;
  context.lineWidth = strong ? 5 : 3.5;
  context.strokeText(node.label, x, y);
  context.fillStyle = node.kind === 'unresolved' || node.kind === 'section' ? ink.quiet : colour;
  context.fillText(node.label, x, y);
}
