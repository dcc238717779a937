/** Gives a value the form that its place asks for: what strace writes in several ways becomes one. */
import { constantAliases } from './constants.ts';
import { canonicalIPv4, canonicalIPv6 } from './internet-address.ts';
import type { Parameter } from './signatures.ts';
import { memberKind } from './structures.ts';
import type { ValueKind } from './structures.ts';
import type { AddressValue, IntegerValue, Member, StructureValue, TextValue, Value } from './value.ts';

/** Gives the actor of a process id as strace writes it. */
export type ActorOfProcess = (process: number) => string;

export function elaborateArgument(value: Value, parameter: Parameter | undefined, actorOf: ActorOfProcess): Value {
  return parameter === undefined ? value : elaborate(value, parameter.kind, actorOf);
}

export function elaborate(value: Value, kind: ValueKind, actorOf: ActorOfProcess): Value {
  switch (value.kind) {
    case 'integer':
      return elaborateInteger(value, kind, actorOf);
    case 'constant': {
      if (kind === 'address' && value.name === 'AF_UNSPEC') {
        return { kind: 'address', family: 'unspec', span: value.span };
      }
      return { ...value, name: constantAliases[value.name] ?? value.name };
    }
    case 'flags':
      return {
        ...value,
        members: value.members.map((member) =>
          member.kind === 'constant' ? { ...member, name: constantAliases[member.name] ?? member.name } : member,
        ),
      };
    case 'text':
      if (kind === 'address') return unixAddress(value, false);
      return kind === 'option-value' ? (timeOf(value) ?? value) : value;
    case 'structure':
      if (kind === 'address') return addressOf(value) ?? value;
      return {
        ...value,
        members: value.members.flatMap((member) =>
          elaborateMember(member, memberKind(kind, value, member.name), actorOf),
        ),
      };
    case 'array':
      return { ...value, items: value.items.map((item) => elaborate(item, itemKind(kind), actorOf)) };
    case 'address':
    case 'name':
    case 'change':
    case 'raw-packet':
    case 'null':
    case 'any':
      return value;
  }
}

function itemKind(kind: ValueKind): ValueKind {
  return kind === 'descriptor-pair' || kind === 'control-data' ? 'descriptor' : kind;
}

function elaborateInteger(value: IntegerValue, kind: ValueKind, actorOf: ActorOfProcess): Value {
  const { span } = value;
  if (kind === 'descriptor' || kind === 'target-descriptor') {
    const literal = value.value < 0 || value.base !== 'decimal';
    return literal ? value : { kind: 'name', name: String(value.value), span };
  }
  if (kind === 'actor' && value.value > 1) return { kind: 'name', name: actorOf(value.value), span };
  const pointer = value.base === 'hexadecimal' && value.value >= 0x1000;
  const pointed = ['data', 'address', 'length', 'message', 'vectors', 'option-value', 'integer-cell', 'file-status'];
  if (pointer && [...pointed, 'control-list', 'signal-action', 'descriptor-pair'].includes(kind)) {
    return { kind: 'any', span };
  }
  if (kind === 'signal-handler' && pointer) return { kind: 'name', name: 'catch', span };
  return value;
}

function elaborateMember(member: Member, kind: ValueKind | undefined, actorOf: ActorOfProcess): readonly Member[] {
  if (kind === 'ignored') return [];
  return [kind === undefined ? member : { ...member, value: elaborate(member.value, kind, actorOf) }];
}

function unixAddress(name: TextValue, abstract: boolean): AddressValue {
  return { kind: 'address', family: 'unix', name, abstract, span: name.span };
}

/** strace's `{sa_family=AF_INET, sin_port=htons(8080), sin_addr=inet_addr("127.0.0.1")}` and its like. */
function addressOf({ members, span }: StructureValue): AddressValue | undefined {
  const member = (name: string) => members.find((candidate) => candidate.name === name)?.value;
  const family = member('sa_family');
  if (family?.kind !== 'constant') return undefined;
  switch (constantAliases[family.name] ?? family.name) {
    case 'AF_UNIX': {
      const path = member('sun_path');
      if (path === undefined) return { kind: 'address', family: 'unix', abstract: false, span };
      if (path.kind === 'text') return { ...unixAddress(path, false), span };
      return path.kind === 'address' ? { ...path, span } : undefined;
    }
    case 'AF_INET': {
      const port = member('sin_port');
      const written = member('sin_addr');
      const host = hostOf(written, canonicalIPv4);
      return host !== undefined && isPort(port) ? { kind: 'address', family: 'inet', host, port, span } : undefined;
    }
    case 'AF_INET6': {
      const port = member('sin6_port');
      const host = hostOf(member('sin6_addr'), canonicalIPv6);
      return host !== undefined && isPort(port) ? { kind: 'address', family: 'inet6', host, port, span } : undefined;
    }
    case 'AF_UNSPEC':
      return { kind: 'address', family: 'unspec', span };
    default:
      return undefined;
  }
}

function hostOf(value: Value | undefined, canonical: (text: string) => string | undefined): string | undefined {
  if (value?.kind === 'text') return canonical(value.bytes);
  if (value?.kind !== 'constant') return undefined;
  if (value.name === 'INADDR_ANY') return '0.0.0.0';
  return value.name === 'INADDR_LOOPBACK' ? '127.0.0.1' : undefined;
}

function isPort(value: Value | undefined): value is Extract<Value, { kind: 'integer' | 'name' | 'any' }> {
  return value?.kind === 'integer' || value?.kind === 'name' || value?.kind === 'any';
}

/** The two 64-bit little-endian numbers of a timeval, which strace prints as a text of 16 bytes. */
function timeOf({ bytes, repeat, match, span }: TextValue): StructureValue | undefined {
  if (bytes.length !== 16 || repeat !== 1 || match !== 'whole') return undefined;
  const buffer = Buffer.from(bytes, 'latin1');
  const member = (name: string, at: number): Member => {
    const value = Number(buffer.readBigInt64LE(at));
    return { name, value: { kind: 'integer', value, base: 'decimal', span }, span };
  };
  const members = [member('tv_sec', 0), member('tv_usec', 8)];
  const small = members.every(({ value }) => value.kind === 'integer' && Number.isSafeInteger(value.value));
  return small ? { kind: 'structure', members, span } : undefined;
}
