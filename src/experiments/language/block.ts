/** The syntax tree of a `sock` block: what the note says, line by line, each part with its place. */
import type {
  ArrayValue,
  ConstantValue,
  InternetAddress,
  IntegerValue,
  NameValue,
  Span,
  TextValue,
  Value,
} from './value.ts';
import type { systems } from './constants.ts';
import type { CallName } from './signatures.ts';

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

/** A comparison, or a sum alone, which is true when it is not 0. */
export interface Condition {
  readonly left: Sum;
  readonly comparison?: {
    readonly operator: ComparisonOperator;
    /** `==?`: the quiz may blank out the right side and ask for it. */
    readonly asked: boolean;
    readonly right: Sum;
  };
  readonly span: Span;
}

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** At least one term. */
export interface Sum {
  readonly terms: readonly { readonly sign: '+' | '-'; readonly operand: Operand }[];
  readonly span: Span;
}

/** A constant is a state of TCP (`TIME_WAIT`) or a number (`SOCK_STREAM`). */
export type Operand = IntegerValue | NameValue | ConstantValue | Query;

export type Query = DescriptorQuery | StateQuery | SysctlQuery;

/** The POLL queries answer 1 or 0, the others a number of bytes. */
export interface DescriptorQuery {
  readonly kind: 'query';
  readonly query:
    'POLLIN' | 'POLLOUT' | 'POLLERR' | 'POLLHUP' | 'POLLRDHUP' | 'POLLPRI' | 'FIONREAD' | 'SIOCOUTQ' | 'SIOCOUTQNSD';
  readonly descriptor: NameValue;
  readonly span: Span;
}

/** The state of a TCP socket; an address finds what no descriptor names. */
export interface StateQuery {
  readonly kind: 'query';
  readonly query: 'state';
  readonly of: NameValue | InternetAddress;
  readonly span: Span;
}

export interface SysctlQuery {
  readonly kind: 'query';
  readonly query: 'sysctl';
  /** `net.unix.max_dgram_qlen` */
  readonly variable: string;
  readonly span: Span;
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

/** Lengths are of the data, in bytes, and claimed when written. */
export type PacketContent =
  | { readonly protocol: 'tcp'; readonly flags: TcpFlags; readonly length?: number }
  | { readonly protocol: 'udp'; readonly length?: number }
  | { readonly protocol: 'icmp'; readonly message: IcmpMessage; readonly length?: number };

/** In tcpdump's letters: `S`, `S.`, `.`, `P.`, `F.`, `R`, `R.`, `FP.`; `S F P R U W E .` in this order. */
export type TcpFlags = string;

export type IcmpMessage =
  | 'echo request'
  | 'echo reply'
  | 'port unreachable'
  | 'host unreachable'
  | 'net unreachable'
  | 'admin prohibited'
  | 'fragmentation needed'
  | 'time exceeded';

/** What the cable did to a packet. */
export type PacketFate = 'lost' | 'twice' | 'flipped' | 'swapped';

/** `IP ...`: packets that nobody claims may stand here. */
export interface PacketGapLine extends AnyLine {
  readonly kind: 'packet-gap';
}

/** `wire VERB [1 in N] [SELECT]`: shapes the cable from here on. */
export interface WireLine extends AnyLine {
  readonly kind: 'wire';
  readonly rule: WireRule;
}

export type WireRule =
  | { readonly verb: 'drop' | 'swap' | 'twice' | 'flip'; readonly every: number; readonly select: WireSelection }
  | {
      readonly verb: 'reject';
      readonly answer: 'port' | 'host' | 'net' | 'reset';
      readonly every: number;
      readonly select: WireSelection;
    }
  | { readonly verb: 'rate'; readonly bitsPerSecond: number }
  | { readonly verb: 'mtu'; readonly bytes: number }
  | { readonly verb: 'down' | 'pass' };

/** Several together mean all of them. */
export interface WireSelection {
  readonly protocol?: 'udp' | 'tcp';
  /** Only packets with data: spares handshakes. */
  readonly data: boolean;
  readonly to?: {
    readonly family: 'inet' | 'inet6';
    readonly host: string;
    readonly port?: number;
    readonly span: Span;
  };
  /** What the data begins with. */
  readonly prefix?: TextValue;
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
