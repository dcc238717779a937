/** The syntax tree of a `sock` block: what the note says, line by line, each part with its place. */
import type { Claim } from './claim.ts';
import type { Condition } from './condition.ts';
import type { PacketContent, PacketFate } from './packet.ts';
import type { CallName } from './signatures.ts';
import type { InternetAddress, NameValue, Span, Value } from './value.ts';
import type { WireRule } from './wire.ts';

/** A block's text and where it stands. Lines of the tree count in the note. */
export interface BlockSource {
  /** The note's path, as diagnostics print it. */
  readonly path: string;
  /** The note's line of the text's first line. */
  readonly firstLine: number;
  /** How far the block's lines are indented in the note: 0 where it stands at the margin. */
  readonly indent?: number;
  readonly text: string;
}

export interface Block {
  readonly path: string;
  readonly firstLine: number;
  readonly lines: readonly Line[];
}

export type Line =
  | CallLine
  | ResumeLine
  | CheckLine
  | WaitLine
  | ExitLine
  | KilledLine
  | SignalLine
  | HostLine
  | PacketLine
  | PacketGapLine
  | WireLine
  | NeedsLine
  | DeadlineLine
  | CommentLine
  | BlankLine
  | FaultyLine;

interface AnyLine {
  readonly span: Span;
  /** What stands behind `#`, trimmed, without control characters. */
  readonly comment?: string;
}

/** `[name]`, `[name@host]`, `[name.2]`. Lines without one belong to the actor `main`. */
export interface Actor {
  readonly name: string;
  /** Said at the actor's first line only. */
  readonly host?: string;
  /** 1 is the actor's first thread. */
  readonly thread: number;
  readonly span: Span;
}

/** `[actor] repeat N call(args) = RESULT | system: RESULT <time> -> calls, bytes` */
export interface CallLine extends AnyLine {
  readonly kind: 'call';
  readonly actor?: Actor;
  readonly repeat?: Repeat;
  readonly call: CallName;
  readonly callSpan: Span;
  /** By position, as `signatures.ts` lists the parameters; optional ones at the end may be missing. */
  readonly arguments: readonly Value[];
  readonly claim: Claim;
}

export interface Repeat {
  /** Without it: as long as the result matches. */
  readonly count?: number;
  /** Bound to how often the result matched. */
  readonly calls?: NameValue;
  /** Bound to the sum of the matching results. */
  readonly sum?: NameValue;
}

/** `<... call resumed>outputs) = RESULT`: the pending call of that actor has returned. */
export interface ResumeLine extends AnyLine {
  readonly kind: 'resume';
  readonly actor?: Actor;
  readonly call: CallName;
  readonly callSpan: Span;
  /** The call's parameter that `arguments[0]` stands for: its first output. */
  readonly firstArgument: number;
  /** Empty where nothing is claimed but the result. */
  readonly arguments: readonly Value[];
  readonly claim: Claim;
}

/** `check A OP B`; `[actor] check …` asks on that actor's host. */
export interface CheckLine extends AnyLine {
  readonly kind: 'check';
  readonly actor?: Actor;
  readonly condition: Condition;
}

/** `wait A OP B`: asked again until it is true or the deadline has passed. */
export interface WaitLine extends AnyLine {
  readonly kind: 'wait';
  readonly actor?: Actor;
  readonly condition: Condition;
}

/** `[actor] +++ exited with N +++` */
export interface ExitLine extends AnyLine {
  readonly kind: 'exit';
  readonly actor?: Actor;
  readonly status: number;
}

/** `[actor] +++ killed by SIGKILL +++` */
export interface KilledLine extends AnyLine {
  readonly kind: 'killed';
  readonly actor?: Actor;
  readonly signal: string;
}

/** `[actor] --- SIGPIPE {...} ---` */
export interface SignalLine extends AnyLine {
  readonly kind: 'signal';
  readonly actor?: Actor;
  readonly signal: string;
}

/** `host NAME ADDR` */
export interface HostLine extends AnyLine {
  readonly kind: 'host';
  readonly name: string;
  readonly nameSpan: Span;
  readonly family: 'inet' | 'inet6';
  readonly address: string;
  readonly addressSpan: Span;
}

/** `IP a > b: Flags [P.], length 3 (lost)` */
export interface PacketLine extends AnyLine {
  readonly kind: 'packet';
  readonly version: 4 | 6;
  /** A name means the local address of that descriptor. */
  readonly from: NameValue | InternetAddress;
  readonly to: NameValue | InternetAddress;
  /** `:?` instead of `:`: the quiz may blank out and ask what follows. */
  readonly asked: boolean;
  readonly content: PacketContent;
  readonly fates: readonly PacketFate[];
}

/** `IP ...`: packets that nobody claims may stand here. */
export interface PacketGapLine extends AnyLine {
  readonly kind: 'packet-gap';
}

/** `wire VERB [1 in N] [SELECT]`: shapes the cable from here on. */
export interface WireLine extends AnyLine {
  readonly kind: 'wire';
  readonly rule: WireRule;
}

/** `needs: linux, ipv6` */
export interface NeedsLine extends AnyLine {
  readonly kind: 'needs';
  readonly needs: readonly { readonly name: string; readonly span: Span }[];
}

/** `deadline: 15s` */
export interface DeadlineLine extends AnyLine {
  readonly kind: 'deadline';
  readonly milliseconds: number;
}

/** A line of its own that is a comment; `comment` is its text. */
export interface CommentLine extends AnyLine {
  readonly kind: 'comment';
  readonly comment: string;
}

export interface BlankLine extends AnyLine {
  readonly kind: 'blank';
}

/** A line that could not be read; a diagnostic says why. A block that has one is not replayed. */
export interface FaultyLine extends AnyLine {
  readonly kind: 'faulty';
  /** As written, without control characters. */
  readonly text: string;
}
