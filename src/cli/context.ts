import type { Screen } from './screen.ts';

/** What a command is given of the world: nothing else in the program reads the clock, chance or the terminal. */
export interface Context {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly screen: Screen;
  readonly stderr: NodeJS.WriteStream;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A random number of so many bytes, hexadecimal. */
  readonly randomHex: (bytes: number) => string;
  /** Sets the exit status; a command that sets none ends with 0. */
  readonly exit: (status: number) => void;
}
