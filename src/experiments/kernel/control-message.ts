import type { SystemName } from './system.ts';

/** One cmsghdr and what follows it. */
export interface ControlMessage {
  readonly level: number;
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** Linux: 16 bytes (len size_t @0, level @8, type @12), aligned to 8. Darwin: 12 (len u32 @0, level @4, type @8), to 4. */
const layout = {
  linux: { header: 16, level: 8, type: 12, align: 8 },
  darwin: { header: 12, level: 4, type: 8, align: 4 },
} as const;

function aligned(length: number, align: number): number {
  return Math.ceil(length / align) * align;
}

/** CMSG_SPACE: the room that data of that length take. */
export function controlSpace(length: number, system: SystemName): number {
  const { header, align } = layout[system];
  return header + aligned(length, align);
}

/** What msg_control points to. `length` replaces cmsg_len where the note writes one. */
export function encodeControl(
  messages: readonly (ControlMessage & { readonly length?: number })[],
  system: SystemName,
): Buffer {
  const { header, level, type } = layout[system];
  const parts = messages.map((message) => {
    const part = Buffer.alloc(controlSpace(message.bytes.length, system));
    part.writeUInt32LE(message.length ?? header + message.bytes.length, 0);
    part.writeInt32LE(message.level, level);
    part.writeInt32LE(message.type, type);
    part.set(message.bytes, header);
    return part;
  });
  return Buffer.concat(parts);
}

/** Reads the first `length` bytes of what the kernel wrote; stops where it stops making sense. */
export function decodeControl(control: Uint8Array, length: number, system: SystemName): ControlMessage[] {
  const { header, level, type, align } = layout[system];
  const buffer = Buffer.from(control.subarray(0, length));
  const messages: ControlMessage[] = [];
  let offset = 0;
  while (offset + header <= buffer.length) {
    const size = buffer.readUInt32LE(offset);
    if (size < header) break;
    messages.push({
      level: buffer.readInt32LE(offset + level),
      type: buffer.readInt32LE(offset + type),
      bytes: buffer.subarray(offset + header, Math.min(offset + size, buffer.length)),
    });
    offset += aligned(size, align);
  }
  return messages;
}
