import type { ConstantValue, IntegerValue, InternetAddress, NameValue, Span } from './value.ts';

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
