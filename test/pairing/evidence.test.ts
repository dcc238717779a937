import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  fingerprintOf,
  loadEvidence,
  renewEvidence,
  saveEvidence,
  type Evidence,
} from '../../src/pairing/recorded/index.ts';
import { type RunRecord } from '../../src/pairing/runs/index.ts';

const run = (experiment: string, more: Partial<RunRecord> = {}): RunRecord => ({
  experiment,
  verdict: 'supported',
  os: { sysname: 'Linux', release: '6.18.44' },
  isPrivate: true,
  lines: [{ text: 'recv(a, "x", 4, 0) = 1' }],
  ladder: {
    lanes: ['main', 'other@left'],
    rows: [
      {
        kind: 'call',
        lane: 0,
        text: 'send(b, "x", 1, 0) = 1',
        short: 'send = 1',
        status: 'as-claimed',
        asked: false,
        ends: false,
      },
      { kind: 'packet', from: 0, to: 1, label: 'UDP 1', fate: 'lost' },
      {
        kind: 'call',
        lane: 1,
        text: 'recv(a, …',
        short: 'recv ...',
        status: 'as-claimed',
        asked: true,
        sleep: 'begins',
        ends: true,
      },
      { kind: 'note', text: 'wire drop', status: 'differs', asked: false },
    ],
  },
  ...more,
});

const evidenceOf = (...runs: readonly RunRecord[]): Evidence =>
  new Map(runs.map((one) => [one.experiment, { run: one, text: fingerprintOf(one.experiment) }]));

function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'sockrates-evidence-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, '.sockrates');
}

/** A call's short form is not kept: only a narrow terminal shows it, and nothing is run for that. */
function withoutShort(evidence: Evidence): unknown {
  return [...evidence].map(([id, { run: one, text }]) => [
    id,
    text,
    { ...one, ladder: { ...one.ladder, rows: one.ladder.rows.map((row) => ({ ...row, short: '' })) } },
  ]);
}

