import { arrangeLadder, drawLadderSvg, type Transcript } from '../../src/experiments/index.ts';
import { conceptNode, experimentNode } from '../../src/graph/index.ts';
import type { GraphPageInput } from '../../src/graph/page/index.ts';
import type { ConceptId } from '../../src/vault/index.ts';
import { pageInput } from './vault-page.ts';

/** A small vault that has one of everything the page can show. */
const notes = {
  'basics/Socket.md': 'An endpoint of communication. See [[UDP]] and [[TCP]].\n\n- [[UDP|datagrams]] or [[TCP]]\n',
  'basics/Port.md': '---\nrequires: ["[[Socket]]"]\n---\nA number that tells programs of one host apart.\n',
  'datagram/UDP.md': [
    '---\naliases: [User Datagram Protocol]\nrequires: ["[[Socket]]", "[[Port]]"]\ntags: [transport]\n---',
    '# UDP\n\nUDP adds ports and a checksum, as `sendto` shows. Not like [[TCP]]; see [[Checksum]] and [RFC](https://www.rfc-editor.org/rfc/rfc768).\n',
    '```c\nint fd = socket(AF_INET, SOCK_DGRAM, 0);  /* one */\n```\n',
    '| facet | UDP | TCP |\n|---|---|---|\n| boundaries | kept | lost |\n',
    '## Cards\n\nQ: What does UDP say of a lost datagram?\nA: Nothing.\n',
    'The header of UDP has ==8== bytes. #cloze\n',
  ].join('\n'),
  'stream/TCP.md': '---\nrequires: ["[[Port]]"]\n---\nA stream of bytes.\n\n## UDP vs TCP\n\nBoth number ports.\n',
  'experiments/udp/to-nobody.md': [
    '---\nquestion: Nobody listens. What does sendto() return?\ndecides:\n  - [UDP, loss, silent]\n---',
    '# A letter to nobody\n\n```sock\nsocket(AF_INET, SOCK_DGRAM, 0) = s\nsendto(s, "x", 1, 0, 127.0.0.1:9) =? 1\n```\n',
  ].join('\n'),
} as const;

const transcript: Transcript = {
  verdict: 'supported',
  transcript: [
    callOf(0, 'socket', ['AF_INET', 'SOCK_DGRAM', '0'], 's'),
    callOf(1, 'sendto', ['s', '"x"', '1', '0', '127.0.0.1:9'], '1'),
  ],
  os: { sysname: 'Linux', release: '6.12' },
  isPrivate: true,
  durationNs: 2000,
};

function callOf(line: number, call: string, args: readonly string[], result: string): Transcript['transcript'][number] {
  const claimed = `${call}(${args.join(', ')}) = ${result}`;
  const times = { startNs: line * 1000, durationNs: 500 };
  return {
    line,
    kind: 'call',
    actor: 'main',
    call,
    args,
    result,
    ...times,
    status: 'as-claimed',
    claimed,
    asked: line === 1,
  };
}

export function sampleInput(): GraphPageInput {
  const input = pageInput(notes);
  const { graph } = input;
  const node = (id: string) => conceptNode(graph, id as ConceptId)?.id ?? experimentNode(id);
  const id = 'udp/to-nobody';
  return {
    ...input,
    cards: input.cards.map((card, index) => ({
      ...card,
      experiments: [id],
      verdict: index === 0 ? 'supported' : 'refuted',
      learning: index === 0 ? 'known' : 'due',
    })),
    experiments: [
      {
        id,
        concepts: [],
        title: 'A letter to nobody',
        question: 'Nobody listens. What does sendto() return?',
        text: 'socket(AF_INET, SOCK_DGRAM, 0) = s',
        ladderSvg: drawLadderSvg(arrangeLadder(transcript), { title: 'A letter to nobody', description: 'Two calls.' }),
        verdict: 'supported',
      },
    ],
    claims: [
      { concept: node('datagram/UDP.md'), text: 'loss: silent', verdict: 'supported', experiment: id },
      {
        concept: node('stream/TCP.md'),
        text: 'boundaries: kept',
        verdict: 'refuted',
        reason: 'recv() returned 4',
        experiment: id,
      },
      {
        concept: node('basics/Port.md'),
        text: 'below 1024: root only',
        verdict: 'over-general',
        reason: 'unless ip_unprivileged_port_start says otherwise',
      },
    ],
  };
}
