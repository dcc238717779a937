import type { Packet } from './packet.ts';
import { parseInet, parseInet6 } from '../kernel/socket-address.ts';
import { internetChecksum } from './internet-checksum.ts';

/** What a firewall answers instead of the host that was meant, as if from that host's address (RFC 792, 4443, 9293). */
export function rejectAnswer(
  frame: Buffer,
  packet: Packet,
  kind: 'port' | 'host' | 'net' | 'reset',
): Buffer | undefined {
  const body = kind === 'reset' ? resetSegment(packet) : unreachable(packet, kind);
  if (body === undefined) return undefined;
  const protocol = kind === 'reset' ? 6 : packet.version === 4 ? 1 : 58;
  const from = packet.destination.host;
  const to = packet.source.host;
  const header = packet.version === 4 ? header4(from, to, protocol, body) : header6(from, to, protocol, body);
  const ethernet = Buffer.concat([frame.subarray(6, 12), frame.subarray(0, 6), frame.subarray(12, 14)]);
  return Buffer.concat([ethernet, header, body]);
}

function header4(from: string, to: string, protocol: number, body: Buffer): Buffer {
  const header = Buffer.alloc(20);
  header.writeUInt8(0x45, 0);
  header.writeUInt16BE(20 + body.length, 2);
  header.writeUInt8(64, 8);
  header.writeUInt8(protocol, 9);
  header.set(parseInet(from), 12);
  header.set(parseInet(to), 16);
  header.writeUInt16BE(internetChecksum(header), 10);
  return header;
}

function header6(from: string, to: string, protocol: number, body: Buffer): Buffer {
  const header = Buffer.alloc(40);
  header.writeUInt8(0x60, 0);
  header.writeUInt16BE(body.length, 4);
  header.writeUInt8(protocol, 6);
  header.writeUInt8(64, 7);
  header.set(parseInet6(from), 8);
  header.set(parseInet6(to), 24);
  return header;
}

/** The sum that covers both addresses, the length and the protocol besides the body (all but ICMP for IPv4). */
function pseudoChecksum(packet: Packet, protocol: number, body: Buffer): number {
  const parse = packet.version === 4 ? parseInet : parseInet6;
  const length = Buffer.alloc(8);
  length.writeUInt32BE(body.length, 0);
  length.writeUInt32BE(protocol, 4);
  return internetChecksum(Buffer.concat([parse(packet.destination.host), parse(packet.source.host), length, body]));
}

function unreachable(packet: Packet, kind: 'port' | 'host' | 'net'): Buffer {
  const header = Buffer.alloc(8);
  const codes = packet.version === 4 ? { net: 0, host: 1, port: 3 } : { net: 0, host: 3, port: 4 };
  header.writeUInt8(packet.version === 4 ? 3 : 1, 0);
  header.writeUInt8(codes[kind], 1);
  const body = Buffer.concat([header, packet.bytes.subarray(0, packet.version === 4 ? 548 : 1_200)]);
  body.writeUInt16BE(packet.version === 4 ? internetChecksum(body) : pseudoChecksum(packet, 58, body), 2);
  return body;
}

function resetSegment(packet: Packet): Buffer | undefined {
  const { content } = packet;
  if (content.protocol !== 'tcp' || content.flags.includes('R')) return undefined;
  const segment = Buffer.alloc(20);
  segment.writeUInt16BE(packet.destination.port ?? 0, 0);
  segment.writeUInt16BE(packet.source.port ?? 0, 2);
  const acknowledges = content.flags.includes('.');
  const length = packet.dataLength + (content.flags.includes('S') ? 1 : 0) + (content.flags.includes('F') ? 1 : 0);
  segment.writeUInt32BE(acknowledges ? content.acknowledged : 0, 4);
  segment.writeUInt32BE(acknowledges ? 0 : (content.sequence + length) >>> 0, 8);
  segment.writeUInt8(5 << 4, 12);
  segment.writeUInt8(acknowledges ? 0x04 : 0x14, 13);
  segment.writeUInt16BE(pseudoChecksum(packet, 6, segment), 16);
  return segment;
}
