/** A replay's packets as a capture file, for Wireshark and tcpdump. */
import type { CapturedPacket, Transcript } from '../replay/transcript.ts';

/** LINKTYPE_RAW: a packet begins with its IPv4 or IPv6 header (tcpdump.org/linktypes.html). */
const linkType = 101;
const snapLength = 0x40000;
const nanosecondsPerSecond = 1_000_000_000;

/**
 * The captured packets in pcapng (draft-ietf-opsawg-pcapng), with nanosecond times since the replay's first line. What
 * the cable did to a packet is its comment, which Wireshark shows and finds with `frame.comment`.
 */
export function writePcap(transcript: Pick<Transcript, 'packets' | 'os'>): Uint8Array {
  const { packets = [], os } = transcript;
  return Buffer.concat([
    sectionHeader(`${os.sysname} ${os.release}`),
    interfaceDescription(),
    ...packets.map((packet) => enhancedPacket(packet)),
  ]);
}

function sectionHeader(system: string): Buffer {
  const body = Buffer.alloc(16);
  body.writeUInt32LE(0x1a2b3c4d, 0);
  body.writeUInt16LE(1, 4);
  // The section's length is not said.
  body.writeBigInt64LE(-1n, 8);
  return block(0x0a0d0d0a, body, [option(3, Buffer.from(system)), option(4, Buffer.from('sockrates'))]);
}

function interfaceDescription(): Buffer {
  const body = Buffer.alloc(8);
  body.writeUInt16LE(linkType, 0);
  body.writeUInt32LE(snapLength, 4);
  // if_tsresol 9: ten to the power of minus nine.
  return block(1, body, [option(2, Buffer.from('replay')), option(9, Buffer.from([9]))]);
}

function enhancedPacket({ timeNs, bytes, wireLength, fate }: CapturedPacket): Buffer {
  const seconds = Math.floor(timeNs / nanosecondsPerSecond);
  const time = BigInt(seconds) * BigInt(nanosecondsPerSecond) + BigInt(Math.floor(timeNs % nanosecondsPerSecond));
  const header = Buffer.alloc(20);
  header.writeUInt32LE(Number(time >> 32n), 4);
  header.writeUInt32LE(Number(time & 0xffffffffn), 8);
  header.writeUInt32LE(bytes.length, 12);
  header.writeUInt32LE(Math.max(wireLength, bytes.length), 16);
  return block(6, Buffer.concat([header, padded(bytes)]), fate === undefined ? [] : [option(1, Buffer.from(fate))]);
}

function block(type: number, body: Uint8Array, options: readonly Buffer[]): Buffer {
  const end = options.length === 0 ? Buffer.alloc(0) : Buffer.alloc(4);
  const length = Buffer.alloc(4);
  const content = Buffer.concat([body, ...options, end]);
  length.writeUInt32LE(content.length + 12, 0);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(type, 0);
  return Buffer.concat([head, length, content, length]);
}

function option(code: number, value: Uint8Array): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(code, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, padded(value)]);
}

/** Everything in the file begins at a multiple of four bytes. */
function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}
