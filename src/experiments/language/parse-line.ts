import type { Actor } from './block.ts';
import { didYouMean, nearest, quote, withoutControls } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { canonicalIPv4, canonicalIPv6 } from './internet-address.ts';
import { parseCall, parseResume } from './parse-call.ts';
import { parseCondition } from './parse-condition.ts';
import { parsePacket } from './parse-packet.ts';
import { parseName } from './parse-value.ts';
import { parseWireRule } from './parse-wire.ts';
import { defaultActor } from './processes.ts';
import type { Processes } from './processes.ts';
import { signatures } from './signatures.ts';
import type { SpelledLine } from './spelled-line.ts';

/** The words that begin a line and are no calls. */
export const keywords = ['check', 'wait', 'repeat', 'host', 'wire', 'needs:', 'deadline:', 'IP', 'IP6'] as const;

type Unplaced<Spelled> = Spelled extends SpelledLine ? Omit<Spelled, 'span' | 'comment' | 'actor'> : never;
type Statement = Unplaced<Exclude<SpelledLine, { kind: 'blank' | 'comment' | 'faulty' }>>;

/** One line; undefined for what strace says about itself. */
export function parseLine(cursor: Cursor, processes: Processes): SpelledLine | undefined {
  cursor.skipSpace();
  const from = cursor.at;
  if (cursor.isDone()) return { kind: 'blank', span: cursor.span(from) };
  if (cursor.looksAt('#')) {
    const comment = parseComment(cursor) ?? '';
    return { kind: 'comment', comment, span: cursor.span(from, cursor.text.length) };
  }
  if (cursor.test(/strace: |\[ Process PID=|--- stopped by |(\[pid\s+\d+\] )?--- SIGCHLD /y) !== undefined)
    return undefined;
  const actor = parsePrefix(cursor, processes);
  const statement = cursor.hasFailed() ? undefined : parseStatement(cursor, actor !== undefined);
  if (statement === 'silent') return undefined;
  // strace says of each thread that it ended; a block speaks of processes.
  const ended = statement?.kind === 'exit' || statement?.kind === 'killed';
  const byNumber = /^(?:\[pid|\d)/.test(cursor.text.slice(from, from + 4));
  if (ended && byNumber && actor !== undefined && actor.thread > 1) return undefined;
  const end = cursor.at;
  const comment = statement === undefined ? undefined : parseTrailing(cursor);
  if (statement === undefined || cursor.hasFailed()) {
    cursor.fail('This line cannot be read.');
    return { kind: 'faulty', text: faultyText(cursor.text), span: cursor.span(from, cursor.text.length) };
  }
  return {
    ...statement,
    ...(actor === undefined ? {} : { actor }),
    ...(comment === undefined ? {} : { comment }),
    span: cursor.span(from, end),
  };
}

/** How a line that cannot be read is kept: without what could move a cursor, and still not to be read. */
export function faultyText(text: string): string {
  const isBlank = (character: string | undefined) => character === ' ' || character === '\t';
  let [from, to] = [0, text.length];
  while (from < to && isBlank(text[from])) from++;
  while (to > from && isBlank(text[to - 1])) to--;
  return withoutControls(text.slice(from, to));
}

/** `[actor]`, and strace's `[pid N]`, `N`, and times. */
function parsePrefix(cursor: Cursor, processes: Processes): Actor | undefined {
  const from = cursor.at;
  const process = cursor.match(
    /\[pid\s+(\d{1,10})\]|(\d{1,10})(?=\s+(?:[\d:.]+\s+)?(?:[a-z_]\w*\(|<\.\.\.|\+\+\+|---))/y,
  );
  const span = cursor.span(from);
  const stamp = () => cursor.match(/\s*(?:\d\d:\d\d:\d\d(?:\.\d+)?|\d{1,10}\.\d{6})(?=\s)/y);
  let actor: Actor | undefined;
  if (process !== undefined) {
    const made = processes.actorOf(Number(process[1] ?? process[2]));
    if (made.name !== defaultActor || made.thread !== 1) actor = { ...made, span };
  } else {
    stamp();
    cursor.skipSpace();
    if (cursor.looksAt('[')) actor = parseActor(cursor);
  }
  if (!cursor.hasFailed()) stamp();
  cursor.skipSpace();
  return actor;
}

function parseActor(cursor: Cursor): Actor | undefined {
  const from = cursor.at;
  const found = cursor.match(/\[([a-z][a-z0-9_]*)(?:@([a-z][a-z0-9_]*)|\.(\d{1,4}))?\]/y);
  const thread = Number(found?.[3] ?? 1);
  if (found?.[1] === undefined || thread < 1) {
    return cursor.fail('An actor is written `[name]`, `[name@host]`, or `[name.2]` for its second thread.', { from });
  }
  const host = found[2] === undefined ? {} : { host: found[2] };
  return { name: found[1], ...host, thread, span: cursor.span(from) };
}

function parseStatement(cursor: Cursor, hasActor: boolean): Statement | 'silent' | undefined {
  if (cursor.looksAt('<...'))
    return cursor.test(/<\.\.\. (?:exit|exit_group|restart_syscall) /y) ? 'silent' : parseResume(cursor);
  if (cursor.looksAt('+++')) return parseEnd(cursor);
  if (cursor.looksAt('---')) return parseSignal(cursor);
  if (cursor.test(/(?:exit|exit_group|restart_syscall)\(/y) !== undefined) return 'silent';
  const word = cursor.test(/[A-Za-z_][A-Za-z0-9_]*:?/y)?.[0];
  if (word === undefined) return cursor.fail(`${quote(cursor.text.slice(cursor.at))} begins no line of the language.`);
  const keyword = keywords.find((known) => known === word);
  const isCall = cursor.test(/[A-Za-z_][A-Za-z0-9_]*\s*\(/y) !== undefined;
  if (keyword === undefined || (isCall && keyword !== 'repeat' && !/^(check|wait)$/.test(keyword))) {
    return isCall ? parseCall(cursor) : failKeyword(cursor, word);
  }
  if (hasActor && !/^(check|wait|repeat)$/.test(keyword)) {
    return cursor.fail(`A line \`${keyword}\` belongs to no actor: leave out what stands before it.`);
  }
  return parseKeyword(cursor, keyword);
}

function failKeyword(cursor: Cursor, word: string): Statement | undefined {
  const expected = nearest(word, [...keywords, ...Object.keys(signatures)]);
  return cursor.fail(`${quote(word)} begins no line of the language.${didYouMean(expected)}`, {
    to: cursor.at + word.length,
    rule: 'unknown-keyword',
    expected,
  });
}

function parseKeyword(cursor: Cursor, keyword: (typeof keywords)[number]): Statement | undefined {
  if (keyword === 'repeat') return parseCall(cursor);
  cursor.at += keyword.length;
  switch (keyword) {
    case 'check':
    case 'wait': {
      const condition = parseCondition(cursor);
      return condition && { kind: keyword, condition };
    }
    case 'host':
      return parseHost(cursor);
    case 'wire': {
      const rule = parseWireRule(cursor);
      return rule && { kind: 'wire', rule };
    }
    case 'needs:':
      return parseNeeds(cursor);
    case 'deadline:':
      return parseDeadline(cursor);
    case 'IP':
    case 'IP6':
      if (keyword === 'IP' && cursor.match(/\s*\.\.\.(?=\s|$)/y) !== undefined) return { kind: 'packet-gap' };
      return parsePacket(cursor, keyword === 'IP' ? 4 : 6);
  }
}

function parseHost(cursor: Cursor): Statement | undefined {
  cursor.skipSpace();
  const name = parseName(cursor);
  if (name === undefined) return undefined;
  cursor.skipSpace();
  const from = cursor.at;
  const written = cursor.match(/\[?([0-9A-Fa-f:.]+)\]?/y)?.[1] ?? '';
  const four = canonicalIPv4(written);
  const address = four ?? canonicalIPv6(written);
  if (address === undefined) return cursor.fail('A host has an address: `host left 10.0.0.1`.', { from });
  const family = four === undefined ? 'inet6' : 'inet';
  return { kind: 'host', name: name.name, nameSpan: name.span, family, address, addressSpan: cursor.span(from) };
}

function parseNeeds(cursor: Cursor): Statement | undefined {
  const needs: { name: string; span: Actor['span'] }[] = [];
  do {
    cursor.skipSpace();
    const from = cursor.at;
    const name = cursor.match(/[A-Za-z_][A-Za-z0-9_]*/y)?.[0];
    if (name === undefined) return cursor.fail('Needs are words with commas between them: `needs: linux, ipv6`.');
    needs.push({ name, span: cursor.span(from) });
  } while (cursor.takeAfterSpace(','));
  return { kind: 'needs', needs };
}

function parseDeadline(cursor: Cursor): Statement | undefined {
  const found = cursor.match(/\s*(\d{1,6}(?:\.\d{1,3})?)\s*(ms|s)(?![a-z])/y);
  const milliseconds = Math.round(Number(found?.[1]) * (found?.[2] === 's' ? 1000 : 1));
  if (milliseconds >= 1) return { kind: 'deadline', milliseconds };
  return cursor.fail('A deadline is written in seconds or milliseconds: `deadline: 15s`.');
}

function parseEnd(cursor: Cursor): Statement | undefined {
  const exited = cursor.match(/\+\+\+ exited with (\d{1,3}) \+\+\+/y)?.[1];
  if (exited !== undefined && Number(exited) < 256) return { kind: 'exit', status: Number(exited) };
  const signal = cursor.match(/\+\+\+ killed by (SIG[A-Z0-9+]+)(?: \(core dumped\))? \+\+\+/y)?.[1];
  if (signal !== undefined) return { kind: 'killed', signal };
  return cursor.fail('An end is written `+++ exited with 0 +++` (0 to 255) or `+++ killed by SIGKILL +++`.');
}

function parseSignal(cursor: Cursor): Statement | undefined {
  const signal = cursor.match(/--- (SIG[A-Z0-9+]+)(?: \{[^}]*\})? ---/y)?.[1];
  return signal === undefined
    ? cursor.fail('A signal is written `--- SIGPIPE {...} ---`.')
    : { kind: 'signal', signal };
}

/** A comment behind a statement, or nothing; anything else is a fault. */
function parseTrailing(cursor: Cursor): string | undefined {
  cursor.skipSpace();
  if (cursor.isDone()) return undefined;
  if (cursor.looksAt('#')) return parseComment(cursor);
  return cursor.fail(`Nothing is expected here but a comment: ${quote(cursor.text.slice(cursor.at))}.`);
}

function parseComment(cursor: Cursor): string | undefined {
  const text = cursor.text
    .slice(cursor.at + 1)
    .replace(/\t/g, ' ')
    .trim();
  const clean = withoutControls(text);
  if (clean !== text) {
    const span = cursor.span(cursor.at, cursor.text.length);
    cursor.note('control-character', span, 'This comment holds control characters: take them out.');
  }
  cursor.at = cursor.text.length;
  return clean;
}
