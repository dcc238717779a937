import { readFileSync } from 'node:fs';
import type { SocketAddress } from '../kernel/socket-address.ts';
import type { System } from '../kernel/system.ts';
import type { AddressMap } from './site.ts';
import { closeDescriptor } from '../kernel/descriptors.ts';
import { declare } from '../kernel/foreign.ts';
import { encodeSocketAddress } from '../kernel/socket-address.ts';
import { abstractPrefix } from './guard-address.ts';
import { NotTestable } from './outcome.ts';

/** In a private world every address is itself. */
export const identityMap: AddressMap = { toKernel: (address) => address, toNote: (address) => address };

/** The first port that the kernel gives out by itself: mapped ports stay below. Source: ip(7), ip_local_port_range. */
function firstEphemeralPort(): number {
  try {
    return Number(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'latin1').split(/\s+/)[0]);
  } catch {
    return 49152;
  }
}

/** Can TCP and UDP of both families have this port now? */
function isFree(port: number, system: System): boolean {
  const socket = declare('socket', 'int', ['int', 'int', 'int']);
  const bind = declare('bind', 'int', ['int', 'pointer', 'uint']);
  const inet6 = system.name === 'linux' ? 10 : 30;
  for (const [family, host] of [
    [2, '127.0.0.1'],
    [inet6, '::1'],
  ] as const) {
    for (const type of [1, 2]) {
      const descriptor = Number(socket(family, type, 0));
      if (descriptor < 0) continue;
      const address = encodeSocketAddress({ family: family === 2 ? 'inet' : 'inet6', host, port }, system.name);
      const result = Number(bind(descriptor, address, address.length));
      closeDescriptor(descriptor);
      // A system without IPv6 refuses that family's loopback, which says nothing about the port.
      if (result !== 0 && family === 2) return false;
    }
  }
  return true;
}

/**
 * Where the machine's own network is used: every port of the block becomes a free one below the ephemeral range (above
 * it, a connect could meet itself), abstract names get a prefix, and both are turned back in what is shown. UNIX paths
 * are relative to the block's own folder anyway. `seed` differs between replays that run side by side, also in several
 * runners: it makes their abstract names differ, and spreads their ports.
 */
export function sharedMap(system: System, seed: number): AddressMap {
  const top = firstEphemeralPort();
  const bottom = 12_000 < top ? 12_000 : 1_024;
  const toKernel = new Map<number, number>();
  const toNote = new Map<number, number>();
  let next = bottom + ((seed * 97) % Math.max(1, top - bottom));
  const prefix = Buffer.from(`${abstractPrefix}${seed}-`);

  function portFor(port: number): number {
    if (port === 0) return 0;
    const known = toKernel.get(port);
    if (known !== undefined) return known;
    for (let tried = 0; tried < top - bottom; tried++) {
      const candidate = next++;
      if (next >= top) next = bottom;
      if (toNote.has(candidate) || !isFree(candidate, system)) continue;
      toKernel.set(port, candidate);
      toNote.set(candidate, port);
      return candidate;
    }
    throw new NotTestable('no free port was found');
  }

  return {
    toKernel(address: SocketAddress): SocketAddress {
      if (address.family === 'inet' || address.family === 'inet6') {
        // A port that the kernel chose, and that a name carries, is itself.
        if (address.port >= top) return address;
        return { ...address, port: portFor(address.port) };
      }
      if (address.family !== 'unix' || !address.abstract) return address;
      return { ...address, name: Buffer.concat([prefix, address.name]) };
    },
    toNote(address: SocketAddress): SocketAddress {
      if (address.family === 'inet' || address.family === 'inet6') {
        return { ...address, port: toNote.get(address.port) ?? address.port };
      }
      if (address.family !== 'unix' || !address.abstract) return address;
      const name = Buffer.from(address.name);
      return name.subarray(0, prefix.length).equals(prefix)
        ? { ...address, name: name.subarray(prefix.length) }
        : address;
    },
  };
}
