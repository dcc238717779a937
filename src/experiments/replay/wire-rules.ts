import type { PacketFate } from '../language/packet.ts';
import type { WireRule, WireSelection } from '../language/wire.ts';
import type { Packet } from './packet.ts';
import { bytesOf } from './site.ts';

/** What the cable does to one packet: what goes on, in which order, and what is said of it. */
export interface Verb {
  readonly fates: readonly PacketFate[];
  /** Frames that leave now, besides what an answer is. */
  readonly frames: readonly Buffer[];
  /** The packet that was held and now has gone out swapped, by the key it was held under. */
  readonly released?: unknown;
  /** What is answered to the sender instead. */
  readonly reject?: 'port' | 'host' | 'net' | 'reset';
}

interface Counted {
  readonly rule: Extract<WireRule, { verb: 'drop' | 'swap' | 'twice' | 'flip' | 'reject' }>;
  /** By direction. */
  readonly counts: Map<string, number>;
  readonly held: Map<string, { readonly frame: Buffer; readonly token: unknown }>;
}

/** The rules that shape the cable from the lines that set them on. */
export interface WireRules {
  /** `direction` names who sends to whom; counts are kept by rule and direction. `token` comes back when it is released. */
  apply(frame: Buffer, packet: Packet, direction: string, token: unknown): Verb;
  add(rule: WireRule): void;
  /** All off; gives what was held. */
  clear(): readonly { readonly frame: Buffer; readonly direction: string }[];
  isDown(): boolean;
}

export function makeWireRules(): WireRules {
  let rules: Counted[] = [];
  let down = false;
  return {
    isDown: () => down,
    add(rule) {
      if (rule.verb === 'down') down = true;
      else if ('select' in rule) rules.push({ rule, counts: new Map(), held: new Map() });
    },
    clear() {
      const held = rules.flatMap((one) => [...one.held].map(([direction, { frame }]) => ({ frame, direction })));
      rules = [];
      down = false;
      return held;
    },
    apply(frame, packet, direction, token) {
      if (down) return { fates: ['lost'], frames: [] };
      let frames: readonly Buffer[] = [frame];
      const fates: PacketFate[] = [];
      for (const counted of rules) {
        const { rule, counts, held } = counted;
        if (!isSelected(packet, rule.select) || (rule.verb === 'flip' && packet.dataLength === 0)) continue;
        const waiting = held.get(direction);
        if (waiting !== undefined) {
          held.delete(direction);
          return { fates: [...fates, 'swapped'], frames: [...frames, waiting.frame], released: waiting.token };
        }
        const count = (counts.get(direction) ?? 0) + 1;
        counts.set(direction, count === rule.every ? 0 : count);
        if (count !== rule.every) continue;
        switch (rule.verb) {
          case 'drop':
            return { fates: [...fates, 'lost'], frames: [] };
          case 'reject':
            return { fates: [...fates, 'lost'], frames: [], reject: rule.answer };
          case 'swap':
            held.set(direction, { frame, token });
            return { fates, frames: [] };
          case 'twice':
            frames = [...frames, ...frames];
            fates.push('twice');
            break;
          case 'flip':
            frames = frames.map((one) => flipBit(one, packet));
            fates.push('flipped');
            break;
        }
      }
      return { fates, frames };
    },
  };
}

/** The lowest bit of the first byte of the data; the checksum stays what it was. */
function flipBit(frame: Buffer, packet: Packet): Buffer {
  const flipped = Buffer.from(frame);
  const at = frame.length - packet.bytes.length + packet.dataOffset;
  flipped.writeUInt8(flipped.readUInt8(at) ^ 1, at);
  return flipped;
}

function isSelected(packet: Packet, select: WireSelection): boolean {
  const { content } = packet;
  if (select.protocol !== undefined && protocolOf(packet) !== select.protocol) return false;
  if (select.data && packet.dataLength === 0) return false;
  if (select.to !== undefined) {
    if (packet.destination.host !== select.to.host) return false;
    if (select.to.port !== undefined && packet.destination.port !== select.to.port) return false;
  }
  if (select.prefix !== undefined) {
    const prefix = bytesOf(select.prefix);
    if (content.protocol === 'fragment') return false;
    return packet.bytes.subarray(packet.dataOffset, packet.dataOffset + prefix.length).equals(prefix);
  }
  return true;
}

/** A later piece of a cut packet belongs to the protocol of its first one. */
function protocolOf({ content }: Packet): string {
  if (content.protocol !== 'fragment') return content.protocol;
  return content.number === 17 ? 'udp' : content.number === 6 ? 'tcp' : 'other';
}
