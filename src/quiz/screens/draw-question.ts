import type { Question } from '../asking/index.ts';
import { widthOf, type Look } from './look.ts';
import { columnsOf, cutText, foldText, padText } from './text-lines.ts';

/** How far the session is. */
export interface Progress {
  /** Which question this is, from 1; repeats count. */
  readonly number: number;
  /** How many there will be, as far as anybody knows. */
  readonly of: number;
  readonly due: number;
  readonly learning: number;
  readonly fresh: number;
}

/** The question as ordinary output; the prompt below is only its last line. */
export function drawQuestion(look: Look, question: Question, progress: Progress): readonly string[] {
  const lines = ['', drawHead(look, question.path, progress), ''];
  if (question.before.length > 0) {
    lines.push(...drawLog(look, question.before), '');
  }
  lines.push(...foldText(look, question.text, look.plain ? '' : ' ').map((line) => look.style('bold', line)));
  if (question.asked !== undefined)
    lines.push(
      '',
      ...foldText(look, question.wording ?? '', look.plain ? '' : '   ').filter((line) => line !== ''),
      ...foldText(
        look,
        look.plain ? question.asked.replaceAll('…', '...') : question.asked,
        look.plain ? '' : '   ',
        4,
      ).map((line) => look.style('cyan', line)),
    );
  if (question.form.kind === 'choice')
    lines.push(
      '',
      ...drawOptions(
        look,
        question.form.options.map(({ text }) => text),
      ),
    );
  lines.push('');
  return lines;
}

/** `── 4/17 ─ TCP ▸ Closing ──────── due 11 · learn 1 · new 5` */
function drawHead(look: Look, path: readonly string[], { number, of, due, learning, fresh }: Progress): string {
  const title = look.show(path.join(look.unicode ? ' ▸ ' : ' > ').replace(/\s+/gu, ' '));
  if (look.plain) return `Question ${number} of ${of}. ${title}. Due ${due}, learning ${learning}, new ${fresh}.`;
  const dash = look.unicode ? '─' : '-';
  const dot = look.unicode ? ' · ' : ', ';
  const width = widthOf(look) - 1;
  const counts =
    width >= 60
      ? `due ${due}${dot}learn ${learning}${dot}new ${fresh}`
      : width >= 36
        ? `${due}+${learning}+${fresh}`
        : '';
  const start = `${dash}${dash} ${number}/${of} ${dash} `;
  const end = counts === '' ? '' : ` ${counts}`;
  const shown = cutText(look, title, Math.max(4, width - columnsOf(start) - columnsOf(end) - 3));
  const fill = dash.repeat(Math.max(1, width - columnsOf(start) - columnsOf(shown) - columnsOf(end) - 1));
  return `${look.style('dim', start)}${shown} ${look.style('dim', `${fill}${end}`)}`;
}

/** More would scroll the question away from what it is about. */
const mostLogLines = 24;

function drawLog(look: Look, before: readonly string[]): readonly string[] {
  const hidden = Math.max(0, before.length - mostLogLines);
  const margin = look.plain ? '' : look.unicode ? ' │ ' : ' | ';
  const shown = before.slice(hidden).flatMap((line) => foldText(look, line, margin, 4));
  const lines = hidden === 0 ? shown : [`${margin}(${hidden} lines before)`, ...shown];
  return look.plain ? ['So far:', ...lines] : lines.map((line) => look.style('dim', line));
}

const letters = 'abcdefgh';

export function letterOf(index: number): string {
  return letters[index] ?? '?';
}

/** In two columns where both fit, downwards. */
function drawOptions(look: Look, options: readonly string[]): readonly string[] {
  const labelled = options.map((text, index) => `${letterOf(index)}) ${look.show(text).replace(/\s+/gu, ' ')}`);
  const column = Math.floor((widthOf(look) - 5) / 2);
  if (look.plain || labelled.some((text) => columnsOf(text) > column - 2))
    return labelled.flatMap((text) => foldText(look, text, look.plain ? '' : '   ', 3));
  const half = Math.ceil(labelled.length / 2);
  return labelled
    .slice(0, half)
    .map((text, index) => `   ${padText(text, column)}${labelled[half + index] ?? ''}`.trimEnd());
}
