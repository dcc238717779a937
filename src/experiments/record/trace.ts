/** What a log's calls did to the descriptors that they made. */
import type { CallLine } from '../language/block.ts';
import type { LogCall } from './read-log.ts';

/** A socket, a pipe or a FIFO, as the kernel holds it: what dup and fork share. */
export interface OpenFile {
  readonly kind: 'socket' | 'pair' | 'pipe' | 'fifo';
  readonly stream: boolean;
  readonly accepted: boolean;
  nonblocking: boolean;
  /** Calls made on it, by the language's names. */
  readonly calls: Set<string>;
  /** The program images that used it: a process that executes another program is another user. */
  readonly users: Set<string>;
  /** A resolver's, a logger's, a shell's: not the program's own. */
  isNoise: boolean;
}

/** A descriptor under one number; fork shares it with the child, under the same name. */
export interface Descriptor {
  readonly file: OpenFile;
  readonly end?: 'read' | 'write' | 'first' | 'second';
  readonly isCopy: boolean;
  /** The descriptor whose place dup2 gave it, and whose name it bears. */
  readonly inPlaceOf?: Descriptor;
}

export interface Held {
  readonly descriptor: Descriptor;
  readonly closeOnExec: boolean;
}

export interface Process {
  readonly pid: number;
  readonly parent?: Process;
  readonly table: Map<number, Held>;
  /** Thread numbers of a block: the first is 1. */
  readonly threads: Map<number, number>;
  readonly inherited: readonly Descriptor[];
  /** How often it executed another program. */
  images: number;
  ignoresSigpipe: boolean;
}

interface AnyStep {
  /** The position in the log. */
  readonly at: number;
  readonly process: Process;
  readonly thread: number;
}

/** A call on descriptors, with the numbers it used and those it made. */
export interface CallStep extends AnyStep {
  readonly kind: 'call';
  readonly call: LogCall;
  readonly line: CallLine;
  readonly uses: ReadonlyMap<string, Descriptor>;
  readonly makes: ReadonlyMap<string, Descriptor>;
  readonly target?: Process;
  /** The descriptor was so when the call was made, or a flag of the call says it. */
  readonly nonblocking: boolean;
}

export type Step =
  | CallStep
  | (AnyStep & { readonly kind: 'fork'; readonly child: Process })
  /** A call that waits until descriptors are ready: poll, select, epoll_wait. */
  | (AnyStep & { readonly kind: 'ready'; readonly ready: readonly Ready[] })
  /** A descriptor that execve or close_range closed. */
  | (AnyStep & { readonly kind: 'close'; readonly descriptor: Descriptor })
  | (AnyStep & { readonly kind: 'exit'; readonly status: number })
  | (AnyStep & { readonly kind: 'killed' | 'signal'; readonly signal: string });

export interface Ready {
  readonly descriptor: Descriptor;
  readonly event: 'POLLIN' | 'POLLOUT' | 'POLLERR' | 'POLLHUP' | 'POLLRDHUP' | 'POLLPRI';
}

export interface Trace {
  readonly steps: readonly Step[];
  /** How many calls of the log are no step. */
  readonly others: number;
  /** Calls on descriptors of the log that the language does not have. */
  readonly unknown: readonly { readonly name: string; readonly file: OpenFile }[];
}

/** The program that a process runs at this point of the log. */
export function imageOf({ pid, images }: Process): string {
  return `${pid}.${images}`;
}
