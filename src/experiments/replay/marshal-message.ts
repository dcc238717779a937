import type { ControlMessage } from '../kernel/control-message.ts';
import type { KernelAnswer, Message, Vector } from '../kernel/invoke.ts';
import type { StructureValue, Value } from '../language/value.ts';
import type { Marshalled, Place } from './marshal.ts';
import type { Site } from './site.ts';
import { controlSpace, encodeControl, decodeControl } from '../kernel/control-message.ts';
import { decodeSocketAddress } from '../kernel/socket-address.ts';
import { addressBytes, addressRoom } from './marshal-address.ts';
import { controlValue, controlBytes } from './control-data.ts';
import { dataOf, mostReceived, required } from './marshal.ts';
import { addressValue, array, flags, integer, structure, text, unseenValue } from './observed.ts';
import { LineFault } from './outcome.ts';
import { numberOf } from './site.ts';

export function memberOf(value: StructureValue, name: string): Value | undefined {
  return value.members.find((member) => member.name === name)?.value;
}

/** `[{iov_base="x", iov_len=1}]`: each piece is data to send, or room to receive. */
function vectorsOf(value: Value | undefined, sending: boolean, site: Site): Vector[] {
  if (value === undefined || value.kind === 'null') return [];
  if (value.kind !== 'array') throw new LineFault('vectors stand in [ ]');
  return value.items.map((item) => {
    if (item.kind !== 'structure') throw new LineFault('a vector is {iov_base=…, iov_len=…}');
    const base = memberOf(item, 'iov_base');
    const length = memberOf(item, 'iov_len');
    if (sending) {
      const bytes = base === undefined ? Buffer.alloc(0) : dataOf(base, site);
      const count = length === undefined ? bytes.length : numberOf(length, site);
      if (count > bytes.length || count < 0) throw new LineFault(`iov_len ${count} of ${bytes.length} bytes of data`);
      return { give: bytes.subarray(0, count) };
    }
    const claimed = base?.kind === 'text' ? dataOf(base, site).length : 0;
    const room = length === undefined ? Math.max(1, claimed) : numberOf(length, site);
    return { take: Math.min(Math.max(0, room), mostReceived) };
  });
}

/** What was received, spread over the pieces. */
function vectorValues(pieces: readonly Uint8Array[], answer: KernelAnswer, received: boolean): Value {
  let left = Math.max(0, answer.result);
  return array(
    pieces.map((piece) => {
      const count = Math.min(left, piece.length);
      left -= count;
      return structure({
        iov_base: received ? text(piece.subarray(0, count)) : text(piece),
        iov_len: integer(piece.length),
      });
    }),
  );
}

export function marshalVectors(place: Place): Marshalled {
  const sending = place.parameter.direction === 'in';
  const vectors = vectorsOf(required(place), sending, place.site);
  if (sending) return { argument: { vectors } };
  return {
    argument: { vectors },
    observe: (pieces, answer) => (answer.result === -1 ? unseenValue : vectorValues(pieces, answer, true)),
  };
}

function controlOf(value: Value | undefined, sending: boolean, site: Site): Vector | null {
  if (value === undefined || value.kind === 'null') return null;
  if (value.kind !== 'array') throw new LineFault('control messages stand in [ ]');
  const messages = value.items.map((item): ControlMessage & { readonly length?: number } => {
    if (item.kind !== 'structure') throw new LineFault('a control message is {cmsg_level=…, cmsg_type=…, cmsg_data=…}');
    const level = memberOf(item, 'cmsg_level');
    const type = memberOf(item, 'cmsg_type');
    const length = memberOf(item, 'cmsg_len');
    return {
      level: level === undefined ? 0 : numberOf(level, site),
      type: type === undefined ? 0 : numberOf(type, site),
      bytes: controlBytes(item, sending, site),
      ...(length === undefined ? {} : { length: numberOf(length, site) }),
    };
  });
  if (sending) return { give: encodeControl(messages, site.system.name) };
  const room = messages.reduce((sum, { bytes }) => sum + controlSpace(bytes.length, site.system.name), 0);
  return { take: room };
}

/** A length member's input: the `before` of `128 => 16`. */
function lengthOf(value: Value | undefined, site: Site): number | undefined {
  if (value === undefined || value.kind === 'any') return undefined;
  const cell = value.kind === 'array' ? value.items[0] : value;
  if (cell?.kind === 'change') return cell.before.value;
  return cell === undefined || cell.kind === 'name' ? undefined : numberOf(cell, site);
}

export function marshalMessage(place: Place): Marshalled {
  const { site } = place;
  const value = required(place);
  if (value.kind !== 'structure') throw new LineFault('a message is {msg_iov=[…], …}');
  const sending = place.parameter.direction === 'in';
  const name = memberOf(value, 'msg_name');
  const nameLength = lengthOf(memberOf(value, 'msg_namelen'), site);
  const control = controlOf(memberOf(value, 'msg_control'), sending, site);
  const controlLength = lengthOf(memberOf(value, 'msg_controllen'), site);
  const message: Message = {
    name: nameOf(name, sending, site),
    nameLength: nameLength ?? (sending ? naturalLength(name, site) : addressRoom),
    vectors: vectorsOf(memberOf(value, 'msg_iov'), sending, site),
    control: !sending && controlLength !== undefined && controlLength <= 4096 ? { take: controlLength } : control,
  };
  if (sending) return { argument: { message } };
  return {
    argument: { message },
    observe: (pieces, answer) => (answer.result === -1 ? unseenValue : messageValue(message, pieces, answer, site)),
  };
}

function nameOf(value: Value | undefined, sending: boolean, site: Site): Vector | null {
  if (value === undefined || value.kind === 'null') return null;
  if (!sending) return { take: addressRoom };
  const bytes = addressBytes(value, site);
  const padded = Buffer.alloc(Math.max(256, bytes.length));
  padded.set(bytes);
  return { give: padded };
}

function naturalLength(name: Value | undefined, site: Site): number {
  return name === undefined || name.kind === 'null' ? 0 : addressBytes(name, site).length;
}

function messageValue(message: Message, pieces: readonly Uint8Array[], answer: KernelAnswer, site: Site): Value {
  const [name, control, ...vectors] = pieces;
  const header = answer.header ?? { nameLength: 0, controlLength: 0, flags: 0 };
  const address = decodeSocketAddress((name ?? new Uint8Array()).subarray(0, header.nameLength), site.system.name);
  const messages = decodeControl(control ?? new Uint8Array(), header.controlLength, site.system.name);
  return structure({
    msg_name:
      message.name === null || address === undefined
        ? { kind: 'null', span: integer(0).span }
        : addressValue(site.addresses.toNote(address), site.system),
    msg_namelen: integer(message.name === null ? 0 : header.nameLength),
    msg_iov: vectorValues(vectors, answer, true),
    msg_iovlen: integer(vectors.length),
    ...(messages.length === 0
      ? { msg_control: array([]) }
      : { msg_control: array(messages.map((one) => controlValue(one, site))) }),
    msg_controllen: integer(header.controlLength),
    msg_flags: flags(header.flags & ~cloexecEcho, 'messageFlags', site.system),
  });
}

/** Linux hands MSG_CMSG_CLOEXEC back in msg_flags; it says nothing about the message. */
const cloexecEcho = 0x40000000;
