import type { NameValue } from '../language/value.ts';
import type { Line } from '../language/block.ts';
import type { Endpoint } from './packet.ts';
import type { Stage } from './stage.ts';
import { declare } from '../kernel/foreign.ts';
import { decodeSocketAddress } from '../kernel/socket-address.ts';
import { LineFault, NotTestable } from './outcome.ts';
import { findDescriptor, withDescriptor } from './query.ts';

/** The local addresses of the descriptors that packet lines name: also after their close. */
export interface AddressBook {
  /** After a line: asks those that are open now. */
  refresh(): void;
  find(name: NameValue): Endpoint;
}

export function openAddressBook(lines: readonly Line[], stage: Stage): AddressBook {
  const names = new Map<string, NameValue>();
  for (const line of lines) {
    if (line.kind !== 'packet') continue;
    for (const end of [line.from, line.to]) if (end.kind === 'name') names.set(keyOf(end), end);
  }
  const known = new Map<string, Endpoint>();
  return {
    refresh() {
      for (const [key, name] of names) {
        const address = localAddress(name, stage);
        if (address !== undefined) known.set(key, address);
      }
    },
    find(name) {
      const address = known.get(keyOf(name));
      if (address === undefined) throw new LineFault(`${keyOf(name)} has no Internet address yet`);
      return address;
    },
  };
}

function keyOf({ name, actor }: NameValue): string {
  return actor === undefined ? name : `${actor}:${name}`;
}

function localAddress(name: NameValue, stage: Stage): Endpoint | undefined {
  try {
    const { holder, descriptor } = findDescriptor(name.name, name.actor, stage, undefined);
    return withDescriptor(holder, descriptor, (borrowed) => {
      const bytes = Buffer.alloc(128);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(bytes.length, 0);
      if (Number(declare('getsockname', 'int', ['int', 'pointer', 'pointer'])(borrowed, bytes, length)) !== 0) {
        return undefined;
      }
      const address = decodeSocketAddress(bytes.subarray(0, length.readUInt32LE(0)), stage.system.name);
      if (address?.family !== 'inet' && address?.family !== 'inet6') return undefined;
      return address.port === 0 ? undefined : { host: address.host, port: address.port };
    });
  } catch (error) {
    // Not bound yet, closed already, or its process has ended: what was known stays.
    if (error instanceof LineFault || error instanceof NotTestable) return undefined;
    throw error;
  }
}
