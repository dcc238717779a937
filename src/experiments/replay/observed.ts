import type { SocketAddress } from '../kernel/socket-address.ts';
import type { ConstantGroup } from '../kernel/constants.ts';
import type { System } from '../kernel/system.ts';
import type { AddressValue, ConstantValue, IntegerValue, Member, TextValue, Value } from '../language/value.ts';
import { constantName, flagNames } from '../kernel/numbers.ts';

/** What the kernel gave, as values of the language: compared with the note's, and printed as strace would. */
const span = { line: 0, column: 0, endColumn: 0 };

export const unseenValue: Value = { kind: 'any', span };

export function integer(value: number): IntegerValue {
  return { kind: 'integer', value, base: 'decimal', span };
}

export function text(bytes: Uint8Array): TextValue {
  return { kind: 'text', bytes: Buffer.from(bytes).toString('latin1'), repeat: 1, match: 'whole', span };
}

export function constant(name: string): ConstantValue {
  return { kind: 'constant', name, span };
}

export function array(items: readonly Value[]): Value {
  return { kind: 'array', items, span };
}

/** Members that are undefined are left out. */
export function structure(members: Readonly<Record<string, Value | undefined>>): Value {
  const present = Object.entries(members).flatMap(([name, value]): Member[] =>
    value === undefined ? [] : [{ name, value, span }],
  );
  return { kind: 'structure', members: present, span };
}

/** A number by its name in a group, where it has one. */
export function named(value: number, group: ConstantGroup, system: System): Value {
  const name = constantName(value, group, system.name);
  return name === undefined ? integer(value) : constant(name);
}

/** `MSG_TRUNC|MSG_EOR`; 0 for none. */
export function flags(value: number, group: ConstantGroup, system: System): Value {
  if (value === 0) return integer(0);
  const members = flagNames(value, group, system.name)
    .split('|')
    .map((name) =>
      name.startsWith('0x') ? ({ ...integer(Number(name)), base: 'hexadecimal' } as const) : constant(name),
    );
  const [only] = members;
  return members.length === 1 && only !== undefined ? only : { kind: 'flags', members, span };
}

export function addressValue(address: SocketAddress, system: System): Value {
  switch (address.family) {
    case 'inet':
    case 'inet6':
      return { kind: 'address', family: address.family, host: address.host, port: integer(address.port), span };
    case 'unix':
      return { kind: 'address', family: 'unix', name: text(address.name), abstract: address.abstract, span };
    case 'unnamed': {
      const unnamed: AddressValue =
        address.number === 1
          ? { kind: 'address', family: 'unix', abstract: false, span }
          : { kind: 'address', family: 'unspec', span };
      return address.number <= 1 ? unnamed : structure({ sa_family: named(address.number, 'families', system) });
    }
    case 'unknown':
      return structure({ sa_family: named(address.number, 'families', system) });
  }
}
