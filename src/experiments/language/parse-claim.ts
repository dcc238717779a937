import type { Alternative, Claim, Result, TimeBound } from './claim.ts';
import { systems } from './constants.ts';
import type { Cursor } from './cursor.ts';
import { parseInteger, parseName, parseValue, unknownWord } from './parse-value.ts';

const unfinished = /<unfinished \.\.\.>/y;

/** What a line says behind its closing parenthesis: `= RESULT | system: RESULT <time>`. */
export function parseClaim(cursor: Cursor): Claim | undefined {
  cursor.skipSpace();
  const from = cursor.at;
  if (!cursor.take('=')) {
    return cursor.fail(
      'What the call returns is missing: `= 0`, `= name`, `= -1 EAGAIN`, or `= _` for whatever it is.',
    );
  }
  const asked = cursor.take('?');
  const result = parseResult(cursor);
  if (result === undefined) return undefined;
  const alternatives: Alternative[] = [];
  let end = cursor.at;
  while (cursor.test(/\s*\|\s*[a-z0-9_]+\s*:/y) !== undefined) {
    const alternative = parseAlternative(cursor);
    if (alternative === undefined) return undefined;
    alternatives.push(alternative);
    end = cursor.at;
  }
  const span = cursor.span(from, end);
  cursor.skipSpace();
  const time = cursor.looksAt('<') ? parseTime(cursor) : undefined;
  if (cursor.hasFailed()) return undefined;
  return { asked, result, alternatives, ...(time === undefined ? {} : { time }), span };
}

/** `<unfinished ...>` in place of a closing parenthesis: strace cut the line. */
export function parseCut(cursor: Cursor): Claim | undefined {
  cursor.skipSpace();
  const from = cursor.at;
  if (cursor.match(unfinished) === undefined) return undefined;
  const span = cursor.span(from);
  return { asked: false, result: { kind: 'unfinished', sleeps: false, span }, alternatives: [], span };
}

function parseAlternative(cursor: Cursor): Alternative | undefined {
  cursor.match(/\s*\|\s*/y);
  const from = cursor.at;
  const word = cursor.match(/[a-z0-9_]+/y)?.[0] ?? '';
  const system = systems.find((known) => known === word);
  if (system === undefined) {
    const [message, expected] = unknownWord('system', word, systems);
    return cursor.fail(message, { from, rule: 'unknown-system', expected });
  }
  cursor.match(/\s*:/y);
  const result = parseResult(cursor);
  return result && { system, result, span: cursor.span(from) };
}

function parseResult(cursor: Cursor): Result | undefined {
  cursor.skipSpace();
  const from = cursor.at;
  if (cursor.match(unfinished) !== undefined) return { kind: 'unfinished', sleeps: true, span: cursor.span(from) };
  if (cursor.match(/\?/y) !== undefined) return parseUnknown(cursor, from);
  if (cursor.match(/_(?![A-Za-z0-9_])/y) !== undefined) return { kind: 'any', span: cursor.span(from) };
  if (cursor.match(/>\s*0(?![0-9A-Za-z_])/y) !== undefined) return { kind: 'positive', span: cursor.span(from) };
  const errno = cursor.match(/-1[ \t]+([A-Z][A-Z0-9_]*)/y)?.[1];
  if (errno !== undefined) {
    const span = cursor.span(from);
    skipRemark(cursor);
    return { kind: 'error', errno, span };
  }
  if (cursor.test(/[-+]?\d/y) !== undefined) return parseNumber(cursor);
  if (cursor.test(/[A-Z]/y) !== undefined) return parseConstants(cursor);
  if (cursor.test(/[a-z]/y) !== undefined) {
    const name = parseName(cursor);
    return name && { kind: 'name', name: name.name, span: name.span };
  }
  return cursor.fail('A result is a number, a name, a constant, `-1 ERRNO`, `>0`, `_` or `<unfinished ...>`.');
}

