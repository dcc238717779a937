import { closeDescriptor } from './descriptors.ts';
import { declare, lastErrno } from './foreign.ts';

/** rtnetlink(7): what the `ip` and `tc` programs speak. Each request acts on this thread's network. */
const kinds = { newLink: 16, newAddress: 20, newNeighbour: 28, newQueue: 36 } as const;
const flags = { request: 1, acknowledge: 4, replace: 0x100, exclusive: 0x200, create: 0x400 } as const;

type Part = Buffer;

/** struct rtattr: a length and a kind in 16 bits each, the value, padded to four. */
function attribute(kind: number, ...value: readonly Part[]): Part {
  const body = Buffer.concat(value);
  const padded = Buffer.alloc(4 + Math.ceil(body.length / 4) * 4);
  padded.writeUInt16LE(4 + body.length, 0);
  padded.writeUInt16LE(kind, 2);
  padded.set(body, 4);
  return padded;
}

function text(value: string): Part {
  return Buffer.from(`${value}\0`, 'latin1');
}

function number32(value: number): Part {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0, 0);
  return bytes;
}

/** Sends one request and reads its acknowledgement. */
function request(kind: number, how: number, what: string, ...parts: readonly Part[]): void {
  const body = Buffer.concat(parts);
  const message = Buffer.alloc(16 + body.length);
  message.writeUInt32LE(message.length, 0);
  message.writeUInt16LE(kind, 4);
  message.writeUInt16LE(flags.request | flags.acknowledge | how, 6);
  message.writeUInt32LE(1, 8);
  message.set(body, 16);
  const netlinkFamily = 16;
  const raw = 3;
  const socket = Number(declare('socket', 'int', ['int', 'int', 'int'])(netlinkFamily, raw, 0));
  if (socket < 0) throw new Error(`a netlink socket: errno ${lastErrno()}`);
  try {
    const sent = Number(declare('send', 'long', ['int', 'pointer', 'long', 'int'])(socket, message, message.length, 0));
    if (sent !== message.length) throw new Error(`${what}: errno ${lastErrno()}`);
    const answer = Buffer.alloc(4096);
    const count = Number(declare('recv', 'long', ['int', 'pointer', 'long', 'int'])(socket, answer, answer.length, 0));
    const error = count >= 20 ? -answer.readInt32LE(16) : 5;
    if (error !== 0) throw new Error(`${what}: errno ${error}`);
  } finally {
    closeDescriptor(socket);
  }
}

/** struct ifinfomsg, 16 bytes. */
function linkHeader(index = 0): Part {
  const header = Buffer.alloc(16);
  header.writeInt32LE(index, 4);
  return header;
}

/**
 * Makes a pair of joined Ethernet interfaces: one here, its peer in the network that `peerNetwork` (a descriptor) means,
 * with the hardware address that is given.
 */
export function makeJoinedInterfaces(
  name: string,
  peerName: string,
  peerNetwork: number,
  peerHardware: Uint8Array,
): void {
  const names = { name: 3, linkInfo: 18, infoKind: 1, infoData: 2, peer: 1, hardware: 1, network: 28 } as const;
  const peer = attribute(
    names.peer,
    linkHeader(),
    attribute(names.name, text(peerName)),
    attribute(names.hardware, Buffer.from(peerHardware)),
    attribute(names.network, number32(peerNetwork)),
  );
  request(
    kinds.newLink,
    flags.create | flags.exclusive,
    'joining two interfaces',
    linkHeader(),
    attribute(names.name, text(name)),
    attribute(names.linkInfo, attribute(names.infoKind, text('veth')), attribute(names.infoData, peer)),
  );
}

/** Gives an interface an address; an IPv6 one is taken for unique without asking. */
export function addAddress(index: number, family: number, address: Uint8Array, prefixLength: number): void {
  const header = Buffer.alloc(8);
  const noDuplicateDetection = 2;
  header.writeUInt8(family, 0);
  header.writeUInt8(prefixLength, 1);
  header.writeUInt8(address.length === 16 ? noDuplicateDetection : 0, 2);
  header.writeUInt32LE(index, 4);
  const bytes = Buffer.from(address);
  request(
    kinds.newAddress,
    flags.create | flags.exclusive,
    'an address',
    header,
    attribute(2, bytes),
    attribute(1, bytes),
  );
}

/** Says for good which hardware address another host has, so that nobody asks on the wire. */
export function addNeighbour(index: number, family: number, address: Uint8Array, hardware: Uint8Array): void {
  const header = Buffer.alloc(12);
  const permanent = 0x80;
  header.writeUInt8(family, 0);
  header.writeInt32LE(index, 4);
  header.writeUInt16LE(permanent, 8);
  request(
    kinds.newNeighbour,
    flags.create | flags.replace,
    'a neighbour',
    header,
    attribute(1, Buffer.from(address)),
    attribute(2, Buffer.from(hardware)),
  );
}

/**
 * Lets an interface send so many bytes a second and no more: a token bucket, whose queue is so long that it is the
 * sender's own buffer that fills. Said again it changes the rate, and what waits stays.
 */
export function limitRate(index: number, bytesPerSecond: number): void {
  const header = Buffer.alloc(20);
  header.writeInt32LE(index, 4);
  header.writeUInt32LE(0x10000, 8); // handle 1:
  header.writeUInt32LE(0xffffffff, 12); // the root
  const ethernet = 1;
  const burst = 2_000;
  const limit = 64 * 1024 * 1024;
  // struct tc_tbf_qopt: rate (12 bytes: link layer @1, rate @8), peak rate (12), limit @24, buffer @28, mtu @32.
  const bucket = Buffer.alloc(36);
  bucket.writeUInt8(ethernet, 1);
  bucket.writeUInt32LE(Math.min(0xffffffff, Math.max(1, Math.floor(bytesPerSecond))), 8);
  bucket.writeUInt32LE(limit, 24);
  request(
    kinds.newQueue,
    flags.create | flags.replace,
    'a rate',
    header,
    attribute(1, text('tbf')),
    attribute(2, attribute(1, bucket), attribute(6, number32(burst))),
  );
}
