import type { Screen } from './screen.ts';

/** Work that takes longer than this shows that it is under way. */
const showAfterMs = 500;
const redrawEveryMs = 100;

/** One line on a terminal's standard error that says how far long work has come; nothing elsewhere. */
export interface Progress {
  readonly report: (done: number, total: number) => void;
  readonly end: () => void;
}

export function startProgress(screen: Screen, label: string, stream: NodeJS.WriteStream, now: () => number): Progress {
  if (!screen.interactive) return { report: () => undefined, end: () => undefined };
  const started = now();
  let drawn = 0;
  return {
    report: (done, total) => {
      const time = now();
      if (time - started < showAfterMs || time - drawn < redrawEveryMs) return;
      drawn = time;
      stream.write(`\r\u001b[K${label} ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`);
    },
    end: () => {
      if (drawn > 0) stream.write('\r\u001b[K');
    },
  };
}
