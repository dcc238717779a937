import { inks } from './appearance.ts';
import type { Camera, Point } from './camera.ts';
import { strokeLoud, strokeQuiet } from './draw-edges.ts';
import { drawLabels } from './draw-labels.ts';
import { drawNodes } from './draw-nodes.ts';
import type { ConceptNode, MapModel } from './map-model.ts';
import type { PageState, Shown } from './page-state.ts';

export interface Scene {
  readonly model: MapModel;
  readonly state: PageState;
  readonly shown: Shown;
  readonly theme: 'light' | 'dark';
  readonly camera: Camera;
  readonly width: number;
  readonly height: number;
  /** Pixels of the canvas to one of the screen. */
  readonly ratio: number;
  /** Whether the map is drawn top down, for a tall screen, instead of left to right. */
  readonly tall: boolean;
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

/** Lines that a frame may draw while the map moves: it must not take longer than the eye. */
export const movingLines = 1500;

/**
 * Draws the map.
 * @param behind what is there already: a picture of the quiet lines; or how many of them to draw
 */
export function drawMap(context: CanvasRenderingContext2D, scene: Scene, behind: HTMLCanvasElement | number): void {
  const ink = inks[scene.theme];
  if (typeof behind === 'number') {
    clearMap(context, scene);
    strokeQuiet(context, scene, ink, { from: 0, most: behind });
  } else context.drawImage(behind, 0, 0, scene.width, scene.height);
  strokeLoud(context, scene, ink);
  drawNodes(context, scene, ink);
  drawLabels(context, scene, ink);
}

export function clearMap(context: CanvasRenderingContext2D, { theme, width, height }: Scene): void {
  context.fillStyle = inks[theme].paper;
  context.fillRect(0, 0, width, height);
}
