import type { ControlMessage } from '../kernel/control-message.ts';
import type { StructureValue, Value } from '../language/value.ts';
import type { Site } from './site.ts';
import { errnoName } from '../kernel/errno.ts';
import { constantNumber } from '../kernel/numbers.ts';
import { decodeSocketAddress } from '../kernel/socket-address.ts';
import { addressValue, array, constant, integer, named, structure, text } from './observed.ts';
import { LineFault } from './outcome.ts';
import { bytesOf, descriptorOf, numberOf, processOf } from './site.ts';

function isType(message: { level: number; type: number }, level: string, type: string, site: Site): boolean {
  return message.level === constantNumber(level, site.system) && message.type === constantNumber(type, site.system);
}

function member(value: StructureValue, name: string): Value | undefined {
  return value.members.find((candidate) => candidate.name === name)?.value;
}

/** struct sock_extended_err (16 bytes) and the address of who told the error. */
const extendedError = { size: 16, room: 16 + 28 };

/** A control message's data: to send, or zeros of the length that what is claimed would take. */
export function controlBytes(item: StructureValue, sending: boolean, site: Site): Buffer {
  const data = member(item, 'cmsg_data');
  const type = member(item, 'cmsg_type');
  if (data === undefined || data.kind === 'any') return Buffer.alloc(naturalRoom(type, site));
  if (data.kind === 'array') {
    const bytes = Buffer.alloc(data.items.length * 4);
    const rights = type?.kind === 'constant' && type.name === 'SCM_RIGHTS';
    if (!sending) return rights ? bytes : Buffer.alloc(Math.max(bytes.length, naturalRoom(type, site)));
    data.items.forEach((one, index) =>
      bytes.writeInt32LE(rights ? descriptorOf(one, site) : numberOf(one, site), index * 4),
    );
    return bytes;
  }
  if (data.kind === 'structure') {
    if (!sending) return Buffer.alloc(naturalRoom(type, site));
    const bytes = Buffer.alloc(12);
    const pid = member(data, 'pid');
    const uid = member(data, 'uid');
    const gid = member(data, 'gid');
    bytes.writeInt32LE(pid === undefined ? (site.processOf(site.actor) ?? 0) : credential(pid, site), 0);
    bytes.writeInt32LE(uid === undefined ? 0 : numberOf(uid, site), 4);
    bytes.writeInt32LE(gid === undefined ? 0 : numberOf(gid, site), 8);
    return bytes;
  }
  if (data.kind === 'text') return bytesOf(data);
  throw new LineFault('cmsg_data is [descriptors] or {pid=…, uid=…, gid=…}');
}

/** Whose id is claimed: an actor's name, or a number (only its refusal can be shown: the kernel knows who speaks). */
function credential(value: Value, site: Site): number {
  return value.kind === 'name' ? processOf(value, site) : numberOf(value, site);
}

function naturalRoom(type: Value | undefined, site: Site): number {
  if (type === undefined || type.kind === 'any') return 0;
  const number = numberOf(type, site);
  if (number === constantNumber('SCM_CREDENTIALS', site.system)) return 12;
  const errors = ['IP_RECVERR', 'IPV6_RECVERR'].map((name) => constantNumber(name, site.system));
  return errors.includes(number) ? extendedError.room : 4;
}

/** A received control message, read by what it is. */
export function controlValue(message: ControlMessage, site: Site): Value {
  const { system } = site;
  const bytes = Buffer.from(message.bytes);
  const common = (type: string, level: string, data: Value): Value =>
    structure({
      cmsg_len: integer(bytes.length + (system.name === 'linux' ? 16 : 12)),
      cmsg_level: constant(level),
      cmsg_type: constant(type),
      cmsg_data: data,
    });
  if (isType(message, 'SOL_SOCKET', 'SCM_RIGHTS', site)) {
    const count = Math.floor(bytes.length / 4);
    return common(
      'SCM_RIGHTS',
      'SOL_SOCKET',
      array(Array.from({ length: count }, (_, at) => integer(bytes.readInt32LE(at * 4)))),
    );
  }
  if (isType(message, 'SOL_SOCKET', 'SCM_CREDENTIALS', site) && bytes.length >= 12) {
    return common('SCM_CREDENTIALS', 'SOL_SOCKET', credentialsValue(bytes));
  }
  if (isType(message, 'SOL_SOCKET', 'SO_RXQ_OVFL', site) && bytes.length >= 4) {
    return common('SO_RXQ_OVFL', 'SOL_SOCKET', array([integer(bytes.readInt32LE(0))]));
  }
  for (const [level, type] of [
    ['SOL_IP', 'IP_RECVERR'],
    ['SOL_IPV6', 'IPV6_RECVERR'],
  ] as const) {
    if (isType(message, level, type, site) && bytes.length >= extendedError.size) {
      return common(type, level === 'SOL_IP' ? 'IPPROTO_IP' : 'IPPROTO_IPV6', errorValue(bytes, site));
    }
  }
  return structure({
    cmsg_len: integer(bytes.length + 16),
    cmsg_level: named(message.level, 'levels', system),
    cmsg_type: integer(message.type),
    cmsg_data: text(bytes),
  });
}

/** struct ucred: pid, uid, gid. */
export function credentialsValue(bytes: Buffer): Value {
  return structure({
    pid: integer(bytes.readInt32LE(0)),
    uid: integer(bytes.readInt32LE(4)),
    gid: integer(bytes.readInt32LE(8)),
  });
}

function errorValue(bytes: Buffer, site: Site): Value {
  const offender = decodeSocketAddress(bytes.subarray(extendedError.size), site.system.name);
  const name = errnoName(bytes.readUInt32LE(0), site.system.name);
  return structure({
    ee_errno: constantName(name, bytes.readUInt32LE(0)),
    ee_origin: named(bytes.readUInt8(4), 'errorOrigins', site.system),
    ee_type: integer(bytes.readUInt8(5)),
    ee_code: integer(bytes.readUInt8(6)),
    ee_info: integer(bytes.readUInt32LE(8)),
    ee_data: integer(bytes.readUInt32LE(12)),
    offender: offender === undefined ? undefined : addressValue(site.addresses.toNote(offender), site.system),
  });
}

function constantName(name: string, number: number): Value {
  return name.startsWith('E') ? constant(name) : integer(number);
}
