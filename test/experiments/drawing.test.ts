import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrangeLadder, drawLadder, drawLadderSvg, formatLogLine } from '../../src/experiments/index.ts';
import type { CapturedPacket, Transcript, TranscriptLine } from '../../src/experiments/index.ts';

/** A line of a transcript: what is not said is as in a line that went as claimed. */
function line(claimed: string, more: Partial<TranscriptLine> = {}): TranscriptLine {
  const [, actor = 'main', call = '', args = '', result = ''] =
    /^(?:\[([^\]]+)\] )?(?:<\.\.\. )?(\w+)(?: resumed>|\()(.*?)\)? = (.*)$/.exec(claimed) ?? [];
  return {
    line: 1,
    kind: 'call',
    actor,
    call,
    args: args === '' ? [] : args.split(', '),
    result,
    startNs: 0,
    durationNs: 1000,
    status: 'as-claimed',
    claimed,
    asked: false,
    ...more,
  };
}

function packet(timeNs: number, from: string, to: string, text: string, fate?: CapturedPacket['fate']): CapturedPacket {
  return { timeNs, from, to, text, ...(fate === undefined ? {} : { fate }), bytes: new Uint8Array(), wireLength: 0 };
}

const server = '127.0.0.1:8080';
const client = '127.0.0.1:40000';

const connection: Transcript = {
  verdict: 'supported',
  transcript: [
    line('[server] bind(listener, 127.0.0.1:8080) = 0', { startNs: 1 }),
    line('[server] accept(listener, NULL, NULL) = <unfinished ...>', { startNs: 2 }),
    line('[client] connect(c, 127.0.0.1:8080) = 0', { startNs: 10 }),
    line('[server] <... accept resumed> = conn', { kind: 'resume', args: [], startNs: 2, durationNs: 28 }),
    line('[client] send(c, "AAA", 3, 0) = 3', { startNs: 40, asked: true }),
    line('[client] close(c) = 0', { startNs: 60, status: 'differs', result: '-1 EBADF', reason: 'another result' }),
    line('[client] +++ exited with 0 +++', { kind: 'exit', actor: 'client', call: 'exited', startNs: 70 }),
    line('check sent == 1', {
      kind: 'check',
      actor: '',
      call: 'check',
      args: ['sent', '1'],
      startNs: 80,
      status: 'not-reached',
    }),
  ],
  packets: [
    packet(11, client, server, 'Flags [S], seq 0, length 0'),
    packet(12, server, client, 'Flags [S.], seq 0, ack 1, length 0'),
    packet(41, client, server, 'Flags [P.], seq 1:4, ack 1, length 3', 'lost'),
    ...[50, 51, 52, 53, 54].map((at, index) =>
      packet(at, server, client, 'UDP, length 1', index === 0 ? 'lost' : undefined),
    ),
  ],
  os: { sysname: 'Linux', release: '6' },
  isPrivate: true,
  durationNs: 100,
};

