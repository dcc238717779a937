import type { ComparisonOperator, Condition, DescriptorQuery, Operand, Query, Sum } from './condition.ts';
import type { Cursor } from './cursor.ts';
import { parseInteger, parseIPv4, parseIPv6, parseName, unknownWord } from './parse-value.ts';
import type { InternetAddress, NameValue } from './value.ts';

export const descriptorQueries = [
  'POLLIN',
  'POLLOUT',
  'POLLERR',
  'POLLHUP',
  'POLLRDHUP',
  'POLLPRI',
  'FIONREAD',
  'SIOCOUTQ',
  'SIOCOUTQNSD',
] as const satisfies readonly DescriptorQuery['query'][];

const operators: readonly ComparisonOperator[] = ['==', '!=', '<=', '>=', '<', '>'];

/** `A OP B`, or a sum alone, behind `check` or `wait`. */
export function parseCondition(cursor: Cursor): Condition | undefined {
  cursor.skipSpace();
  const from = cursor.at;
  const left = parseSum(cursor);
  if (left === undefined) return undefined;
  cursor.skipSpace();
  if (cursor.isDone() || cursor.looksAt('#'))
    return { left, span: cursor.span(from, left.span.endColumn - 1 - cursor.indent) };
  const operator = operators.find((candidate) => cursor.take(candidate));
  if (operator === undefined) {
    return cursor.fail('A comparison is expected here: `==`, `!=`, `<`, `<=`, `>`, `>=`.', {
      ...(cursor.looksAt('=') ? { expected: ['=='] } : {}),
    });
  }
  const asked = cursor.take('?');
  const right = parseSum(cursor);
  return right && { left, comparison: { operator, asked, right }, span: cursor.span(from) };
}

function parseSum(cursor: Cursor): Sum | undefined {
  cursor.skipSpace();
  const from = cursor.at;
  const terms: { sign: '+' | '-'; operand: Operand }[] = [];
  let sign: '+' | '-' = cursor.take('-') ? '-' : '+';
  for (;;) {
    cursor.skipSpace();
    const operand = parseOperand(cursor);
    if (operand === undefined) return undefined;
    terms.push({ sign, operand });
    const next = cursor.match(/[ \t]*([+-])/y)?.[1];
    if (next === undefined) return { terms, span: cursor.span(from) };
    sign = next === '-' ? '-' : '+';
  }
}

function parseOperand(cursor: Cursor): Operand | undefined {
  const from = cursor.at;
  if (cursor.test(/\d/y) !== undefined) return parseInteger(cursor);
  const called = cursor.match(/([A-Za-z_][A-Za-z0-9_]*)\s*\(/y)?.[1];
  if (called !== undefined) return parseQuery(cursor, called, from);
  const constant = cursor.match(/[A-Z][A-Z0-9_]*(?![A-Za-z0-9_])/y)?.[0];
  if (constant !== undefined) return { kind: 'constant', name: constant, span: cursor.span(from) };
  return parseReference(cursor, 'A number, a name, a constant or a query is expected here: `FIONREAD(c) == 3`.');
}

/** `name` or `actor:name` */
export function parseReference(cursor: Cursor, otherwise: string): NameValue | undefined {
  const from = cursor.at;
  if (cursor.test(/[A-Za-z]/y) === undefined) {
    const digits = cursor.match(/\d+(?![A-Za-z0-9_.])/y)?.[0];
    return digits === undefined ? cursor.fail(otherwise) : { kind: 'name', name: digits, span: cursor.span(from) };
  }
  const first = parseName(cursor);
  if (first === undefined || cursor.match(/:(?=[A-Za-z0-9])/y) === undefined) return first;
  const digits = cursor.match(/\d+(?![A-Za-z0-9_.])/y)?.[0];
  const name = digits ?? parseName(cursor)?.name;
  return name === undefined ? undefined : { kind: 'name', name, actor: first.name, span: cursor.span(from) };
}

/** From behind a query's `(`. */
function parseQuery(cursor: Cursor, word: string, from: number): Query | undefined {
  cursor.skipSpace();
  const query = parseQueried(cursor, word, from);
  if (query === undefined) return undefined;
  if (!cursor.takeAfterSpace(')')) return cursor.fail(`\`)\` is missing behind what ${word} asks.`);
  return { ...query, span: cursor.span(from) };
}

function parseQueried(cursor: Cursor, word: string, from: number): Query | undefined {
  const span = cursor.span(from);
  if (word === 'sysctl') {
    const variable = cursor.match(/[A-Za-z0-9_.-]+/y)?.[0];
    if (variable === undefined) return cursor.fail('sysctl takes a variable: `sysctl(net.unix.max_dgram_qlen)`.');
    return { kind: 'query', query: 'sysctl', variable, span };
  }
  if (word === 'state') {
    const of = parseSocket(cursor);
    return of && { kind: 'query', query: 'state', of, span };
  }
  const query = descriptorQueries.find((candidate) => candidate === word);
  if (query === undefined) {
    const [message, expected] = unknownWord('query', word, [...descriptorQueries, 'state', 'sysctl']);
    return cursor.fail(message, { from, to: from + word.length, rule: 'unknown-query', expected });
  }
  const descriptor = parseReference(cursor, `${word} asks about a descriptor: \`${word}(c)\`.`);
  return descriptor && { kind: 'query', query, descriptor, span };
}

function parseSocket(cursor: Cursor): NameValue | InternetAddress | undefined {
  if (cursor.looksAt('[')) return parseIPv6(cursor);
  if (cursor.test(/\d+\./y) !== undefined) return parseIPv4(cursor);
  return parseReference(cursor, 'state asks about a descriptor or an address: `state(c)`, `state(127.0.0.1:8080)`.');
}
