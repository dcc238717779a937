import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReplayer, parseBlock } from '../../src/experiments/index.ts';
import { shippedExperiments, type ShippedExperiment } from './shipped-experiments.ts';

/**
 * tcpdump as a second witness: it sits in the networks of a replay from before the first packet, and what each host
 * sent must be, byte for byte and in order, what the transcript says.
 */
const tcpdump = spawnSync('tcpdump', ['--version']).error === undefined && process.getuid?.() === 0;
const strict = process.env['CI'] === 'true';

const replayer = openReplayer({ runners: 1 });
const folder = mkdtempSync(path.join(tmpdir(), 'sockrates-tcpdump-'));
afterAll(() => {
  replayer.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The block with a pause in front, in which tcpdump gets ready. */
function paused(text: string): string {
  const host = /^host (\S+)/m.exec(text)?.[1];
  const actor = host === undefined ? '[pause]' : `[pause@${host}]`;
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.startsWith('['));
  const deadline = text.includes('deadline:') ? [] : ['deadline: 15s'];
  return [
    ...deadline,
    ...lines.slice(0, first),
    `${actor} socket(AF_INET, SOCK_DGRAM, 0) = pause`,
    `[pause] poll([{fd=pause, events=POLLIN}], 1, 3000) = 0`,
    ...lines.slice(first),
  ].join('\n');
}

/** This process and those that it started, directly or not. */
function descendants(): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'latin1');
      parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It has just ended.
    }
  }
  const found = [process.pid];
  for (const parent of found) for (const [pid, its] of parents) if (its === parent) found.push(pid);
  return found.slice(1);
}

/** By its inode, a path to each network that these processes hold. */
function networksHeld(): Map<string, string> {
  const own = readlinkSync('/proc/self/ns/net');
  const found = new Map<string, string>();
  for (const pid of descendants()) {
    try {
      for (const descriptor of readdirSync(`/proc/${pid}/fd`)) {
        const file = `/proc/${pid}/fd/${descriptor}`;
        const target = readlinkSync(file);
        if (target.startsWith('net:') && target !== own) found.set(target, file);
      }
    } catch {
      // It has just ended.
    }
  }
  return found;
}

interface Witness {
  readonly file: string;
  readonly child: ChildProcess;
  /** It ends by itself, too: when the network that it listens to is gone. */
  readonly ended: Promise<unknown>;
}

/** Starts tcpdump on one interface of one network; resolves when it listens, undefined where there is no such interface. */
function listen(network: string, interfaceName: string, count: number): Promise<Witness | undefined> {
  const file = path.join(folder, `${count}-${interfaceName}-${network.replaceAll('/', '-')}.pcap`);
  const child = spawn(
    'nsenter',
    // On loopback every packet goes out and comes in; libpcap shows the coming ones.
    // prettier-ignore
    [`--net=${network}`, 'tcpdump', '-i', interfaceName, ...(interfaceName === 'lo' ? [] : ['-Q', 'out']), '-U', '--immediate-mode', '-Z', 'root', '-w', file],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return new Promise((resolve) => {
    let said = '';
    child.stderr.on('data', (piece: Buffer) => {
      said += piece.toString();
      if (said.includes('listening on')) resolve({ file, child, ended });
    });
    void ended.then(() => resolve(undefined));
  });
}

interface Frame {
  readonly time: bigint;
  readonly bytes: string;
}

/** The IP packets of a classic capture file, which `tcpdump -w` writes. */
function readCapture(file: string): Frame[] {
  const bytes = readFileSync(file);
  expect(bytes.readUInt32LE(0)).toBe(0xa1b2c3d4);
  const frames: Frame[] = [];
  for (let at = 24; at + 16 <= bytes.length;) {
    const length = bytes.readUInt32LE(at + 8);
    const frame = bytes.subarray(at + 16, at + 16 + length);
    // To groups the kernel reports its own IPv6 addresses; no program of the block has a part in that.
    const isToGroup = (frame.readUInt8(0) & 1) === 1;
    if (!isToGroup && [0x0800, 0x86dd].includes(frame.readUInt16BE(12)))
      frames.push({
        time: BigInt(bytes.readUInt32LE(at)) * 1_000_000n + BigInt(bytes.readUInt32LE(at + 4)),
        bytes: frame.subarray(14).toString('hex'),
      });
    at += 16 + length;
  }
  return frames;
}

async function end({ child, ended }: Witness): Promise<void> {
  child.kill('SIGINT');
  await ended;
}

/** Replays the block with tcpdump beside it: what the transcript tells, and what tcpdump wrote down. */
async function witness(experiment: ShippedExperiment, count: number): Promise<{ told: string[]; seen: string[] }> {
  const { block } = parseBlock({ path: 'note.md', firstLine: 1, text: paused(experiment.text) });
  const before = networksHeld();
  const replayed = replayer.replay(block, {});
  const hosts = [...experiment.text.matchAll(/^host /gm)].length;
  const interfaceName = hosts === 0 ? 'lo' : 'eth0';
  const witnesses: Witness[] = [];
  const tried = new Set(before.keys());
  const giveUp = Date.now() + 2_500;
  while (witnesses.length < Math.max(1, hosts) && Date.now() < giveUp) {
    for (const [inode, network] of networksHeld()) {
      if (tried.has(inode)) continue;
      const listening = await listen(network, interfaceName, count);
      if (listening === undefined) continue; // not there yet, or the cable's own end
      tried.add(inode);
      witnesses.push(listening);
    }
    await sleep(20);
  }
  const transcript = await replayed;
  expect(`${experiment.id} ${transcript.verdict} ${transcript.reason ?? ''}`.trim()).toBe(`${experiment.id} supported`);
  expect(witnesses).toHaveLength(Math.max(1, hosts));
  for (const one of witnesses) await end(one);
  const frames = witnesses.flatMap(({ file }) => readCapture(file));
  frames.sort((a, b) => Number(a.time - b.time));
  return {
    told: (transcript.packets ?? []).map(({ bytes }) => Buffer.from(bytes).toString('hex')),
    seen: frames.map(({ bytes }) => bytes),
  };
}

describe.skipIf(!tcpdump && !strict)('tcpdump beside a replay (skipped: needs tcpdump and root)', () => {
  let claiming: readonly ShippedExperiment[] = [];
  beforeAll(async () => {
    claiming = (await shippedExperiments()).filter(({ text }) => /^IP6? /m.test(text));
  });

  it('sees the packets that the transcripts tell, byte for byte, in every experiment that claims packets', async () => {
    expect(claiming.length).toBeGreaterThanOrEqual(5);
    for (const [count, experiment] of claiming.entries()) {
      const { told, seen } = await witness(experiment, count);
      expect(told.length, experiment.id).toBeGreaterThan(0);
      // Behind them tcpdump sees how what the block left open is closed.
      expect({ id: experiment.id, packets: seen.slice(0, told.length) }).toEqual({ id: experiment.id, packets: told });
    }
  }, 120_000);
});
