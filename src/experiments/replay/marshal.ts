import type { Argument, KernelAnswer, KernelCall } from '../kernel/invoke.ts';
import type { ForeignCallName } from '../kernel/libc.ts';
import type { CallName, Parameter } from '../language/signatures.ts';
import type { Value } from '../language/value.ts';
import type { Site } from './site.ts';
import { parametersOf, signatures } from '../language/signatures.ts';
import { marshalAddressIn, marshalAddressLengthIn, marshalAddressOut } from './marshal-address.ts';
import { marshalMessage, marshalVectors } from './marshal-message.ts';
import { marshalOptionIn, marshalOptionLength, marshalOptionOut } from './marshal-option.ts';
import { marshalFileStatus, marshalPollSet, marshalSignalAction } from './marshal-structures.ts';
import { array, integer, text, unseenValue } from './observed.ts';
import { LineFault } from './outcome.ts';
import { bytesOf, descriptorOf, numberOf, processOf } from './site.ts';
import { encodeRawPacket } from './raw-packet.ts';

/** One parameter on its way: what the kernel gets, and how to read what it wrote. */
export interface Marshalled {
  readonly argument: Argument;
  /** `pieces` is the memory of this argument afterwards. Undefined: the argument is an input, printed as written. */
  readonly observe?: (pieces: readonly Uint8Array[], answer: KernelAnswer) => Value;
}

/** What a parameter is marshalled with. */
export interface Place {
  readonly value: Value | undefined;
  readonly parameter: Parameter;
  /** The line's other arguments, by the parameter's name. */
  readonly other: (name: string) => Value | undefined;
  readonly call: CallName;
  readonly site: Site;
}

export interface MarshalledCall {
  readonly call: KernelCall;
  /** By parameter: what it was afterwards; the input itself where nothing was written to it. */
  observe(answer: KernelAnswer): readonly Value[];
}

/** Makes a line's arguments into what the kernel gets. Everything that stands in them is decided here. */
export function marshalCall(call: CallName, values: readonly Value[], site: Site): MarshalledCall {
  const parameters = parametersOf(call);
  const parts = parameters.map((parameter, index) =>
    marshalParameter({
      value: values[index],
      parameter,
      call,
      site,
      other: (name) => values[parameters.findIndex((candidate) => candidate.name === name)],
    }),
  );
  const given = parts.map(({ argument }) => argument);
  return {
    call: { name: foreignName(call), arguments: call === 'rt_sigaction' ? given.slice(0, 3) : given },
    observe: (answer) =>
      parts.flatMap(({ observe }, index) => {
        const value = values[index];
        if (observe !== undefined && (value !== undefined || parameters[index]?.direction === 'out')) {
          return [value?.kind === 'null' ? value : observe(answer.memory[index] ?? [], answer)];
        }
        return value === undefined ? [] : [value];
      }),
  };
}

function foreignName(call: CallName): ForeignCallName {
  if (call === 'rt_sigaction') return 'sigaction';
  if (call === 'fork') throw new LineFault('fork is made by the runner');
  return call;
}

/** The most that a line may receive at once. */
export const mostReceived = 1024 * 1024;

