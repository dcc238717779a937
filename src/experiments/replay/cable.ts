import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import type { HostLine } from '../language/block.ts';
import type { PacketFate } from '../language/packet.ts';
import type { WireRule } from '../language/wire.ts';
import type { PacketRing } from '../kernel/packet-ring.ts';
import type { Backlog } from './backlog.ts';
import type { Capture, SeenPacket } from './capture.ts';
import type { Loop } from './loop.ts';
import type { World } from './world.ts';
import { closeDescriptor } from '../kernel/descriptors.ts';
import { inNetwork, makeNetwork } from '../kernel/namespaces.ts';
import { addAddress, addNeighbour, limitRate, makeJoinedInterfaces } from '../kernel/netlink.ts';
import {
  interfaceIndex,
  isInterfaceRunning,
  setInterfaceUp,
  setMtu,
  turnOffloadsOff,
} from '../kernel/network-interface.ts';
import { openPacketRing } from '../kernel/packet-ring.ts';
import { parseInet, parseInet6 } from '../kernel/socket-address.ts';
import { mostPackets } from './capture.ts';
import { NotTestable, Unsettled } from './outcome.ts';
import { decodeFrame } from './packet.ts';
import { makePacketPrinter } from './packet-text.ts';
import { rejectAnswer } from './reject-answer.ts';
import { makeWireRules } from './wire-rules.ts';

/**
 * The wire that all hosts of a block hang on: a program of ours that relays every frame from one host's end to the
 * other's, or does not. So it loses, swaps, copies and damages by count, and sees every packet.
 */
export interface Cable extends Capture {
  shape(rule: WireRule): void;
  /** Relays until all that was sent has been relayed, held or dropped, and all that was relayed has been received. */
  settle(): void;
}

interface Port {
  readonly name: string;
  readonly host: HostLine;
  readonly hardware: Buffer;
  readonly ring: PacketRing;
  /** Frames that arrived here and were taken, and that were written here. */
  taken: number;
  written: number;
}

const ringFrames = 2_048;
const interfaceName = 'eth0';
const quietWithinNs = 2_000_000_000n;
const defaultMtu = 1_500;
/** A longer frame would not fit into its place in the ring. */
const mostMtu = 1_900;

function hardwareOf(index: number): Buffer {
  return Buffer.from([2, 0, 0, 0, 0, index + 1]);
}

function familyOf(host: HostLine): { readonly number: number; readonly bytes: Uint8Array; readonly prefix: number } {
  return host.family === 'inet'
    ? { number: 2, bytes: parseInet(host.address), prefix: 24 }
    : { number: 10, bytes: parseInet6(host.address), prefix: 64 };
}

/** Keeps an interface from talking IPv6 by itself (router and neighbour discovery): a wire that nobody uses is quiet. */
function quietInet6(name: string, isUsed: boolean): void {
  const set = (setting: string, value: string): void => {
    try {
      writeFileSync(`/proc/sys/net/ipv6/conf/${name}/${setting}`, value);
    } catch {
      // A kernel without IPv6 is quiet anyway.
    }
  };
  if (!isUsed) set('disable_ipv6', '1');
  else
    for (const [setting, value] of [
      ['addr_gen_mode', '1'],
      ['accept_ra', '0'],
      ['accept_dad', '0'],
      ['router_solicitations', '0'],
    ] as const)
      set(setting, value);
}

