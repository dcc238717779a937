import { openBackdrop } from './backdrop.ts';
import { drawMap, movingLines, type Scene } from './draw-map.ts';

/** So long after the last move the map is drawn with all its lines, in milliseconds. */
const rest = 140;

/** Decides when the map is drawn, and with how many of its lines. */
export interface Painter {
  /** What is shown has changed, the camera has not. */
  readonly redraw: () => void;
  /** The camera has moved, or is about to: soon after it rests all lines come back. */
  readonly move: () => void;
  /** At once: a canvas that changed its size is blank. */
  readonly resize: () => void;
  readonly drawForPrint: () => void;
}

/**
 * @param scene what to draw
 * @param fly called before each frame; gives whether the camera is still on its way
 */
export function openPainter(canvas: HTMLCanvasElement, scene: () => Scene, fly: (now: number) => boolean): Painter {
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('this browser draws no canvas');
  const backdrop = openBackdrop();
  let frame = 0;
  let resting = 0;
  let moving = false;
  let drawn: Scene['shown'] | undefined;

  const paint = (): void => {
    const now = scene();
    const few = now.shown.quietEdges.length <= movingLines;
    const lines = moving || few ? undefined : backdrop.draw(now);
    // While the other lines come, portion by portion, what is there stays; unless it shows something else.
    if (moving || few || lines !== undefined || drawn !== now.shown) drawMap(context, now, lines ?? movingLines);
    drawn = now.shown;
    if (!moving && !few && lines === undefined) redraw();
  };
  const redraw = (): void => {
    if (frame !== 0) return;
    frame = requestAnimationFrame((now) => {
      frame = 0;
      if (fly(now)) move();
      paint();
    });
  };
  const move = (): void => {
    moving = true;
    backdrop.forget();
    clearTimeout(resting);
    resting = window.setTimeout(() => {
      moving = false;
      redraw();
    }, rest);
    redraw();
  };
  const fit = (ratio: number, { width, height }: Scene): void => {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
  };
  return {
    redraw,
    move,
    resize() {
      const now = scene();
      fit(now.ratio, now);
      backdrop.forget();
      drawMap(context, now, movingLines);
      move();
    },
    drawForPrint() {
      const now: Scene = { ...scene(), theme: 'light', hovered: undefined };
      fit(3, now);
      drawMap(context, now, Infinity);
    },
  };
}
