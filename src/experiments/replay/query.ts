import { readFileSync } from 'node:fs';
import type { DescriptorQuery, Query, StateQuery } from '../language/condition.ts';
import type { InternetAddress } from '../language/value.ts';
import type { Stage, StagedActor } from './stage.ts';
import { closeDescriptor } from '../kernel/descriptors.ts';
import { declare, lastErrno } from '../kernel/foreign.ts';
import { errnoName } from '../kernel/errno.ts';
import { constantNumber } from '../kernel/numbers.ts';
import { borrowDescriptor } from '../kernel/processes.ts';
import { formatInet6 } from '../kernel/socket-address.ts';
import { socketAddressOf } from './marshal-address.ts';
import { LineFault, NotTestable } from './outcome.ts';

/** Asks the kernel, without changing anything. `host`: whose network is asked where no descriptor says it. */
export function askQuery(query: Query, stage: Stage, actor: string | undefined, host: string | undefined): number {
  if (query.query === 'sysctl') return stage.world.readSysctl(query.variable, host);
  return query.query === 'state' ? askState(query, stage, actor, host) : askDescriptor(query, stage, actor);
}

/** The runner's own descriptor of an open file of an actor, for as long as `run` takes: the actor may be asleep. */
export function withDescriptor<Result>(
  actor: StagedActor,
  descriptor: number,
  run: (borrowed: number) => Result,
): Result {
  const borrowed = borrowDescriptor(actor.process.pid(), descriptor);
  if (borrowed < 0) throw new NotTestable(`a descriptor can't be asked here: ${errnoName(-borrowed, 'linux')}`);
  try {
    return run(borrowed);
  } finally {
    closeDescriptor(borrowed);
  }
}

export function findDescriptor(
  name: string,
  of: string | undefined,
  stage: Stage,
  actor: string | undefined,
): { readonly holder: StagedActor; readonly descriptor: number } {
  const found =
    of === undefined ? stage.names.findAnywhere(name, actor) : { actor: of, bound: stage.names.find(of, name) };
  if (found?.bound?.kind !== 'descriptor') throw new LineFault(`${name} is not an open descriptor`);
  const holder = stage.actors.get(found.actor);
  if (holder === undefined) throw new LineFault(`${found.actor} is no actor of this block`);
  return { holder, descriptor: found.bound.value };
}

const polled: Readonly<Record<string, string>> = {
  POLLIN: 'POLLIN',
  POLLOUT: 'POLLOUT',
  POLLERR: 'POLLERR',
  POLLHUP: 'POLLHUP',
  POLLRDHUP: 'POLLRDHUP',
  POLLPRI: 'POLLPRI',
};

function askDescriptor(query: DescriptorQuery, stage: Stage, actor: string | undefined): number {
  const { holder, descriptor } = findDescriptor(query.descriptor.name, query.descriptor.actor, stage, actor);
  const number = constantNumber(query.query, stage.system);
  if (number === undefined) throw new NotTestable(`${query.query} does not exist on ${stage.system.name}`);
  return withDescriptor(holder, descriptor, (borrowed) => {
    if (polled[query.query] !== undefined) {
      const set = Buffer.alloc(8);
      set.writeInt32LE(borrowed, 0);
      set.writeInt16LE(number, 4);
      declare('poll', 'int', ['pointer', 'long', 'int'])(set, 1, 0);
      return (set.readUInt16LE(6) & number) === 0 ? 0 : 1;
    }
    const cell = Buffer.alloc(4);
    const result = Number(declare('ioctl', 'int', ['int', 'long', 'pointer'], 2)(borrowed, number, cell));
    const errno = lastErrno();
    if (result === -1) {
      throw new LineFault(`${query.query}(${query.descriptor.name}) fails with ${errnoName(errno, stage.system.name)}`);
    }
    return cell.readInt32LE(0);
  });
}

/** A closed connection that nobody knows any more is CLOSE. */
const closed = 7;

function askState(query: StateQuery, stage: Stage, actor: string | undefined, host: string | undefined): number {
  if (stage.system.name !== 'linux') throw new NotTestable('the state of a TCP socket can only be asked on Linux');
  if (query.of.kind === 'address') return stateAt(query.of, stage, actor, host);
  const { holder, descriptor } = findDescriptor(query.of.name, query.of.actor, stage, actor);
  const name = query.of.name;
  return withDescriptor(holder, descriptor, (borrowed) => {
    const info = Buffer.alloc(104);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(info.length, 0);
    const tcp = 6;
    const tcpInfo = 11;
    const getsockopt = declare('getsockopt', 'int', ['int', 'int', 'int', 'pointer', 'pointer']);
    if (Number(getsockopt(borrowed, tcp, tcpInfo, info, length)) !== 0) {
      throw new LineFault(`${name} is no TCP socket: it has no state`);
    }
    return info.readUInt8(0);
  });
}

/** The sockets with that local address, from /proc/net/tcp: a connection before a listener, when there are both. */
function stateAt(address: InternetAddress, stage: Stage, actor: string | undefined, host: string | undefined): number {
  const asking = actor === undefined ? undefined : stage.actors.get(actor);
  const site = asking === undefined ? undefined : stage.siteOf(asking);
  const anyActor = site ?? stage.siteOf(firstActor(stage));
  const wanted = stage.addresses.toKernel(socketAddressOf(address, anyActor));
  if (wanted.family !== 'inet' && wanted.family !== 'inet6') return closed;
  const states = stage.world.within(host, () => readStates(wanted.family, wanted.host, wanted.port));
  const listening = constantNumber('LISTEN', stage.system) ?? 10;
  return states.find((state) => state !== listening) ?? states[0] ?? closed;
}

function firstActor(stage: Stage): StagedActor {
  const [actor] = stage.actors.values();
  if (actor === undefined) throw new LineFault('no actor has done anything yet');
  return actor;
}

function readStates(family: 'inet' | 'inet6', host: string, port: number): number[] {
  const lines = readFileSync(`/proc/thread-self/net/${family === 'inet' ? 'tcp' : 'tcp6'}`, 'latin1')
    .split('\n')
    .slice(1);
  return lines.flatMap((line) => {
    const [, local = '', , state = ''] = line.trim().split(/\s+/);
    const [address = '', localPort = ''] = local.split(':');
    return Number.parseInt(localPort, 16) === port && hostOf(address) === host ? [Number.parseInt(state, 16)] : [];
  });
}

/** Four or sixteen bytes, each group of four in the processor's order. */
function hostOf(hexadecimal: string): string {
  const bytes = Buffer.from(hexadecimal, 'hex');
  for (let at = 0; at + 4 <= bytes.length; at += 4) bytes.subarray(at, at + 4).reverse();
  return bytes.length === 4 ? bytes.join('.') : formatInet6(bytes);
}
