import type { Block } from '../language/block.ts';
import type { Conducted } from './conduct.ts';
import type { TranscriptLine } from './transcript.ts';

/** What the parent asks a runner. */
export interface RunnerRequest {
  readonly block: Block;
  readonly audit: boolean;
}

/** What a runner tells its parent. */
export type RunnerReport =
  | { readonly kind: 'ready'; readonly isPrivate: boolean }
  | { readonly kind: 'line'; readonly line: TranscriptLine }
  | { readonly kind: 'done'; readonly conducted: Conducted }
  /** A bug of ours: nothing a block does leads here. */
  | { readonly kind: 'bug'; readonly stack: string };
