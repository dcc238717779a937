import { declare, lastErrno } from './foreign.ts';
import { closeDescriptor } from './descriptors.ts';

/** Linux's requests for interfaces. struct ifreq: the name in 16 bytes, then a union. Source: netdevice(7). */
const requests = { getFlags: 0x8913, setFlags: 0x8914, getIndex: 0x8933, ethtool: 0x8946 } as const;
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

export function interfaceIndex(name: string): number {
  return askInterface(name, requests.getIndex, () => undefined, 'find').readInt32LE(16);
}
