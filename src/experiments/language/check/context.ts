import type { ActorScope, Report, Scope } from './scope.ts';

/** What the checks of one line know. */
export interface LineContext {
  readonly report: Report;
  readonly scope: Scope;
  readonly actor: ActorScope;
  /** Addresses of the block's own hosts, in canonical text. */
  readonly hosts: ReadonlySet<string>;
  /** The block asks for a network of its own: nothing can leave it. */
  readonly privateNetwork: boolean;
  /** Adds to the bytes of literals in the block. */
  readonly count: (bytes: number) => void;
}
