/** Lengths are of the data, in bytes, and claimed when written. */
export type PacketContent =
  | { readonly protocol: 'tcp'; readonly flags: TcpFlags; readonly length?: number }
  | { readonly protocol: 'udp'; readonly length?: number }
  | { readonly protocol: 'icmp'; readonly message: IcmpMessage; readonly length?: number };

/** In tcpdump's letters and order: `S`, `S.`, `.`, `P.`, `F.`, `FP.`, `R`, `R.`; `none` where no flag is set. */
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
