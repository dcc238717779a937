import type { PacketFate } from '../language/packet.ts';

/** What a replay of a block established. */
export type ReplayVerdict = 'supported' | 'refuted' | 'not-testable-here' | 'inconclusive';

export type LineStatus =
  | 'as-claimed'
  | 'differs'
  /** A line before it differed, or nothing was replayed at all. */
  | 'not-reached'
  /** A packet line where nothing can be captured. */
  | 'unseen';

/** One line of a block, as it went. Everything that is printed is as strace prints it. */
export interface TranscriptLine {
  /** The line of the note. */
  readonly line: number;
  readonly kind: 'call' | 'resume' | 'check' | 'wait' | 'exit' | 'killed' | 'signal' | 'packet' | 'packet-gap' | 'wire';
  /** `server`, `server.2` for its second thread; empty where no actor is meant. */
  readonly actor: string;
  /** `recv`; of a line that is no call its word: `check`, `wait`, `exited`, `killed`, `signal`, `packet`, `wire`. */
  readonly call: string;
  /** The arguments with what the kernel wrote into them; of a check or wait its two sides. */
  readonly args: readonly string[];
  /** `6`, `-1 EAGAIN`, `conn`, `<unfinished ...>`; of a check or wait what its left side came to. */
  readonly result: string;
  /** The error's name, where the call failed. */
  readonly errno?: string;
  /** What was received, as it stands between quotes. */
  readonly data?: string;
  /** Of a repeated call: how many results were as claimed, and their sum. */
  readonly repeated?: { readonly calls: number; readonly sum: number };
  /** Since the replay's first line, on the monotonic clock. */
  readonly startNs: number;
  readonly durationNs: number;
  readonly status: LineStatus;
  /** The line as the note claims it, in its canonical spelling. */
  readonly claimed: string;
  /** The quiz may ask this line. */
  readonly asked: boolean;
  /** Why it differs, or was not reached or seen, in words. */
  readonly reason?: string;
}

/** A packet that travelled, on a private loopback interface or the cable. */
export interface CapturedPacket {
  /** Since the replay's first line. */
  readonly timeNs: number;
  /** `127.0.0.1:8080`; without a port where the protocol has none. */
  readonly from: string;
  readonly to: string;
  /** In tcpdump's words: `Flags [P.], seq 1:4, ack 1, length 3`. */
  readonly text: string;
  /** What the cable did to it. */
  readonly fate?: PacketFate;
  /** From the first byte of the IP header; perhaps less than what travelled: see `wireLength`. */
  readonly bytes: Uint8Array;
  readonly wireLength: number;
}

/** What a replay observed. Everything else is drawn from it. */
export interface Transcript {
  readonly verdict: ReplayVerdict;
  /** Why it is not supported: the first line that differs, the missing need, what was late. */
  readonly reason?: string;
  /** By line of the block; comments, blank lines, needs and hosts have none. */
  readonly transcript: readonly TranscriptLine[];
  /** Undefined where nothing could be captured. */
  readonly packets?: readonly CapturedPacket[];
  readonly os: { readonly sysname: string; readonly release: string };
  /** Did the block run in namespaces of its own? */
  readonly isPrivate: boolean;
  readonly durationNs: number;
}
