import type { Ladder, LadderRow } from './ladder.ts';
import { columnsOf, cutTo, paintFor } from './paint.ts';
import type { Ink, Paint, ScreenOptions } from './paint.ts';

interface Pens {
  readonly lane: string;
  readonly asleep: string;
  readonly line: string;
  readonly right: string;
  readonly left: string;
  readonly lost: string;
  readonly end: string;
  readonly differs: string;
  readonly open: string;
}

const unicodePens: Pens = {
  lane: '│',
  asleep: '┃',
  line: '─',
  right: '▶',
  left: '◀',
  lost: '×',
  end: '┴',
  differs: '✗',
  open: '·',
};
const asciiPens: Pens = {
  lane: '|',
  asleep: '#',
  line: '-',
  right: '>',
  left: '<',
  lost: 'x',
  end: '=',
  differs: '!',
  open: '.',
};

/** A cell of the screen: a character and its ink. */
interface Cell {
  character: string;
  ink?: Ink;
}

type LaneState = 'running' | 'asleep' | 'ended';

/**
 * The ladder as lines of text, none longer than the width. A lane is a column, a call stands at the right of its lane, a packet
 * is an arrow between two lanes; a lane that sleeps in a call is drawn thick.
 */
export function drawLadder(ladder: Ladder, options: ScreenOptions): readonly string[] {
  const width = columnsOf(options);
  const pens = options.unicode ? unicodePens : asciiPens;
  const paint = paintFor(options.color);
  const lanes = Math.max(1, ladder.lanes.length);
  const step = Math.max(4, Math.floor((width - 2) / lanes));
  const place = (lane: number) => 1 + lane * step;
  const states: LaneState[] = ladder.lanes.map(() => 'running');
  const blank = (): Cell[] => {
    const cells: Cell[] = Array.from({ length: width }, () => ({ character: ' ' }));
    states.forEach((state, lane) => {
      if (state !== 'ended') put(cells, place(lane), state === 'asleep' ? pens.asleep : pens.lane, 'quiet');
    });
    return cells;
  };
  const head: Cell[] = Array.from({ length: width }, () => ({ character: ' ' }));
  ladder.lanes.forEach((name, lane) => {
    put(head, place(lane), cutTo(name, step - 1, options.unicode), 'strong');
  });
  const drawn = [head];
  for (const row of ladder.rows) {
    if (row.kind === 'call' && row.sleep === 'ends') states[row.lane] = 'running';
    const cells = blank();
    drawRow(cells, row, { place, step, pens, width, unicode: options.unicode });
    drawn.push(cells);
    if (row.kind !== 'call') continue;
    if (row.sleep === 'begins') states[row.lane] = 'asleep';
    if (row.ends) states[row.lane] = 'ended';
  }
  return drawn.map((cells) => printCells(cells.slice(0, width), paint));
}

interface Frame {
  readonly place: (lane: number) => number;
  readonly step: number;
  readonly pens: Pens;
  readonly width: number;
  readonly unicode: boolean;
}

function drawRow(cells: Cell[], row: LadderRow, frame: Frame): void {
  const { place, step, pens, width, unicode } = frame;
  if (row.kind === 'call') {
    const at = place(row.lane);
    if (row.ends) put(cells, at, pens.end, 'quiet');
    const room = Math.min(step - 3, width - at - 2);
    const sign = signOf(row.status, pens);
    const space = room - sign.length;
    put(cells, at + 2, sign + fitCall(row, space, unicode), inkOf(row.status, row.asked));
  } else if (row.kind === 'note') {
    const sign = signOf(row.status, pens);
    const text = cutTo(` ${sign}${row.text} `, width - 4, unicode);
    put(cells, Math.max(3, Math.floor((width - text.length) / 2)), text, inkOf(row.status, row.asked));
  } else drawPacket(cells, row, frame);
}

/** The whole call where there is room, else its beginning and its result, else its name and its result. */
function fitCall({ text, short }: Extract<LadderRow, { kind: 'call' }>, space: number, unicode: boolean): string {
  if (Array.from(text).length <= space) return text;
  const result = text.slice(text.lastIndexOf(') = '));
  const room = space - result.length;
  const opened = text.indexOf('(') + 3;
  if (text.startsWith('<') || !result.startsWith(')') || room <= opened) return cutTo(short, space, unicode);
  return cutTo(text.slice(0, -result.length), room, unicode) + result;
}

function drawPacket(cells: Cell[], row: Extract<LadderRow, { kind: 'packet' }>, frame: Frame): void {
  const { place, pens, unicode, step, width } = frame;
  const [a, b] = [place(row.from), place(row.to)];
  if (a === b) {
    const text = `${pens.left}${pens.right} ${row.label}${row.fate === 'lost' ? ` ${pens.lost}` : ''}`;
    put(cells, a + 2, cutTo(text, Math.min(step - 3, width - a - 2), unicode), row.fate === 'lost' ? 'wrong' : 'quiet');
    return;
  }
  const forward = a < b;
  const [left, right] = forward ? [a + 1, b - 1] : [b + 1, a - 1];
  const middle = Math.floor((left + right) / 2);
  const ink: Ink | undefined = row.fate === 'lost' ? 'wrong' : undefined;
  // A lost packet gets half of the way, and ends in a cross.
  const from = row.fate === 'lost' && !forward ? middle : left;
  const to = row.fate === 'lost' && forward ? middle : right;
  for (let at = from; at <= to; at++) put(cells, at, pens.line, ink);
  const tip = row.fate === 'lost' ? pens.lost : forward ? pens.right : pens.left;
  put(cells, forward ? to : from, tip, ink);
  const room = to - from - 4;
  // That it was lost, its end shows too.
  const told = row.label.length > room ? row.label.replace(' (lost)', '') : row.label;
  const label = room < 3 ? '' : ` ${cutTo(told, room, unicode)} `;
  if (label !== '') put(cells, from + Math.max(1, Math.floor((to - from - label.length) / 2)), label, ink);
}

function signOf(status: string, pens: Pens): string {
  if (status === 'differs') return `${pens.differs} `;
  return status === 'as-claimed' ? '' : `${pens.open} `;
}

function inkOf(status: string, asked: boolean): Ink | undefined {
  if (status === 'differs') return 'wrong';
  if (status !== 'as-claimed') return 'quiet';
  return asked ? 'strong' : undefined;
}

function put(cells: Cell[], from: number, text: string, ink: Ink | undefined): void {
  Array.from(text).forEach((character, index) => {
    const at = from + index;
    if (at < cells.length) cells[at] = ink === undefined ? { character } : { character, ink };
  });
}

function printCells(cells: readonly Cell[], paint: Paint): string {
  let line = '';
  let run = '';
  let ink: Ink | undefined;
  const flush = () => {
    line += ink === undefined ? run : paint(run, ink);
    run = '';
  };
  const last = cells.findLastIndex(({ character }) => character !== ' ');
  for (const cell of cells.slice(0, last + 1)) {
    if (cell.ink !== ink) flush();
    ink = cell.ink;
    run += cell.character;
  }
  flush();
  return line;
}
