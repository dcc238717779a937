/** How text looks on the learner's terminal. Handed in by cli, which alone knows streams and the environment. */
export interface Look {
  /** Columns now: a window may be resized at any time. */
  readonly columns: () => number;
  /** Boxes, arrows and ticks beyond ASCII. */
  readonly unicode: boolean;
  readonly color: boolean;
  /** For screen readers: words instead of lines and colours, one event a line, nothing redrawn. */
  readonly plain: boolean;
  readonly style: (style: Style, text: string) => string;
  /** Makes text out of a note safe to print: escape sequences are shown, never sent. */
  readonly show: (text: string) => string;
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Narrower windows are drawn as if they were this wide. */
const fewestColumns = 20;
/** Prose past this is hard to read. */
const mostColumns = 100;

export function widthOf({ columns }: Look): number {
  return Math.min(mostColumns, Math.max(fewestColumns, columns()));
}
