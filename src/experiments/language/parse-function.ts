import { quote } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { parseInteger, parseValue, unknownWord } from './parse-value.ts';
import type { AnyValue, IntegerValue, InternetAddress, RawPacketValue, TextValue, Value } from './value.ts';

interface FunctionArgument {
  readonly name?: string;
  readonly value: Value;
}

const functions = ['htons', 'htonl', 'inet_addr', 'makedev', 'udp', 'icmp_echo'];

/** The functions that strace writes in structures, and the packets built by hand. */
export function parseNetworkFunction(cursor: Cursor): Value | undefined {
  const from = cursor.at;
  const word = cursor.match(/([a-z_][a-z0-9_]*)\s*\(/y)?.[1] ?? '';
  if (!functions.includes(word)) {
    const [message, expected] = unknownWord('function of the language', word, functions);
    return cursor.fail(message, { from, to: from + word.length, expected });
  }
  const given = parseArguments(cursor);
  if (given === undefined) return undefined;
  const values = given.map(({ value }) => value);
  const [first] = values;
  const span = cursor.span(from);
  switch (word) {
    case 'htons':
    case 'htonl':
      // Ports may be names; INADDR_ANY and its like stay constants.
      return first === undefined ? cursor.fail(`${word} takes a number.`, { from }) : { ...first, span };
    case 'inet_addr':
      return first?.kind === 'text' ? { ...first, span } : cursor.fail('inet_addr takes a "text".', { from });
    case 'udp':
      return rawUdp(given, span) ?? cursor.fail('A raw packet is `udp(SRC, DST, "data"[, checksum=0])`.', { from });
    case 'icmp_echo':
      return rawEcho(given, span) ?? cursor.fail('A raw ping is `icmp_echo(ID, SEQ, "data")`.', { from });
    default:
      return { kind: 'any', span } satisfies AnyValue;
  }
}

function parseArguments(cursor: Cursor): readonly FunctionArgument[] | undefined {
  const given: FunctionArgument[] = [];
  for (;;) {
    cursor.skipSpace();
    if (cursor.take(')')) return given;
    const name = cursor.match(/([a-z][a-z0-9_]*)\s*=\s*/y)?.[1];
    const value = name === undefined ? parseFunctionValue(cursor) : parseInteger(cursor);
    if (value === undefined) return undefined;
    given.push({ ...(name === undefined ? {} : { name }), value });
    cursor.skipSpace();
    if (!cursor.take(',') && !cursor.looksAt(')')) return cursor.fail('`,` or `)` is expected here.');
  }
}

/** Functions do not nest, and take no structures. */
function parseFunctionValue(cursor: Cursor): Value | undefined {
  const word = cursor.test(/([a-z_][a-z0-9_]*)\s*\(/y);
  if (word !== undefined) return cursor.fail(`${quote(word[1] ?? '')} cannot stand here.`);
  return parseValue(cursor, 8);
}

function rawUdp(given: readonly FunctionArgument[], span: Value['span']): RawPacketValue | undefined {
  const [source, destination, data] = given.map(({ value }) => value);
  const checksum = checksumOf(given.slice(3));
  if (!isInternet(source) || !isInternet(destination) || !isText(data) || checksum === undefined) return undefined;
  return { kind: 'raw-packet', protocol: 'udp', source, destination, data, ...checksum, span };
}

function rawEcho(given: readonly FunctionArgument[], span: Value['span']): RawPacketValue | undefined {
  const [id, sequence, data] = given.map(({ value }) => value);
  const checksum = checksumOf(given.slice(3));
  if (id?.kind !== 'integer' || sequence?.kind !== 'integer' || !isText(data) || checksum === undefined)
    return undefined;
  return { kind: 'raw-packet', protocol: 'icmp-echo', id, sequence, data, ...checksum, span };
}

function checksumOf(rest: readonly FunctionArgument[]): { checksum?: IntegerValue } | undefined {
  const [first, ...more] = rest;
  if (first === undefined) return {};
  if (first.name !== 'checksum' || first.value.kind !== 'integer' || more.length > 0) return undefined;
  return { checksum: first.value };
}

function isInternet(value: Value | undefined): value is InternetAddress {
  return value?.kind === 'address' && (value.family === 'inet' || value.family === 'inet6');
}

function isText(value: Value | undefined): value is TextValue {
  return value?.kind === 'text' && value.match === 'whole';
}
