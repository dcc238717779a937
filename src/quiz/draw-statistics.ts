import type { Calibration } from './calibration.ts';
import { cutText, foldText, padText } from './screens/text-lines.ts';
import { widthOf, type Look } from './screens/look.ts';
import { wordDay } from './screens/word-interval.ts';
import type { Statistics } from './statistics.ts';

/** How many concepts are worth naming. */
const MOST_CONCEPTS = 8;

/** Statistics as a person reads them: plots of one character a step, which fit 40 columns. */
export function drawStatistics(look: Look, statistics: Statistics): readonly string[] {
  const { cards, orphans, days } = statistics;
  const answers = days.reduce((sum, day) => sum + day.answers, 0);
  const counts = [
    `${cards.new} new`,
    `${cards.learning} learning`,
    `${cards.review} in review`,
    ...(cards.suspended > 0 ? [`${cards.suspended} suspended`] : []),
    ...(cards.leeches > 0 ? [`${cards.leeches} of them leeches`] : []),
  ];
  const lines = [
    ...foldText(look, counts.join(look.unicode ? ' · ' : ', ')),
    ...drawDays(look, statistics, answers),
    ...drawRetention(look, statistics),
    ...drawCalibration(look, statistics.calibration),
    ...drawForecast(look, statistics),
    ...drawWeakest(look, statistics),
  ];
  if (orphans.length > 0)
    lines.push(
      '',
      ...foldText(
        look,
        `${orphans.length} ${orphans.length === 1 ? 'card' : 'cards'} of the journal ${orphans.length === 1 ? 'is' : 'are'} no longer in the notes; what was answered stays.`,
      ),
    );
  return lines;
}

function drawDays(look: Look, { days }: Statistics, answers: number): readonly string[] {
  if (answers === 0) return head(look, 'Answers', 'none in the last 30 days');
  if (look.plain)
    return [
      ...head(look, 'Answers', `${answers} in the last 30 days`),
      ...days
        .filter((day) => day.answers > 0)
        .map((day) => `${wordDay(day.day, days.at(-1)?.day ?? day.day)}: ${day.answers}, ${day.right} right`),
    ];
  const most = Math.max(...days.map((day) => day.answers));
  const steps = look.unicode ? ' ▁▂▃▄▅▆▇█' : ' .:-=+*#@';
  const line = days.map((day) => stepOf(steps, day.answers, most)).join('');
  return [
    ...head(look, 'Answers', `${answers} in the last 30 days, at most ${most} a day`),
    ` ${look.style('green', line)}`,
    ` ${padText('30 days ago', days.length - 5)}today`,
  ];
}

/** A character for an amount: the first for none alone. */
function stepOf(steps: string, amount: number, most: number): string {
  const index = amount === 0 ? 0 : Math.max(1, Math.round((amount / most) * (steps.length - 1)));
  return steps[index] ?? ' ';
}

function drawRetention(look: Look, { retention }: Statistics): readonly string[] {
  const rows = retention
    .filter(({ reviews }) => reviews > 0)
    .map(({ days, reviews, remembered }) => ({
      label: days === undefined ? 'all time' : `${days} days`,
      share: remembered / reviews,
      text: `${percent(remembered / reviews)} of ${reviews}`,
    }));
  return rows.length === 0
    ? head(look, 'Remembered', 'no card has come back for review yet')
    : [...head(look, 'Remembered', 'when a card came back'), ...drawBars(look, rows)];
}

function drawCalibration(look: Look, { answers, buckets, brier }: Calibration): readonly string[] {
  if (answers === 0) return head(look, 'Sure and right', 'no confidence was said yet');
  const score =
    brier === undefined
      ? 'a score is shown from 20 answers on'
      : `Brier ${brier.toFixed(2)} (0 is perfect, 0.25 a coin)`;
  const rows = buckets
    .filter((bucket) => bucket.answers > 0)
    .map(({ confidence, right, answers: own, said }) => ({
      label: confidence,
      share: right / own,
      mark: said,
      text: `${right}/${own}`,
    }));
  return [
    ...head(look, 'Sure and right', score),
    ...drawBars(look, rows),
    ...(look.plain
      ? []
      : foldText(look, `${look.unicode ? '│' : '|'} is what was said; a bar that ends before it was too sure`)),
  ];
}

