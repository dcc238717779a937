import { calibrate } from '../calibration.ts';
import { isCorrect } from '../card-state.ts';
import { isConfidentMiss } from '../grade.ts';
import type { AnswerRecord } from '../journal-record.ts';
import type { PlanCounts } from '../plan-session.ts';
import type { QuizState } from '../replay-journal.ts';
import { addDays, formatDay, type Moment } from '../study-day.ts';
import type { Look } from './look.ts';
import { foldText } from './text-lines.ts';

export interface SessionOutline {
  readonly counts: PlanCounts;
  readonly moment: Moment;
  readonly questions: number;
  readonly concepts: number;
  readonly experiments: number;
  readonly cram: boolean;
}

/** The first screen: what there is to do. */
export function drawStart(look: Look, outline: SessionOutline): readonly string[] {
  const { counts, moment, questions, concepts, experiments, cram } = outline;
  const parts = [
    plural(questions, 'question'),
    ...(concepts > 1 ? [`mixed over ${concepts} concepts`] : []),
    ...(experiments > 0 ? [`${experiments} with an experiment`] : []),
    `about ${Math.max(1, Math.round((questions * secondsEach) / 60))} min`,
  ];
  const dot = look.unicode && !look.plain ? ' · ' : ', ';
  const head = cram
    ? 'Cramming: the schedule stays as it is'
    : [
        `Study day ${formatDay(moment.day)}`,
        ...[`due ${counts.due}`, `learning ${counts.learning}`, `new ${counts.new}`].map(unbroken),
      ].join('   ');
  const aside = [
    ...(counts.siblings > 0 ? [`${plural(counts.siblings, 'sibling')} tomorrow`] : []),
    ...(counts.buried > 0 ? [`${counts.buried} buried`] : []),
    ...(counts.suspended > 0 ? [`${counts.suspended} suspended`] : []),
  ];
  const margin = look.plain ? '' : ' ';
  return [
    ...foldText(look, head, margin).map((line) => look.style('bold', line)),
    ...foldText(look, [...parts, ...aside].join(dot), margin),
  ];
}

/** A name and its number stay on one line. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

/** What a question takes, as people answer them. */
const secondsEach = 20;

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

export interface SessionSummary {
  /** The answers of this session that count, in order. */
  readonly answers: readonly AnswerRecord[];
  readonly inconclusive: number;
  readonly state: QuizState;
  readonly moment: Moment;
  readonly titleOf: (card: AnswerRecord['card']) => string;
  /** What to say about going on, where something is left. */
  readonly left: number;
}

/** The last screen: what was answered, how well the learner knew what they knew, and where to go from here. */
export function drawEnd(look: Look, summary: SessionSummary): readonly string[] {
  const { answers, inconclusive, left } = summary;
  const dot = look.unicode && !look.plain ? ' · ' : ', ';
  const misses = answers.filter((answer) =>
    isConfidentMiss({ correct: isCorrect(answer), confidence: answer.confidence }),
  );
  const counts = [
    plural(answers.length, 'answer'),
    `${answers.filter(isCorrect).length} right`,
    ...(misses.length === 0 ? [] : [`${misses.length} confident ${misses.length === 1 ? 'miss' : 'misses'}`]),
    ...(inconclusive === 0 ? [] : [`${inconclusive} inconclusive (not graded)`]),
    ...(left === 0 ? [] : [`${left} left`]),
  ];
  const lines = ['', counts.join(dot)];
  const calibration = wordCalibration(answers, dot);
  if (calibration !== '') lines.push(`sure   ${calibration}`);
  lines.push(wordComing(summary, dot), ...wordWeakest(summary));
  if (misses.length > 0) lines.push('sockrates quiz --misses --cram   asks the missed ones again');
  const margin = look.plain ? '' : ' ';
  return lines.flatMap((line) => (line === '' ? [''] : foldText(look, line, margin, /^\w+ {3}/u.test(line) ? 7 : 0)));
}

/** Where a session goes on that was left open. */
export function drawResumed(look: Look, left: number): readonly string[] {
  return foldText(look, `Going on where you stopped: ${left} left (--fresh begins anew).`, look.plain ? '' : ' ');
}

/** What an interrupted session leaves on the screen. */
export function drawStopped(look: Look): readonly string[] {
  return foldText(look, 'Stopped. `sockrates quiz` goes on at the same screen.', look.plain ? '' : ' ');
}

function wordCalibration(answers: readonly AnswerRecord[], dot: string): string {
  const { buckets, brier } = calibrate(answers);
  const parts = buckets
    .filter((bucket) => bucket.answers > 0)
    .map(({ confidence, right, answers: count }) => `${confidence} ${right}/${count}`)
    .toReversed();
  return [...parts, ...(brier === undefined ? [] : [`Brier ${brier.toFixed(2)}`])].join(dot);
}

function wordComing({ state, moment }: SessionSummary, dot: string): string {
  let [soon, tomorrow] = [0, 0];
  for (const { due, suspended } of state.cards.values()) {
    if (due === undefined || suspended) continue;
    if ('at' in due) soon += 1;
    else if (due.day === addDays(moment.day, 1)) tomorrow += 1;
  }
  const parts = [...(soon === 0 ? [] : [`${soon} in their steps`]), `${tomorrow} due tomorrow`];
  return `next   ${parts.join(dot)}`;
}

function wordWeakest({ answers, titleOf }: SessionSummary): readonly string[] {
  const misses = new Map<string, number>();
  for (const answer of answers)
    if (!isCorrect(answer)) misses.set(titleOf(answer.card), (misses.get(titleOf(answer.card)) ?? 0) + 1);
  const [worst] = [...misses].sort(([, a], [, b]) => b - a);
  return worst === undefined ? [] : [`weakest: ${worst[0]}, ${worst[1]} ${worst[1] === 1 ? 'miss' : 'misses'}`];
}
