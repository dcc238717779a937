import type { PacketFate } from '../language/packet.ts';
import type { Loop } from './loop.ts';
import type { Packet } from './packet.ts';
import type { CapturedPacket } from './transcript.ts';
import type { World } from './world.ts';
import { interfaceIndex } from '../kernel/network-interface.ts';
import { openPacketRing } from '../kernel/packet-ring.ts';
import { decodeFrame } from './packet.ts';
import { endpointText, makePacketPrinter } from './packet-text.ts';

/** A packet that travelled while the block was replayed. */
export interface SeenPacket {
  readonly packet: Packet;
  readonly text: string;
  readonly timeNs: bigint;
  readonly wireLength: number;
  readonly fates: readonly PacketFate[];
}

/** What sees the packets of a block: the loopback interface's ring, or the cable. */
export interface Capture {
  /** In the order in which they travelled. Takes in what has just come. */
  seen(): readonly SeenPacket[];
  /** Did some find no room? Then nothing can be said about them. */
  hasLost(): boolean;
  end(): void;
}

/** So many are kept for the transcript; a block that claims packets has far fewer. */
export const mostPackets = 5_000;

const ringFrames = 2_048;

/** Watches the loopback interface of the block's private network. */
export function captureLoopback(world: World, loop: Loop): Capture {
  const ring = world.within(undefined, () => openPacketRing(interfaceIndex('lo'), ringFrames));
  const seen: SeenPacket[] = [];
  const print = makePacketPrinter();
  let lost = 0;
  const take = (): void => {
    if (seen.length >= mostPackets) {
      ring.discard();
      lost++;
      return;
    }
    for (const { bytes, wireLength, timeNs } of ring.take()) {
      const packet = decodeFrame(bytes);
      if (packet === undefined) continue;
      seen.push({ packet, text: print(packet), timeNs, wireLength: wireLength - 14, fates: [] });
    }
  };
  const stop = loop.watch(ring.descriptor, take);
  return {
    seen() {
      take();
      return seen;
    },
    hasLost() {
      lost += ring.lost();
      return lost > 0;
    },
    end() {
      stop();
      ring.close();
    },
  };
}

/** What the transcript tells of the packets. */
export function capturedPackets(capture: Capture, originNs: bigint): CapturedPacket[] {
  return capture.seen().map(({ packet, text, timeNs, wireLength, fates }) => {
    const [fate] = fates;
    return {
      timeNs: Math.max(0, Number(timeNs - originNs)),
      from: endpointText(packet.source),
      to: endpointText(packet.destination),
      text,
      ...(fate === undefined ? {} : { fate }),
      bytes: new Uint8Array(packet.bytes),
      wireLength,
    };
  });
}
