import type { CapturedPacket } from './transcript.ts';

/** What sees the packets of a block: the loopback interface's ring, or the cable. */
export interface Capture {
  /** In the order in which they travelled. */
  packets(): readonly CapturedPacket[];
  /** How many could not be kept. */
  lost(): number;
  end(): void;
}
