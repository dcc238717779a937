import type { RawPacketValue } from '../language/value.ts';
import type { Site } from './site.ts';
import { parseInet, parseInet6 } from '../kernel/socket-address.ts';
import { internetChecksum } from './internet-checksum.ts';
import { bytesOf, numberOf } from './site.ts';
import { socketAddressOf } from './marshal-address.ts';
import { LineFault } from './outcome.ts';

/** `udp(SRC, DST, "data"[, checksum=0])`: a UDP header and data, or an ICMP echo request. Checksums are right unless given. */
export function encodeRawPacket(value: RawPacketValue, site: Site): Buffer {
  const data = bytesOf(value.data);
  const packet = Buffer.concat([Buffer.alloc(8), data]);
  if (value.protocol === 'icmp-echo') {
    packet.writeUInt8(8, 0);
    packet.writeUInt16BE(value.id.value & 0xffff, 4);
    packet.writeUInt16BE(value.sequence.value & 0xffff, 6);
    packet.writeUInt16BE(value.checksum === undefined ? internetChecksum(packet) : value.checksum.value & 0xffff, 2);
    return packet;
  }
  const source = site.addresses.toKernel(socketAddressOf(value.source, site));
  const destination = site.addresses.toKernel(socketAddressOf(value.destination, site));
  if (
    (source.family !== 'inet' && source.family !== 'inet6') ||
    (destination.family !== 'inet' && destination.family !== 'inet6')
  ) {
    throw new LineFault('a UDP packet goes between Internet addresses');
  }
  packet.writeUInt16BE(source.port, 0);
  packet.writeUInt16BE(destination.port, 2);
  packet.writeUInt16BE(packet.length & 0xffff, 4);
  if (value.checksum !== undefined) packet.writeUInt16BE(numberOf(value.checksum, site) & 0xffff, 6);
  else {
    const parse = source.family === 'inet' ? parseInet : parseInet6;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(packet.length, 0);
    const pseudo = Buffer.concat([parse(source.host), parse(destination.host), length, Buffer.from([0, 0, 0, 17])]);
    // A checksum that comes out as 0 is sent as 0xffff: 0 means none (RFC 768).
    packet.writeUInt16BE(internetChecksum(Buffer.concat([pseudo, packet])) || 0xffff, 6);
  }
  return packet;
}
