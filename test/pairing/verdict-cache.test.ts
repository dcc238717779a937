import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RunnableExperiment, RunRecord } from '../../src/pairing/runs/index.ts';
import { openVerdictCache, type Machine } from '../../src/pairing/verdict-cache/index.ts';

const logOf = (id: string, text: string): RunnableExperiment => ({ id, text, path: `${id}.md`, line: 3 });
const experiment = logOf('pipes/full', 'socket(AF_UNIX, SOCK_STREAM, 0) = s\n');
const reading = logOf('queue', 'check n == sysctl(net.unix.max_dgram_qlen) + 1\n');

const record: RunRecord = {
  experiment: 'pipes/full',
  verdict: 'supported',
  os: { sysname: 'Linux', release: '6.1' },
  isPrivate: true,
  lines: [{ text: 'socket(AF_UNIX, SOCK_STREAM, 0) = s' }],
  ladder: { lanes: ['main'], rows: [] },
};

const machine: Machine = {
  sysname: 'Linux',
  release: '6.1',
  build: '#1 SMP',
  architecture: 'x64',
  boot: 'b1',
  user: '1000:1000',
  privileges: '0 0 0',
  namespaces: 'net:[1] /usr/bin/unshare',
  sysctls: new Map([
    ['net.core.rmem_default', '212992'],
    ['net.unix.max_dgram_qlen', '10'],
  ]),
};

function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'sockrates-verdicts-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const open = (folder: string, here: Machine = machine, version = '1') =>
  openVerdictCache({ folder, version, machine: () => here });

