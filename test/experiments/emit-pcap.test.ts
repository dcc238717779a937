import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Transcript } from '../../src/experiments/index.ts';
import { openReplayer, parseBlock } from '../../src/experiments/index.ts';
import { writePcap } from '../../src/experiments/emit/index.ts';

const replayer = openReplayer({ runners: 1 });
afterAll(() => replayer.close());

async function replay(text: string): Promise<Transcript> {
  return await replayer.replay(parseBlock({ path: 'note.md', firstLine: 1, text }).block, {});
}

interface Block {
  readonly type: number;
  readonly body: Buffer;
}

/** A second reader of the format, written from the specification's figures and not from the writer. */
function readBlocks(file: Uint8Array): readonly Block[] {
  const bytes = Buffer.from(file);
  const blocks: Block[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = bytes.readUInt32LE(at + 4);
    expect(length % 4).toBe(0);
    expect(bytes.readUInt32LE(at + length - 4)).toBe(length);
    blocks.push({ type: bytes.readUInt32LE(at), body: bytes.subarray(at + 8, at + length - 4) });
    at += length;
  }
  return blocks;
}

const lossy = `host left 10.0.0.1
host right 10.0.0.2
wire drop 1 in 2 udp
[rx@right] socket(AF_INET, SOCK_DGRAM, 0) = r
[rx@right] bind(r, 10.0.0.2:9000) = 0
[tx@left] socket(AF_INET, SOCK_DGRAM, 0) = t
[tx] repeat 2 sendto(t, "abc", 3, 0, 10.0.0.2:9000) = 3
[rx] recv(r, "abc", 64, 0) = 3
`;

const tcpdump = spawnSync('tcpdump', ['--version']).error === undefined;
const strict = (process.env['CI'] ?? '') !== '';

describe('a capture file', () => {
  it('holds every packet of the transcript, whole, in order and to the nanosecond', async () => {
    const transcript = await replay(lossy);
    const packets = transcript.packets ?? [];
    expect(transcript.reason).toBeUndefined();
    const [section, card, ...rest] = readBlocks(writePcap(transcript));
    expect(section?.type).toBe(0x0a0d0d0a);
    expect(section?.body.readUInt32LE(0)).toBe(0x1a2b3c4d);
    expect([card?.type, card?.body.readUInt16LE(0)]).toEqual([1, 101]);
    expect(
      rest.map(({ type, body }) => {
        const length = body.readUInt32LE(12);
        return {
          type,
          timeNs: Number((BigInt(body.readUInt32LE(4)) << 32n) | BigInt(body.readUInt32LE(8))),
          bytes: body.subarray(20, 20 + length).toString('hex'),
          lost: body.subarray(20 + length).includes('lost'),
        };
      }),
    ).toEqual(
      packets.map(({ timeNs, bytes, fate }) => ({
        type: 6,
        timeNs,
        bytes: Buffer.from(bytes).toString('hex'),
        lost: fate === 'lost',
      })),
    );
    expect(packets.filter(({ fate }) => fate === 'lost')).toHaveLength(1);
  });

  it('keeps times beyond four seconds, where the lower half overflows', () => {
    const packet = {
      timeNs: 4_294_967_296_123,
      from: 'a',
      to: 'b',
      text: '',
      bytes: Uint8Array.of(0x45),
      wireLength: 9,
    };
    const [, , only] = readBlocks(writePcap({ os: { sysname: 'Linux', release: '6' }, packets: [packet] }));
    expect(only?.body.readUInt32LE(4)).toBe(Math.floor(4_294_967_296_123 / 2 ** 32));
    expect(only?.body.readUInt32LE(8)).toBe(4_294_967_296_123 % 2 ** 32);
    expect([only?.body.readUInt32LE(12), only?.body.readUInt32LE(16)]).toEqual([1, 9]);
  });

  it.skipIf(!tcpdump && !strict)(
    'is read by tcpdump, which sees the same packets (skipped: no tcpdump here)',
    async () => {
      const transcript = await replay(lossy);
      const folder = mkdtempSync(path.join(tmpdir(), 'pcap-'));
      try {
        writeFileSync(path.join(folder, 'a.pcapng'), writePcap(transcript));
        const read = spawnSync('tcpdump', ['-nr', path.join(folder, 'a.pcapng')], { encoding: 'utf8' });
        expect(read.status).toBe(0);
        const seen = read.stdout.split('\n').filter((line) => line.includes(' IP '));
        expect(seen.map((line) => line.replace(/^.* IP /u, ''))).toEqual(
          (transcript.packets ?? []).map(
            ({ from, to, text }) => `${from.replace(':', '.')} > ${to.replace(':', '.')}: ${text}`,
          ),
        );
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});
