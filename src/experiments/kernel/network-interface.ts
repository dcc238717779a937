import { addressOf, declare, lastErrno } from './foreign.ts';
import { closeDescriptor } from './descriptors.ts';

/** Linux's requests for interfaces. struct ifreq: the name in 16 bytes, then a union. Source: netdevice(7). */
const requests = { getFlags: 0x8913, setFlags: 0x8914, getIndex: 0x8933, setMtu: 0x8922, ethtool: 0x8946 } as const;
const isUp = 1;

/** Runs one ioctl on an interface of this thread's network. Gives the request back as the kernel left it. */
function askInterface(name: string, request: number, fill: (request: Buffer) => void, what: string): Buffer {
  const asked = Buffer.alloc(40);
  asked.write(name, 0, 15, 'latin1');
  fill(asked);
  const socket = Number(declare('socket', 'int', ['int', 'int', 'int'])(2, 2, 0));
  const result = Number(declare('ioctl', 'int', ['int', 'long', 'pointer'], 2)(socket, request, asked));
  const errno = lastErrno();
  closeDescriptor(socket);
  if (result !== 0) throw new Error(`${what} ${name}: errno ${errno}`);
  return asked;
}

/** Sets an interface up or down. The loopback interface of a new network is down. */
export function setInterfaceUp(name: string, up: boolean): void {
  const flags = askInterface(name, requests.getFlags, () => undefined, 'look at').readUInt16LE(16);
  askInterface(
    name,
    requests.setFlags,
    (asked) => asked.writeUInt16LE(up ? flags | isUp : flags & ~isUp, 16),
    'set up',
  );
}

/** Does the kernel send through it already? A new pair of joined interfaces drops what is sent before. */
export function isInterfaceRunning(name: string): boolean {
  const running = 0x40;
  return (askInterface(name, requests.getFlags, () => undefined, 'look at').readUInt16LE(16) & running) !== 0;
}

export function interfaceIndex(name: string): number {
  return askInterface(name, requests.getIndex, () => undefined, 'find').readInt32LE(16);
}

/** The largest packet that an interface sends whole. */
export function setMtu(name: string, bytes: number): void {
  askInterface(name, requests.setMtu, (asked) => asked.writeInt32LE(bytes, 16), 'size');
}

/**
 * Makes an interface compute its own checksums and cut its own segments: then what is on the wire is what a wire would
 * carry. Source: linux/ethtool.h.
 */
export function turnOffloadsOff(name: string): void {
  const commands = { checksums: 0x17, gather: 0x19, tcpSegments: 0x1f, segments: 0x24, receive: 0x2c };
  for (const command of Object.values(commands)) {
    const value = Buffer.alloc(8);
    value.writeUInt32LE(command, 0);
    askInterface(name, requests.ethtool, (asked) => asked.writeBigUInt64LE(addressOf(value), 16), 'tune');
  }
}
