import { withoutControls } from '../language/cursor.ts';
import type { Ladder, LadderRow } from './ladder.ts';

/** Words for those who do not see the diagram. */
export interface SvgWords {
  readonly title: string;
  readonly description: string;
}

const row = { height: 22, head: 34, font: 12 } as const;

/** Width of a character of the monospaced font, in units of the drawing. */
const advance = 7.25;

/** Longest text of a call beside its lane; what is longer is cut, and stands whole in the row's title. */
const longest = 52;

/**
 * The ladder as an SVG image of its own, without script, for Anki and the web. It is light or dark as the reader's system
 * says, or as a class `light` or `dark` (Anki's `nightMode`) of an element around it says.
 */
export function drawLadderSvg(ladder: Ladder, words: SvgWords): string {
  const texts = ladder.rows.map((each) => (each.kind === 'call' ? each.text.length : 0));
  const lanes = Math.max(1, ladder.lanes.length);
  const room = Math.min(longest, Math.max(20, ...texts)) + 3;
  const step = Math.ceil(room * advance);
  const notes = ladder.rows.map((each) => (each.kind === 'note' ? (each.text.length + 4) * advance : 0));
  const width = Math.ceil(Math.max(lanes * step + 30, ...notes.map((note) => Math.min(note, 900))));
  const height = row.head + ladder.rows.length * row.height + 14;
  const place = (lane: number) => 20 + lane * step;
  const id = `sockrates-${fingerprint(JSON.stringify([ladder, words]))}`;
  const body = [
    ...drawLanes(ladder, place, height),
    ...ladder.rows.map((each, index) => drawRow(each, index, { place, step, width })),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="sockrates-ladder" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title id="${id}-title">${escapeXml(words.title)}</title>`,
    `<desc id="${id}-desc">${escapeXml(words.description)}</desc>`,
    `<style>${style}</style>`,
    ...body,
    '</svg>',
    '',
  ].join('\n');
}

const light = '--ink:#1f2328;--quiet:#656d76;--rule:#afb8c1;--wrong:#b42318;--asked:#7a4b00;--sleep:#c9d1d9';
const dark = '--ink:#e6edf3;--quiet:#9198a1;--rule:#57606a;--wrong:#ff7b72;--asked:#e3b341;--sleep:#3d444d';
const style = [
  `.sockrates-ladder{${light};max-width:100%;height:auto}`,
  `@media (prefers-color-scheme:dark){.sockrates-ladder{${dark}}}`,
  `.light .sockrates-ladder{${light}}`,
  `.dark .sockrates-ladder,.nightMode .sockrates-ladder,.night_mode .sockrates-ladder{${dark}}`,
  `.sockrates-ladder text{font:${row.font}px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:var(--ink);white-space:pre}`,
  '.sockrates-ladder .head{font-weight:700}',
  '.sockrates-ladder .quiet{fill:var(--quiet)}',
  '.sockrates-ladder .wrong{fill:var(--wrong);font-weight:700}',
  '.sockrates-ladder .asked{fill:var(--asked);font-weight:700}',
  '.sockrates-ladder line{stroke:var(--rule)}',
  '.sockrates-ladder .arrow{stroke:var(--ink);fill:var(--ink)}',
  '.sockrates-ladder .lost{stroke:var(--wrong);fill:none}',
  '.sockrates-ladder .sleep{fill:var(--sleep)}',
].join('');

interface Frame {
  readonly place: (lane: number) => number;
  readonly step: number;
  readonly width: number;
}

/** The lanes from their names down to their ends, and a bar along each sleep. */
function drawLanes(ladder: Ladder, place: (lane: number) => number, height: number): string[] {
  return ladder.lanes.flatMap((name, lane) => {
    const x = place(lane);
    const parts = [`<text class="head" x="${x - 4}" y="18">${escapeXml(name)}</text>`];
    const end = ladder.rows.findIndex((each) => each.kind === 'call' && each.lane === lane && each.ends);
    const bottom = end === -1 ? height - 8 : row.head + end * row.height + 8;
    let asleep: number | undefined;
    ladder.rows.forEach((each, index) => {
      if (each.kind !== 'call' || each.lane !== lane) return;
      const y = row.head + index * row.height + 4;
      if (each.sleep === 'begins') asleep = y;
      if (asleep === undefined || (each.sleep !== 'ends' && !each.ends)) return;
      parts.push(bar(x, asleep, y));
      asleep = undefined;
    });
    if (asleep !== undefined) parts.push(bar(x, asleep, height - 8));
    parts.push(`<line x1="${x}" y1="26" x2="${x}" y2="${bottom}"/>`);
    return parts;
  });
}

function bar(x: number, from: number, to: number): string {
  return `<rect class="sleep" x="${x - 4}" y="${from}" width="8" height="${Math.max(4, to - from)}" rx="2"/>`;
}

function drawRow(each: LadderRow, index: number, frame: Frame): string {
  const y = row.head + index * row.height + 8;
  if (each.kind === 'packet') return drawPacket(each, y, frame);
  const sign = each.status === 'differs' ? '✗ ' : each.status === 'as-claimed' ? '' : '· ';
  const kind = each.status === 'differs' ? 'wrong' : each.status !== 'as-claimed' ? 'quiet' : each.asked ? 'asked' : '';
  const whole = sign + each.text;
  const limit = each.kind === 'call' ? longest : Math.floor((frame.width - 20) / advance);
  const shown =
    Array.from(whole).length <= limit
      ? whole
      : Array.from(whole)
          .slice(0, limit - 1)
          .join('') + '…';
  const title = shown === whole ? '' : `<title>${escapeXml(whole)}</title>`;
  const x = each.kind === 'call' ? frame.place(each.lane) + 10 : frame.width / 2;
  const anchor = each.kind === 'call' ? '' : ' text-anchor="middle"';
  return `<text${kind === '' ? '' : ` class="${kind}"`} x="${x}" y="${y + 4}"${anchor}>${title}${escapeXml(shown)}</text>`;
}

function drawPacket(packet: Extract<LadderRow, { kind: 'packet' }>, y: number, { place, step }: Frame): string {
  const lost = packet.fate === 'lost';
  const same = packet.from === packet.to;
  const from = place(packet.from) + (same ? 10 : 0);
  const goal = same ? from + step / 3 : place(packet.to);
  const to = lost ? (from + goal) / 2 : goal;
  const way = goal > from ? 1 : -1;
  const label = `<text class="${lost ? 'wrong' : 'quiet'}" x="${(from + to) / 2}" y="${y - 1}" text-anchor="middle">${escapeXml(packet.label)}</text>`;
  const line = `<line class="${lost ? 'lost' : 'arrow'}" x1="${from}" y1="${y + 4}" x2="${to}" y2="${y + 4}"/>`;
  const tip = lost
    ? `<path class="lost" stroke-width="2" d="M${to - 4} ${y}l8 8m0 -8l-8 8"/>`
    : `<path class="arrow" d="M${to} ${y + 4}l${-8 * way} -4v8z"/>`;
  return `<g>${line}${tip}${label}</g>`;
}

/** Text for XML: without characters that XML or a reader's screen could mistake. */
export function escapeXml(text: string): string {
  return withoutControls(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;')
    .replace(/[\uFFFE\uFFFF]/g, '\uFFFD');
}

/** FNV-1a, 32 bits: the same drawing has the same ids. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash.toString(16);
}
