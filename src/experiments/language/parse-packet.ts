import type { PacketLine } from './block.ts';
import type { Cursor } from './cursor.ts';
import { canonicalIPv4, canonicalIPv6 } from './internet-address.ts';
import type { IcmpMessage, PacketContent, PacketFate } from './packet.ts';
import { parseReference } from './parse-condition.ts';
import { parseIPv4, parseIPv6, unknownWord } from './parse-value.ts';
import type { InternetAddress, NameValue } from './value.ts';

type PacketStatement = Omit<PacketLine, 'span' | 'comment'>;

/** The flags' letters in the order in which tcpdump prints them. */
const flagLetters: readonly string[] = ['F', 'S', 'R', 'P', '.', 'U', 'E', 'W', 'e'];

const fates = ['lost', 'twice', 'flipped', 'swapped'] as const satisfies readonly PacketFate[];

/** tcpdump's words for a message of ICMP, the first that fits. */
const icmpMessages: readonly (readonly [RegExp, IcmpMessage])[] = [
  [/echo request/, 'echo request'],
  [/echo reply/, 'echo reply'],
  [/admin/, 'admin prohibited'],
  [/need(s|ed)? to frag|fragmentation needed|packet too big/, 'fragmentation needed'],
  [/time exceeded/, 'time exceeded'],
  [/\bport\b/, 'port unreachable'],
  [/\bhost\b|unreachable address|unreachable route/, 'host unreachable'],
  [/\bnet(work)?\b/, 'net unreachable'],
  [/unreachable/, 'host unreachable'],
];

/** Behind `IP` or `IP6`: `a > b: Flags [P.], length 3 (lost)`. */
export function parsePacket(cursor: Cursor, version: 4 | 6): PacketStatement | undefined {
  cursor.skipSpace();
  const from = parseEndpoint(cursor);
  if (from === undefined) return undefined;
  if (!cursor.takeAfterSpace('>')) return cursor.fail('`>` is expected between the packet’s sender and receiver.');
  cursor.skipSpace();
  const to = parseEndpoint(cursor);
  if (to === undefined) return undefined;
  if (!cursor.take(':')) return cursor.fail('`:` is expected behind the receiver.');
  const asked = cursor.take('?');
  cursor.skipSpace();
  const start = cursor.at;
  const body = cursor.match(/[^#]*/y)?.[0] ?? '';
  const told = parseFates(cursor, body, start);
  if (told === undefined) return undefined;
  const content = parseContent(told.rest);
  if (content === undefined) {
    return cursor.fail(
      'What was sent is written as tcpdump does: `Flags [S]`, `Flags [P.], length 3`, `UDP, length 1`, `ICMP echo request`, `ICMP port unreachable`.',
      { from: start, to: start + Math.max(1, told.rest.length) },
    );
  }
  return { kind: 'packet', version, from, to, asked, content, fates: told.fates };
}

/** A descriptor's name, an address, or tcpdump's `127.0.0.1.8080`; without a port any port. */
function parseEndpoint(cursor: Cursor): NameValue | InternetAddress | undefined {
  const from = cursor.at;
  const dotted = cursor.match(/(\d+\.\d+\.\d+\.\d+)(?:\.(\d{1,5}))?(?=[\s>]|:(?![\w]))/y);
  if (dotted !== undefined) return endpoint(cursor, from, 'inet', canonicalIPv4(dotted[1] ?? ''), dotted[2]);
  const colons = cursor.match(/\[([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)\](?=[\s>]|:(?![\w]))/y);
  if (colons !== undefined) return endpoint(cursor, from, 'inet6', canonicalIPv6(colons[1] ?? ''), undefined);
  const bare = cursor.match(/([0-9A-Fa-f]*:[0-9A-Fa-f:]*)\.(\d{1,5})(?=[\s>:])/y);
  if (bare !== undefined) return endpoint(cursor, from, 'inet6', canonicalIPv6(bare[1] ?? ''), bare[2]);
  if (cursor.looksAt('[')) return parseIPv6(cursor);
  if (cursor.test(/\d+\./y) !== undefined) return parseIPv4(cursor);
  return parseReference(cursor, 'A packet goes from a descriptor or address to another: `IP c > listener: Flags [S]`.');
}

function endpoint(
  cursor: Cursor,
  from: number,
  family: 'inet' | 'inet6',
  host: string | undefined,
  digits: string | undefined,
): InternetAddress | undefined {
  const port = Number(digits ?? 0);
  if (host === undefined || port > 65535) return cursor.fail('This is no address.', { from });
  const span = cursor.span(from);
  return {
    kind: 'address',
    family,
    host,
    port: digits === undefined ? { kind: 'any', span } : { kind: 'integer', value: port, base: 'decimal', span },
    span,
  };
}

/** Takes `(lost) (twice)` off the end. */
function parseFates(
  cursor: Cursor,
  body: string,
  start: number,
): { readonly fates: readonly PacketFate[]; readonly rest: string } | undefined {
  const found: PacketFate[] = [];
  let rest = body.trimEnd();
  for (;;) {
    const word = /\(([a-z]+)\)$/.exec(rest.slice(-20));
    if (word === null) return { fates: found.reverse(), rest };
    const fate = fates.find((known) => known === word[1]);
    if (fate === undefined) {
      const [message, expected] = unknownWord('fate of a packet', word[1] ?? '', fates);
      const from = start + rest.length - word[0].length;
      return cursor.fail(message, { from, to: from + word[0].length, expected });
    }
    found.push(fate);
    rest = rest.slice(0, -word[0].length).trimEnd();
  }
}

function parseContent(text: string): PacketContent | undefined {
  const length = /, length (\d{1,9})(?![0-9])/.exec(text)?.[1];
  const claimed = length === undefined ? {} : { length: Number(length) };
  const flags = /^Flags \[([FSRPUEWe.]{1,9}|none)\]/.exec(text)?.[1];
  if (flags !== undefined) return { protocol: 'tcp', flags: canonicalFlags(flags), ...claimed };
  if (/^UDP\b/.test(text)) return { protocol: 'udp', ...claimed };
  if (!/^ICMP6?\b/.test(text)) return undefined;
  const words = text.slice(0, 200);
  const message = icmpMessages.find(([pattern]) => pattern.test(words))?.[1];
  return message && { protocol: 'icmp', message, ...claimed };
}

function canonicalFlags(flags: string): string {
  if (flags === 'none') return flags;
  return flagLetters.filter((letter) => flags.includes(letter)).join('');
}