describe('the ladder', () => {
  it('has a lane an actor, packets as arrows, a lost one broken off, and a thick lane for a sleep', () => {
    const drawn = drawLadder(arrangeLadder(connection), { width: 80, unicode: true, color: false });
    expect('\n' + drawn.join('\n')).toMatchInlineSnapshot(`
      "
       server                                 client
       │ bind(listener, 127.0.0.1:8080) = 0   │
       │ accept(listener…) = <unfinished ...> │
       ┃                                      │ connect(c, 127.0.0.1:8080) = 0
       ┃◀─────────────── [S] ─────────────────│
       ┃─────────────── [S.] ────────────────▶│
       │ <... accept resumed> = conn          │
       │                                      │ send(c, "AAA", 3, 0) = 3
       │                  ×─ [P.] 3 (lost) ───│
       │──────── UDP 1 x 5 (1 lost) ─────────▶│
       │                                      │ ✗ close(c) = -1 EBADF
       │                                      ┴ +++ exited with 0 +++
       │                             · check sent == 1"
    `);
  });

  it('fits 40 columns of ASCII', () => {
    const drawn = drawLadder(arrangeLadder(connection), { width: 40, unicode: false, color: false });
    expect('\n' + drawn.join('\n')).toMatchInlineSnapshot(`
      "
       server             client
       | bind(liste~) = 0 |
       | accept ...       |
       #                  | connect(c,~) = 0
       #<----- [S] -------|
       #----- [S.] ------>|
       | accept = conn    |
       |                  | send(c, "A~) = 3
       |        x [P.]~ --|
       |- UDP 1 x 5 (1~ ->|
       |                  | ! close = -1 EB~
       |                  = +++ exited with~
       |         . check sent == 1"
    `);
  });

  it('never passes its width, and never holds a control character of the block', () => {
    const hostile = fc.string({ unit: 'binary', maxLength: 30 });
    const lines = fc.array(
      fc.tuple(
        hostile,
        hostile,
        hostile,
        fc.constantFrom('call', 'check', 'exit', 'packet', 'wire', 'resume'),
        fc.nat({ max: 99 }),
      ),
      { maxLength: 9 },
    );
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 300 }), fc.boolean(), (some, width, unicode) => {
        const transcript: Transcript = {
          ...connection,
          transcript: some.map(([actor, claimed, result, kind, startNs]) =>
            line(claimed, {
              actor: actor.slice(0, 9),
              result,
              kind,
              startNs,
              reason: result,
              status: 'differs',
            }),
          ),
        };
        const ladder = arrangeLadder(transcript);
        const drawn = drawLadder(ladder, { width, unicode, color: false });
        const logged = transcript.transcript.flatMap((each) => formatLogLine(each, { width, unicode, color: false }));
        const limit = Math.max(40, Math.min(200, width));
        expect([...drawn, ...logged].filter((text) => Array.from(text).length > limit)).toEqual([]);
        const svg = drawLadderSvg(ladder, { title: 'a', description: 'b' });
        expect([...drawn, ...logged, ...svg.split('\n')].join('')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the log', () => {
  it('says in words and lines what differs', () => {
    const options = { width: 80, unicode: true, color: false };
    expect(connection.transcript.flatMap((each) => formatLogLine(each, options)).join('\n')).toMatchInlineSnapshot(`
      "✓ [server] bind(listener, 127.0.0.1:8080) = 0
      ✓ [server] accept(listener, NULL, NULL) = <unfinished ...>
      ✓ [client] connect(c, 127.0.0.1:8080) = 0
      ✓ [server] <... accept resumed> = conn
      ✓ [client] send(c, "AAA", 3, 0) = 3
      ✗ claimed  [client] close(c) = 0
        observed [client] close(c) = -1 EBADF
        because  another result
      ✓ [client] +++ exited with 0 +++
      · check sent == 1"
    `);
  });

  it('marks by shape too, so that colour is never needed', () => {
    const differs = line('close(c) = 0', { status: 'differs', result: '-1 EBADF' });
    const [first = ''] = formatLogLine(differs, { width: 80, unicode: false, color: true });
    expect(first).toContain('!');
    expect(first).toContain('\u001b[31m');
  });
});

describe('the SVG of a ladder', () => {
  const svg = drawLadderSvg(arrangeLadder(connection), {
    title: 'a < b & "c"',
    description: '<script>alert(1)</script>',
  });

  it('has a title and a description, colours for light and dark, and no script', () => {
    expect(svg).toMatch(/<svg [^>]*role="img" aria-labelledby="(\S+-title) (\S+-desc)"/);
    expect(svg).toContain('>a &lt; b &amp; &quot;c&quot;</title>');
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(svg).not.toMatch(/<script|\son\w+=|href|javascript:|<foreignObject/i);
  });

  it('breaks a lost packet off half way', () => {
    const lost = /<line class="lost" x1="(\d+)" y1="\d+" x2="([\d.]+)"/.exec(svg);
    const arrived = /<line class="arrow" x1="(\d+)" y1="\d+" x2="(\d+)"/.exec(svg);
    const way = (found: RegExpExecArray | null) => Math.abs(Number(found?.[1]) - Number(found?.[2]));
    expect(way(lost)).toBe(way(arrived) / 2);
  });

  it('is the same for the same ladder', () => {
    expect(
      drawLadderSvg(arrangeLadder(connection), { title: 'a < b & "c"', description: '<script>alert(1)</script>' }),
    ).toBe(svg);
  });
});
