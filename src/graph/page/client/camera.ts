/** How map units become screen pixels (CSS pixels): `screen = map * scale + offset`. */
export interface Camera {
  scale: number;
  x: number;
  y: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What of the map's area other parts of the page cover, in pixels. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export const leastScale = 1 / 24;
export const mostScale = 8;

export function clampScale(scale: number): number {
  return Math.min(mostScale, Math.max(leastScale, scale));
}

/** Zooms so that what lies under `at` stays there. */
export function zoomAt(camera: Camera, at: Point, factor: number): void {
  const scale = clampScale(camera.scale * factor);
  const ratio = scale / camera.scale;
  camera.x = at.x - (at.x - camera.x) * ratio;
  camera.y = at.y - (at.y - camera.y) * ratio;
  camera.scale = scale;
}

/** Where the camera has to be to show all of these points. */
export function cameraFor(
  points: readonly Point[],
  size: { readonly width: number; readonly height: number },
  insets: Insets,
  mostZoom = 1.5,
): Camera {
  const width = Math.max(80, size.width - insets.left - insets.right);
  const height = Math.max(80, size.height - insets.top - insets.bottom);
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  if (points.length === 0) [left, right, top, bottom] = [0, 0, 0, 0];
  const scale = clampScale(Math.min(mostZoom, width / Math.max(1, right - left), height / Math.max(1, bottom - top)));
  return {
    scale,
    x: insets.left + width / 2 - ((left + right) / 2) * scale,
    y: insets.top + height / 2 - ((top + bottom) / 2) * scale,
  };
}
