import type { ConstantGroup } from '../kernel/constants.ts';
import type { System } from '../kernel/system.ts';
import { constantNumber, numbersOf } from '../kernel/numbers.ts';
import { constantLists, unknownValue } from '../language/constants.ts';

/**
 * The closed lists of the sandbox, by value: what a note wrote as a number is looked up here like what it wrote by name.
 * One reserved value that no kernel knows may stand in every list.
 */
export interface ClosedLists {
  readonly families: ReadonlySet<number>;
  readonly types: ReadonlySet<number>;
  readonly protocols: ReadonlySet<number>;
  readonly hows: ReadonlySet<number>;
  readonly ioctls: ReadonlySet<number>;
  readonly fileControls: ReadonlySet<number>;
  readonly whences: ReadonlySet<number>;
  readonly signals: ReadonlySet<number>;
  /** By level. */
  readonly options: ReadonlyMap<number, ReadonlySet<number>>;
  /** Pairs of level and type, as `level:type`. */
  readonly controls: ReadonlySet<string>;
  /** Bits. */
  readonly typeFlags: number;
  readonly messageFlags: number;
  readonly openFlags: number;
  readonly statusFlags: number;
  readonly pipeFlags: number;
}

const optionLevels: Readonly<Record<string, RegExp>> = {
  SOL_SOCKET: /^SO_/,
  SOL_IP: /^IP_/,
  SOL_TCP: /^TCP_/,
  SOL_UDP: /^UDP_/,
  SOL_IPV6: /^IPV6_/,
};

export function closedLists(system: System): ClosedLists {
  const numbers = (names: readonly string[]): ReadonlySet<number> =>
    new Set([...names.flatMap((name) => constantNumber(name, system) ?? []), unknownValue]);
  const bits = (names: readonly string[]): number =>
    names.reduce((sum, name) => (sum | (constantNumber(name, system) ?? 0)) >>> 0, 0);
  const group = (name: ConstantGroup): ReadonlySet<number> => new Set([...numbersOf(name, system.name), unknownValue]);
  const options = new Map<number, ReadonlySet<number>>([[unknownValue, numbers(constantLists.option)]]);
  for (const [level, pattern] of Object.entries(optionLevels)) {
    const number = constantNumber(level, system);
    if (number !== undefined) options.set(number, numbers(constantLists.option.filter((name) => pattern.test(name))));
  }
  // ICMPv6's level holds nothing that a block may set; asking shows the refusal. (ICMP's has SOL_SOCKET's number.)
  const icmp6 = constantNumber('IPPROTO_ICMPV6', system);
  if (icmp6 !== undefined) options.set(icmp6, new Set([unknownValue]));
  const controls = [
    ['SOL_SOCKET', 'SCM_RIGHTS'],
    ['SOL_SOCKET', 'SCM_CREDENTIALS'],
    ['SOL_SOCKET', 'SO_RXQ_OVFL'],
    ['SOL_IP', 'IP_RECVERR'],
    ['SOL_IPV6', 'IPV6_RECVERR'],
  ] as const;
  return {
    families: group('families'),
    types: numbers(constantLists['socket-type'].filter((name) => name !== 'SOCK_NONBLOCK' && name !== 'SOCK_CLOEXEC')),
    protocols: numbers(constantLists.protocol),
    hows: numbers(constantLists.how),
    ioctls: numbers(constantLists['ioctl-request']),
    fileControls: numbers(constantLists['fcntl-command']),
    whences: numbers(constantLists.whence),
    signals: new Set([0, ...numbers(constantLists.signal)]),
    options,
    controls: new Set(
      controls.map(([level, type]) => `${constantNumber(level, system) ?? ''}:${constantNumber(type, system) ?? ''}`),
    ),
    typeFlags: bits(['SOCK_NONBLOCK', 'SOCK_CLOEXEC']),
    messageFlags: bits(constantLists['message-flags']),
    openFlags: bits(constantLists['open-flags']) | 3,
    statusFlags: bits(constantLists['status-flags']) | 3,
    pipeFlags: bits(constantLists['pipe-flags']),
  };
}
