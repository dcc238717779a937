import type { KernelAnswer, KernelCall } from '../kernel/invoke.ts';
import type { SignalAction } from '../kernel/signals.ts';
import type { Capability } from '../kernel/privilege.ts';

/** What a result must be for a repeated call to go on. */
export type Expected =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'error'; readonly errno: number }
  | { readonly kind: 'positive' }
  | { readonly kind: 'any' };

/** Bytes that a repeated call must have received, in one piece of one argument's memory. */
export interface ExpectedBytes {
  readonly argument: number;
  readonly piece: number;
  readonly bytes: Uint8Array;
  readonly match: 'whole' | 'prefix' | 'suffix';
}

/** What the runner asks a thread of an actor. Each order gets one answer; descriptors follow an order or answer that says so. */
export type Order =
  /** Enter a block's world. A descriptor of its network follows where `network` is true. */
  | {
      readonly order: 'enter';
      readonly folder: string;
      readonly network: boolean;
      readonly capabilities: readonly Capability[] | 'all';
      /** Give up root for good: no private world. */
      readonly nobody: boolean;
    }
  /** `marker`: close(-marker) comes first, so that strace's record shows which line a call belongs to. */
  | { readonly order: 'call'; readonly call: KernelCall; readonly marker?: number }
  | {
      readonly order: 'repeat';
      readonly call: KernelCall;
      readonly expected: Expected;
      readonly bytes: readonly ExpectedBytes[];
      readonly atMost: number;
      readonly marker?: number;
    }
  /** A second thread; its control descriptor follows. It answers there. */
  | { readonly order: 'thread' }
  /** Hand these descriptors over: they follow the answer. */
  | { readonly order: 'give'; readonly descriptors: readonly number[] }
  /** Take over the descriptors that follow, at these numbers, and the actions of signals. */
  | { readonly order: 'adopt'; readonly numbers: readonly number[]; readonly actions: readonly SignalCopy[] }
  | { readonly order: 'exit'; readonly status: number; readonly marker?: number }
  /** Become as at the start, and say whether that went well. */
  | { readonly order: 'reset' };

export interface SignalCopy {
  readonly signal: number;
  readonly action: SignalAction;
}

export type Answer =
  | { readonly kind: 'ready'; readonly pid: number; readonly thread: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'called'; readonly answer: KernelAnswer }
  | {
      readonly kind: 'repeated';
      /** How many results were as expected, and their sum. */
      readonly matched: number;
      readonly sum: number;
      /** The last call's; it was not as expected where `matched` is less than `made`. */
      readonly last?: KernelAnswer;
      readonly made: number;
      readonly startNs: bigint;
    }
  | { readonly kind: 'reset'; readonly clean: boolean }
  | { readonly kind: 'failed'; readonly message: string };
