import { withoutControls } from '../language/cursor.ts';
import type { CapturedPacket } from '../replay/transcript.ts';

/** Packets that follow each other and look alike: one arrow. */
export interface PacketRun {
  readonly timeNs: number;
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly count: number;
  readonly lost: number;
}

/** From this many on packets of one kind are drawn as one. */
const many = 4;

export function collapsePackets(packets: readonly CapturedPacket[]): readonly PacketRun[] {
  const runs: CapturedPacket[][] = [];
  for (const packet of packets) {
    const last = runs.at(-1)?.[0];
    const alike = last?.from === packet.from && last.to === packet.to && kindOf(last) === kindOf(packet);
    if (alike) runs.at(-1)?.push(packet);
    else runs.push([packet]);
  }
  return runs.flatMap((run) => (run.length >= many ? [joined(run)] : run.map((packet) => joined([packet]))));
}

function kindOf({ text }: CapturedPacket): string {
  return shortPacket(text);
}

function joined(run: readonly CapturedPacket[]): PacketRun {
  const [first] = run;
  const lost = run.filter(({ fate }) => fate === 'lost').length;
  const fates = (['twice', 'flipped', 'swapped'] as const)
    .map((fate) => ({ fate, count: run.filter((packet) => packet.fate === fate).length }))
    .filter(({ count }) => count > 0)
    .map(({ fate, count }) => (run.length === 1 ? fate : `${count} ${fate}`));
  const told = [run.length > 1 && lost > 0 ? `${lost} lost` : lost > 0 ? 'lost' : '', ...fates].filter(
    (part) => part !== '',
  );
  const times = run.length > 1 ? ` x ${run.length}` : '';
  return {
    timeNs: first?.timeNs ?? 0,
    from: first?.from ?? '',
    to: first?.to ?? '',
    label: shortPacket(first?.text ?? '') + times + (told.length === 0 ? '' : ` (${told.join(', ')})`),
    count: run.length,
    lost,
  };
}

/** tcpdump's words without the numbers that a diagram has no use for: `[P.] 3`, `UDP 1`, `ICMP port unreachable`. */
export function shortPacket(text: string): string {
  const length = /, length (\d+)/.exec(text)?.[1];
  const size = length === undefined || length === '0' ? '' : ` ${length}`;
  const flags = /^Flags \[([^\]]*)\]/.exec(text)?.[1];
  if (flags !== undefined) return `[${withoutControls(flags)}]${size}`;
  if (text.startsWith('UDP')) return `UDP${length === undefined ? '' : ` ${length}`}`;
  return withoutControls(text.replace(/, length \d+$/, ''));
}
