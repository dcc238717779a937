import type { TranscriptLine } from '../replay/transcript.ts';
import { actorPrefix, claimedText, differenceInWords, observedText } from './observed-line.ts';
import { columnsOf, paintFor } from './paint.ts';
import type { Ink, Paint, ScreenOptions } from './paint.ts';

const marks = {
  'as-claimed': { unicode: '✓', ascii: '+', ink: 'right' },
  differs: { unicode: '✗', ascii: '!', ink: 'wrong' },
  'not-reached': { unicode: '·', ascii: '.', ink: 'quiet' },
  unseen: { unicode: '?', ascii: '?', ink: 'quiet' },
} as const satisfies Record<TranscriptLine['status'], { unicode: string; ascii: string; ink: Ink }>;

/**
 * One line of the live log, and where it differs what the note claims, what was observed, and why, each on a line of its
 * own. Long lines are folded behind their mark.
 */
export function formatLogLine(line: TranscriptLine, options: ScreenOptions): readonly string[] {
  const paint = paintFor(options.color);
  const mark = marks[line.status];
  const sign = paint(options.unicode ? mark.unicode : mark.ascii, mark.ink);
  const width = columnsOf(options) - 2;
  if (line.status === 'differs') {
    const told = [
      ...fold(`claimed  ${claimedText(line)}`, width, 9).map((text) => paint(text, 'right')),
      ...fold(`observed ${observedText(line)}`, width, 9).map((text) => paint(text, 'wrong')),
      ...fold(`because  ${differenceInWords(line)}`, width, 9),
    ];
    return told.map((text, index) => `${index === 0 ? sign : ' '} ${text}`);
  }
  const why = differenceInWords(line);
  const waited = waitInWords(line);
  const tail = [waited, line.status === 'unseen' ? why : ''].filter((part) => part !== '').join(', ');
  const text = observedText(line) + (tail === '' ? '' : `    ${tail}`);
  return fold(text, width, actorPrefix(line).length + 2).map(
    (part, index) => `${index === 0 ? sign : ' '} ${inkLine(part, line, paint)}`,
  );
}

function inkLine(text: string, { status, asked }: TranscriptLine, paint: Paint): string {
  if (status !== 'as-claimed') return paint(text, 'quiet');
  return asked ? paint(text, 'strong') : text;
}

/** Waits that a person would notice. */
function waitInWords({ kind, durationNs }: TranscriptLine): string {
  const milliseconds = durationNs / 1e6;
  if (milliseconds < 10 || !['call', 'resume', 'wait'].includes(kind)) return '';
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
}

/** Breaks a text at blanks into lines of at most `width`, those after the first indented. */
export function fold(text: string, width: number, indent: number): readonly string[] {
  const lines: string[] = [];
  let rest = Array.from(text);
  const hang = Math.min(indent, Math.floor(width / 3));
  for (;;) {
    const room = lines.length === 0 ? width : width - hang;
    const margin = lines.length === 0 ? '' : ' '.repeat(hang);
    if (rest.length <= room) {
      lines.push(margin + rest.join(''));
      return lines;
    }
    const blank = rest.lastIndexOf(' ', room);
    const at = blank > room / 2 ? blank : room;
    lines.push(margin + rest.slice(0, at).join(''));
    rest = rest.slice(rest[at] === ' ' ? at + 1 : at);
  }
}

/** The verdict in one sentence. */
export function verdictInWords(verdict: string, reason: string | undefined): string {
  const words: Readonly<Record<string, string>> = {
    supported: 'supported: every line as claimed',
    refuted: 'refuted: the kernel says otherwise',
    'not-testable-here': 'not testable here',
    inconclusive: 'inconclusive',
  };
  return `${words[verdict] ?? verdict}${reason === undefined ? '' : ` (${reason})`}`;
}
