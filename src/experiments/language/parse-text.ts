import type { Cursor } from './cursor.ts';
import type { TextValue } from './value.ts';

const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  v: '\v',
  f: '\f',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

/** `"data"`, `"x"*4096`, `"begin"...`, `..."tail"`; escapes as in C, `\x` with exactly two digits. */
export function parseText(cursor: Cursor): TextValue | undefined {
  const from = cursor.at;
  const suffix = cursor.take('...');
  const bytes = parseQuoted(cursor);
  if (bytes === undefined) return undefined;
  let repeat = 1;
  const times = cursor.match(/\s*\*\s*(\d+)/y);
  if (times !== undefined) {
    repeat = Number(times[1]);
    if (repeat < 1 || !Number.isSafeInteger(repeat)) return cursor.fail('A text is repeated once or more: `"x"*4096`.');
  }
  const prefix = cursor.take('...');
  if (suffix && prefix) return cursor.fail('Dots stand before a text or behind it, not on both sides.', { from });
  return {
    kind: 'text',
    bytes,
    repeat,
    match: suffix ? 'suffix' : prefix ? 'prefix' : 'whole',
    span: cursor.span(from),
  };
}

/** A quoted string as bytes, one character a byte. */
function parseQuoted(cursor: Cursor): string | undefined {
  const from = cursor.at;
  if (!cursor.take('"')) return cursor.fail('A text in double quotes is expected here.');
  const { text } = cursor;
  const parts: string[] = [];
  let plainFrom = cursor.at;
  let at = cursor.at;
  const flush = () => {
    if (at > plainFrom) parts.push(Buffer.from(text.slice(plainFrom, at), 'utf8').toString('latin1'));
  };
  for (; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      flush();
      cursor.at = at + 1;
      return parts.join('');
    }
    if (character !== '\\') continue;
    flush();
    const escape = parseEscape(text, at + 1);
    if (escape === undefined) {
      return cursor.fail('Escapes are those of C: `\\n`, `\\"`, `\\0`, `\\x1f` with exactly two digits.', {
        from: at,
        to: at + 2,
      });
    }
    parts.push(escape.byte);
    at = escape.end - 1;
    plainFrom = escape.end;
  }
  return cursor.fail('This text is never closed: put `"` at its end.', { from, to: text.length });
}

function parseEscape(text: string, at: number): { byte: string; end: number } | undefined {
  const character = text[at] ?? '';
  if (character === 'x') {
    const digits = /^[0-9a-fA-F]{2}/.exec(text.slice(at + 1, at + 3));
    return digits === null ? undefined : { byte: String.fromCharCode(parseInt(digits[0], 16)), end: at + 3 };
  }
  const octal = /^(?:[0-3][0-7]{0,2}|[4-7][0-7]?)/.exec(text.slice(at, at + 3));
  if (octal !== null) return { byte: String.fromCharCode(parseInt(octal[0], 8)), end: at + octal[0].length };
  const simple = simpleEscapes[character];
  return simple === undefined ? undefined : { byte: simple, end: at + 1 };
}
