import type { Value } from '../language/value.ts';
import type { AddressValue } from '../language/value.ts';
import type { SocketAddress } from '../kernel/socket-address.ts';
import type { Marshalled, Place } from './marshal.ts';
import type { Site } from './site.ts';
import { decodeSocketAddress, encodeSocketAddress } from '../kernel/socket-address.ts';
import { addressValue, array, integer, unseenValue } from './observed.ts';
import { LineFault } from './outcome.ts';
import { bytesOf, numberOf } from './site.ts';

/** sizeof(struct sockaddr_storage): the natural room for an address. */
export const addressRoom = 128;

/** Zero-padded up to here, so that a written length sends only zeros behind the address. */
const paddedTo = 256;

/** An address as the note writes it. Ports may be names. */
export function socketAddressOf(value: AddressValue, site: Site): SocketAddress {
  switch (value.family) {
    case 'inet':
    case 'inet6': {
      if (value.port.kind === 'any') throw new LineFault('a port that is given must be written');
      return { family: value.family, host: value.host, port: numberOf(value.port, site) };
    }
    case 'unix':
      return value.name === undefined
        ? { family: 'unnamed', number: 1 }
        : { family: 'unix', name: bytesOf(value.name), abstract: value.abstract };
    case 'unspec':
      return { family: 'unnamed', number: 0 };
  }
}

/** The bytes that the kernel gets for an address, in its natural length. */
export function addressBytes(value: Value, site: Site): Buffer {
  if (value.kind === 'null') return Buffer.alloc(0);
  if (value.kind !== 'address') throw new LineFault(`an address was expected, not ${value.kind}`);
  const bytes = encodeSocketAddress(site.addresses.toKernel(socketAddressOf(value, site)), site.system.name);
  // AF_UNSPEC dissolves an association only in the length of a whole sockaddr.
  return value.family === 'unspec' ? Buffer.concat([bytes, Buffer.alloc(14)]) : bytes;
}

export function marshalAddressIn({ value, site }: Place): Marshalled {
  if (value === undefined || value.kind === 'null') return { argument: null };
  const bytes = addressBytes(value, site);
  const padded = Buffer.alloc(Math.max(paddedTo, bytes.length));
  padded.set(bytes);
  return { argument: { give: padded } };
}

/** Room for an address that the kernel tells; NULL where the note says NULL. */
export function marshalAddressOut({ value, other, site }: Place): Marshalled {
  if (value === undefined || value.kind === 'null') return { argument: null };
  const given = givenLength(other('addrlen'), site);
  return {
    argument: { take: Math.max(addressRoom, Math.min(given, paddedTo)) },
    observe: ([bytes], answer) => {
      if (answer.result === -1 || bytes === undefined) return unseenValue;
      const told = lengthAfter(answer.memory) ?? given;
      const address = decodeSocketAddress(bytes.subarray(0, Math.min(told, given, bytes.length)), site.system.name);
      return address === undefined ? unseenValue : addressValue(site.addresses.toNote(address), site.system);
    },
  };
}

/** The value-result length is the only argument of four bytes behind an address. */
function lengthAfter(memory: readonly (readonly Uint8Array[])[]): number | undefined {
  for (const pieces of [...memory].reverse()) {
    const [piece] = pieces;
    if (piece?.length === 4) return Buffer.from(piece).readUInt32LE(0);
  }
  return undefined;
}

/** What the note gives as room: `[128 => 16]` gives 128, `[16]` gives 16, a name or nothing the natural room. */
function givenLength(value: Value | undefined, site: Site): number {
  const cell = value?.kind === 'array' ? value.items[0] : value;
  if (cell?.kind === 'change') return cell.before.value;
  if (cell?.kind === 'integer') return cell.value;
  if (cell?.kind === 'name') {
    const bound = site.names.find(site.actor, cell.name);
    if (bound?.kind === 'number') return bound.value;
  }
  return addressRoom;
}

/** The length behind an address: of an input a number, of an output a cell that is read and written. */
export function marshalAddressLengthIn({ value, parameter, site }: Place, address: Value | undefined): Marshalled {
  if (parameter.direction === 'in') {
    if (value !== undefined) return { argument: numberOf(value, site) };
    return { argument: address === undefined ? 0 : addressBytes(address, site).length };
  }
  if (address === undefined || address.kind === 'null' || value?.kind === 'null') return { argument: null };
  const given = givenLength(value, site);
  const cell = Buffer.alloc(4);
  cell.writeInt32LE(given, 0);
  return {
    argument: { both: cell },
    observe: ([bytes], { result }) => {
      if (result === -1 || bytes === undefined) return unseenValue;
      const after = Buffer.from(bytes).readInt32LE(0);
      return array([lengthChange(given, after)]);
    },
  };
}

/** As strace prints a value-result length: `16` where it stayed, `128 => 16` where it did not. */
export function lengthChange(before: number, after: number): Value {
  if (before === after) return integer(after);
  return { kind: 'change', before: integer(before), after: integer(after), span: integer(0).span };
}
