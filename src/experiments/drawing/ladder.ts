import { withoutControls } from '../language/cursor.ts';
import type { Transcript, TranscriptLine } from '../replay/transcript.ts';
import { actorPrefix, observedText } from './observed-line.ts';
import { makeLaneFinder } from './lane-finder.ts';
import { collapsePackets } from './packet-runs.ts';

/** A transcript as a sequence diagram: a lane for each actor and thread, what happened in the order of time. */
export interface Ladder {
  readonly lanes: readonly string[];
  readonly rows: readonly LadderRow[];
}

export type LadderRow =
  | {
      readonly kind: 'call';
      readonly lane: number;
      /** `recv(conn, "AAABBB", 64, 0) = 6` */
      readonly text: string;
      /** `recv = 6`, where there is no room. */
      readonly short: string;
      readonly status: TranscriptLine['status'];
      readonly asked: boolean;
      /** The lane sleeps from this row on, or until it. */
      readonly sleep?: 'begins' | 'ends';
      /** The lane ends here. */
      readonly ends: boolean;
    }
  /** Across all lanes: a check, a wire, a host. */
  | { readonly kind: 'note'; readonly text: string; readonly status: TranscriptLine['status']; readonly asked: boolean }
  | {
      readonly kind: 'packet';
      readonly from: number;
      readonly to: number;
      readonly label: string;
      readonly fate: Fate;
    };

/** Lost packets are drawn broken off half way. */
export type Fate = 'arrived' | 'lost';

interface Timed {
  readonly at: number;
  readonly row: LadderRow;
}

/** @param tell how a line reads; by default as it was observed */
export function arrangeLadder(transcript: Transcript, tell: (line: TranscriptLine) => string = observedText): Ladder {
  const lines = transcript.transcript.map((line) => ({ ...line, actor: withoutControls(line.actor) }));
  const lanes = [...new Set(lines.filter(hasLane).map(({ actor }) => actor))];
  const events: Timed[] = [];
  let last = 0;
  for (const line of lines) {
    if (line.kind === 'packet' && line.status !== 'differs') continue;
    if (line.kind === 'packet-gap') continue;
    // What receives is drawn where it returned, behind what it received; lines that were not reached follow the last
    // one that was.
    const at = endsLater(line) ? line.startNs + line.durationNs : line.startNs;
    last = Math.max(last, line.status === 'not-reached' ? last : at);
    events.push({ at: line.status === 'not-reached' ? last : at, row: rowOf(line, lanes, tell) });
  }
  const find = makeLaneFinder(lines, lanes);
  for (const run of collapsePackets(transcript.packets ?? [])) {
    const row = find(run);
    if (row !== undefined) events.push({ at: run.timeNs, row });
  }
  const rows = events
    .map((event, index) => ({ ...event, index }))
    .sort((a, b) => a.at - b.at || a.index - b.index)
    .map(({ row }) => row);
  return { lanes: lanes.map((lane) => lane + hostOf(lane, lines)), rows };
}

const receiving: readonly string[] = ['recv', 'recvfrom', 'recvmsg', 'read', 'readv', 'accept', 'accept4', 'poll'];

function endsLater({ kind, call, result }: TranscriptLine): boolean {
  if (kind === 'resume' || kind === 'wait') return true;
  return kind === 'call' && receiving.includes(call) && result !== '<unfinished ...>';
}

function hasLane({ kind, actor }: TranscriptLine): boolean {
  return actor !== '' && kind !== 'check';
}

function rowOf(line: TranscriptLine, lanes: readonly string[], tell: (line: TranscriptLine) => string): LadderRow {
  const { kind, status, asked } = line;
  const lane = lanes.indexOf(line.actor);
  const text = tell(line).slice(actorPrefix(line).length);
  if (lane === -1 || kind === 'check' || kind === 'wire' || kind === 'packet') {
    return { kind: 'note', text, status, asked };
  }
  const sleeps = line.result === '<unfinished ...>';
  const sleep = sleeps ? 'begins' : kind === 'resume' ? 'ends' : undefined;
  return {
    kind: 'call',
    lane,
    text,
    short: withoutControls(shortText(line, text)),
    status,
    asked,
    ...(sleep === undefined ? {} : { sleep }),
    ends: kind === 'exit' || kind === 'killed',
  };
}

function shortText({ kind, call, result, repeated }: TranscriptLine, text: string): string {
  if (kind !== 'call' && kind !== 'resume') return text;
  if (repeated !== undefined) return `${call} x ${repeated.calls}`;
  if (result === '<unfinished ...>') return `${call} ...`;
  return result === '' ? `${call}()` : `${call} = ${result}`;
}

/** `@host`, as the actor's first line says it. */
function hostOf(lane: string, lines: readonly TranscriptLine[]): string {
  const first = lines.find(({ actor }) => actor === lane);
  return first === undefined ? '' : (/@[a-z0-9_]+/.exec(actorPrefix(first))?.[0] ?? '');
}
