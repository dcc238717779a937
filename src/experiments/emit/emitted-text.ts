/** Text of a note on its way into a program: it never becomes code, and never hides what is code. */

/** Control characters, line separators and the marks that reorder text. */
const unseen = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** One line that can be seen: everything else is shown as `\x1b` or `\u202e`. */
function visible(text: string): string {
  return text.replace(unseen, (character) => {
    const code = character.charCodeAt(0);
    return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/**
 * The inside of a C comment of either kind: it neither ends the comment, nor begins another, nor continues a line (with
 * a backslash or its trigraph at the end).
 */
export function cComment(text: string): string {
  return visible(text)
    .replaceAll('*/', '* /')
    .replaceAll('/*', '/ *')
    .replaceAll('??', '? ?')
    .replace(/^\//u, ' /')
    .replace(/[*\\]$/u, '$& ');
}

/** The inside of a Python comment. */
export function pythonComment(text: string): string {
  return visible(text);
}

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '"': '\\"', '\\': '\\\\' };

/** A C string literal of bytes, one character each. Octal escapes end after three digits, hexadecimal ones do not. */
export function cString(bytes: string): string {
  const inside = bytes.replace(
    /[^ !#-[\]-~]|\?/gu,
    (character) =>
      shortEscapes[character] ??
      // No trigraph can come of a question mark that is escaped.
      (character === '?' ? '\\?' : `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`),
  );
  return `"${inside}"`;
}

/** A Python string literal; of bytes with `b` before it. */
export function pythonString(bytes: string): string {
  const inside = bytes.replace(
    /[^ !#-[\]-~]/gu,
    (character) => shortEscapes[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `"${inside}"`;
}

/** Text (not bytes) as the bytes of its UTF-8, one character each. */
export function utf8(text: string): string {
  return Buffer.from(text).toString('latin1');
}
