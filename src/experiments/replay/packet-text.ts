import type { Endpoint, Packet } from './packet.ts';
import { conversationOf } from './packet.ts';

/** `127.0.0.1:8080`, `[::1]:8080`, `127.0.0.1`. */
export function endpointText({ host, port }: Endpoint): string {
  if (port === undefined) return host;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Writes packets in tcpdump's words, with sequence numbers that count from each side's first one. */
export function makePacketPrinter(): (packet: Packet) => string {
  /** By direction: the sequence number of its SYN. */
  const first = new Map<string, number>();
  const direction = (from: Endpoint, to: Endpoint): string => `${endpointText(from)} ${endpointText(to)}`;
  return (packet) => {
    const { content, dataLength } = packet;
    switch (content.protocol) {
      case 'udp':
        return `UDP, length ${dataLength}`;
      case 'fragment':
        return `a later fragment, length ${dataLength}`;
      case 'other':
        return `protocol ${content.number}, length ${dataLength}`;
      case 'icmp': {
        const about = content.about?.destination;
        if (content.message === 'port unreachable' && about?.port !== undefined) {
          return `ICMP ${about.host} udp port ${about.port} unreachable, length ${dataLength}`;
        }
        const message = content.message ?? `type ${content.type}, code ${content.code}`;
        return `ICMP ${about === undefined ? '' : `${about.host} `}${message}, length ${dataLength}`;
      }
      case 'tcp': {
        const forth = direction(packet.source, packet.destination);
        const back = direction(packet.destination, packet.source);
        if (content.flags.includes('S')) first.set(forth, content.sequence);
        const relative = (number: number, from: string): number => (number - (first.get(from) ?? number)) >>> 0;
        const sequence = relative(content.sequence, forth);
        const parts = [`Flags [${content.flags}]`];
        if (dataLength > 0) parts.push(`seq ${sequence}:${sequence + dataLength}`);
        else if (/[SF]/.test(content.flags)) parts.push(`seq ${sequence}`);
        if (content.flags.includes('.')) parts.push(`ack ${relative(content.acknowledged, back)}`);
        parts.push(`length ${dataLength}`);
        return parts.join(', ');
      }
    }
  };
}

/** How a packet is named in a reason: `127.0.0.1:8080 > 127.0.0.1:40000: Flags [S.], …`. */
export function packetPhrase(packet: Packet, text: string): string {
  const { source, destination } = conversationOf(packet);
  return `${endpointText(source)} > ${endpointText(destination)}: ${text}`;
}
