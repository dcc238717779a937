import { didYouMean, nearest, quote } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { canonicalIPv4, canonicalIPv6 } from './internet-address.ts';
import { parseNetworkFunction } from './parse-function.ts';
import { parseText } from './parse-text.ts';
import type {
  ArrayValue,
  ConstantValue,
  FlagsValue,
  InternetAddress,
  IntegerValue,
  Member,
  NameValue,
  StructureValue,
  Value,
} from './value.ts';

/** Structures and arrays in each other: strace nests four deep at most. */
const deepest = 8;

/** Any value, as it is written. What a place makes of it is decided later, by `elaborate.ts`. */
export function parseValue(cursor: Cursor, depth = 0): Value | undefined {
  cursor.skipSpace();
  const from = cursor.at;
  if (depth > deepest) {
    return cursor.fail(`Structures and arrays nest ${deepest} deep at most.`, { rule: 'nested-too-deep' });
  }
  if (cursor.looksAt('"') || cursor.looksAt('..."')) return parseText(cursor);
  if (cursor.looksAt('@"') || cursor.looksAt('@..."')) {
    cursor.at++;
    const name = parseText(cursor);
    return name && { kind: 'address', family: 'unix', abstract: true, name, span: cursor.span(from) };
  }
  if (cursor.test(/\[[0-9A-Fa-f]*:[0-9A-Fa-f:.]*\]/y) !== undefined) return parseIPv6(cursor);
  if (cursor.looksAt('[')) return parseArray(cursor, depth);
  if (cursor.looksAt('{')) return parseStructure(cursor, depth);
  if (cursor.test(/\d+\.\d+\.\d+/y) !== undefined) return parseIPv4(cursor);
  if (cursor.test(/~\s*\[/y) !== undefined) {
    cursor.match(/~\s*/y);
    return parseArray(cursor, depth);
  }
  if (cursor.test(/[-+]?\d|[A-Z_]/y) !== undefined) return parseFlags(cursor);
  if (cursor.test(/[a-z]/y) !== undefined) return parseWord(cursor);
  return cursor.fail(cursor.isDone() ? 'A value is missing at the end of the line.' : unexpected(cursor));
}

function unexpected(cursor: Cursor): string {
  const character = String.fromCodePoint(cursor.text.codePointAt(cursor.at) ?? 0);
  return `${quote(character)} cannot begin a value: write a number, a name, a constant, "text", an address, {…} or […].`;
}

/** `64`, `-1`, `0x802`, `0600` */
export function parseInteger(cursor: Cursor): IntegerValue | undefined {
  const from = cursor.at;
  const found = cursor.match(/([-+]?)(0[xX][0-9a-fA-F]+|\d+)(?![0-9A-Za-z_])/y);
  if (found === undefined) return cursor.fail('An integer is expected here.');
  const digits = found[2] ?? '';
  const base = /^0[xX]/.test(digits) ? 'hexadecimal' : /^0\d/.test(digits) ? 'octal' : 'decimal';
  if (base === 'octal' && /[89]/.test(digits)) {
    return cursor.fail('A number that begins with 0 is octal, and has no digit 8 or 9.', { from });
  }
  const size = base === 'octal' ? parseInt(digits, 8) : Number(digits);
  if (!Number.isSafeInteger(size)) {
    // Only a pointer that strace prints is as large: whatever it is.
    if (base !== 'hexadecimal') return cursor.fail('This number is too large.', { from, rule: 'too-large' });
    return { kind: 'integer', value: Number.MAX_SAFE_INTEGER, base, span: cursor.span(from) };
  }
  // `strace -y` writes what a descriptor is behind its number.
  cursor.match(/<(?:[^<>[\]"]|\[[^\]]*\]|"[^"]*")+>/y);
  return { kind: 'integer', value: found[1] === '-' && size !== 0 ? -size : size, base, span: cursor.span(from) };
}

/** A number, a constant, `_`, `NULL`, or several joined by `|`. */
function parseFlags(cursor: Cursor): Value | undefined {
  const from = cursor.at;
  const first = parseFlag(cursor);
  if (first === undefined) return undefined;
  if (first.kind === 'null' || first.kind === 'any') return first;
  const members: (ConstantValue | IntegerValue)[] = [first];
  while (cursor.test(/\s*\|(?!\s*[a-z0-9_]+\s*:)/y) !== undefined) {
    cursor.match(/\s*\|\s*/y);
    const next = parseFlag(cursor);
    if (next === undefined) return undefined;
    if (next.kind === 'null' || next.kind === 'any') return cursor.fail('Flags are constants and numbers.', { from });
    members.push(next);
  }
  return members.length === 1 ? first : ({ kind: 'flags', members, span: cursor.span(from) } satisfies FlagsValue);
}

function parseFlag(
  cursor: Cursor,
): ConstantValue | IntegerValue | Extract<Value, { kind: 'null' | 'any' }> | undefined {
  const from = cursor.at;
  const word = cursor.match(/[A-Z_][A-Za-z0-9_]*/y)?.[0];
  if (word === undefined) return parseInteger(cursor);
  const span = cursor.span(from);
  if (word === 'NULL') return { kind: 'null', span };
  if (word === '_') return { kind: 'any', span };
  if (!/^[A-Z][A-Z0-9_]*$/.test(word)) {
    return cursor.fail(`${quote(word)} is no name: names are lower case, constants are upper case.`, {
      from,
      expected: [word.toLowerCase()],
    });
  }
  cursor.match(/<(?:[^<>[\]"]|\[[^\]]*\]|"[^"]*")+>/y);
  return { kind: 'constant', name: word, span };
}

/** A name, or one of the few functions that strace and the language write. */
function parseWord(cursor: Cursor): Value | undefined {
  const from = cursor.at;
  if (cursor.test(/[a-z_][a-z0-9_]*\s*\(/y) !== undefined) return parseNetworkFunction(cursor);
  const name = parseName(cursor);
  if (name === undefined) return undefined;
  if (cursor.looksAt('.')) return cursor.fail(`${quote(name.name)} is no name: names have no dots.`, { from });
  return name;
}

/** `[a-z][a-z0-9_]*` */
export function parseName(cursor: Cursor): NameValue | undefined {
  const from = cursor.at;
  const word = cursor.match(/[A-Za-z_][A-Za-z0-9_]*/y)?.[0];
  if (word === undefined) return cursor.fail('A name is expected here.');
  if (!/^[a-z][a-z0-9_]*$/.test(word)) {
    return cursor.fail(`${quote(word)} is no name: names are lower case letters, digits and \`_\`.`, {
      from,
      expected: [word.toLowerCase()],
    });
  }
  return { kind: 'name', name: word, span: cursor.span(from) };
}

export function parseIPv4(cursor: Cursor): InternetAddress | undefined {
  const from = cursor.at;
  const written = cursor.match(/[\d.]+/y)?.[0] ?? '';
  const host = canonicalIPv4(written);
  if (host === undefined) return cursor.fail(`${quote(written)} is no IPv4 address.`, { from });
  return parsePort(cursor, { family: 'inet', host, from });
}

export function parseIPv6(cursor: Cursor): InternetAddress | undefined {
  const from = cursor.at;
  const written = cursor.match(/\[([^\]]*)\]/y)?.[1] ?? '';
  const host = canonicalIPv6(written);
  if (host === undefined) return cursor.fail(`${quote(written)} is no IPv6 address.`, { from });
  return parsePort(cursor, { family: 'inet6', host, from });
}

function parsePort(
  cursor: Cursor,
  { family, host, from }: { family: 'inet' | 'inet6'; host: string; from: number },
): InternetAddress | undefined {
  if (!cursor.take(':')) {
    return cursor.fail('An address has a port: `127.0.0.1:8080`, `[::1]:8080`; port 0 where none matters.', { from });
  }
  const portFrom = cursor.at;
  const any = cursor.match(/_(?![A-Za-z0-9_])/y);
  const port = any ? { kind: 'any' as const, span: cursor.span(portFrom) } : parsePortNumber(cursor);
  return port && { kind: 'address', family, host, port, span: cursor.span(from) };
}

function parsePortNumber(cursor: Cursor): IntegerValue | NameValue | undefined {
  const from = cursor.at;
  if (cursor.test(/\d/y) === undefined) return parseName(cursor);
  const port = parseInteger(cursor);
  if (port === undefined || port.value <= 65535) return port;
  return cursor.fail('A port is a number from 0 to 65535, or a name.', { from });
}

function parseArray(cursor: Cursor, depth: number): ArrayValue | undefined {
  const from = cursor.at;
  cursor.take('[');
  const items: Value[] = [];
  for (;;) {
    cursor.skipSpace();
    if (cursor.take(']')) return { kind: 'array', items, span: cursor.span(from) };
    if (cursor.isDone()) return cursor.fail('This array is never closed: `]` is missing.', { from, to: from + 1 });
    // Where strace abbreviates, the rest is not claimed.
    if (!cursor.looksAt('..."') && cursor.take('...')) continue;
    const item = parseChange(cursor, depth + 1);
    if (item === undefined) return undefined;
    items.push(item);
    cursor.takeAfterSpace(',');
  }
}

function parseStructure(cursor: Cursor, depth: number): StructureValue | undefined {
  const from = cursor.at;
  cursor.take('{');
  const members: Member[] = [];
  for (;;) {
    cursor.skipSpace();
    if (cursor.take('}')) return { kind: 'structure', members, span: cursor.span(from) };
    if (cursor.isDone()) return cursor.fail('This structure is never closed: `}` is missing.', { from, to: from + 1 });
    if (cursor.take('...')) continue;
    const member = parseMember(cursor, depth + 1);
    if (member === undefined) return undefined;
    members.push(member);
    cursor.skipSpace();
    if (!cursor.take(',') && !cursor.looksAt('}') && !cursor.isDone()) {
      return cursor.fail('`,` or `}` is expected here.');
    }
  }
}

function parseMember(cursor: Cursor, depth: number): Member | undefined {
  const from = cursor.at;
  // strace: inet_pton(AF_INET6, "::1", &sin6_addr) stands as a member of its own.
  const address = cursor.match(/inet_pton\(AF_INET6,\s*("[0-9a-fA-F:.]*"),\s*&(\w+)\)/y);
  if (address !== undefined) {
    const text = (address[1] ?? '').slice(1, -1);
    const span = cursor.span(from);
    return { name: address[2] ?? '', value: { kind: 'text', bytes: text, repeat: 1, match: 'whole', span }, span };
  }
  const name = cursor.match(/[a-z][a-z0-9_]*(?=\s*=(?!>))/y)?.[0];
  if (name === undefined) return cursor.fail('A member is written `name=value`.');
  cursor.match(/\s*=/y);
  const value = parseChange(cursor, depth);
  return value && { name, value, span: cursor.span(from) };
}

/** A value, or `128 => 16`. */
function parseChange(cursor: Cursor, depth: number): Value | undefined {
  const before = parseValue(cursor, depth);
  if (before === undefined) return undefined;
  if (cursor.match(/\s*=>/y) === undefined) return before;
  const after = parseValue(cursor, depth);
  if (after === undefined) return undefined;
  const span = { ...before.span, endColumn: after.span.endColumn };
  if (before.kind !== 'integer' || (after.kind !== 'integer' && after.kind !== 'name' && after.kind !== 'any')) {
    // `{…} => {…}`: what the kernel made of it is what counts.
    return after;
  }
  return { kind: 'change', before, after, span };
}

/** Advice for a word that is none of `list`. */
export function unknownWord(what: string, word: string, list: readonly string[]): [string, readonly string[]] {
  const expected = nearest(word, list);
  return [`${quote(word)} is no ${what}.${didYouMean(expected)}`, expected];
}
