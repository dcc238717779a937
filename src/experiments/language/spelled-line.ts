import type { Actor, Line, Repeat } from './block.ts';
import type { Claim } from './claim.ts';
import type { Span, Value } from './value.ts';

/** A line as it is spelled: calls still under strace's names, processes still by number. */
export type SpelledLine = SpelledCallLine | SpelledResumeLine | Exclude<Line, { kind: 'call' | 'resume' }>;

interface Spelled {
  readonly actor?: Actor;
  /** The call's name as written. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly arguments: readonly Value[];
  readonly claim: Claim;
  readonly comment?: string;
  readonly span: Span;
}

export interface SpelledCallLine extends Spelled {
  readonly kind: 'spelled-call';
  readonly repeat?: Repeat;
}

export interface SpelledResumeLine extends Spelled {
  readonly kind: 'spelled-resume';
}
