import type { LineIndex } from '../vault/index.ts';
import { textOfLine } from './attributes.ts';

/**
 * What a comment says about the card below it: on one of the card's own lines, or above the first of them, with
 * nothing but one blank line or other comments between.
 */
export function matchComment(
  expression: RegExp,
  firstLine: number,
  lastLine: number,
  lines: LineIndex,
): RegExpExecArray | undefined {
  for (let line = firstLine; line <= lastLine; line += 1) {
    const match = expression.exec(textOfLine(line, lines));
    if (match !== null) return match;
  }
  for (let line = firstLine - 1; line >= 1; line -= 1) {
    const text = textOfLine(line, lines);
    const match = expression.exec(text);
    if (match !== null) return match;
    const blank = text.trim() === '';
    if (blank ? line < firstLine - 1 : !/^[\s>]*(?:[-*+][ \t]+)?(?:<!--.*-->|%%.*%%)\s*$/u.test(text)) return undefined;
  }
  return undefined;
}