/** strace's `?` and `? ERESTARTSYS (To be restarted …)`. */
function parseUnknown(cursor: Cursor, from: number): Result {
  const errno = cursor.match(/[ \t]+(E[A-Z0-9_]+)/y)?.[1];
  const span = cursor.span(from);
  skipRemark(cursor);
  return { kind: 'unknown', ...(errno === undefined ? {} : { errno }), span };
}

/** A number, and what strace says about it in parentheses. */
function parseNumber(cursor: Cursor): Result | undefined {
  const number = parseInteger(cursor);
  if (number === undefined) return undefined;
  const { value, base, span } = number;
  if (cursor.match(/[ \t]*\(flags\s+/y) !== undefined) {
    const flags = parseFlagNames(cursor);
    if (flags === undefined) return undefined;
    if (!cursor.takeAfterSpace(')')) return cursor.fail('`)` is missing behind the flags.');
    return { kind: 'flags', flags, value, span: cursor.span(span.column - 1 - cursor.indent) };
  }
  if (cursor.test(/[ \t]*\(\s*\[/y) !== undefined) {
    cursor.match(/[ \t]*\(/y);
    const ready = parseValue(cursor);
    if (ready === undefined) return undefined;
    // strace: `1 ([{fd=3, revents=POLLIN}], left {tv_sec=0, tv_nsec=1})`
    if (cursor.takeAfterSpace(',')) cursor.match(/[^)#]*/y);
    if (ready.kind !== 'array' || !cursor.takeAfterSpace(')')) {
      return cursor.fail('What poll found is written `1 ([{fd=c, revents=POLLIN}])`.');
    }
    return { kind: 'ready', count: value, ready, span: cursor.span(span.column - 1 - cursor.indent) };
  }
  skipRemark(cursor);
  return { kind: 'integer', value, base, span };
}

function parseConstants(cursor: Cursor): Result | undefined {
  const from = cursor.at;
  const names = parseFlagNames(cursor);
  if (names === undefined) return undefined;
  const [first] = names;
  const span = cursor.span(from);
  if (names.length === 1 && first !== undefined) return { kind: 'constant', name: first, span };
  return { kind: 'flags', flags: names, span };
}

function parseFlagNames(cursor: Cursor): string[] | undefined {
  const value = parseValue(cursor);
  if (value === undefined) return undefined;
  const members = value.kind === 'flags' ? value.members : [value];
  const names = members.flatMap((member) => (member.kind === 'constant' ? [member.name] : []));
  if (names.length === members.length) return names;
  return cursor.fail('The flags of a result are constants, joined by `|`.', {
    from: value.span.column - 1 - cursor.indent,
  });
}

/** strace's words behind a result: `(Connection refused)`, `(Timeout)`. */
function skipRemark(cursor: Cursor): void {
  cursor.match(/[ \t]*\([^()]*\)/y);
}

/** `<0.05..>`, `<..1.0>`; strace's plain `<0.000123>` claims nothing. */
function parseTime(cursor: Cursor): TimeBound | undefined {
  const from = cursor.at;
  const found = cursor.match(/<\s*(\d+(?:\.\d+)?)?\s*(\.\.)?\s*(\d+(?:\.\d+)?)?\s*>/y);
  if (found === undefined || (found[1] === undefined && found[3] === undefined)) {
    return cursor.fail('A time is written `<0.05..>` (at least, in seconds), `<..1.0>` (at most) or `<0.05..1.0>`.', {
      from,
    });
  }
  if (found[2] === undefined) return undefined;
  const [atLeastNs, atMostNs] = [nanoseconds(found[1]), nanoseconds(found[3])];
  if (Math.max(atLeastNs ?? 0, atMostNs ?? 0) > 1e15 || (atMostNs ?? Infinity) < (atLeastNs ?? 0)) {
    return cursor.fail('A time claims a least and a most, in this order, in seconds.', { from });
  }
  return {
    ...(atLeastNs === undefined ? {} : { atLeastNs }),
    ...(atMostNs === undefined ? {} : { atMostNs }),
    span: cursor.span(from),
  };
}

function nanoseconds(seconds: string | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(Number(seconds) * 1e9);
}