function marshalParameter(place: Place): Marshalled {
  const { value, parameter, site } = place;
  switch (parameter.kind) {
    case 'descriptor':
      return { argument: descriptorOf(required(place), site) };
    case 'target-descriptor':
      return { argument: targetDescriptor(required(place), site) };
    case 'descriptor-pair':
      return {
        argument: { take: 8 },
        observe: ([pair], { result }) =>
          result === -1 || pair === undefined ? unseenValue : array(readIntegers(pair).map(integer)),
      };
    case 'family':
    case 'socket-type':
    case 'protocol':
    case 'integer':
    case 'how':
    case 'message-flags':
    case 'level':
    case 'option':
    case 'accept-flags':
    case 'fcntl-command':
    case 'ioctl-request':
    case 'pipe-flags':
    case 'open-flags':
    case 'mode':
    case 'whence':
    case 'signal':
    case 'status-flags':
      return { argument: value === undefined ? defaultInteger(place) : numberOf(value, site) };
    case 'address':
      return parameter.direction === 'in' ? marshalAddressIn(place) : marshalAddressOut(place);
    case 'length':
      return marshalLength(place);
    case 'data':
      return parameter.direction === 'in' ? { argument: { give: dataOf(required(place), site) } } : received(place);
    case 'message':
      return marshalMessage(place);
    case 'vectors':
      return marshalVectors(place);
    case 'option-value':
      return parameter.direction === 'in' ? marshalOptionIn(place) : marshalOptionOut(place);
    case 'integer-cell':
      return {
        argument: { take: 4 },
        observe: ([cell], { result }) =>
          result === -1 || cell === undefined ? unseenValue : array(readIntegers(cell).map(integer)),
      };
    case 'poll-set':
      return marshalPollSet(place);
    case 'file-name':
      return { argument: { give: Buffer.concat([bytesOf(required(place)), Buffer.alloc(1)]) } };
    case 'file-status':
      return marshalFileStatus(place);
    case 'actor':
      return { argument: processOf(required(place), site) };
    case 'signal-action':
      return marshalSignalAction(place);
  }
}

export function required({ value, parameter, call }: Place): Value {
  if (value === undefined) throw new LineFault(`${call} needs ${parameter.name}`);
  return value;
}

export function readIntegers(bytes: Uint8Array): number[] {
  const buffer = Buffer.from(bytes);
  return Array.from({ length: Math.floor(buffer.length / 4) }, (_, index) => buffer.readInt32LE(index * 4));
}

/** What stands for an argument that was left out: write's count is that of its data, the rest are 0. */
function defaultInteger({ parameter, other, site }: Place): number {
  const data = other('buf');
  return parameter.name === 'len' && data !== undefined ? dataOf(data, site).length : 0;
}

/** dup2's target is a descriptor of this actor; a name not yet bound gets a number that is free for certain. */
function targetDescriptor(value: Value, site: Site): number {
  if (value.kind !== 'name') throw new LineFault("dup2's target is a name");
  const bound = site.names.find(site.actor, value.name);
  if (bound?.kind === 'descriptor') return bound.value;
  const taken = new Set(site.names.descriptorsOf(site.actor).map(({ descriptor }) => descriptor));
  let free = 128;
  while (taken.has(free)) free++;
  return free;
}

/** The bytes of an input: a text, or a packet built by hand. */
export function dataOf(value: Value, site: Site): Buffer {
  return value.kind === 'raw-packet' ? encodeRawPacket(value, site) : bytesOf(value);
}

/** A receive buffer: as large as the length says, zeroed, read back as far as the result says. */
function received(place: Place): Marshalled {
  const size = place.other('len');
  const room = size === undefined ? 0 : numberOf(size, place.site);
  if (room < 0) return { argument: { take: 0 }, observe: () => unseenValue };
  return {
    argument: { take: Math.min(room, mostReceived) },
    observe: ([bytes], { result }) =>
      result < 0 || bytes === undefined ? unseenValue : text(bytes.subarray(0, Math.min(result, bytes.length))),
  };
}

/** A length belongs to the argument before it: an address, an option's value, an array. */
function marshalLength(place: Place): Marshalled {
  const { parameters } = signatures[place.call];
  const index = parameters.findIndex(({ name }) => name === place.parameter.name);
  const before = parameters[index - 1];
  if (before?.kind === 'option-value') return marshalOptionLength(place);
  if (before?.kind === 'vectors') {
    const vectors = place.other(before.name);
    const count = vectors?.kind === 'array' ? vectors.items.length : 0;
    return { argument: place.value === undefined ? count : numberOf(place.value, place.site) };
  }
  if (before === undefined) throw new LineFault(`${place.call}: a length of nothing`);
  return marshalAddressLengthIn(place, place.other(before.name));
}
