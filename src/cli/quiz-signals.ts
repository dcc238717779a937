import { exitStatus } from './outcome.ts';

/** Signals that end a session in good order: what was answered is saved, children are ended, the lock is released. */
export interface CaughtSignals {
  readonly signal: AbortSignal;
  /** The exit status that the caught signal asks for, if one came. */
  readonly status: () => number | undefined;
  readonly stop: () => void;
}

const statuses = { SIGINT: exitStatus.interrupted, SIGTERM: 143, SIGHUP: 129 } as const;

/** Takes the place of the program's own handler of Ctrl-C, which would end at once, until it is stopped. */
export function catchSignals(): CaughtSignals {
  const aborting = new AbortController();
  let status: number | undefined;
  const before = process.listeners('SIGINT');
  process.removeAllListeners('SIGINT');
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const handlers = names.map((name) => {
    const handler = (): void => {
      status = statuses[name];
      aborting.abort();
    };
    process.on(name, handler);
    return { name, handler };
  });
  return {
    signal: aborting.signal,
    status: () => status,
    stop: () => {
      for (const { name, handler } of handlers) process.off(name, handler);
      for (const listener of before) process.on('SIGINT', listener);
    },
  };
}
