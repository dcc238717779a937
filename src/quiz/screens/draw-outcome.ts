import type { Judgement, Question } from '../asking/index.ts';
import type { Confidence } from '../grade.ts';
import { widthOf, type Look, type Style } from './look.ts';
import { columnsOf, foldText } from './text-lines.ts';

export interface Reveal {
  readonly question: Question;
  readonly judgement: Judgement;
  /** In the words of the option, where one was picked. */
  readonly prediction?: string;
  readonly confidence?: Confidence;
}

/** What turned out: right, wrong, or left to the learner. A confident miss is the loudest screen that there is. */
export function drawOutcome(look: Look, reveal: Reveal): readonly string[] {
  const { judgement, confidence } = reveal;
  const sure = confidence === 'fairly' || confidence === 'certain';
  const lines = judgement.correct === false && sure ? drawConfidentMiss(look, reveal) : drawQuietly(look, reveal);
  return judgement.disagrees === true ? [...lines, ...drawDisagreement(look, reveal)] : lines;
}

function drawQuietly(look: Look, reveal: Reveal): readonly string[] {
  const { question, judgement, confidence, prediction } = reveal;
  const [word, style] = titleOf(judgement);
  const lines = [''];
  const mark = look.plain || !look.unicode ? '' : (marks[word] ?? '');
  if (word !== '') lines.push(` ${look.style('bold', look.style(style, `${mark}${word}`))}`);
  if (judgement.correct !== true && prediction !== undefined)
    lines.push(...row(look, 'you', `${prediction}${confidence === undefined ? '' : ` (${confidence})`}`));
  lines.push(...drawTruth(look, question, judgement));
  lines.push(...drawListFaults(look, judgement));
  if (judgement.undecided !== undefined) lines.push(...row(look, 'because', judgement.undecided));
  return lines;
}

/** Once where kernel and note agree on a line; a card may say it in other words. */
function drawTruth(
  look: Look,
  { about, expected }: Question,
  { observed, disagrees, confirms }: Judgement,
): readonly string[] {
  if (confirms === true) return [...row(look, 'answer', expected), ...row(look, 'kernel', 'agrees')];
  if (observed === undefined) return row(look, 'answer', expected);
  if (about !== 'card' && disagrees !== true) return row(look, 'kernel', expected);
  return [...row(look, 'kernel', observed), ...(observed === expected ? [] : row(look, 'note', expected))];
}

const marks: Readonly<Record<string, string>> = { RIGHT: '✓ ', WRONG: '✗ ', UNDECIDED: '? ' };

function titleOf({ correct, undecided }: Judgement): readonly [string, Style] {
  if (undecided !== undefined) return ['UNDECIDED', 'yellow'];
  if (correct === undefined) return ['', 'dim'];
  return correct ? ['RIGHT', 'green'] : ['WRONG', 'red'];
}

function drawConfidentMiss(
  look: Look,
  { question, judgement, prediction = '', confidence = 'certain' }: Reveal,
): readonly string[] {
  const truth = judgement.observed ?? question.expected;
  const says = judgement.judge === 'kernel' ? 'the kernel' : 'the note';
  const sureness = confidence === 'certain' ? 'certain' : 'fairly sure';
  const labels = [`you were ${sureness}`, `${says} says`] as const;
  const width = Math.max(...labels.map((label) => label.length));
  const body = [
    ...row(look, labels[0], prediction, '', width),
    ...row(look, labels[1], truth, '', width),
    ...drawListFaults(look, judgement).map((line) => line.trim()),
  ];
  if (look.plain) return ['', 'CONFIDENT MISS.', ...body];
  const [corner, side, foot, bar] = look.unicode ? ['┏━', '┃', '┗━', '━'] : ['#=', '#', '#=', '='];
  const across = Math.min(60, widthOf(look) - 2);
  const title = ' CONFIDENT MISS ';
  const loud = (text: string): string => look.style('bold', look.style('red', text));
  return [
    '',
    ` ${loud(`${corner}${title}${bar.repeat(Math.max(2, across - columnsOf(title) - 2))}`)}`,
    ...body.map((line) => ` ${loud(side)} ${line}`),
    ` ${loud(`${foot}${bar.repeat(Math.max(2, across - 2))}`)}`,
  ];
}

function drawDisagreement(look: Look, { question, judgement }: Reveal): readonly string[] {
  const told =
    judgement.observed === undefined ? 'its experiment is refuted here' : `the kernel answers ${judgement.observed}`;
  const { path, line } = question.place;
  const text = `NOTE AND KERNEL DISAGREE: the note says ${question.expected}; ${told}. The quiz takes the kernel's side. Look at ${path}:${line} (e opens it).`;
  return ['', ...foldText(look, text).map((one) => look.style('yellow', one))];
}

function drawListFaults(look: Look, { missing = [], extra = [] }: Judgement): readonly string[] {
  return [
    ...(missing.length === 0 ? [] : row(look, 'missing', missing.join(', '))),
    ...(extra.length === 0 ? [] : row(look, 'too much', extra.join(', '))),
  ];
}

/** A name and what it is, hanging behind the name. */
export function row(look: Look, name: string, text: string, margin = '   ', width = 8): readonly string[] {
  if (look.plain) return foldText(look, `${name}: ${text}`, '');
  const label = `${name.padEnd(width)} `;
  const [first = '', ...rest] = foldText(look, text, margin + ' '.repeat(columnsOf(label)));
  return [margin + look.style('dim', label) + first.slice(margin.length + columnsOf(label)), ...rest];
}

/** Why it is so, and where that stands. */
export function drawExplanation(look: Look, { explanation, sources, place }: Question, aside = ''): readonly string[] {
  const lines = explanation === '' ? [] : ['', ...foldText(look, explanation, look.plain ? '' : '   ')];
  const where = [`${place.path}:${place.line}`, ...sources].join(look.unicode && !look.plain ? ' · ' : ', ');
  const below = [where, ...(aside === '' ? [] : [aside])].flatMap((text) =>
    foldText(look, text, look.plain ? '' : '   '),
  );
  return [...lines, ...below.map((line) => look.style('dim', line)), ''];
}
