import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';
import { widthOf, type Look } from './look.ts';

/** Text in lines that fit the window, each behind `margin`; what is folded hangs by `hang` more columns. */
export function foldText(look: Look, text: string, margin = ' ', hang = 0): readonly string[] {
  const width = Math.max(10, widthOf(look) - stringWidth(margin) - hang);
  return look
    .show(text)
    .replaceAll('\t', '  ')
    .split('\n')
    .flatMap((line) =>
      wrapAnsi(line, width, { hard: true, trim: false })
        .split('\n')
        .map((part, index) => (margin + (index === 0 ? part : ' '.repeat(hang) + part.replace(/^ +/u, ''))).trimEnd()),
    );
}

/** A prompt's lines, broken between words where they would not fit. */
export function foldPrompt(look: Look, message: string): string {
  return message
    .split('\n')
    .map((line) => wrapAnsi(line, Math.max(10, look.columns() - 1), { trim: false }).replaceAll(/ *\n/gu, '\n  '))
    .join('\n');
}

/** Columns that a text takes; wide characters take two. */
export function columnsOf(text: string): number {
  return stringWidth(text);
}

/** Cut at the window's edge, with a mark that it was. */
export function cutText(look: Look, text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  const mark = look.unicode ? '…' : '~';
  let cut = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(cut + segment) > columns - 1) break;
    cut += segment;
  }
  return cut + mark;
}

export function padText(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - stringWidth(text)));
}

/**
 * A prompt of up to three lines: every one of `needed`, as many of `further` as fit on the last line, and `last`.
 */
export function fitParts(
  look: Look,
  head: string,
  needed: readonly string[],
  further: readonly string[],
  last: string,
): string {
  const dot = look.unicode && !look.plain ? ' · ' : look.plain ? ', ' : ' - ';
  const room = widthOf(look) - 1;
  const lines = [head];
  const add = (part: string, mayBreak: boolean): boolean => {
    const line = lines.at(-1) ?? '';
    const joint = line === head || line === '  ' ? '' : dot;
    if (stringWidth(line + joint + part) <= room) lines[lines.length - 1] = line + joint + part;
    else if (mayBreak) lines.push(`  ${part}`);
    else return false;
    return true;
  };
  for (const part of needed) add(part, true);
  const end = columnsOf(dot + last);
  for (const part of further) {
    const line = lines.at(-1) ?? '';
    if (stringWidth(line + dot + part) + end > room || !add(part, false)) break;
  }
  add(last, true);
  return lines.join('\n');
}
