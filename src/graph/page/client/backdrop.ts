import { inks } from './appearance.ts';
import { strokeQuiet } from './draw-edges.ts';
import { clearMap, type Scene } from './draw-map.ts';

/** Lines drawn in one go, and at most: more than these nobody can tell apart. */
const mostAtOnce = 1500;
const mostLines = 16_000;

/**
 * A picture of the quiet lines, for a map that rests: they may be many, so they are drawn in portions, a frame each, and
 * kept until the map moves or shows something else.
 */
export interface Backdrop {
  /** Goes on drawing; gives the picture when it is whole. */
  draw(scene: Scene): HTMLCanvasElement | undefined;
  forget(): void;
}

export function openBackdrop(): Backdrop {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { alpha: false });
  let of: Scene['shown'] | undefined;
  let theme: Scene['theme'] | undefined;
  let next = 0;
  let room = 0;
  return {
    draw(scene) {
      if (context === null) return undefined;
      if (of !== scene.shown || theme !== scene.theme) {
        ({ shown: of, theme } = scene);
        next = 0;
        room = mostLines;
        canvas.width = Math.round(scene.width * scene.ratio);
        canvas.height = Math.round(scene.height * scene.ratio);
        context.setTransform(scene.ratio, 0, 0, scene.ratio, 0, 0);
        clearMap(context, scene);
      }
      const { length } = scene.shown.quietEdges;
      if (next < length && room > 0) {
        next = strokeQuiet(context, scene, inks[scene.theme], { from: next, most: Math.min(mostAtOnce, room) });
        room -= mostAtOnce;
      }
      return next >= length || room <= 0 ? canvas : undefined;
    },
    forget() {
      of = undefined;
    },
  };
}
