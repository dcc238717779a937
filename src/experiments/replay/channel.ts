import { deserialize, serialize } from 'node:v8';
import { declare, lastErrno } from '../kernel/foreign.ts';

/**
 * Messages over a descriptor that both ends read synchronously: a length, then what `v8.serialize` makes of a value.
 * Never more is read than one message, because descriptors may stand right behind it.
 */
export interface Channel<Received, Sent> {
  readonly descriptor: number;
  send(message: Sent): void;
  /** Waits. Undefined at the end of the stream. */
  receive(): Received | undefined;
}

const interrupted = 4;
const write = declare('write', 'long', ['int', 'pointer', 'long']);
const read = declare('read', 'long', ['int', 'pointer', 'long']);

/** False at the end of the stream. */
function readWhole(descriptor: number, target: Buffer): boolean {
  let offset = 0;
  while (offset < target.length) {
    const count = Number(read(descriptor, offset === 0 ? target : target.subarray(offset), target.length - offset));
    if (count > 0) offset += count;
    else if (count === 0 || lastErrno() !== interrupted) return false;
  }
  return true;
}

export function openChannel<Received, Sent>(descriptor: number): Channel<Received, Sent> {
  return {
    descriptor,
    send(message) {
      const body = serialize(message);
      const frame = Buffer.alloc(4 + body.length);
      frame.writeUInt32LE(body.length, 0);
      frame.set(body, 4);
      let offset = 0;
      while (offset < frame.length) {
        const count = Number(write(descriptor, offset === 0 ? frame : frame.subarray(offset), frame.length - offset));
        if (count >= 0) offset += count;
        // A reader that is gone shows at the next receive; SIGPIPE would have ended this process before.
        else if (lastErrno() !== interrupted) return;
      }
    },
    receive() {
      const length = Buffer.alloc(4);
      if (!readWhole(descriptor, length)) return undefined;
      const body = Buffer.alloc(length.readUInt32LE(0));
      if (!readWhole(descriptor, body)) return undefined;
      // Both ends are this program: what was serialized there has this type.
      return deserialize(body) as Received;
    },
  };
}
