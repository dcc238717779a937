import { labelHeight, labelFontSize, labelOffset, labelScales, labelText, screenRadius } from './client/scale.ts';
import type { LabelSide } from './client/scale.ts';

export interface LabelledNode {
  readonly title: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Labels of greater rank are placed first. */
  readonly rank: number;
  /** Concepts are named first at every zoom, and keep others' labels off themselves. */
  readonly concept: boolean;
}

export interface LabelPlace {
  /** Place in `labelScales`: from this zoom on the label is shown; their number for never. */
  readonly from: number;
  readonly side: LabelSide;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Decides from which zoom on each label is shown, and on which side of its node, so that no label ever lies on another,
 * nor on a node that is as great: zoom by zoom, the greatest first. A label that had room keeps it, for zooming in only spreads things.
 */
export function placeLabels(nodes: readonly LabelledNode[]): readonly LabelPlace[] {
  const places: (LabelPlace | undefined)[] = nodes.map(() => undefined);
  const byRank = nodes.map((_, index) => index).sort((a, b) => (nodes[b]?.rank ?? 0) - (nodes[a]?.rank ?? 0) || a - b);
  const isConcept = (index: number): boolean => nodes[index]?.concept === true;
  placeSome(nodes, byRank.filter(isConcept), 0, places);
  // In a second round: what came first where there was room would keep it from a concept further in.
  placeSome(
    nodes,
    byRank.filter((index) => !isConcept(index)),
    nearScale,
    places,
  );
  return places.map((place) => place ?? { from: labelScales.length, side: 0 });
}

/** On a larger map than this a great concept is named even where its name covers small ones: else only its rim had names. */
const fewConcepts = 200;

/** What stands around the concepts is named from this zoom on: place in labelScales. */
const nearScale = labelScales.findIndex((scale) => scale >= 1.4);

function placeSome(
  nodes: readonly LabelledNode[],
  indexes: readonly number[],
  first: number,
  places: (LabelPlace | undefined)[],
): void {
  const widths = nodes.map(({ title }) => estimateWidth(labelText(title)));
  const crowded = nodes.filter(({ concept }) => concept).length > fewConcepts;
  for (const [from, scale] of labelScales.entries()) {
    if (from < first) continue;
    const taken = new BoxIndex();
    const boxOf = (index: number, side: LabelSide): Box => labelBox(nodes[index], widths[index] ?? 0, side, scale);
    nodes.forEach((node, index) => {
      if (node.concept) taken.add({ box: nodeBox(node, scale), owner: index, rank: crowded ? node.rank : Infinity });
      const place = places[index];
      if (place !== undefined) taken.add(labelAt(index, boxOf(index, place.side)));
    });
    const inTheWay = (index: number, box: Box): readonly Taken[] =>
      taken.meeting(box, index, (nodes[index]?.rank ?? 0) * 0.7);
    const put = (index: number, side: LabelSide): void => {
      places[index] = { from, side };
      taken.add(labelAt(index, boxOf(index, side)));
    };
    /** Moves the one label that is in the way, where it was placed at this zoom too, to another side of its node. */
    const makeRoom = (box: Box, others: readonly Taken[]): boolean => {
      const [other] = others;
      if (other?.label !== true || others.some((one) => one.owner !== other.owner)) return false;
      const place = places[other.owner];
      if (place?.from !== from) return false;
      const aside = sides.find((side) => {
        const moved = boxOf(other.owner, side);
        return side !== place.side && !overlaps(moved, box) && inTheWay(other.owner, moved).length === 0;
      });
      if (aside === undefined) return false;
      taken.remove(other);
      put(other.owner, aside);
      return true;
    };
    for (const index of indexes) {
      if (places[index] !== undefined) continue;
      const free = sides.find((side) => inTheWay(index, boxOf(index, side)).length === 0);
      const side =
        free ??
        (crowded ? undefined : sides.find((one) => makeRoom(boxOf(index, one), inTheWay(index, boxOf(index, one)))));
      if (side !== undefined) put(index, side);
    }
  }
}

const sides = [0, 1, 2, 3] as const satisfies readonly LabelSide[];

function labelAt(owner: number, box: Box): Taken {
  return { box, owner, rank: Infinity, label: true };
}

function labelBox(node: LabelledNode | undefined, width: number, side: LabelSide, scale: number): Box {
  if (node === undefined) return { left: 0, top: 0, right: 0, bottom: 0 };
  const offset = labelOffset(side, screenRadius(node.radius, scale), width);
  const left = node.x * scale + offset.x;
  const top = node.y * scale + offset.y;
  return { left: left - 3, top, right: left + width + 3, bottom: top + labelHeight };
}

function nodeBox({ x, y, radius }: LabelledNode, scale: number): Box {
  const r = screenRadius(radius, scale);
  return { left: x * scale - r, top: y * scale - r, right: x * scale + r, bottom: y * scale + r };
}

/** Fonts differ from reader to reader: widths are those of a wide one. */
export function estimateWidth(text: string): number {
  let ems = 0;
  for (const character of text) {
    if (
      /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{1f000}-\u{3ffff}]/u.test(
        character,
      )
    )
      ems += 1.05;
    else if (/[A-Zmw@%&—]/.test(character)) ems += 0.74;
    else if (/[ijl.,:;'|!()[\]ft ]/.test(character)) ems += 0.37;
    else ems += 0.6;
  }
  return ems * labelFontSize;
}

interface Taken {
  readonly box: Box;
  readonly owner: number;
  /** What is much greater may lie upon it. */
  readonly rank: number;
  /** A label, not a node. */
  readonly label?: boolean;
}

/** Boxes by the cells of a grid that they touch. */
class BoxIndex {
  readonly #cells = new Map<number, Taken[]>();

  add(taken: Taken): void {
    for (const cell of cellsOf(taken.box)) {
      const found = this.#cells.get(cell);
      if (found === undefined) this.#cells.set(cell, [taken]);
      else found.push(taken);
    }
  }

  remove(taken: Taken): void {
    for (const cell of cellsOf(taken.box)) {
      const found = this.#cells.get(cell) ?? [];
      const at = found.indexOf(taken);
      if (at !== -1) found.splice(at, 1);
    }
  }

  /** The boxes of other owners, of at least that rank, that lie here. */
  meeting(box: Box, owner: number, rank: number): readonly Taken[] {
    const met = new Set<Taken>();
    for (const cell of cellsOf(box))
      for (const other of this.#cells.get(cell) ?? [])
        if (other.owner !== owner && other.rank >= rank && overlaps(box, other.box)) met.add(other);
    return [...met];
  }
}

const cellWidth = 96;
const cellHeight = 32;

function* cellsOf({ left, top, right, bottom }: Box): Generator<number> {
  for (let x = Math.floor(left / cellWidth); x <= Math.floor(right / cellWidth); x++)
    for (let y = Math.floor(top / cellHeight); y <= Math.floor(bottom / cellHeight); y++) yield x * 1_048_576 + y;
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
