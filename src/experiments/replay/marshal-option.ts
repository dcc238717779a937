import type { Value } from '../language/value.ts';
import type { Marshalled, Place } from './marshal.ts';
import type { Site } from './site.ts';
import { constantNumber } from '../kernel/numbers.ts';
import { credentialsValue } from './control-data.ts';
import { lengthChange } from './marshal-address.ts';
import { memberOf } from './marshal-message.ts';
import { required } from './marshal.ts';
import { array, integer, named, structure, text, unseenValue } from './observed.ts';
import { LineFault } from './outcome.ts';
import { bytesOf, numberOf, processOf } from './site.ts';

type Form = 'integer' | 'linger' | 'time' | 'credentials' | 'type' | 'domain' | 'protocol' | 'errno';

/** What an option's value is. Everything else is an int. */
function formOf({ other, site }: Place): Form {
  const level = other('level');
  const option = other('optname');
  if (level === undefined || option === undefined) return 'integer';
  if (numberOf(level, site) !== constantNumber('SOL_SOCKET', site.system)) return 'integer';
  const number = numberOf(option, site);
  const is = (...names: readonly string[]): boolean =>
    names.some((name) => constantNumber(name, site.system) === number);
  if (is('SO_LINGER')) return 'linger';
  if (is('SO_RCVTIMEO', 'SO_SNDTIMEO')) return 'time';
  if (is('SO_PEERCRED')) return 'credentials';
  if (is('SO_TYPE')) return 'type';
  if (is('SO_DOMAIN')) return 'domain';
  if (is('SO_PROTOCOL')) return 'protocol';
  return is('SO_ERROR') ? 'errno' : 'integer';
}

const sizes: Readonly<Record<Form, number>> = {
  integer: 4,
  linger: 8,
  time: 16,
  credentials: 12,
  type: 4,
  domain: 4,
  protocol: 4,
  errno: 4,
};

function optionBytes(value: Value, site: Site): Buffer {
  if (value.kind === 'null') return Buffer.alloc(0);
  if (value.kind === 'text') return bytesOf(value);
  if (value.kind === 'structure') {
    const member = (name: string): number => {
      const found = memberOf(value, name);
      if (found === undefined) return 0;
      return found.kind === 'name' && name === 'pid' ? processOf(found, site) : numberOf(found, site);
    };
    if (value.members.some(({ name }) => name.startsWith('tv_'))) {
      const bytes = Buffer.alloc(16);
      bytes.writeBigInt64LE(BigInt(member('tv_sec')), 0);
      // Darwin's tv_usec has 32 bits; its upper half is padding.
      bytes.writeBigInt64LE(BigInt(member('tv_usec')), 8);
      return bytes;
    }
    const names = value.members.some(({ name }) => name.startsWith('l_'))
      ? ['l_onoff', 'l_linger']
      : ['pid', 'uid', 'gid'];
    const bytes = Buffer.alloc(names.length * 4);
    names.forEach((name, index) => bytes.writeInt32LE(member(name), index * 4));
    return bytes;
  }
  const items = value.kind === 'array' ? value.items : [value];
  const bytes = Buffer.alloc(items.length * 4);
  items.forEach((item, index) => bytes.writeInt32LE(numberOf(item, site) | 0, index * 4));
  return bytes;
}

/** The value is zero-padded, so that a longer written length sends only zeros. */
export function marshalOptionIn(place: Place): Marshalled {
  const value = required(place);
  if (value.kind === 'null') return { argument: null };
  const bytes = optionBytes(value, place.site);
  const padded = Buffer.alloc(Math.max(256, bytes.length));
  padded.set(bytes);
  return { argument: { give: padded } };
}

export function marshalOptionLength(place: Place): Marshalled {
  const { value, parameter, other, site } = place;
  if (parameter.direction === 'in') {
    if (value !== undefined) return { argument: numberOf(value, site) };
    const option = other('optval');
    return { argument: option === undefined ? 0 : optionBytes(option, site).length };
  }
  if (value?.kind === 'null' || other('optval')?.kind === 'null') return { argument: null };
  const given = givenRoom(place);
  const cell = Buffer.alloc(4);
  cell.writeInt32LE(given, 0);
  return {
    argument: { both: cell },
    observe: ([bytes], { result }) =>
      result === -1 || bytes === undefined
        ? unseenValue
        : array([lengthChange(given, Buffer.from(bytes).readInt32LE(0))]),
  };
}

function givenRoom(place: Place): number {
  const value = place.other('optlen');
  const cell = value?.kind === 'array' ? value.items[0] : value;
  const given = cell?.kind === 'change' ? cell.before.value : cell?.kind === 'integer' ? cell.value : undefined;
  if (given === undefined) return sizes[formOf(place)];
  if (given < 0 || given > 256) throw new LineFault(`optlen ${given} is not between 0 and 256`);
  return given;
}

export function marshalOptionOut(place: Place): Marshalled {
  if (place.value?.kind === 'null') return { argument: null };
  const form = formOf(place);
  return {
    argument: { take: Math.max(sizes[form], givenRoom(place)) },
    observe: ([bytes], answer) => {
      if (answer.result === -1 || bytes === undefined) return unseenValue;
      const cell = answer.memory[4]?.[0];
      const length = cell === undefined ? bytes.length : Buffer.from(cell).readInt32LE(0);
      return optionValue(Buffer.from(bytes.subarray(0, length)), form, place.site);
    },
  };
}

function optionValue(bytes: Buffer, form: Form, site: Site): Value {
  if (bytes.length < sizes[form]) {
    // The kernel fills as much as there is room for.
    const whole = Buffer.alloc(4);
    whole.set(bytes.subarray(0, 4));
    return bytes.length === 0 ? array([]) : array([integer(whole.readInt32LE(0))]);
  }
  const first = bytes.readInt32LE(0);
  switch (form) {
    case 'linger':
      return structure({ l_onoff: integer(first), l_linger: integer(bytes.readInt32LE(4)) });
    case 'time':
      return structure({
        tv_sec: integer(Number(bytes.readBigInt64LE(0))),
        tv_usec: integer(site.system.name === 'darwin' ? bytes.readInt32LE(8) : Number(bytes.readBigInt64LE(8))),
      });
    case 'credentials':
      return credentialsValue(bytes);
    case 'type':
      return array([named(first, 'types', site.system)]);
    case 'domain':
      return array([named(first, 'families', site.system)]);
    case 'protocol':
      return array([named(first, 'protocols', site.system)]);
    case 'errno':
    case 'integer':
      return bytes.length > 4 ? text(bytes) : array([integer(first)]);
  }
}
