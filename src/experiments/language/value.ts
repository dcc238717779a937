/**
 * The values that stand in a line's arguments, as the note writes them. What a value means (a claim, an input, a name
 * that is bound) follows from its parameter in `signatures.ts`.
 */

/** Where something stands in the note. Counted from 1, columns in UTF-16 units; the end lies behind the last unit. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

export type Value =
  | IntegerValue
  | NameValue
  | ConstantValue
  | FlagsValue
  | TextValue
  | AddressValue
  | StructureValue
  | ArrayValue
  | ChangeValue
  | RawPacketValue
  | NullValue
  | AnyValue;

/** `64`, `-1`, `0x802`, `0600`; a safe integer. */
export interface IntegerValue {
  readonly kind: 'integer';
  readonly value: number;
  readonly base: 'decimal' | 'hexadecimal' | 'octal';
  readonly span: Span;
}

/**
 * A name of the block: a descriptor, an actor, a port or a bound number. In a descriptor's place digits are names too
 * (`"3"`): no descriptor is ever literal, except the integer -1.
 */
export interface NameValue {
  readonly kind: 'name';
  readonly name: string;
  /** `actor:name`, in checks and packet lines only. */
  readonly actor?: string;
  readonly span: Span;
}

/** `AF_INET`: one named constant. */
export interface ConstantValue {
  readonly kind: 'constant';
  readonly name: string;
  readonly span: Span;
}

/** `SOCK_STREAM|SOCK_NONBLOCK`: two members or more, in the order written. */
export interface FlagsValue {
  readonly kind: 'flags';
  readonly members: readonly (ConstantValue | IntegerValue)[];
  readonly span: Span;
}

/**
 * Data: `"x"`, `"x"*4096` (repeat 4096), `"xxxx"...` (what begins so), `..."tail"` (what ends so). In an input a text
 * is always whole.
 */
export interface TextValue {
  readonly kind: 'text';
  /** One character a byte, U+0000 to U+00FF: `Buffer.from(bytes, 'latin1')` gives the bytes. Not yet repeated. */
  readonly bytes: string;
  /** At least 1. */
  readonly repeat: number;
  readonly match: 'whole' | 'prefix' | 'suffix';
  readonly span: Span;
}

export type AddressValue = InternetAddress | UnixAddress | UnspecifiedAddress;

/** `127.0.0.1:8080`, `[::1]:port`, `127.0.0.1:_` */
export interface InternetAddress {
  readonly kind: 'address';
  readonly family: 'inet' | 'inet6';
  /** Canonical text: dotted decimal without leading zeros, or as RFC 5952 says, without brackets. */
  readonly host: string;
  readonly port: IntegerValue | NameValue | AnyValue;
  readonly span: Span;
}

/** `"inbox"`, `@"name"`, and `{sa_family=AF_UNIX}`, which has no name (binding it makes the kernel choose one). */
export interface UnixAddress {
  readonly kind: 'address';
  readonly family: 'unix';
  readonly name?: TextValue;
  readonly abstract: boolean;
  readonly span: Span;
}

/** `AF_UNSPEC` in an address's place: dissolves an association. */
export interface UnspecifiedAddress {
  readonly kind: 'address';
  readonly family: 'unspec';
  readonly span: Span;
}

/** `{l_onoff=1, l_linger=0}`: members that are not written are not claimed, and have their natural default as input. */
export interface StructureValue {
  readonly kind: 'structure';
  readonly members: readonly Member[];
  readonly span: Span;
}

export interface Member {
  readonly name: string;
  readonly value: Value;
  readonly span: Span;
}

/** `[a, b]`; a value-result argument is an array of one: `[size]`. */
export interface ArrayValue {
  readonly kind: 'array';
  readonly items: readonly Value[];
  readonly span: Span;
}

/** `128 => 16` as an array's item or a member's value: what was given and what the kernel made of it. */
export interface ChangeValue {
  readonly kind: 'change';
  readonly before: IntegerValue;
  readonly after: IntegerValue | NameValue | AnyValue;
  readonly span: Span;
}

/** A packet built by hand, for raw sockets. Checksums are right unless given. */
export type RawPacketValue =
  | {
      readonly kind: 'raw-packet';
      readonly protocol: 'udp';
      readonly source: InternetAddress;
      readonly destination: InternetAddress;
      readonly data: TextValue;
      readonly checksum?: IntegerValue;
      readonly span: Span;
    }
  | {
      readonly kind: 'raw-packet';
      readonly protocol: 'icmp-echo';
      readonly id: IntegerValue;
      readonly sequence: IntegerValue;
      readonly data: TextValue;
      readonly checksum?: IntegerValue;
      readonly span: Span;
    };

export interface NullValue {
  readonly kind: 'null';
  readonly span: Span;
}

/** `_`: whatever it is; also what a pointer (`0x7ffd…`) in an output's place is read as. */
export interface AnyValue {
  readonly kind: 'any';
  readonly span: Span;
}
