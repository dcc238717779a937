import type { Look } from './look.ts';

/** A key that answers, and its meaning in a word. */
export interface KeyChoice {
  readonly key: string;
  readonly label: string;
}

export interface KeyRequest {
  /** One to three lines. */
  readonly message: () => string;
  readonly choices: readonly KeyChoice[];
  /** Which choice Enter and the space bar stand for. */
  readonly enter?: string;
  /** What is left on the screen once it is answered; by default nothing. */
  readonly answered?: (key: string) => string;
}

export interface LineRequest {
  readonly message: () => string;
  readonly answered: (line: string) => string;
}

/** How the quiz asks for a key or a line. Rejects with an `Interrupted` on Ctrl-C, end of input, or a signal. */
export interface Prompter {
  readonly askKey: (request: KeyRequest) => Promise<string>;
  readonly askLine: (request: LineRequest) => Promise<string>;
  /** Lets nothing that is typed while `work` runs reach a later prompt; Ctrl-C interrupts it. */
  readonly whileDeaf: <Result>(work: (interrupt: AbortSignal) => Promise<Result>) => Promise<Result>;
  /** Gives the terminal to a program that `work` starts, and takes it back. */
  readonly lend: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/** The learner wants out: everything answered is saved, and the session can be taken up again. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

export interface PrompterStreams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly look: Look;
  /** Milliseconds of a clock that only goes forward. */
  readonly clock: () => number;
  /** The terminal folds lines that no longer fit once the window is narrower; others cut them. */
  readonly folds: boolean;
  /** Aborted by a signal that ends the program. */
  readonly signal: AbortSignal;
}
