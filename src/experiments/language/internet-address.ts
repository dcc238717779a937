/** Internet addresses as text: read in any usual spelling, written in one. */

/** The canonical text of an IPv4 address, or undefined where it is none. */
export function canonicalIPv4(text: string): string | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.map(Number).join('.');
}

/** The canonical text of an IPv6 address (RFC 5952: lower case, the longest run of zeros left out), or undefined. */
export function canonicalIPv6(text: string): string | undefined {
  const groups = ipv6Groups(text);
  if (groups === undefined) return undefined;
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (mapped) {
    const [high = 0, low = 0] = groups.slice(6);
    return `::ffff:${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
  }
  let best = { from: 0, length: 1 };
  for (let from = 0; from < 8; from++) {
    let length = 0;
    while (from + length < 8 && groups[from + length] === 0) length++;
    if (length > best.length) best = { from, length };
  }
  const write = (some: readonly number[]) => some.map((group) => group.toString(16)).join(':');
  if (best.length < 2) return write(groups);
  return write(groups.slice(0, best.from)) + '::' + write(groups.slice(best.from + best.length));
}

/** The eight 16-bit groups of an IPv6 address, or undefined where the text is none. */
export function ipv6Groups(text: string): readonly number[] | undefined {
  if (text.length > 45) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const sides = halves.map((half) => groupsOf(half));
  const [before, after] = sides;
  if (before === undefined) return undefined;
  if (halves.length === 2 && halves[0]?.includes('.') === true) return undefined;
  if (halves.length === 1) return before.length === 8 ? before : undefined;
  if (after === undefined || before.length + after.length > 7) return undefined;
  return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function groupsOf(text: string): readonly number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (part.includes('.')) {
      const bytes = canonicalIPv4(part)?.split('.').map(Number);
      if (bytes === undefined || index !== parts.length - 1) return undefined;
      const [a = 0, b = 0, c = 0, d = 0] = bytes;
      groups.push(a * 256 + b, c * 256 + d);
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return undefined;
      groups.push(parseInt(part, 16));
    }
  }
  return groups;
}

/** The 32-bit number of a canonical IPv4 address. */
export function ipv4Number(host: string): number {
  return host.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
