import type { Span, TextValue } from './value.ts';

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
