import type { Repeat } from './block.ts';
import type { Claim } from './claim.ts';
import { quote } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { parseClaim, parseCut } from './parse-claim.ts';
import { parseName, parseValue, unknownWord } from './parse-value.ts';
import { signatures } from './signatures.ts';
import type { SpelledCallLine, SpelledResumeLine } from './spelled-line.ts';
import { callNamed, forkNames } from './strace.ts';
import type { NameValue, Value } from './value.ts';

type CallStatement = Omit<SpelledCallLine, 'actor' | 'span' | 'comment'>;
type ResumeStatement = Omit<SpelledResumeLine, 'actor' | 'span' | 'comment'>;

/** `[repeat [N]] call(args) = RESULT … [-> calls, bytes]` */
export function parseCall(cursor: Cursor): CallStatement | undefined {
  const repeat = cursor.match(/repeat(?![A-Za-z0-9_(])\s*/y) === undefined ? undefined : parseRepeat(cursor);
  if (cursor.hasFailed()) return undefined;
  const from = cursor.at;
  const name = cursor.match(/[A-Za-z_][A-Za-z0-9_]*/y)?.[0];
  if (name === undefined) return cursor.fail('A call is expected here.');
  const nameSpan = cursor.span(from);
  if (callNamed(name) === undefined) {
    failUnknownCall(cursor, name, from);
    return undefined;
  }
  if (!cursor.takeAfterSpace('(')) return cursor.fail(`${quote(name)} is a call: its arguments stand in parentheses.`);
  const rest = parseArguments(cursor, name);
  if (rest === undefined) return undefined;
  const bound = parseBinding(cursor);
  if (cursor.hasFailed()) return undefined;
  if (bound !== undefined && repeat === undefined) {
    return cursor.fail('Only `repeat` binds counts with `->`.', { from: bound.from });
  }
  return {
    kind: 'spelled-call',
    name,
    nameSpan,
    ...(repeat === undefined ? {} : { repeat: { ...repeat, ...bound?.names } }),
    ...rest,
  };
}

/** `<... call resumed>outputs) = RESULT` */
export function parseResume(cursor: Cursor): ResumeStatement | undefined {
  cursor.match(/<\.\.\.\s*/y);
  const from = cursor.at;
  const name = cursor.match(/[A-Za-z_][A-Za-z0-9_]*/y)?.[0];
  if (name === undefined) return cursor.fail('The call that returns is named: `<... recv resumed>"x", 64, 0) = 1`.');
  const nameSpan = cursor.span(from);
  if (callNamed(name) === undefined) {
    failUnknownCall(cursor, name, from);
    return undefined;
  }
  if (cursor.match(/\s*resumed>/y) === undefined) return cursor.fail('`resumed>` is expected here.');
  cursor.takeAfterSpace(',');
  cursor.skipSpace();
  if (cursor.looksAt('=') && !forkNames.includes(name)) {
    const claim = parseClaim(cursor);
    return claim && { kind: 'spelled-resume', name, nameSpan, arguments: [], claim };
  }
  // strace, where a process ends inside the call: `<... read resumed> <unfinished ...>) = ?`
  cursor.match(/<unfinished \.\.\.>/y);
  const rest = parseArguments(cursor, name);
  return rest && { kind: 'spelled-resume', name, nameSpan, ...rest };
}

function failUnknownCall(cursor: Cursor, name: string, from: number): void {
  const [message, expected] = unknownWord('call of the language', name, Object.keys(signatures));
  cursor.fail(message, { from, to: from + name.length, rule: 'unknown-call', expected });
}

/** From behind `(` to the end of the claim. */
function parseArguments(cursor: Cursor, name: string): { arguments: readonly Value[]; claim: Claim } | undefined {
  const given: Value[] = [];
  if (forkNames.includes(name)) skipArguments(cursor);
  for (;;) {
    cursor.skipSpace();
    const cut = parseCut(cursor);
    if (cut !== undefined) return { arguments: given, claim: cut };
    if (cursor.take(')')) break;
    if (cursor.isDone()) return cursor.fail('`)` is missing behind the arguments.');
    const value = parseValue(cursor);
    if (value === undefined) return undefined;
    // strace: `rt_sigaction(…)` and clone3 show what the kernel made of an argument behind `=>`.
    if (cursor.match(/\s*=>/y) !== undefined && parseValue(cursor) === undefined) return undefined;
    given.push(value);
    cursor.skipSpace();
    if (!cursor.take(',') && !cursor.looksAt(')') && !cursor.looksAt('<unfinished')) {
      return cursor.fail(cursor.isDone() ? '`)` is missing behind the arguments.' : '`,` or `)` is expected here.');
    }
  }
  const claim = parseClaim(cursor);
  return claim && { arguments: given, claim };
}

/** The arguments of clone and its like say nothing that a block could claim. */
function skipArguments(cursor: Cursor): void {
  let open = 0;
  for (; !cursor.isDone(); cursor.at++) {
    const character = cursor.text[cursor.at];
    if (character === '(') open++;
    if (character === ')' && open-- === 0) return;
    if (character === '#' || cursor.looksAt('<unfinished ...>')) return;
  }
}

/** Behind `repeat`. */
function parseRepeat(cursor: Cursor): Repeat | undefined {
  const from = cursor.at;
  const digits = cursor.match(/(\d+)\s+/y)?.[1];
  if (digits === undefined) return {};
  const count = Number(digits);
  if (count >= 1 && Number.isSafeInteger(count)) return { count };
  return cursor.fail('A call is repeated once or more.', { from });
}

/** `-> calls, bytes` */
function parseBinding(cursor: Cursor): { names: { calls: NameValue; sum?: NameValue }; from: number } | undefined {
  cursor.skipSpace();
  const from = cursor.at;
  if (!cursor.take('->')) return undefined;
  cursor.skipSpace();
  const calls = parseName(cursor);
  if (calls === undefined) return undefined;
  if (!cursor.takeAfterSpace(',')) return { names: { calls }, from };
  cursor.skipSpace();
  const sum = parseName(cursor);
  return sum && { names: { calls, sum }, from };
}
