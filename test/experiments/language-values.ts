import fc from 'fast-check';
import { constantAliases, constantLists, structures } from '../../src/experiments/index.ts';
import type {
  ConstantList,
  ConstantValue,
  IntegerValue,
  InternetAddress,
  NameValue,
  TextValue,
  Value,
  ValueKind,
} from '../../src/experiments/index.ts';

/** Random values for every place of the language, in the form in which the parser leaves them; places are made up. */

export const span = { line: 1, column: 1, endColumn: 1 };

export const word = fc.stringMatching(/^[a-z][a-z0-9_]{0,6}$/).filter((name) => name !== 'catch');

export function present<Key extends string, Wanted>(key: Key, value: Wanted | undefined): Partial<Record<Key, Wanted>> {
  // A computed key widens to string: there is this one key, or none.
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<Key, Wanted>>);
}

export const name: fc.Arbitrary<NameValue> = word.map((text) => ({ kind: 'name', name: text, span }));

export const integer: fc.Arbitrary<IntegerValue> = fc.oneof(
  fc
    .integer({ min: -5, max: 2 ** 31 })
    .map((value) => ({ kind: 'integer' as const, value, base: 'decimal' as const, span })),
  fc
    .integer({ min: 0, max: 0o7777 })
    .map((value) => ({ kind: 'integer' as const, value, base: 'octal' as const, span })),
  fc
    .integer({ min: 0, max: 0xfff })
    .map((value) => ({ kind: 'integer' as const, value, base: 'hexadecimal' as const, span })),
);

export const count = fc.integer({ min: 0, max: 99_999 });

export function constantOf(...lists: readonly ConstantList[]): fc.Arbitrary<ConstantValue> {
  const names = lists
    .flatMap((list): readonly string[] => constantLists[list])
    .filter((each) => !Object.hasOwn(constantAliases, each));
  return fc.constantFrom(...names).map((each) => ({ kind: 'constant', name: each, span }));
}

function flagsOf(list: ConstantList): fc.Arbitrary<Value> {
  const members = fc.array(fc.oneof({ weight: 5, arbitrary: constantOf(list) }, { weight: 1, arbitrary: integer }), {
    minLength: 2,
    maxLength: 4,
  });
  return fc.oneof(
    constantOf(list),
    integer,
    members.map((some) => ({ kind: 'flags' as const, members: some, span })),
  );
}

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 12 }).map((data) => Buffer.from(data).toString('latin1')),
  fc.string({ unit: 'grapheme', maxLength: 6 }).map((text) => Buffer.from(text, 'utf8').toString('latin1')),
  fc.constantFrom('', 'x', 'AAABBB', '\0', '"', '\\', '...', '"*4', '#', '/*', '*/', ')', '<unfinished ...>'),
);

const text: fc.Arbitrary<TextValue> = fc
  .record({
    bytes,
    repeat: fc.oneof(
      { weight: 3, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.integer({ min: 2, max: 9999 }) },
    ),
    match: fc.constantFrom('whole', 'prefix', 'suffix'),
  })
  .map((parts) => ({ kind: 'text', ...parts, span }));

export const wholeText = text.map((value): TextValue => ({ ...value, match: 'whole' }));

const none: fc.Arbitrary<Value> = fc.constantFrom<Value>({ kind: 'null', span }, { kind: 'any', span });

export const host = fc.oneof(
  fc.ipV4().map((each) => ({ family: 'inet' as const, host: each })),
  fc
    .constantFrom('::', '::1', 'fd00::2', '2001:db8::1:0:0:1', '1:2:3:4:5:6:7:8', '::ffff:127.0.0.1', 'fe80::1:2')
    .map((each) => ({ family: 'inet6' as const, host: each })),
);

const port = fc.oneof(
  fc
    .integer({ min: 0, max: 65535 })
    .map((value) => ({ kind: 'integer' as const, value, base: 'decimal' as const, span })),
  name,
  fc.constant({ kind: 'any' as const, span }),
);

export const internet: fc.Arbitrary<InternetAddress> = fc
  .tuple(host, port)
  .map(([where, which]) => ({ kind: 'address', ...where, port: which, span }));

const address: fc.Arbitrary<Value> = fc.oneof(
  internet,
  fc
    .tuple(text, fc.boolean())
    .map(([path, abstract]): Value => ({ kind: 'address', family: 'unix', name: path, abstract, span })),
  fc.constantFrom<Value>(
    { kind: 'address', family: 'unix', abstract: false, span },
    { kind: 'address', family: 'unspec', span },
  ),
);

const checksum = fc.option(integer, { nil: undefined }).map((value) => present('checksum', value));

