/*
 * How big things are at a zoom. The layout uses these too: what it finds free of collisions must be what the screen shows.
 */

/** Zooms, in screen pixels a map unit, at which it is decided which labels have room. */
export const labelScales: readonly number[] = Array.from({ length: 16 }, (_, step) => 2 ** (step / 2 - 4));

/** A node's radius on the screen: it grows slower than the map, so that zooming in makes room. */
export function screenRadius(radius: number, scale: number): number {
  return radius * Math.min(1.7, Math.max(0.3, Math.sqrt(scale)));
}

export const labelFontSize = 12.5;
export const labelHeight = 17;
/** Between a node's rim and its label. */
export const labelGap = 4;

/** The most characters of a title on the map; the panel and the list show all. */
const longestLabel = 30;

export function labelText(title: string): string {
  const line = title.replace(/[\s\u2028\u2029]+/gu, ' ').trim();
  // Only the beginning is taken apart: a title may have any length.
  const characters = Array.from(line.slice(0, longestLabel * 4));
  if (characters.length <= longestLabel) return line === '' ? '(no title)' : line;
  return `${characters.slice(0, longestLabel - 1).join('')}…`;
}

/** Where a label stands of its node: right, left, below, above. */
export type LabelSide = 0 | 1 | 2 | 3;

/** Left upper corner of a label, as seen from the middle of its node. */
export function labelOffset(side: LabelSide, radius: number, width: number): { x: number; y: number } {
  switch (side) {
    case 0:
      return { x: radius + labelGap, y: -labelHeight / 2 };
    case 1:
      return { x: -radius - labelGap - width, y: -labelHeight / 2 };
    case 2:
      return { x: -width / 2, y: radius + 1 };
    case 3:
      return { x: -width / 2, y: -radius - 1 - labelHeight };
  }
}
