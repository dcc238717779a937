import type { IcmpMessage } from '../language/packet.ts';
import { formatInet, formatInet6 } from '../kernel/socket-address.ts';

/** One end of a packet; a port where its protocol has one. */
export interface Endpoint {
  readonly host: string;
  readonly port?: number;
}

/** An IP packet, taken apart as far as a packet line may claim. */
export interface Packet {
  readonly version: 4 | 6;
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly content: PacketContents;
  /** From the first byte of the IP header. */
  readonly bytes: Buffer;
  /** Where the data begin in `bytes`, and how many there are on the wire. */
  readonly dataOffset: number;
  readonly dataLength: number;
}

export type PacketContents =
  | { readonly protocol: 'tcp'; readonly flags: string; readonly sequence: number; readonly acknowledged: number }
  | { readonly protocol: 'udp' }
  | {
      readonly protocol: 'icmp';
      readonly message: IcmpMessage | undefined;
      readonly type: number;
      readonly code: number;
      /** Of an error: the packet that it is about, by its ends. */
      readonly about?: { readonly source: Endpoint; readonly destination: Endpoint };
    }
  /** A later piece of a packet that was cut, or a protocol that no line can claim. */
  | { readonly protocol: 'fragment'; readonly number: number }
  | { readonly protocol: 'other'; readonly number: number };

const etherTypes = { inet: 0x0800, inet6: 0x86dd } as const;
const protocols = { icmp: 1, tcp: 6, udp: 17, icmp6: 58, fragment: 44 } as const;

/** Takes an Ethernet frame apart; undefined for what is no IP (ARP) or too short. */
export function decodeFrame(frame: Buffer): Packet | undefined {
  if (frame.length < 14) return undefined;
  const type = frame.readUInt16BE(12);
  if (type !== etherTypes.inet && type !== etherTypes.inet6) return undefined;
  try {
    return decodePacket(frame.subarray(14));
  } catch (error) {
    // Cut short: the reads ran over its end.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function decodePacket(bytes: Buffer): Packet | undefined {
  const version = bytes.readUInt8(0) >> 4;
  if (version === 4) {
    const header = (bytes.readUInt8(0) & 15) * 4;
    const total = bytes.readUInt16BE(2);
    const source = formatInet(bytes.subarray(12, 16));
    const destination = formatInet(bytes.subarray(16, 20));
    const later = (bytes.readUInt16BE(6) & 0x1fff) !== 0;
    const number = bytes.readUInt8(9);
    return decodeTransport({ version, bytes, source, destination, number, isLater: later, at: header, end: total });
  }
  if (version !== 6) return undefined;
  const source = formatInet6(bytes.subarray(8, 24));
  const destination = formatInet6(bytes.subarray(24, 40));
  const end = 40 + bytes.readUInt16BE(4);
  const next = bytes.readUInt8(6);
  if (next !== protocols.fragment) {
    return decodeTransport({ version, bytes, source, destination, number: next, isLater: false, at: 40, end });
  }
  // A fragment header: what follows it, and where this piece belongs.
  const isLater = bytes.readUInt16BE(42) >> 3 !== 0;
  return decodeTransport({ version, bytes, source, destination, number: bytes.readUInt8(40), isLater, at: 48, end });
}

interface Transport {
  readonly version: 4 | 6;
  readonly bytes: Buffer;
  readonly source: string;
  readonly destination: string;
  readonly number: number;
  /** Not the first piece of a packet that was cut. */
  readonly isLater: boolean;
  readonly at: number;
  readonly end: number;
}

function decodeTransport(transport: Transport): Packet {
  const { version, bytes, source, destination, number, at, end } = transport;
  const dataLengthHere = Math.max(0, end - at);
  const plain = { version, bytes, source: { host: source }, destination: { host: destination } };
  if (transport.isLater) {
    return { ...plain, dataOffset: at, dataLength: dataLengthHere, content: { protocol: 'fragment', number } };
  }
  if (number === protocols.tcp || number === protocols.udp) {
    const ends = {
      source: { host: source, port: bytes.readUInt16BE(at) },
      destination: { host: destination, port: bytes.readUInt16BE(at + 2) },
    };
    const header = number === protocols.udp ? 8 : (bytes.readUInt8(at + 12) >> 4) * 4;
    // A datagram in several pieces says its whole length in its first one.
    const dataLength = number === protocols.udp ? bytes.readUInt16BE(at + 4) - 8 : end - at - header;
    const content: PacketContents =
      number === protocols.udp
        ? { protocol: 'udp' }
        : {
            protocol: 'tcp',
            flags: flagLetters(bytes.readUInt8(at + 13)),
            sequence: bytes.readUInt32BE(at + 4),
            acknowledged: bytes.readUInt32BE(at + 8),
          };
    return { version, bytes, ...ends, content, dataOffset: at + header, dataLength };
  }
  const rest = { ...plain, dataOffset: at, dataLength: dataLengthHere };
  if (number === protocols.icmp || number === protocols.icmp6) {
    const type = bytes.readUInt8(at);
    const code = bytes.readUInt8(at + 1);
    const isError = number === protocols.icmp ? [3, 11, 12].includes(type) : type < 128;
    const about = isError ? endsOf(bytes.subarray(at + 8)) : undefined;
    return {
      ...rest,
      content: {
        protocol: 'icmp',
        type,
        code,
        message: icmpMessage(number === protocols.icmp ? 4 : 6, type, code),
        ...(about === undefined ? {} : { about }),
      },
    };
  }
  return { ...rest, content: { protocol: 'other', number } };
}

/** The ends of the packet that an ICMP error carries the beginning of. */
function endsOf(bytes: Buffer): { readonly source: Endpoint; readonly destination: Endpoint } | undefined {
  try {
    const packet = decodePacket(bytes);
    return packet === undefined ? undefined : { source: packet.source, destination: packet.destination };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const letters = [
  ['S', 0x02],
  ['F', 0x01],
  ['P', 0x08],
  ['R', 0x04],
  ['U', 0x20],
  ['W', 0x80],
  ['E', 0x40],
  ['.', 0x10],
] as const;

function flagLetters(bits: number): string {
  return letters.map(([letter, bit]) => ((bits & bit) === 0 ? '' : letter)).join('');
}

function icmpMessage(version: 4 | 6, type: number, code: number): IcmpMessage | undefined {
  if (version === 6) {
    if (type === 1)
      return code === 4
        ? 'port unreachable'
        : code === 3
          ? 'host unreachable'
          : code === 1
            ? 'admin prohibited'
            : 'net unreachable';
    if (type === 2) return 'fragmentation needed';
    if (type === 3) return 'time exceeded';
    return type === 128 ? 'echo request' : type === 129 ? 'echo reply' : undefined;
  }
  if (type === 0) return 'echo reply';
  if (type === 8) return 'echo request';
  if (type === 11) return 'time exceeded';
  if (type !== 3) return undefined;
  const unreachable: Readonly<Record<number, IcmpMessage>> = {
    0: 'net unreachable',
    1: 'host unreachable',
    3: 'port unreachable',
    4: 'fragmentation needed',
    9: 'admin prohibited',
    10: 'admin prohibited',
    13: 'admin prohibited',
  };
  return unreachable[code];
}

/** The ends of the conversation that a packet belongs to: of an ICMP error those of what it is about, turned round. */
export function conversationOf(packet: Packet): { readonly source: Endpoint; readonly destination: Endpoint } {
  const { content } = packet;
  if (content.protocol === 'icmp' && content.about !== undefined) {
    return { source: content.about.destination, destination: content.about.source };
  }
  return packet;
}