const rawPacket: fc.Arbitrary<Value> = fc.oneof(
  fc.tuple(internet, internet, wholeText, checksum).map(([source, destination, data, sum]): Value => ({
    kind: 'raw-packet',
    protocol: 'udp',
    source,
    destination,
    data,
    ...sum,
    span,
  })),
  fc.tuple(integer, integer, wholeText, checksum).map(([id, sequence, data, sum]): Value => ({
    kind: 'raw-packet',
    protocol: 'icmp-echo',
    id,
    sequence,
    data,
    ...sum,
    span,
  })),
);

const change: fc.Arbitrary<Value> = fc
  .tuple(integer, fc.oneof(integer, name, fc.constant({ kind: 'any' as const, span })))
  .map(([before, after]) => ({ kind: 'change', before, after, span }));

function arrayOf(item: fc.Arbitrary<Value>, size: { minLength?: number; maxLength: number }): fc.Arbitrary<Value> {
  return fc.array(item, size).map((items) => ({ kind: 'array', items, span }));
}

function structureOf(kind: ValueKind): fc.Arbitrary<Value> {
  const members = Object.entries(structures[kind]?.members ?? {}).filter(([, each]) => each !== 'ignored');
  return fc
    .shuffledSubarray(members)
    .chain((chosen) =>
      fc.tuple(...chosen.map(([member, each]) => memberOf(each).map((value) => ({ name: member, value, span })))),
    )
    .map((some) => ({ kind: 'structure', members: some, span }));
}

/** `msg_namelen=110 => 0` */
function memberOf(kind: ValueKind): fc.Arbitrary<Value> {
  return kind === 'length' ? fc.oneof(valueOf(kind), change) : valueOf(kind);
}

export const digits = fc
  .integer({ min: 0, max: 255 })
  .map((value): NameValue => ({ kind: 'name', name: String(value), span }));
export const descriptor: fc.Arbitrary<Value> = fc.oneof(
  name,
  digits,
  fc.constant<Value>({ kind: 'integer', value: -1, base: 'decimal', span }),
);

/** Data of a control message are read by its type, which has to stand beside them: both, or neither. */
const control: fc.Arbitrary<Value> = fc.oneof(
  arrayOf(descriptor, { maxLength: 3 }).map((data): Value => controlOf('SCM_RIGHTS', data)),
  structureOf('control-data').map((data) => controlOf('SCM_CREDENTIALS', data)),
  arrayOf(integer, { minLength: 1, maxLength: 1 }).map((data) => controlOf('SO_RXQ_OVFL', data)),
);

function controlOf(type: string, data: Value): Value {
  const members = [
    { name: 'cmsg_type', value: { kind: 'constant' as const, name: type, span }, span },
    { name: 'cmsg_data', value: data, span },
  ];
  return { kind: 'structure', members, span };
}

/** What may stand in a place of the language. */
export function valueOf(kind: ValueKind): fc.Arbitrary<Value> {
  switch (kind) {
    case 'descriptor':
      return descriptor;
    case 'target-descriptor':
      return fc.oneof(name, digits);
    case 'descriptor-pair':
      return arrayOf(fc.oneof(name, digits), { minLength: 2, maxLength: 2 });
    case 'family':
    case 'protocol':
    case 'level':
    case 'option':
    case 'how':
    case 'whence':
    case 'fcntl-command':
    case 'ioctl-request':
    case 'control-type':
    case 'error-origin':
    case 'signal':
    case 'errno':
      return fc.oneof(constantOf(kind), integer);
    case 'socket-type':
    case 'message-flags':
    case 'accept-flags':
    case 'status-flags':
    case 'pipe-flags':
    case 'open-flags':
    case 'poll-events':
    case 'signal-action-flags':
    case 'mode':
      return flagsOf(kind);
    case 'address':
      return fc.oneof(address, none);
    case 'length':
      return fc.oneof(integer, arrayOf(fc.oneof(integer, name, change), { minLength: 1, maxLength: 1 }), none);
    case 'integer':
      return integer;
    case 'data':
      return fc.oneof(text, none, rawPacket);
    case 'message':
    case 'signal-action':
    case 'file-status':
      return fc.oneof(structureOf(kind), none);
    case 'vectors':
    case 'poll-set':
      return arrayOf(structureOf(kind), { maxLength: 2 });
    case 'control-list':
      return arrayOf(control, { maxLength: 2 });
    case 'control-data':
      return structureOf(kind);
    case 'option-value':
    case 'integer-cell':
      return fc.oneof(arrayOf(fc.oneof(integer, name), { minLength: 1, maxLength: 1 }), none);
    case 'file-name':
      return text;
    case 'actor':
      return name;
    case 'signal-handler':
      return fc.constantFrom<Value>(
        { kind: 'constant', name: 'SIG_IGN', span },
        { kind: 'constant', name: 'SIG_DFL', span },
        { kind: 'name', name: 'catch', span },
      );
    case 'ignored':
      return fc.constant<Value>({ kind: 'any', span });
  }
}
