import type { PacketGapLine, PacketLine } from '../language/block.ts';
import type { PacketContent } from '../language/packet.ts';
import type { InternetAddress, NameValue } from '../language/value.ts';
import type { Capture, SeenPacket } from './capture.ts';
import type { AddressBook } from './conversations.ts';
import type { Endpoint, Packet } from './packet.ts';
import type { Outcome, Stage } from './stage.ts';
import { printValue } from '../language/print-value.ts';
import { numberOf } from './site.ts';
import { conversationOf } from './packet.ts';
import { packetPhrase } from './packet-text.ts';
import { LineFault, Unsettled } from './outcome.ts';

/** How far the packet lines of a block have come. */
export interface PacketReader {
  step(line: PacketLine): Outcome;
  /** From here to the next packet line there may be packets that nobody claims. */
  gap(line: PacketGapLine): Outcome;
}

export function makePacketReader(stage: Stage, capture: Capture, book: AddressBook): PacketReader {
  /** By conversation: how many of the seen packets its lines have passed. */
  const passed = new Map<string, number>();
  let isGap = false;

  function endpoint(end: NameValue | InternetAddress): Endpoint {
    if (end.kind === 'name') return book.find(end);
    const [actor] = stage.actors.values();
    if (end.port.kind === 'any' || actor === undefined) return { host: end.host };
    return { host: end.host, port: numberOf(end.port, stage.siteOf(actor)) };
  }

  return {
    step(line) {
      const startNs = process.hrtime.bigint();
      const from = endpoint(line.from);
      const to = endpoint(line.to);
      const key = [from, to]
        .map(({ host, port }) => `${host} ${port ?? ''}`)
        .sort()
        .join(' ');
      const between = (one: SeenPacket): boolean => {
        const { source, destination } = conversationOf(one.packet);
        return (isAt(source, from) && isAt(destination, to)) || (isAt(source, to) && isAt(destination, from));
      };
      let found: SeenPacket | undefined;
      let other: SeenPacket | undefined;
      stage.loop.until(
        () => {
          stage.settle();
          const seen = capture.seen();
          for (let index = passed.get(key) ?? 0; index < seen.length; index++) {
            const one = seen[index];
            if (one === undefined || !between(one)) continue;
            if (isClaimed(line, one, from)) {
              found = one;
              passed.set(key, index + 1);
              return true;
            }
            if (!isGap && !mayBeLeftOut(one.packet, previousOf(seen, index, between))) {
              other = one;
              return true;
            }
          }
          return false;
        },
        stage.deadline(),
        2,
      );
      if (found === undefined && capture.hasLost()) throw new Unsettled('the capture lost packets');
      isGap = false;
      const reason =
        found !== undefined
          ? undefined
          : other === undefined
            ? 'no such packet came'
            : `the next packet was ${packetPhrase(other.packet, other.text)}${fateText(other)}`;
      return {
        status: reason === undefined ? 'as-claimed' : 'differs',
        call: 'packet',
        args: [printValue(line.from), printValue(line.to)],
        result: (found ?? other) === undefined ? '' : `${(found ?? other)?.text ?? ''}${fateText(found ?? other)}`,
        startNs: found?.timeNs ?? startNs,
        endNs: found?.timeNs ?? process.hrtime.bigint(),
        ...(reason === undefined ? {} : { reason }),
      };
    },
    gap(line) {
      if (isGap) throw new LineFault(`two gaps in a row (line ${line.span.line})`);
      isGap = true;
      const now = process.hrtime.bigint();
      return { status: 'as-claimed', call: 'packet', args: [], result: '...', startNs: now, endNs: now };
    },
  };
}

function fateText(seen: SeenPacket | undefined): string {
  return (seen?.fates ?? []).map((fate) => ` (${fate})`).join('');
}

function isAt(seen: Endpoint, claimed: Endpoint): boolean {
  const wildcard = claimed.host === '0.0.0.0' || claimed.host === '::';
  const mapped = seen.host === `::ffff:${claimed.host}` || claimed.host === `::ffff:${seen.host}`;
  if (!wildcard && !mapped && seen.host !== claimed.host) return false;
  return seen.port === undefined || claimed.port === undefined || seen.port === claimed.port;
}

function isClaimed(line: PacketLine, { packet, fates }: SeenPacket, from: Endpoint): boolean {
  if (packet.version !== line.version) return false;
  if (!isAt(conversationOf(packet).source, from)) return false;
  if (line.fates.length > 0 && !line.fates.every((fate) => fates.includes(fate))) return false;
  return isContent(line.content, packet);
}

function isContent(claimed: PacketContent, { content, dataLength }: Packet): boolean {
  if (claimed.length !== undefined && claimed.length !== dataLength) return false;
  switch (claimed.protocol) {
    case 'tcp':
      return content.protocol === 'tcp' && sameLetters(content.flags, claimed.flags);
    case 'udp':
      return content.protocol === 'udp';
    case 'icmp':
      return content.protocol === 'icmp' && content.message === claimed.message;
  }
}

function sameLetters(a: string, b: string): boolean {
  return a.split('').sort().join('') === b.split('').sort().join('');
}

/** A pure acknowledgement after the handshake; the handshake's own, which follows the SYN-ACK, must be claimed. */
function mayBeLeftOut({ content, dataLength }: Packet, before: SeenPacket | undefined): boolean {
  if (content.protocol !== 'tcp' || content.flags !== '.' || dataLength > 0) return false;
  const previous = before?.packet.content;
  return previous?.protocol !== 'tcp' || !previous.flags.includes('S');
}

function previousOf(
  seen: readonly SeenPacket[],
  index: number,
  between: (one: SeenPacket) => boolean,
): SeenPacket | undefined {
  for (let before = index - 1; before >= 0; before--) {
    const one = seen[before];
    if (one !== undefined && between(one)) return one;
  }
  return undefined;
}
