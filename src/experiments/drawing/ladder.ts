import { withoutControls } from '../language/cursor.ts';
import type { Transcript, TranscriptLine } from '../replay/transcript.ts';
import { actorPrefix, observedText } from './observed-line.ts';
import { collapsePackets } from './packet-runs.ts';
import type { PacketRun } from './packet-runs.ts';

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

export function arrangeLadder(transcript: Transcript): Ladder {
  const lines = transcript.transcript.map((line) => ({ ...line, actor: withoutControls(line.actor) }));
  const lanes = [...new Set(lines.filter(hasLane).map(({ actor }) => actor))];
  const events: Timed[] = [];
  let last = 0;
  for (const line of lines) {
    if (line.kind === 'packet' && line.status !== 'differs') continue;
    if (line.kind === 'packet-gap') continue;
    // A resumed call is drawn where it returned; lines that were not reached follow the last one that was.
    const at = line.kind === 'resume' ? line.startNs + line.durationNs : line.startNs;
    last = Math.max(last, line.status === 'not-reached' ? last : at);
    events.push({ at: line.status === 'not-reached' ? last : at, row: rowOf(line, lanes) });
  }
  const owners = laneOwners(lines, lanes);
  for (const run of collapsePackets(transcript.packets ?? [])) {
    const row = packetRow(run, owners, lines, lanes);
    if (row !== undefined) events.push({ at: run.timeNs, row });
  }
  const rows = events
    .map((event, index) => ({ ...event, index }))
    .sort((a, b) => a.at - b.at || a.index - b.index)
    .map(({ row }) => row);
  return { lanes, rows };
}

function hasLane({ kind, actor }: TranscriptLine): boolean {
  return actor !== '' && kind !== 'check';
}

function rowOf(line: TranscriptLine, lanes: readonly string[]): LadderRow {
  const { kind, status, asked } = line;
  const lane = lanes.indexOf(line.actor);
  const text = observedText(line).slice(actorPrefix(line).length);
  if (lane === -1 || kind === 'check' || kind === 'wire' || kind === 'packet') {
    return { kind: 'note', text, status, asked };
  }
  const sleeps = line.result === '<unfinished ...>';
  const sleep = sleeps ? 'begins' : kind === 'resume' ? 'ends' : undefined;
  return {
    kind: 'call',
    lane,
    text,
    short: shortText(line, text),
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

/** By local address: the lane of the actor that bound it. */
function laneOwners(lines: readonly TranscriptLine[], lanes: readonly string[]): Map<string, number> {
  const owners = new Map<string, number>();
  for (const { kind, call, args, actor, status } of lines) {
    const [, address] = args;
    if (kind !== 'call' || status === 'not-reached' || address === undefined) continue;
    if (call === 'bind' || call === 'getsockname') owners.set(address, lanes.indexOf(actor));
  }
  return owners;
}

const sending: readonly string[] = ['connect', 'send', 'sendto', 'sendmsg', 'write', 'writev'];

function packetRow(
  run: PacketRun,
  owners: Map<string, number>,
  lines: readonly TranscriptLine[],
  lanes: readonly string[],
): LadderRow | undefined {
  const known = (address: string): number | undefined =>
    owners.get(address) ??
    owners.get(address.replace(/^.*:/, '0.0.0.0:')) ??
    owners.get(address.replace(/^.*:/, '[::]:'));
  let from = known(run.from);
  let to = known(run.to);
  if (from === undefined) {
    // An address that nobody bound was chosen by the kernel for the call that was under way.
    const caller = lines.findLast(
      ({ kind, call, startNs, status }) =>
        kind === 'call' && status !== 'not-reached' && sending.includes(call) && startNs <= run.timeNs,
    );
    from = caller === undefined ? undefined : lanes.indexOf(caller.actor);
    if (from !== undefined && from !== -1) owners.set(run.from, from);
  }
  to ??= from;
  if (from === undefined || to === undefined || from === -1 || to === -1) return undefined;
  return { kind: 'packet', from, to, label: run.label, fate: run.lost === run.count ? 'lost' : 'arrived' };
}
