import type { SocketAddress } from '../kernel/socket-address.ts';
import type { System } from '../kernel/system.ts';
import { decodeSocketAddress, parseInet6 } from '../kernel/socket-address.ts';
import { Refusal } from './outcome.ts';

/** Where a block may send to and listen at. */
export interface AddressRules {
  /** In a world of its own nothing can get out, and wildcards harm nobody. */
  readonly privateNetwork: boolean;
  /** The addresses of the block's hosts. */
  readonly hosts: ReadonlySet<string>;
}

const component = /^[A-Za-z0-9._-]+$/;

/** Rule 5: one component, in the folder where the actors stand. */
export function guardFileName(name: Uint8Array): void {
  const text = Buffer.from(name).toString('latin1');
  if (!component.test(text) || text === '.' || text === '..') {
    throw new Refusal(5, `the file name ${JSON.stringify(text.slice(0, 40))} is not one plain component`);
  }
}

/**
 * Rules 2 and 5, on the very bytes that the kernel gets, in the length that it is told. `binding`: wildcards and
 * documentation addresses may be bound.
 */
export function guardAddress(
  bytes: Uint8Array,
  length: number,
  binding: boolean,
  rules: AddressRules,
  system: System,
): void {
  if (length > bytes.length || length < -1) throw new Refusal(4, `an address of ${length} bytes`);
  // What a longer or shorter length makes of it is what counts.
  for (const seen of [bytes, bytes.subarray(0, Math.max(0, length))]) {
    const address = decodeSocketAddress(seen, system.name);
    if (address !== undefined) guardDecoded(address, binding, rules);
  }
}

function guardDecoded(address: SocketAddress, binding: boolean, rules: AddressRules): void {
  switch (address.family) {
    case 'unnamed':
      return;
    case 'unknown':
      // The kernel of an Internet or UNIX socket refuses it by its family; other families' sockets are not let here.
      return;
    case 'unix':
      if (!address.abstract) guardFileName(address.name);
      else if (!rules.privateNetwork && !Buffer.from(address.name).toString('latin1').startsWith(abstractPrefix)) {
        throw new Refusal(5, 'an abstract name outside a private namespace');
      }
      return;
    case 'inet':
    case 'inet6':
      if (!isAllowedHost(address.host, binding, rules)) {
        throw new Refusal(2, `${address.host} is beyond the loopback interface and this block's hosts`);
      }
  }
}

/** What every abstract name begins with where the namespace is shared with the whole machine. */
export const abstractPrefix = 'sockrates-';

function isAllowedHost(host: string, binding: boolean, rules: AddressRules): boolean {
  const plain = host.startsWith('::ffff:') && host.includes('.') ? host.slice(7) : host;
  if (rules.hosts.has(plain)) return true;
  if (plain.startsWith('127.') || plain === '::1') return true;
  // Connecting to the wildcard address means this machine.
  if (plain === '0.0.0.0' || plain === '::') return rules.privateNetwork;
  if (isDocumentation(plain)) return binding || rules.privateNetwork;
  return false;
}

/** RFC 5737 and RFC 3849. */
function isDocumentation(host: string): boolean {
  if (!host.includes(':')) return /^(192\.0\.2|198\.51\.100|203\.0\.113)\./.test(host);
  const bytes = parseInet6(host);
  return bytes[0] === 0x20 && bytes[1] === 0x01 && bytes[2] === 0x0d && bytes[3] === 0xb8;
}
