import type { TextValue, Value } from '../value.ts';
import type { LineContext } from './context.ts';

/** Limits of the sandbox, in bytes. */
export const largest = { received: 1 << 20, literals: 1 << 20, sent: 32 << 20, structure: 256 } as const;

export function textLength({ bytes, repeat }: TextValue): number {
  return bytes.length * repeat;
}

/** Sandbox rule 5: one component of `[A-Za-z0-9._-]`, not `.` and not `..`. */
export function checkFileName(context: LineContext, name: TextValue): void {
  const repeatsDots = /^\.+$/.test(name.bytes) && textLength(name) <= 2;
  if (name.match === 'whole' && /^[A-Za-z0-9._-]+$/.test(name.bytes) && !repeatsDots) return;
  context.report(
    'file-name-outside',
    name.span,
    'A file stands in the block’s own folder: its name is made of letters, digits, `.`, `_` and `-`, without a slash.',
  );
}

/** Data as an argument or as a member `iov_base`. */
export function checkData(context: LineContext, value: Value, direction: 'in' | 'out'): void {
  if (value.kind === 'text') {
    context.count(textLength(value));
    if (direction === 'in' && value.match !== 'whole') {
      context.report(
        'wrong-argument',
        value.span,
        'What is sent is a whole text, without dots (strace cuts texts at 32 bytes: run it with `-s 65535`).',
      );
    }
    return;
  }
  if (value.kind === 'raw-packet') {
    context.count(textLength(value.data));
    if (direction === 'in') return;
    context.report('wrong-argument', value.span, 'A packet built by hand is sent; what is received is a "text".');
    return;
  }
  if (value.kind === 'null' || (value.kind === 'any' && direction === 'out')) return;
  const expected =
    direction === 'in' ? 'Data are a "text".' : 'What was received is a "text", or `_` for whatever it is.';
  context.report('wrong-argument', value.span, expected);
}

/** Sandbox rule 4: never more bytes sent than stand there, never a larger buffer than 1 MiB. */
export function checkLength(
  context: LineContext,
  length: Value,
  data: Value | undefined,
  direction: 'in' | 'out',
): void {
  if (length.kind !== 'integer') return;
  if (length.value < 0) {
    context.report('wrong-argument', length.span, 'A length is never negative.');
  } else if (direction === 'out') {
    if (length.value <= largest.received) return;
    context.report('too-large', length.span, 'A receive has room for 1 MiB at most.');
  } else if (data?.kind === 'text' || data?.kind === 'null') {
    const there = data.kind === 'text' ? textLength(data) : 0;
    if (length.value <= there) return;
    const advice = `${there} ${there === 1 ? 'byte stands' : 'bytes stand'} there: what lies behind them is not the block’s to send`;
    context.report('length-beyond-data', length.span, `${advice}.`, [String(there)]);
  }
}
