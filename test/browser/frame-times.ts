import type { Browser, Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds: when it began, how long it took, how long its thread worked on it. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

export interface FrameTimes {
  /** Script, style and layout of each frame, in milliseconds of the main thread's own time, ascending. */
  readonly frames: readonly number[];
  /** Of each task of the main thread, in milliseconds of its own time; the longest first. */
  readonly tasks: readonly number[];
}

/** Script and what it makes the page work out. What is nested in another of these is counted once. */
const counted = new Set(['FireAnimationFrame', 'EventDispatch', 'TimerFire', 'UpdateLayoutTree', 'Layout', 'PrePaint']);

/**
 * What the main thread does while `act` runs, by Chromium's own trace. Time that the thread worked, not time that passed:
 * others use this machine too.
 */
export async function traceFrames(browser: Browser, page: Page, act: () => Promise<void>): Promise<FrameTimes> {
  await browser.startTracing(page, {
    categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel'],
  });
  await act();
  // Chromium's trace format.
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const main = mainThread(traceEvents);
  const own = traceEvents.filter((event) => event.ph === 'X' && threadOf(event) === main);
  const tasks = own.filter(({ name }) => name.endsWith('RunTask')).map(({ tdur = 0 }) => tdur / 1000);
  return { frames: framesOf(own), tasks: tasks.sort((a, b) => b - a) };
}

function threadOf({ pid, tid }: TraceEvent): string {
  return `${pid}:${tid}`;
}

/** Of several renderers the one that drew frames. */
function mainThread(events: readonly TraceEvent[]): string {
  const counts = new Map<string, number>();
  for (const event of events)
    if (event.name === 'FireAnimationFrame') counts.set(threadOf(event), (counts.get(threadOf(event)) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  if (most === undefined) throw new Error('no frame was drawn');
  return most[0];
}

function framesOf(events: readonly TraceEvent[]): number[] {
  const sorted = events.filter(({ name }) => counted.has(name)).sort((a, b) => a.ts - b.ts);
  const frames: number[] = [];
  let time = 0;
  let end = 0;
  for (const { name, ts, dur = 0, tdur = 0 } of sorted) {
    if (ts < end) continue;
    end = ts + dur;
    time += tdur / 1000;
    // What comes before a frame's own work prepares it; style and layout after it belong to the next.
    if (name !== 'FireAnimationFrame') continue;
    frames.push(time);
    time = 0;
  }
  return frames.sort((a, b) => a - b);
}

/** The value below which 95 of 100 are. */
export function percentile95(ascending: readonly number[]): number {
  return ascending[Math.floor(ascending.length * 0.95)] ?? 0;
}
