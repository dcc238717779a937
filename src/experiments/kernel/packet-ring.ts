import { closeDescriptor } from './descriptors.ts';
import { declare, lastErrno, memoryAt } from './foreign.ts';

/** A frame as it was seen at an interface. */
export interface Frame {
  /** From the Ethernet header on; perhaps less than what travelled. */
  readonly bytes: Buffer;
  readonly wireLength: number;
  /** On the monotonic clock. */
  readonly timeNs: bigint;
}

/** Everything that arrives at an interface, in memory shared with the kernel: nothing is lost while there is room. */
export interface PacketRing {
  readonly descriptor: number;
  /** Takes what has arrived, in order. */
  take(): Frame[];
  /** Makes room without looking. */
  discard(): void;
  /** How many found no room, since the last time it was asked. */
  lost(): number;
  send(frame: Uint8Array): boolean;
  close(): void;
}

// Linux's numbers: packet(7), linux/if_packet.h.
const packetFamily = 17;
const rawType = 3;
const allProtocols = 0x0300; // htons(ETH_P_ALL)
const packetLevel = 263;
const options = { receiveRing: 5, statistics: 6, version: 10, ignoreOutgoing: 23 } as const;
const versionTwo = 1;
const ownedByUser = 1;
/** struct tpacket2_hdr: status @0, length @4, kept length @8, mac u16 @12, seconds @16, nanoseconds @20. */
const frameSize = 2048;
const blockSize = 64 * 1024;
const shared = { readWrite: 3, map: 1 } as const;

/**
 * Opens a ring on an interface of this thread's network. `frames` is its room: 2 KiB each, frames that are longer are
 * kept in part.
 */
export function openPacketRing(interfaceIndex: number, frames: number): PacketRing {
  const socket = Number(declare('socket', 'int', ['int', 'int', 'int'])(packetFamily, rawType, 0));
  if (socket < 0) throw new Error(`a packet socket: errno ${lastErrno()}`);
  const set = (option: number, ...values: readonly number[]): void => {
    const bytes = Buffer.alloc(values.length * 4);
    values.forEach((value, index) => bytes.writeUInt32LE(value, index * 4));
    const setsockopt = declare('setsockopt', 'int', ['int', 'int', 'int', 'pointer', 'uint']);
    if (setsockopt(socket, packetLevel, option, bytes, bytes.length) !== 0) {
      const errno = lastErrno();
      closeDescriptor(socket);
      throw new Error(`packet option ${option}: errno ${errno}`);
    }
  };
  const blocks = Math.ceil((frames * frameSize) / blockSize);
  const count = (blocks * blockSize) / frameSize;
  set(options.version, versionTwo);
  set(options.ignoreOutgoing, 1);
  set(options.receiveRing, blockSize, blocks, frameSize, count);
  const length = blocks * blockSize;
  const mmap = declare('mmap', 'long', ['pointer', 'long', 'int', 'int', 'int', 'long']);
  const address = BigInt(mmap(null, length, shared.readWrite, shared.map, socket, 0));
  if (address === -1n) throw new Error(`mapping a packet ring: errno ${lastErrno()}`);
  const memory = Buffer.from(memoryAt(address, length).buffer);
  // Only now, with the ring in place, frames may come.
  const place = Buffer.alloc(20);
  place.writeUInt16LE(packetFamily, 0);
  place.writeUInt16LE(allProtocols, 2);
  place.writeInt32LE(interfaceIndex, 4);
  if (declare('bind', 'int', ['int', 'pointer', 'uint'])(socket, place, place.length) !== 0) {
    throw new Error(`binding a packet ring: errno ${lastErrno()}`);
  }
  // On an interface that is still down, bind leaves an error for the first send: asked for, it is gone.
  const socketLevel = 1;
  const pendingError = 4;
  declare('getsockopt', 'int', ['int', 'int', 'int', 'pointer', 'pointer'])(
    socket,
    socketLevel,
    pendingError,
    Buffer.alloc(4),
    Buffer.from([4, 0, 0, 0]),
  );
  const offset = clockOffset();
  const send = declare('send', 'long', ['int', 'pointer', 'long', 'int']);
  let next = 0;
  return {
    descriptor: socket,
    take() {
      const taken: Frame[] = [];
      for (;;) {
        const at = next * frameSize;
        if ((memory.readUInt32LE(at) & ownedByUser) === 0) return taken;
        const kept = memory.readUInt32LE(at + 8);
        const start = at + memory.readUInt16LE(at + 12);
        const clock = BigInt(memory.readUInt32LE(at + 16)) * 1_000_000_000n + BigInt(memory.readUInt32LE(at + 20));
        taken.push({
          bytes: Buffer.from(memory.subarray(start, Math.min(start + kept, at + frameSize))),
          wireLength: memory.readUInt32LE(at + 4),
          timeNs: clock - offset,
        });
        memory.writeUInt32LE(0, at);
        next = (next + 1) % count;
      }
    },
    discard() {
      for (; (memory.readUInt32LE(next * frameSize) & ownedByUser) !== 0; next = (next + 1) % count) {
        memory.writeUInt32LE(0, next * frameSize);
      }
    },
    lost() {
      const statistics = Buffer.alloc(8);
      const size = Buffer.alloc(4);
      size.writeUInt32LE(8, 0);
      const getsockopt = declare('getsockopt', 'int', ['int', 'int', 'int', 'pointer', 'pointer']);
      getsockopt(socket, packetLevel, options.statistics, statistics, size);
      return statistics.readUInt32LE(4);
    },
    send: (frame) => Number(send(socket, frame, frame.length, 0)) === frame.length,
    close() {
      declare('munmap', 'int', ['long', 'long'])(address, length);
      closeDescriptor(socket);
    },
  };
}

/** Frames carry the time of day; everything else here is on the monotonic clock. */
function clockOffset(): bigint {
  const time = Buffer.alloc(16);
  declare('clock_gettime', 'int', ['int', 'pointer'])(0, time);
  return time.readBigInt64LE(0) * 1_000_000_000n + time.readBigInt64LE(8) - process.hrtime.bigint();
}