describe('evidence.jsonl', () => {
  it('is one line a replay, sorted, without times, and reads back as it was', () => {
    const folder = makeFolder();
    const evidence = evidenceOf(run('udp/b', { verdict: 'refuted', reason: 'line 3: another result' }), run('udp/a'));
    expect(saveEvidence(folder, evidence)).toBe(true);
    expect(readFileSync(path.join(folder, 'evidence.jsonl'), 'utf8')).toMatchInlineSnapshot(`
      "{"experiment":"udp/a","text":"d7d516717b2a8adb","verdict":"supported","kernel":"Linux 6.18.44","private":true,"lines":[["recv(a, \\"x\\", 4, 0) = 1"]],"lanes":["main","other@left"],"events":[{"call":"send(b, \\"x\\", 1, 0) = 1","lane":0},{"packet":"UDP 1","from":0,"to":1,"lost":true},{"call":"recv(a, …","lane":1,"asked":true,"sleep":"begins","ends":true},{"note":"wire drop","status":"differs"}]}
      {"experiment":"udp/b","text":"69f0c6162bac76b2","verdict":"refuted","reason":"line 3: another result","kernel":"Linux 6.18.44","private":true,"lines":[["recv(a, \\"x\\", 4, 0) = 1"]],"lanes":["main","other@left"],"events":[{"call":"send(b, \\"x\\", 1, 0) = 1","lane":0},{"packet":"UDP 1","from":0,"to":1,"lost":true},{"call":"recv(a, …","lane":1,"asked":true,"sleep":"begins","ends":true},{"note":"wire drop","status":"differs"}]}
      "
    `);
    const loaded = loadEvidence(folder, '.sockrates');
    expect(loaded.diagnostics).toEqual([]);
    expect(withoutShort(loaded.evidence)).toEqual(
      withoutShort(evidenceOf(...[...evidence.values()].map((one) => one.run).reverse())),
    );
    expect(readdirSync(folder).sort()).toEqual(['.gitattributes', 'evidence.jsonl']);
  });

  it('is left alone where nothing changed', () => {
    const folder = makeFolder();
    saveEvidence(folder, evidenceOf(run('a'), run('b')));
    const before = statSync(path.join(folder, 'evidence.jsonl'));
    const { evidence } = loadEvidence(folder, '.sockrates');
    expect(saveEvidence(folder, evidence)).toBe(false);
    expect(statSync(path.join(folder, 'evidence.jsonl')).ino).toBe(before.ino);
  });

  it('makes no file where there is nothing to keep', () => {
    const folder = makeFolder();
    expect(saveEvidence(folder, new Map())).toBe(false);
    expect(loadEvidence(folder, '.sockrates')).toEqual({ evidence: new Map(), diagnostics: [] });
  });

  it('reports a damaged line by its place, and keeps the others', () => {
    const folder = makeFolder();
    saveEvidence(folder, evidenceOf(run('a'), run('b')));
    const file = path.join(folder, 'evidence.jsonl');
    const [a = '', b = ''] = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, `${a}\n<<<<<<< HEAD\n${b}\n${b.slice(0, 40)}\n`);
    const { evidence, diagnostics } = loadEvidence(folder, '.sockrates');
    expect([...evidence.keys()]).toEqual(['a', 'b']);
    expect(diagnostics.map(({ path: where, line, rule }) => `${where}:${line} ${rule}`)).toEqual([
      '.sockrates/evidence.jsonl:2 damaged-evidence',
      '.sockrates/evidence.jsonl:4 damaged-evidence',
    ]);
  });

  it('takes the later of two lines of one experiment, as a merge leaves them', () => {
    const folder = makeFolder();
    saveEvidence(folder, evidenceOf(run('a')));
    const file = path.join(folder, 'evidence.jsonl');
    const line = readFileSync(file, 'utf8');
    writeFileSync(file, line + line.replace('6.18.44', '7.0'));
    expect(loadEvidence(folder, '.sockrates').evidence.get('a')?.run.os.release).toBe('7.0');
  });

  it('never throws, whatever stands in it', () => {
    const folder = makeFolder();
    saveEvidence(folder, evidenceOf(run('a')));
    const file = path.join(folder, 'evidence.jsonl');
    const shape = fc.record(
      {
        experiment: fc.anything(),
        text: fc.anything(),
        verdict: fc.oneof(fc.constant('supported'), fc.anything()),
        kernel: fc.oneof(fc.constant('Linux 6'), fc.anything()),
        lines: fc.anything(),
        lanes: fc.anything(),
        events: fc.oneof(fc.anything(), fc.array(fc.dictionary(fc.string(), fc.anything()))),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            shape.map((value) => JSON.stringify(value)),
          ),
        ),
        (lines) => {
          writeFileSync(file, lines.join('\n'));
          const { evidence } = loadEvidence(folder, '.sockrates');
          saveEvidence(folder, evidence);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('renewing evidence', () => {
  const records = (...runs: readonly RunRecord[]) => ({
    records: new Map(runs.map((one) => [one.experiment, one])),
    texts: new Map(runs.map((one) => [one.experiment, one.experiment])),
  });
  const other = { lines: [{ text: 'another line' }] };

  it('keeps a record as it is where text, verdict and kernel are the same', () => {
    const before = evidenceOf(run('a'));
    const renewed = renewEvidence(before, { ...records(run('a', other)), whole: true });
    expect(renewed.get('a')).toBe(before.get('a'));
  });

  it('takes over what another kernel, another text or another verdict showed', () => {
    const before = evidenceOf(run('a'));
    const kernel = { os: { sysname: 'Linux', release: '7.0' } };
    for (const more of [kernel, { verdict: 'refuted' as const }]) {
      const renewed = renewEvidence(before, { ...records(run('a', { ...other, ...more })), whole: true });
      expect(renewed.get('a')?.run.lines).toEqual(other.lines);
    }
    const edited = { records: new Map([['a', run('a', other)]]), texts: new Map([['a', 'edited']]), whole: true };
    expect(renewEvidence(before, edited).get('a')?.text).toBe(fingerprintOf('edited'));
  });

  it('replaces nothing by what could not be decided', () => {
    const before = evidenceOf(run('a'));
    for (const verdict of ['inconclusive', 'not-testable-here'] as const)
      expect(renewEvidence(before, { ...records(run('a', { verdict })), whole: true }).get('a')).toBe(before.get('a'));
  });

  it('forgets what no longer counts only where the whole vault was verified', () => {
    const before = evidenceOf(run('a'), run('gone'));
    expect([...renewEvidence(before, { ...records(run('a')), whole: true }).keys()]).toEqual(['a']);
    expect([...renewEvidence(before, { ...records(run('a')), whole: false }).keys()]).toEqual(['a', 'gone']);
  });
});
