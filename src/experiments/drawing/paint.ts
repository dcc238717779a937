/** Colours of a terminal. Every mark has a shape too: colour is never the only sign. */
export type Paint = (text: string, ink: Ink) => string;
export type Ink = 'right' | 'wrong' | 'quiet' | 'strong' | 'asked';

const codes: Readonly<Record<Ink, string>> = { right: '32', wrong: '31', quiet: '2', strong: '1', asked: '33' };

export function paintFor(color: boolean): Paint {
  return (text, ink) => (color && text !== '' ? `\u001b[${codes[ink]}m${text}\u001b[0m` : text);
}

/** How a screen is drawn. */
export interface ScreenOptions {
  /** Columns, 40 to 200; others are taken as the nearest of these. */
  readonly width: number;
  readonly unicode: boolean;
  readonly color: boolean;
}

export function columnsOf({ width }: ScreenOptions): number {
  return Math.max(40, Math.min(200, Math.floor(width)));
}

/** Cuts a text to a width; the mark says that it was cut. Width counts characters as one column each. */
export function cutTo(text: string, width: number, unicode: boolean): string {
  const characters = Array.from(text);
  if (characters.length <= width) return text;
  const mark = unicode ? '…' : '~';
  return width < 1 ? '' : characters.slice(0, width - 1).join('') + mark;
}
