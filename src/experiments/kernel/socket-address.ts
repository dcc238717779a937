import type { SystemName } from './system.ts';

/** What a sockaddr holds. A UNIX name is its bytes: with the leading NUL taken off where it is abstract. */
export type SocketAddress =
  | { readonly family: 'inet' | 'inet6'; readonly host: string; readonly port: number }
  | { readonly family: 'unix'; readonly name: Uint8Array; readonly abstract: boolean }
  /** Nothing but a family: AF_UNSPEC, a UNIX socket without a name. */
  | { readonly family: 'unnamed'; readonly number: number }
  | { readonly family: 'unknown'; readonly number: number; readonly bytes: Uint8Array };

/** sun_path's room: 108 bytes on Linux, 104 on Darwin. Source: unix(7), sys/un.h. */
export const unixPathRoom = { linux: 108, darwin: 104 } as const;

/** Linux begins with a 16 bit family in host order; the BSDs with a length and an 8 bit family. */
function header(target: Buffer, family: number, system: SystemName): void {
  if (system === 'linux') target.writeUInt16LE(family, 0);
  else {
    target.writeUInt8(Math.min(target.length, 255), 0);
    target.writeUInt8(family, 1);
  }
}

const families = {
  linux: { unspec: 0, unix: 1, inet: 2, inet6: 10 },
  darwin: { unspec: 0, unix: 1, inet: 2, inet6: 30 },
} as const;

/** A sockaddr's bytes, in the length that is natural for it (a UNIX path with its NUL). */
export function encodeSocketAddress(address: SocketAddress, system: SystemName): Buffer {
  const number = families[system];
  switch (address.family) {
    case 'inet': {
      const bytes = Buffer.alloc(16);
      header(bytes, number.inet, system);
      bytes.writeUInt16BE(address.port, 2);
      bytes.set(parseInet(address.host), 4);
      return bytes;
    }
    case 'inet6': {
      const bytes = Buffer.alloc(28);
      header(bytes, number.inet6, system);
      bytes.writeUInt16BE(address.port, 2);
      bytes.set(parseInet6(address.host), 8);
      return bytes;
    }
    case 'unix': {
      // A path that fills sun_path whole has no room for its NUL.
      const ends = address.abstract || address.name.length < unixPathRoom[system] ? 1 : 0;
      const bytes = Buffer.alloc(2 + address.name.length + ends);
      bytes.set(address.name, address.abstract ? 3 : 2);
      header(bytes, number.unix, system);
      return bytes;
    }
    case 'unnamed': {
      const bytes = Buffer.alloc(2);
      header(bytes, address.number, system);
      return bytes;
    }
    case 'unknown':
      return Buffer.from(address.bytes);
  }
}

/** Reads what the kernel wrote; undefined for no bytes at all. */
export function decodeSocketAddress(bytes: Uint8Array, system: SystemName): SocketAddress | undefined {
  if (bytes.length < 2) return undefined;
  const buffer = Buffer.from(bytes);
  const family = system === 'linux' ? buffer.readUInt16LE(0) : buffer.readUInt8(1);
  const number = families[system];
  if (family === number.inet && buffer.length >= 8) {
    return { family: 'inet', host: formatInet(buffer.subarray(4, 8)), port: buffer.readUInt16BE(2) };
  }
  if (family === number.inet6 && buffer.length >= 24) {
    return { family: 'inet6', host: formatInet6(buffer.subarray(8, 24)), port: buffer.readUInt16BE(2) };
  }
  if (buffer.length === 2) return { family: 'unnamed', number: family };
  if (family === number.unix) {
    const abstract = buffer[2] === 0 && buffer.length > 3 && system === 'linux';
    if (abstract) return { family: 'unix', name: buffer.subarray(3), abstract };
    const end = buffer.indexOf(0, 2);
    if (end === 2) return { family: 'unnamed', number: family };
    return { family: 'unix', name: buffer.subarray(2, end === -1 ? buffer.length : end), abstract };
  }
  return { family: 'unknown', number: family, bytes: buffer };
}

/** Four bytes of `127.0.0.1`. Throws on anything else: what is parsed here was parsed before. */
export function parseInet(host: string): Uint8Array {
  const parts = host.split('.');
  const numbers = parts.map(Number);
  if (parts.length !== 4 || !parts.every((part, index) => /^\d{1,3}$/.test(part) && (numbers[index] ?? 256) < 256)) {
    throw new RangeError(`not an IPv4 address: ${host}`);
  }
  return Uint8Array.from(numbers);
}

/** Sixteen bytes of `::1`, `fe80::2`, `::ffff:127.0.0.1` (RFC 4291). */
export function parseInet6(host: string): Uint8Array {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(host);
  let text = host;
  if (dotted !== null) {
    const [a = 0, b = 0, c = 0, d = 0] = parseInet(dotted[2] ?? '');
    text = `${dotted[1] ?? ''}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  }
  const halves = text.split('::');
  const groups = (part: string | undefined): string[] => (part === undefined || part === '' ? [] : part.split(':'));
  const front = groups(halves[0]);
  const back = groups(halves[1]);
  const missing = 8 - front.length - back.length;
  const all = halves.length === 2 ? [...front, ...Array<string>(Math.max(0, missing)).fill('0'), ...back] : front;
  if (all.length !== 8 || halves.length > 2 || !all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) {
    throw new RangeError(`not an IPv6 address: ${host}`);
  }
  const bytes = Buffer.alloc(16);
  all.forEach((group, index) => bytes.writeUInt16BE(Number.parseInt(group, 16), index * 2));
  return bytes;
}

export function formatInet(bytes: Uint8Array): string {
  return bytes.join('.');
}

/** As RFC 5952 says: lower case, the longest run of two or more zero groups as `::`, IPv4-mapped ones dotted. */
export function formatInet6(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes);
  const groups = Array.from({ length: 8 }, (_, index) => buffer.readUInt16BE(index * 2));
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return `::ffff:${formatInet(buffer.subarray(12))}`;
  }
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  const text = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  if (best.start === -1) return text(groups);
  return `${text(groups.slice(0, best.start))}::${text(groups.slice(best.start + best.length))}`;
}
