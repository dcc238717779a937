import { ipv4Number, ipv6Groups } from '../internet-address.ts';
import type { AddressValue, InternetAddress, UnixAddress } from '../value.ts';
import { checkFileName, textLength } from './data.ts';
import type { LineContext } from './context.ts';

/** What a call does with an address: gives the socket a name, reaches out to it, or is told it by the kernel. */
export type AddressUse = 'bind' | 'reach' | 'told';

/** The longest name that a call may be given: longer ones test nothing but the same refusal. */
const longestName = 200;

/** Sandbox rules 2 and 5: nothing beyond loopback, the block's own hosts, and names of the private folder. */
export function checkAddress(context: LineContext, address: AddressValue, use: AddressUse): void {
  if (address.family === 'unspec') return;
  if (address.family === 'unix') {
    checkUnixAddress(context, address, use);
    return;
  }
  checkPort(context, address, use);
  if (use === 'told' || context.hosts.has(address.host)) return;
  const kind = rangeOf(address.host);
  if (kind === 'loopback' || (kind === 'wildcard' && use === 'bind')) return;
  if (kind === 'documentation' && (use === 'bind' || context.privateNetwork)) return;
  const advice =
    kind === 'wildcard'
      ? 'a wildcard stands only in bind: reach it by a loopback address'
      : kind === 'documentation'
        ? 'a documentation address may be bound; reaching out to it needs a network of its own (`needs: netns`)'
        : 'use loopback (127.0.0.0/8, ::1), or say `host NAME ADDR`; 192.0.2.1 stands for an address that nobody has';
  context.report('address-outside', address.span, `A block never reaches ${address.host}: ${advice}.`);
}

function checkPort(context: LineContext, { port }: InternetAddress, use: AddressUse): void {
  if (port.kind === 'name') {
    if (use === 'told') context.scope.bind(context.actor, port.name, 'number', port.span);
    else context.scope.use(context.actor, port.name, 'number', port.span);
  } else if (port.kind === 'any' && use !== 'told') {
    context.report('wrong-argument', port.span, 'Which port? `_` stands only where the kernel tells an address.');
  } else if (port.kind === 'integer' && (port.value < 0 || port.value > 65535)) {
    context.report('wrong-argument', port.span, 'A port is a number from 0 to 65535.');
  }
}

function checkUnixAddress(context: LineContext, { name, abstract }: UnixAddress, use: AddressUse): void {
  if (name === undefined) return;
  const length = textLength(name);
  context.count(length);
  if (use === 'told') return;
  if (length > longestName) {
    context.report('too-large', name.span, `A UNIX name of ${length} bytes: no system takes more than 108.`);
  } else if (name.match !== 'whole') {
    context.report('wrong-argument', name.span, 'What is given to a call is a whole text, without dots.');
  } else if (!abstract) checkFileName(context, name);
}

export type AddressRange = 'loopback' | 'wildcard' | 'documentation' | 'private' | 'other';

/** The range of a canonical address: 127.0.0.0/8 and ::1; 0.0.0.0 and ::; RFC 5737 and 3849; RFC 1918 and 4193. */
export function rangeOf(host: string): AddressRange {
  if (!host.includes(':')) return ipv4Range(ipv4Number(host));
  const groups = ipv6Groups(host) ?? [];
  const [first = 0, second = 0] = groups;
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return ipv4Range((groups[6] ?? 0) * 65536 + (groups[7] ?? 0));
  }
  if (groups.slice(0, 7).every((group) => group === 0)) {
    if (groups[7] === 1) return 'loopback';
    return groups[7] === 0 ? 'wildcard' : 'other';
  }
  if (first === 0x2001 && second === 0xdb8) return 'documentation';
  return (first & 0xfe00) === 0xfc00 ? 'private' : 'other';
}

function ipv4Range(address: number): AddressRange {
  const within = (network: number, bits: number) =>
    Math.floor(address / 2 ** (32 - bits)) === network / 2 ** (32 - bits);
  if (within(0x7f000000, 8)) return 'loopback';
  if (address === 0) return 'wildcard';
  if (within(0xc0000200, 24)) return 'documentation';
  return within(0x0a000000, 8) || within(0xac100000, 12) || within(0xc0a80000, 16) ? 'private' : 'other';
}
