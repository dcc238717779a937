import type { Cursor } from './cursor.ts';
import { canonicalIPv4, canonicalIPv6 } from './internet-address.ts';
import { unknownWord } from './parse-value.ts';
import { parseText } from './parse-text.ts';
import type { WireRule, WireSelection } from './wire.ts';

const verbs = ['drop', 'swap', 'twice', 'flip', 'reject', 'rate', 'mtu', 'down', 'pass'] as const;
const answers = ['port', 'host', 'net', 'reset'] as const;
const units: Readonly<Record<string, number>> = { bit: 1, kbit: 1e3, mbit: 1e6, gbit: 1e9 };

/** Behind `wire`: `VERB [1 in N] [SELECT]`. */
export function parseWireRule(cursor: Cursor): WireRule | undefined {
  cursor.skipSpace();
  const verb = parseChoice(cursor, 'thing that a wire does', verbs);
  switch (verb) {
    case undefined:
      return undefined;
    case 'down':
    case 'pass':
      return { verb };
    case 'rate': {
      const found = cursor.match(/\s+(\d{1,9})\s*([kmg]?bit)(?![a-z])/y);
      const bitsPerSecond = Number(found?.[1]) * (units[found?.[2] ?? ''] ?? NaN);
      if (bitsPerSecond > 0 && bitsPerSecond <= 1e12) return { verb, bitsPerSecond };
      return cursor.fail('A rate is written `wire rate 8kbit` (bit, kbit, mbit, gbit a second).');
    }
    case 'mtu': {
      const bytes = Number(cursor.match(/\s+(\d{1,6})(?![0-9A-Za-z_])/y)?.[1]);
      // IPv4 needs 68 (RFC 791); an interface takes 65535 at most.
      if (bytes >= 68 && bytes <= 65535) return { verb, bytes };
      return cursor.fail('An MTU is a number of bytes, 68 to 65535: `wire mtu 1500`.');
    }
    case 'reject': {
      cursor.skipSpace();
      const answer = parseChoice(cursor, 'way to reject', answers);
      const rest = answer && parseSelection(cursor);
      return rest && { verb, answer, ...rest };
    }
    case 'drop':
    case 'swap':
    case 'twice':
    case 'flip': {
      const rest = parseSelection(cursor);
      return rest && { verb, ...rest };
    }
  }
}

function parseChoice<Word extends string>(cursor: Cursor, what: string, words: readonly Word[]): Word | undefined {
  const from = cursor.at;
  const written = cursor.match(/[A-Za-z_]+/y)?.[0] ?? '';
  const word = words.find((known) => known === written);
  if (word !== undefined) return word;
  const [message, expected] = unknownWord(what, written, words);
  return cursor.fail(`${message} It is one of ${words.join(', ')}.`, { from, to: cursor.at, expected });
}

function parseSelection(cursor: Cursor): { every: number; select: WireSelection } | undefined {
  let every = 1;
  cursor.skipSpace();
  const counted = cursor.match(/(\d+)\s+in\s+(\d{1,9})(?![0-9A-Za-z_])/y);
  if (counted !== undefined) {
    every = Number(counted[2]);
    if (counted[1] !== '1' || every < 1) return cursor.fail('How often is written `1 in 5`: the last of each five.');
  }
  let select: WireSelection = { data: false };
  for (;;) {
    cursor.skipSpace();
    if (cursor.isDone() || cursor.looksAt('#')) return { every, select };
    const more = parseSelector(cursor);
    if (more === undefined) return undefined;
    select = { ...select, ...more };
  }
}

function parseSelector(cursor: Cursor): Partial<WireSelection> | undefined {
  const from = cursor.at;
  if (cursor.looksAt('"')) {
    const prefix = parseText(cursor);
    if (prefix === undefined || prefix.match === 'whole') return prefix && { prefix };
    return cursor.fail('The data’s beginning is written without dots: `wire drop "first"`.', { from });
  }
  const word = cursor.match(/[A-Za-z_]+/y)?.[0] ?? '';
  if (word === 'udp' || word === 'tcp') return { protocol: word };
  if (word === 'data') return { data: true };
  if (word === 'to') return parseTarget(cursor);
  const [message, expected] = unknownWord('selection', word, ['udp', 'tcp', 'data', 'to']);
  return cursor.fail(`${message} Select by \`udp\`, \`tcp\`, \`data\`, \`to ADDR\` or "prefix".`, { from, expected });
}

function parseTarget(cursor: Cursor): Partial<WireSelection> | undefined {
  cursor.skipSpace();
  const from = cursor.at;
  const written = cursor.match(/(\d+\.\d+\.\d+\.\d+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?(?![0-9A-Za-z_.:])/y);
  const text = written?.[1] ?? '';
  const six = text.startsWith('[');
  const host = six ? canonicalIPv6(text.slice(1, -1)) : canonicalIPv4(text);
  const port = Number(written?.[2] ?? 0);
  if (host === undefined || port > 65535) {
    return cursor.fail('`to` takes an address, with a port or without: `to 10.0.0.2:9000`, `to [fd00::2]`.', { from });
  }
  return {
    to: {
      family: six ? 'inet6' : 'inet',
      host,
      ...(written?.[2] === undefined ? {} : { port }),
      span: cursor.span(from),
    },
  };
}
