import type { SocketAddress } from '../kernel/socket-address.ts';
import type { System } from '../kernel/system.ts';
import type { Value } from '../language/value.ts';
import type { Names } from './names.ts';
import { constantNumber } from '../kernel/numbers.ts';
import { errnoNumber } from '../kernel/errno.ts';
import { LineFault, NotTestable } from './outcome.ts';

/** Between what a note writes and what the kernel sees; the identity in a private world. */
export interface AddressMap {
  /** `transport` tells a TCP port from a UDP one. */
  toKernel(address: SocketAddress): SocketAddress;
  toNote(address: SocketAddress): SocketAddress;
}

/** Everything that a line's values are read with. */
export interface Site {
  readonly system: System;
  readonly actor: string;
  readonly names: Names;
  readonly addresses: AddressMap;
  /** The process id of an actor; undefined before its first line. */
  processOf(actor: string): number | undefined;
}

export function constantOf(name: string, site: Site): number {
  const number = constantNumber(name, site.system) ?? errnoNumber(name, site.system.name);
  if (number === undefined) throw new NotTestable(`${name} does not exist on ${site.system.name}`);
  return number;
}

/** The number that an input stands for. */
export function numberOf(value: Value, site: Site): number {
  switch (value.kind) {
    case 'integer':
      return value.value;
    case 'constant':
      return constantOf(value.name, site);
    case 'flags':
      return value.members.reduce(
        (bits, member) => (bits | (member.kind === 'integer' ? member.value : constantOf(member.name, site))) >>> 0,
        0,
      );
    case 'name': {
      const bound = site.names.findAnywhere(value.name, value.actor ?? site.actor)?.bound;
      if (bound === undefined) throw new LineFault(`${value.name} is not bound`);
      if (bound.kind === 'actor') throw new LineFault(`${value.name} is an actor, not a number`);
      return bound.value;
    }
    case 'array':
      if (value.items.length === 1 && value.items[0] !== undefined) return numberOf(value.items[0], site);
      break;
    case 'address':
    case 'any':
    case 'change':
    case 'null':
    case 'raw-packet':
    case 'structure':
    case 'text':
      break;
  }
  throw new LineFault(`a number was expected, not ${value.kind}`);
}

/** A descriptor's number: names of this actor only, or -1. */
export function descriptorOf(value: Value, site: Site): number {
  if (value.kind === 'integer' && value.value === -1) return -1;
  if (value.kind !== 'name') throw new LineFault('a descriptor is a name');
  const bound = site.names.find(site.actor, value.name);
  if (bound?.kind !== 'descriptor') throw new LineFault(`${value.name} is not an open descriptor of ${site.actor}`);
  return bound.value;
}

/** The process id of an actor that a value names. */
export function processOf(value: Value, site: Site): number {
  if (value.kind !== 'name') throw new LineFault('an actor is meant by its name');
  const bound = site.names.find(site.actor, value.name);
  const actor = bound?.kind === 'actor' ? bound.actor : value.name;
  const process = site.processOf(actor);
  if (process === undefined) throw new LineFault(`${value.name} is no actor of this block yet`);
  return process;
}

/** The bytes of a text, repeated. */
export function bytesOf(value: Value): Buffer {
  if (value.kind !== 'text') throw new LineFault(`data were expected, not ${value.kind}`);
  const once = Buffer.from(value.bytes, 'latin1');
  return value.repeat === 1 ? once : Buffer.alloc(once.length * value.repeat, once);
}