function drawForecast(look: Look, { forecast }: Statistics): readonly string[] {
  const most = Math.max(...forecast.map(({ due }) => due));
  const [today] = forecast;
  if (most === 0 || today === undefined) return head(look, 'Coming', 'nothing is due in the next 14 days');
  const rows = forecast.map(({ day, due }, index) => ({
    label: index === 0 ? 'today' : index === 1 ? 'tomorrow' : wordDay(day, today.day),
    share: due / most,
    text: String(due),
  }));
  const last = rows.findLastIndex(({ share }) => share > 0);
  return [...head(look, 'Coming', 'cards due a day'), ...drawBars(look, rows.slice(0, last + 1))];
}

function drawWeakest(look: Look, { weakest }: Statistics): readonly string[] {
  const named = weakest.filter(({ misses, recall }) => misses > 0 || recall < 0.9).slice(0, MOST_CONCEPTS);
  if (named.length === 0) return [];
  return [
    ...head(look, 'Weakest concepts', 'likely recalled now, misses of answers'),
    ...named.map(({ concept, recall, misses, answers, brier }) => {
      const figures = `${percent(recall).padStart(4)}  ${misses}/${answers}${brier === undefined ? '' : `  Brier ${brier.toFixed(2)}`}`;
      const room = widthOf(look) - figures.length - 4;
      return ` ${padText(cutText(look, look.show(nameOf(concept)), room), room)}  ${figures}`;
    }),
  ];
}

/** `tcp/TCP.md#States` is shown as `TCP > States`. */
function nameOf(concept: string): string {
  const [note = '', ...sections] = concept.replace(/^\?/u, '').split('#');
  return [note.slice(note.lastIndexOf('/') + 1).replace(/\.md$/u, ''), ...sections].join(' > ');
}

interface Bar {
  readonly label: string;
  /** 0 to 1. */
  readonly share: number;
  /** Where on the bar a mark stands, 0 to 1. */
  readonly mark?: number;
  readonly text: string;
}

function drawBars(look: Look, bars: readonly Bar[]): readonly string[] {
  const labels = Math.max(...bars.map(({ label }) => label.length));
  if (look.plain)
    return bars.map(
      ({ label, text, mark }) => `${label}: ${text}${mark === undefined ? '' : `, said ${percent(mark)}`}`,
    );
  const texts = Math.max(...bars.map(({ text }) => text.length));
  const room = Math.max(5, Math.min(40, widthOf(look) - labels - texts - 4));
  const [full, empty, mark] = look.unicode ? ['█', '·', '│'] : ['#', '.', '|'];
  return bars.map((bar) => {
    const length = Math.min(room, Math.max(bar.share > 0 ? 1 : 0, Math.round(bar.share * room)));
    const marked = bar.mark === undefined ? -1 : Math.min(room - 1, Math.round(bar.mark * room));
    const cells = Array.from({ length: room }, (_, at) => (at === marked ? mark : at < length ? full : empty));
    const tooSure = bar.mark !== undefined && bar.share < bar.mark - 0.1;
    return ` ${bar.label.padEnd(labels)} ${look.style(tooSure ? 'red' : 'green', cells.join(''))} ${bar.text}`;
  });
}

function head(look: Look, title: string, about: string): readonly string[] {
  const [first = '', ...rest] = foldText(look, `${title}  ${about}`, look.plain ? '' : ' ', 2);
  const styled = first.replace(title, () => look.style('bold', title));
  return ['', styled, ...rest];
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
