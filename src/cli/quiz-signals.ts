import { endingSignals, signalStatus } from './outcome.ts';

/** Signals that end a session in good order: what was answered is saved, children are ended, the lock is released. */
export interface CaughtSignals {
  readonly signal: AbortSignal;
  /** The exit status that the caught signal asks for, if one came. */
  readonly status: () => number | undefined;
  readonly stop: () => void;
}

/** Takes the place of the program's own handlers, which would end it at once, until it is stopped. */
export function catchSignals(): CaughtSignals {
  const aborting = new AbortController();
  let status: number | undefined;
  const taken = endingSignals.map((name) => {
    const before = process.listeners(name);
    process.removeAllListeners(name);
    const handler = (): void => {
      status = signalStatus[name];
      aborting.abort();
    };
    process.on(name, handler);
    return { name, before, handler };
  });
  return {
    signal: aborting.signal,
    status: () => status,
    stop: () => {
      for (const { name, before, handler } of taken) {
        process.off(name, handler);
        for (const listener of before) process.on(name, listener);
      }
    },
  };
}