/** Joins the hosts of a world, whose networks are there, by a cable. */
export function layCable(hosts: readonly HostLine[], world: World, loop: Loop, backlog: Backlog): Cable {
  const network = makeNetwork();
  const within = <Result>(run: () => Result): Result => inNetwork(network, run);
  within(() => quietInet6('default', false));
  hosts.forEach((host, index) => {
    const peer = world.network(host.name);
    if (peer === undefined) throw new NotTestable(`${host.name} has no network`);
    within(() => {
      makeJoinedInterfaces(`p${index}`, interfaceName, peer, hardwareOf(index));
    });
    world.within(host.name, () => {
      quietInet6(interfaceName, host.family === 'inet6');
      turnOffloadsOff(interfaceName);
      const { number, bytes, prefix } = familyOf(host);
      setInterfaceUp(interfaceName, true);
      addAddress(interfaceIndex(interfaceName), number, bytes, prefix);
      hosts.forEach((other, at) => {
        const neighbour = familyOf(other);
        if (other !== host && other.family === host.family) {
          addNeighbour(interfaceIndex(interfaceName), neighbour.number, neighbour.bytes, hardwareOf(at));
        }
      });
    });
  });
  const ports = within(() =>
    hosts.map((host, index): Port => {
      const name = `p${index}`;
      // The ring stands before the interface is up, so that it has every frame that the interface counts.
      const ring = openPacketRing(interfaceIndex(name), ringFrames);
      setInterfaceUp(name, true);
      return { name, host, hardware: hardwareOf(index), ring, taken: 0, written: 0 };
    }),
  );
  const runs = (): boolean =>
    within(() => ports.every(({ name }) => isInterfaceRunning(name))) &&
    hosts.every(({ name }) => world.within(name, () => isInterfaceRunning(interfaceName)));
  if (!loop.until(runs, process.hrtime.bigint() + 2_000_000_000n, 1)) throw new Unsettled('the cable did not come up');
  // A further request under the lock that setting them up is done under: once it is answered that is done, too.
  within(() => {
    for (const { name } of ports) setMtu(name, defaultMtu);
  });
  // Files of a network stay that network's, however often they are read.
  const devices = within(() => openSync('/proc/thread-self/net/dev', 'r'));
  const rules = makeWireRules();
  const seen: (SeenPacket & { fates: readonly PacketFate[] })[] = [];
  const print = makePacketPrinter();
  let lost = 0;
  let hasRate = false;

  /** One behind the other: two that wait at two processors would arrive in any order. */
  function write(port: Port, frame: Buffer): void {
    backlog.settle();
    if (port.ring.send(frame)) port.written++;
  }

  function note(frame: Buffer, wireLength: number, timeNs: bigint): (typeof seen)[number] | undefined {
    const packet = decodeFrame(frame);
    if (packet === undefined || seen.length >= mostPackets) return undefined;
    const one = { packet, text: print(packet), timeNs, wireLength: wireLength - 14, fates: [] };
    seen.push(one);
    return one;
  }

  function relay(from: Port, frame: Buffer, wireLength: number, timeNs: bigint): void {
    const target = frame.subarray(0, 6);
    const targets =
      (target.readUInt8(0) & 1) === 1
        ? ports.filter((port) => port !== from)
        : ports.filter((port) => port !== from && port.hardware.equals(target));
    const packet = decodeFrame(frame);
    if (packet === undefined || (target.readUInt8(0) & 1) === 1) {
      if (!rules.isDown()) for (const port of targets) write(port, frame);
      return;
    }
    const one = note(frame, wireLength, timeNs);
    const verb = rules.apply(frame, packet, `${packet.source.host} ${packet.destination.host}`, one);
    if (one !== undefined) one.fates = [...one.fates, ...verb.fates];
    const released = seen.find((candidate) => candidate === verb.released);
    if (released !== undefined) released.fates = [...released.fates, 'swapped'];
    for (const out of verb.frames) for (const port of targets) write(port, out);
    const answer = verb.reject === undefined ? undefined : rejectAnswer(frame, packet, verb.reject);
    if (answer === undefined) return;
    note(answer, answer.length, process.hrtime.bigint());
    write(from, answer);
  }

  function take(): void {
    for (const port of ports) {
      for (const { bytes, wireLength, timeNs } of port.ring.take()) {
        port.taken++;
        relay(port, bytes, wireLength, timeNs);
      }
    }
  }

  const stops = ports.map((port) => loop.watch(port.ring.descriptor, take));

  /** Has every frame that the hosts' ends have sent been taken, and is none on its way through a processor's queue? */
  function isQuiet(): boolean {
    const counters = readWhole(devices);
    for (const port of ports) {
      const line = new RegExp(`^\\s*${port.name}:\\s*\\d+\\s+(\\d+)`, 'm').exec(counters);
      if (line !== null && Number(line[1]) > port.taken + lost) return false;
    }
    return backlog.isEmpty();
  }

  return {
    seen() {
      take();
      return seen;
    },
    hasLost() {
      for (const port of ports) lost += port.ring.lost();
      return lost > 0;
    },
    settle() {
      const deadline = process.hrtime.bigint() + quietWithinNs;
      // Twice in a row: what the first look saw received may have been answered.
      for (let quiet = 0; quiet < 2;) {
        take();
        quiet = isQuiet() ? quiet + 1 : 0;
        if (quiet === 0 && process.hrtime.bigint() > deadline) throw new Unsettled('the cable did not become quiet');
      }
    },
    shape(rule) {
      if (rule.verb === 'mtu' && (rule.bytes > mostMtu || rule.bytes < 68)) {
        throw new NotTestable(`an mtu of ${rule.bytes}: the cable carries 68 to ${mostMtu}`);
      }
      const each = (run: (name: string) => void): void => {
        for (const { host } of ports)
          world.within(host.name, () => {
            run(interfaceName);
          });
      };
      if (rule.verb === 'mtu') {
        within(() => {
          for (const { name } of ports) setMtu(name, Math.max(defaultMtu, rule.bytes));
        });
        each((name) => {
          setMtu(name, rule.bytes);
        });
      } else if (rule.verb === 'rate') {
        hasRate = true;
        each((name) => {
          limitRate(interfaceIndex(name), rule.bitsPerSecond / 8);
        });
      } else if (rule.verb === 'pass') {
        if (hasRate) {
          each((name) => {
            limitRate(interfaceIndex(name), 0xffffffff);
          });
        }
        each((name) => {
          setMtu(name, defaultMtu);
        });
        for (const { frame } of rules.clear()) {
          for (const port of ports) if (port.hardware.equals(frame.subarray(0, 6))) write(port, frame);
        }
      } else rules.add(rule);
    },
    end() {
      for (const stop of stops) stop();
      for (const { ring } of ports) ring.close();
      closeSync(devices);
      closeDescriptor(network);
    },
  };
}

function readWhole(descriptor: number): string {
  const buffer = Buffer.alloc(8_192);
  return buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, buffer.length, 0));
}
