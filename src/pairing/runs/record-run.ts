import {
  arrangeLadder,
  claimedText,
  differenceInWords,
  observedText,
  type CapturedPacket,
  type Ladder,
  type Transcript,
  type TranscriptLine,
} from '../../experiments/index.ts';
import type { RecordedLine, RunRecord } from './run-record.ts';

/** More is no evidence but a log. */
const mostLines = 6;
const mostRows = 60;

export function recordRun(experiment: string, transcript: Transcript): RunRecord {
  const { verdict, reason, os, isPrivate } = transcript;
  return {
    experiment,
    verdict,
    ...(reason === undefined ? {} : { reason }),
    os,
    isPrivate,
    lines: decisiveLines(transcript.transcript),
    ladder: shorten(arrangeLadder(inOrder(transcript), tellSteadily)),
  };
}

function decisiveLines(lines: readonly TranscriptLine[]): RecordedLine[] {
  const differing = lines.filter(({ status }) => status === 'differs');
  if (differing.length > 0) {
    return differing.slice(0, mostLines).map((line) => {
      const observed = observedText(line);
      const text = line.kind === 'call' || line.kind === 'packet' ? observed : differenceInWords(line);
      return { text, claimed: tellClaim(line) };
    });
  }
  const reached = lines.filter(({ status }) => status === 'as-claimed');
  const asked = reached.filter((line) => line.asked);
  const last = reached.findLast(({ kind }) => kind === 'call' || kind === 'resume' || kind === 'check');
  const decisive = asked.length > 0 || last === undefined ? asked : [last];
  return decisive.slice(0, mostLines).map((line) => ({ text: tellSteadily(line) }));
}

/**
 * A line as it went, but where it went as claimed in the words of the claim: these are the same on every run, the ports
 * and addresses that the kernel chose are not. What a repetition counted, and which alternative came, stand only in what was observed.
 */
function tellSteadily(line: TranscriptLine): string {
  const isTold = line.status !== 'as-claimed' || line.repeated !== undefined || / \| [a-z]+: /u.test(line.claimed);
  return isTold ? observedText(line) : tellClaim(line);
}

/** The claim without the marks of the quiz. */
function tellClaim(line: TranscriptLine): string {
  return claimedText(line)
    .replace(/ (==|!=|<=|>=|<|>|=)\? /u, ' $1 ')
    .replace(/:\? /u, ': ');
}

/** The same events with an order for time: lines as the log has them, each packet behind the line that it follows. */
function inOrder(transcript: Transcript): Transcript {
  const { transcript: lines, packets } = transcript;
  const starts = lines.map(({ startNs, status }) => (status === 'not-reached' ? Number.POSITIVE_INFINITY : startNs));
  const isClaimed = new Set(lines.filter(({ kind }) => kind === 'packet').map(({ result }) => result));
  return {
    ...transcript,
    transcript: lines.map((line, index) => ({ ...line, startNs: 2 * index, durationNs: 0 })),
    ...(packets === undefined
      ? {}
      : {
          packets: packets
            .filter((packet, index) => !isLateAcknowledgement(packet, index, packets, isClaimed))
            .map((packet) => ({
              ...packet,
              timeNs:
                2 *
                  Math.max(
                    0,
                    starts.findLastIndex((start) => start <= packet.timeNs),
                  ) +
                1,
            })),
        }),
  };
}

/** When and how often data are acknowledged is the kernel's mood of the moment; a handshake's third packet is not. */
function isLateAcknowledgement(
  packet: CapturedPacket,
  index: number,
  packets: readonly CapturedPacket[],
  isClaimed: ReadonlySet<string>,
): boolean {
  if (!packet.text.startsWith('Flags [.]') || !packet.text.endsWith('length 0')) return false;
  if (isClaimed.has(packet.text)) return false;
  const before = packets.slice(0, index).filter(({ from, to }) => {
    const ends = [from, to];
    return ends.includes(packet.from) && ends.includes(packet.to);
  });
  return before.at(-1)?.text.startsWith('Flags [S.]') !== true;
}

function shorten(ladder: Ladder): Ladder {
  if (ladder.rows.length <= mostRows) return ladder;
  const left = ladder.rows.length - mostRows + 1;
  const text = `… and ${left} more`;
  return {
    lanes: ladder.lanes,
    rows: [...ladder.rows.slice(0, mostRows - 1), { kind: 'note', text, status: 'as-claimed', asked: false }],
  };
}
