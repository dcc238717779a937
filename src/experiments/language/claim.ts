import type { systems } from './constants.ts';
import type { ArrayValue, IntegerValue, Span } from './value.ts';

/** What a line says its call returns. */
export interface Claim {
  /** `=?`: the quiz may blank out the result and ask for it. */
  readonly asked: boolean;
  readonly result: Result;
  readonly alternatives: readonly Alternative[];
  readonly time?: TimeBound;
  /** From the `=` to the end of the results. */
  readonly span: Span;
}

/** `| darwin: -1 ENOBUFS`: the claim on that system, instead of the first one. */
export interface Alternative {
  readonly system: System;
  readonly result: Result;
  readonly span: Span;
}

export type System = (typeof systems)[number];

export type Result =
  | { readonly kind: 'integer'; readonly value: number; readonly base: IntegerValue['base']; readonly span: Span }
  /** `-1 EAGAIN` */
  | { readonly kind: 'error'; readonly errno: string; readonly span: Span }
  /** Bound where not yet bound, else compared. Digits where a descriptor is made. */
  | { readonly kind: 'name'; readonly name: string; readonly span: Span }
  | { readonly kind: 'constant'; readonly name: string; readonly span: Span }
  /** `0x802 (flags O_RDWR|O_NONBLOCK)`: the named flags are compared. */
  | { readonly kind: 'flags'; readonly flags: readonly string[]; readonly value?: number; readonly span: Span }
  /** `1 ([{fd=c, revents=POLLIN}])` of poll. */
  | { readonly kind: 'ready'; readonly count: number; readonly ready: ArrayValue; readonly span: Span }
  /** `>0` */
  | { readonly kind: 'positive'; readonly span: Span }
  /** `_` */
  | { readonly kind: 'any'; readonly span: Span }
  /**
   * `= <unfinished ...>`: the call sleeps (`sleeps`). Without a closing parenthesis, as strace cuts a line when another
   * actor's event comes between, only the order is claimed.
   */
  | { readonly kind: 'unfinished'; readonly sleeps: boolean; readonly span: Span }
  /** strace's `?`, with `ERESTARTSYS` and its like when a signal interrupted the call. Claims nothing. */
  | { readonly kind: 'unknown'; readonly errno?: string; readonly span: Span };

/** `<0.05..>`, `<..1.0>`, `<0.05..1.0>`: how long the call took, in nanoseconds. */
export interface TimeBound {
  readonly atLeastNs?: number;
  readonly atMostNs?: number;
  readonly span: Span;
}