describe('the verdict cache', () => {
  it('gives what was put, to whoever asks the same of the same machine', () => {
    const folder = makeFolder();
    open(folder).put(experiment, record);
    expect(open(folder).get(experiment)).toEqual(record);
  });

  const sysctls = (name: string, value: string): Machine['sysctls'] => new Map([...machine.sysctls, [name, value]]);
  it.each<[string, Partial<Machine>]>([
    ['system', { sysname: 'Darwin' }],
    ['kernel release', { release: '6.2' }],
    ['build of the kernel', { build: '#2 SMP' }],
    ['architecture', { architecture: 'arm64' }],
    ['start of the machine', { boot: 'b2' }],
    ['user', { user: '0:0' }],
    ['capability', { privileges: '3fff 0 0' }],
    ['answer about namespaces', { namespaces: 'net:[1] ' }],
    ['size of buffers', { sysctls: sysctls('net.core.rmem_default', '4096') }],
  ])('asks the kernel again on another %s', (_, other) => {
    const folder = makeFolder();
    open(folder).put(experiment, record);
    expect(open(folder, { ...machine, ...other }).get(experiment)).toBe(undefined);
  });

  it('asks the kernel again for another text, another id and another version of the program', () => {
    const folder = makeFolder();
    open(folder).put(experiment, record);
    expect(open(folder).get({ ...experiment, text: `${experiment.text}close(s) = 0\n` })).toBe(undefined);
    expect(open(folder).get({ ...experiment, id: 'pipes/other' })).toBe(undefined);
    expect(open(folder, machine, '2').get(experiment)).toBe(undefined);
  });

  it('asks again where a setting changed that the log itself reads', () => {
    const folder = makeFolder();
    const odd = logOf('odd', 'check n == sysctl(net.ipv4.odd_setting)\n');
    const here = (value: string): Machine => ({ ...machine, sysctls: sysctls('net.ipv4.odd_setting', value) });
    open(folder, here('1')).put(odd, { ...record, experiment: 'odd' });
    open(folder, here('1')).put(reading, { ...record, experiment: 'queue' });
    expect(open(folder, here('1')).get(odd)?.experiment).toBe('odd');
    expect(open(folder, here('2')).get(odd)).toBe(undefined);
    // One that does not read it is not concerned.
    expect(open(folder, here('2')).get(reading)?.experiment).toBe('queue');
  });

  it('keeps nothing that was not settled', () => {
    const folder = makeFolder();
    for (const verdict of ['inconclusive', 'not-testable-here'] as const)
      open(folder).put(experiment, { ...record, verdict });
    expect(open(folder).get(experiment)).toBe(undefined);
  });

  it('takes torn, foreign and garbage files for absent, and mends them by putting again', () => {
    const folder = makeFolder();
    const cache = open(folder);
    cache.put(experiment, record);
    const own = path.join(folder, 'verdicts', readdirSync(path.join(folder, 'verdicts'))[0] ?? '');
    const file = path.join(own, readdirSync(own)[0] ?? '');
    for (const spoil of [
      () => truncateSync(file, 20),
      () => writeFileSync(file, 'null'),
      () => writeFileSync(file, '{"experiment":"someone else"}'),
    ]) {
      spoil();
      expect(cache.get(experiment)).toBe(undefined);
      cache.put(experiment, record);
      expect(cache.get(experiment)).toEqual(record);
    }
  });

  it('goes on without its folder', () => {
    const folder = makeFolder();
    const file = path.join(folder, 'taken');
    writeFileSync(file, '');
    const cache = open(file);
    cache.put(experiment, record);
    expect(cache.get(experiment)).toBe(undefined);
    const none = openVerdictCache({ folder: false, version: '1' });
    none.put(experiment, record);
    expect(none.get(experiment)).toBe(undefined);
  });

  it('forgets machines that were not asked for long', () => {
    const folder = makeFolder();
    for (let boot = 0; boot < 12; boot += 1) open(folder, { ...machine, boot: `${boot}` }).put(experiment, record);
    expect(readdirSync(path.join(folder, 'verdicts')).length).toBe(4);
    expect(open(folder, { ...machine, boot: '11' }).get(experiment)).toEqual(record);
  });

  it('tells this machine apart by itself', () => {
    const folder = makeFolder();
    openVerdictCache({ folder, version: '1' }).put(reading, { ...record, experiment: 'queue' });
    expect(openVerdictCache({ folder, version: '1' }).get(reading)?.verdict).toBe('supported');
    const path_ = process.env['PATH'];
    onTestFinished(() => void (process.env['PATH'] = path_));
    process.env['PATH'] = folder; // nothing there makes namespaces
    expect(openVerdictCache({ folder, version: '1' }).get(reading)).toBe(undefined);
  });
});

describe('an answer made from verdicts', () => {
  const answer = { claims: 1 };
  const verdicts = (...records: readonly RunRecord[]) => ({
    experiments: [experiment],
    records: new Map(records.map((one) => [one.experiment, one])),
  });

  it('is given again, and holds as long as its verdicts are the same', () => {
    const folder = makeFolder();
    open(folder).keep('question', answer, verdicts(record));
    const known = open(folder).recall('question');
    expect([known?.answer, known?.experiments]).toEqual([answer, [experiment]]);
    expect(known?.isSame(verdicts(record).records)).toBe(true);
    expect(known?.isSame(verdicts({ ...record, verdict: 'refuted' }).records)).toBe(false);
    expect(known?.isSame(verdicts({ ...record, lines: [] }).records)).toBe(false);
    expect(known?.isSame(new Map())).toBe(false);
    expect(open(folder).recall('another')).toBe(undefined);
  });

  it('holds where the same could not be settled for the same reason', () => {
    const folder = makeFolder();
    const unmet: RunRecord = { ...record, verdict: 'not-testable-here', reason: 'needs ipv6' };
    open(folder).keep('question', answer, verdicts(unmet));
    const known = open(folder).recall('question');
    expect(known?.isSame(verdicts({ ...unmet, lines: [] }).records)).toBe(true);
    expect(known?.isSame(verdicts({ ...unmet, reason: 'needs root' }).records)).toBe(false);
    expect(known?.isSame(verdicts(record).records)).toBe(false);
  });
});
