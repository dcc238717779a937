/** Exit statuses; see "Exit codes" in the README. */
export const exitStatus = { done: 0, found: 1, usage: 2, cannot: 3, bug: 70, interrupted: 130 } as const;

/** Signals that end the program in good order, and with which status: 128 and the signal's number, as shells say it. */
export const signalStatus = { SIGINT: exitStatus.interrupted, SIGTERM: 143, SIGHUP: 129 } as const;

/** The names of `signalStatus`. */
export const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The command line was wrong: flags, a missing folder, an unknown card. Its message is shown without a stack; exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The machine can't do what was asked: a full disk, no namespace, Anki closed. The message says what to try; exit 3. */
export class CannotError extends Error {
  override readonly name = 'CannotError';
}
