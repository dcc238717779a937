import type { TranscriptLine } from '../replay/transcript.ts';
import type { LadderRow } from './ladder.ts';
import type { PacketRun } from './packet-runs.ts';

type PacketRow = Extract<LadderRow, { kind: 'packet' }>;

const sending: readonly string[] = ['connect', 'send', 'sendto', 'sendmsg', 'write', 'writev'];

/**
 * Finds between which lanes a packet travelled. Packets know addresses: an address belongs to the actor that bound it or
 * was told it, and one that nobody bound to the actor in whose call it first appears. Packets come in the order of time.
 */
export function makeLaneFinder(
  lines: readonly TranscriptLine[],
  lanes: readonly string[],
): (run: PacketRun) => PacketRow | undefined {
  const owners = boundAddresses(lines, lanes);
  let before: PacketRow | undefined;
  const known = (address: string): number | undefined =>
    owners.get(address) ??
    owners.get(address.replace(/^.*:/, '0.0.0.0:')) ??
    owners.get(address.replace(/^.*:/, '[::]:')) ??
    (address.includes(':') ? undefined : onlyOwner(owners, address));
  return (run) => {
    const between = answers(run) && before !== undefined ? { from: before.to, to: before.from } : undefined;
    const from = between?.from ?? known(run.from) ?? callerAt(run.timeNs);
    if (from !== undefined && /:\d+$/.test(run.from)) owners.set(run.from, from);
    const to = between?.to ?? known(run.to) ?? from;
    if (from === undefined || to === undefined) return undefined;
    before = { kind: 'packet', from, to, label: run.label, fate: run.lost === run.count ? 'lost' : 'arrived' };
    return before;
  };

  /** An address that nobody bound was chosen by the kernel for the call that was under way. */
  function callerAt(timeNs: number): number | undefined {
    const caller = lines.findLast(
      ({ kind, call, startNs, status }) =>
        kind === 'call' && status !== 'not-reached' && sending.includes(call) && startNs <= timeNs,
    );
    const lane = caller === undefined ? -1 : lanes.indexOf(caller.actor);
    return lane === -1 ? undefined : lane;
  }
}

/** An error of ICMP goes back to where the packet before it came from. */
function answers({ label }: PacketRun): boolean {
  return label.startsWith('ICMP') && !label.includes('echo re');
}

function boundAddresses(lines: readonly TranscriptLine[], lanes: readonly string[]): Map<string, number> {
  const owners = new Map<string, number>();
  for (const { kind, call, args, actor, status } of lines) {
    const [, address] = args;
    const lane = lanes.indexOf(actor);
    if (kind !== 'call' || status === 'not-reached' || address === undefined || lane === -1) continue;
    if (call === 'bind' || call === 'getsockname') owners.set(address, lane);
  }
  return owners;
}

/** The lane of a host without a port (a later fragment, ICMP), where one actor alone has addresses there. */
function onlyOwner(owners: ReadonlyMap<string, number>, host: string): number | undefined {
  const found = new Set([...owners].filter(([address]) => address.startsWith(`${host}:`)).map(([, lane]) => lane));
  return found.size === 1 ? [...found][0] : undefined;
}
