import type { PageNodeKind } from './page-data.ts';

/** Outline of a kind's sign in a circle of radius 1, as SVG path data: the map, the legend and the panel draw the same. */
export const kindShapes: Readonly<Record<PageNodeKind, string>> = {
  note: 'M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z',
  unresolved: 'M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z',
  experiment: 'M0-1.15L1.15 0L0 1.15L-1.15 0Z',
  section: 'M.55-.85A1 1 0 0 1 .55.85L-.55.85A1 1 0 0 1-.55-.85Z',
  card: 'M-.95-.75H.95V.75H-.95Z',
  tag: 'M-.9-.7H.35L1.1 0L.35.7H-.9Z',
  attachment: 'M-.8-1H.35L.8-.55V1H-.8Z',
  external: 'M0-1.1L1.05.8H-1.05Z',
};

/** Whether only the outline of a kind is drawn, broken: it is not there yet. */
export function isHollow(kind: PageNodeKind): boolean {
  return kind === 'unresolved';
}
