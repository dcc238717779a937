import type { ConstantGroup } from './constants.ts';
import type { System, SystemName } from './system.ts';
import { constantGroups } from './constants.ts';

const column = { linux: 0, darwin: 1 } as const;

/** The flags whose numbers differ between the two processors (asm-generic's and asm/fcntl.h's). */
const arm64: Readonly<Record<string, number>> = {
  O_DIRECTORY: 0x4000,
  O_NOFOLLOW: 0x8000,
  O_DIRECT: 0x10000,
  O_LARGEFILE: 0x20000,
};

/**
 * The number of a named constant on a system; undefined where that system has none. A name stands in one group only, or
 * means the same number in all of them.
 */
export function constantNumber(name: string, system: System): number | undefined {
  if (system.name === 'linux' && system.arch === 'arm64' && Object.hasOwn(arm64, name)) return arm64[name];
  const plain = /^TCP_(?=ESTABLISHED|SYN_|FIN_|TIME_|CLOSE|LAST_|LISTEN$)/.test(name) ? name.slice(4) : name;
  for (const group of Object.values(constantGroups)) {
    const number = Object.hasOwn(group, plain)
      ? // The key was looked up a moment ago.
        (group as Record<string, readonly [number, number]>)[plain]?.[column[system.name]]
      : undefined;
    if (number !== undefined) return number === -1 ? undefined : number;
  }
  return undefined;
}

/** The first name that a number has in a group. */
export function constantName(value: number, group: ConstantGroup, system: SystemName): string | undefined {
  return Object.entries<readonly [number, number]>(constantGroups[group]).find(
    ([, numbers]) => numbers[column[system]] === value,
  )?.[0];
}

/** All numbers of a group on a system: what a closed list of the sandbox compares with. */
export function numbersOf(group: ConstantGroup, system: SystemName, names?: readonly string[]): ReadonlySet<number> {
  return new Set(
    Object.entries<readonly [number, number]>(constantGroups[group])
      .filter(([name]) => names === undefined || names.includes(name))
      .map(([, numbers]) => numbers[column[system]])
      .filter((number) => number !== -1),
  );
}

/** `SOCK_STREAM|SOCK_NONBLOCK`: the set bits by name, the rest in hexadecimal; `0` for none. */
export function flagNames(value: number, group: ConstantGroup, system: SystemName): string {
  const names: string[] = [];
  let rest = value >>> 0;
  for (const [name, numbers] of Object.entries<readonly [number, number]>(constantGroups[group])) {
    const bit = numbers[column[system]];
    if (bit <= 0 || (rest & bit) >>> 0 !== bit) continue;
    names.push(name);
    rest = (rest & ~bit) >>> 0;
  }
  if (rest !== 0) names.push(`0x${rest.toString(16)}`);
  return names.length === 0 ? '0' : names.join('|');
}
