import type { System } from '../kernel/system.ts';
import type { Block } from '../language/block.ts';
import type { Capability } from '../kernel/privilege.ts';
import type { World } from './world.ts';
import { closeDescriptor } from '../kernel/descriptors.ts';
import { errnoName } from '../kernel/errno.ts';
import { declare, lastErrno } from '../kernel/foreign.ts';
import { constantNumber } from '../kernel/numbers.ts';
import { capabilityBits } from '../kernel/privilege.ts';
import { encodeSocketAddress } from '../kernel/socket-address.ts';

/** What a block needs beyond the calls, by name. */
export function neededNames(block: Block): readonly string[] {
  return block.lines.flatMap((line) => (line.kind === 'needs' ? line.needs.map(({ name }) => name) : []));
}

/** The capabilities that the actors keep: those that the block names. */
export function keptCapabilities(needs: readonly string[]): readonly Capability[] | 'all' {
  if (needs.includes('root')) return 'all';
  return needs.filter((name): name is Capability => Object.hasOwn(capabilityBits, name));
}

/** The first need that this machine does not meet, in words; undefined where all are met. */
export function unmetNeed(
  needs: readonly string[],
  system: System,
  world: World,
  host: string | undefined,
): string | undefined {
  for (const need of needs) {
    const reason = world.within(host, () => unmet(need, system, world));
    if (reason !== undefined) return `needs ${need}: ${reason}`;
  }
  return undefined;
}

function unmet(need: string, system: System, world: World): string | undefined {
  switch (need) {
    case 'linux':
    case 'darwin':
      return need === system.name ? undefined : `this is ${system.name}`;
    case 'netns':
    case 'capture':
    case 'root':
      return world.isPrivate ? undefined : 'no private network namespace is to be had here';
    case 'ipv6':
      return canBindInet6(system) ? undefined : 'the loopback interface has no ::1';
    default:
      if (Object.hasOwn(capabilityBits, need)) {
        return world.isPrivate ? undefined : 'no private network namespace is to be had here';
      }
      return unmetConstant(need, system);
  }
}

/** Makes a socket and closes it; the error's name where that is refused. */
function tryCreation(family: number, type: number, protocol: number, system: System): string | undefined {
  const made = Number(declare('socket', 'int', ['int', 'int', 'int'])(family, type, protocol));
  const errno = lastErrno();
  if (made >= 0) closeDescriptor(made);
  return made >= 0 ? undefined : `socket() says ${errnoName(errno, system.name)}`;
}

function unmetConstant(need: string, system: System): string | undefined {
  const number = constantNumber(need, system);
  if (number === undefined) return `${system.name} has none`;
  const datagram = constantNumber('SOCK_DGRAM', system) ?? 2;
  const stream = constantNumber('SOCK_STREAM', system) ?? 1;
  const raw = constantNumber('SOCK_RAW', system) ?? 3;
  if (need.startsWith('AF_')) {
    const answers = [stream, datagram, raw].map((type) => tryCreation(number, type, 0, system));
    return answers.includes(undefined) ? undefined : answers[0];
  }
  if (need.startsWith('SOCK_') && need !== 'SOCK_NONBLOCK' && need !== 'SOCK_CLOEXEC') {
    return tryCreation(constantNumber('AF_UNIX', system) ?? 1, number, 0, system);
  }
  if (need.startsWith('IPPROTO_')) {
    const inet = constantNumber('AF_INET', system) ?? 2;
    const answers = [stream, datagram, raw].map((type) => tryCreation(inet, type, number, system));
    return answers.includes(undefined) ? undefined : answers[0];
  }
  return undefined;
}

function canBindInet6(system: System): boolean {
  const made = Number(declare('socket', 'int', ['int', 'int', 'int'])(constantNumber('AF_INET6', system) ?? 10, 2, 0));
  if (made < 0) return false;
  const address = encodeSocketAddress({ family: 'inet6', host: '::1', port: 0 }, system.name);
  const bound = Number(declare('bind', 'int', ['int', 'pointer', 'uint'])(made, address, address.length));
  closeDescriptor(made);
  return bound === 0;
}
