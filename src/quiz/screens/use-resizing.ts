import { stripVTControlCharacters } from 'node:util';
import { useEffect, useRef, useState } from '@inquirer/core';
import { columnsOf } from './text-lines.ts';

/** The window as a prompt needs it: how wide it is, when that changes, and a way to clear what a change left. */
export interface PromptWindow {
  readonly columns: () => number;
  /** Gives how to stop listening. */
  readonly onResize: (listener: () => void) => () => void;
  readonly write: (sequence: string) => void;
}

/**
 * Draws a prompt again when the window's width changes. A terminal folds what no longer fits, so that the prompt takes
 * more rows than inquirer has counted: these are cleared, and what it clears is the rest.
 *
 * @returns what takes each drawing of the prompt and gives it back
 */
export function useResizing(window: PromptWindow): (drawing: string) => string {
  const drawn = useRef('');
  const width = useRef(window.columns());
  const [times, setTimes] = useState(0);
  useEffect(
    () =>
      window.onResize(() => {
        const before = width.current;
        width.current = window.columns();
        if (width.current === before) return;
        const extra = rowsOf(drawn.current, width.current) - rowsOf(drawn.current, before);
        if (extra > 0) window.write(clearRowAndGoUp.repeat(extra));
        setTimes(times + 1);
      }),
    [times],
  );
  return (drawing) => {
    drawn.current = drawing;
    return drawing;
  };
}

const clearRowAndGoUp = '\u001b[2K\u001b[1A';

/** Rows that a prompt takes in a window so wide. */
export function rowsOf(drawing: string, columns: number): number {
  return stripVTControlCharacters(drawing)
    .split('\n')
    .reduce((rows, line) => rows + Math.max(1, Math.ceil(columnsOf(line) / Math.max(1, columns))), 0);
}

/** Some terminals cut what does not fit instead of folding it: there nothing is left over. */
export function foldsLines(env: Readonly<Record<string, string | undefined>>): boolean {
  return env['XTERM_VERSION'] === undefined && env['TERM'] !== 'linux';
}
