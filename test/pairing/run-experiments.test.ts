import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runExperiments, type RunnableExperiment } from '../../src/pairing/runs/index.ts';
import { openVerdictCache } from '../../src/pairing/verdict-cache/index.ts';

const experiment = (id: string, text: string): RunnableExperiment => ({ id, text, path: `${id}.md`, line: 3 });

const holds = experiment('holds', 'pipe([r, w]) = 0\nwrite(w, "x", 1) =? 1\nread(r, "x", 4) =? 1\n');
const fails = experiment('fails', 'pipe([r, w]) = 0\nwrite(w, "x", 1) = 1\nread(r, "y", 4) =? 1\n');
const broken = experiment('broken', 'pipe([r, w]) = 0\nrite(w, "x", 1) = 1\n');
const unmet = experiment('unmet', 'needs: darwin\npipe([r, w]) = 0\nclose(r) = 0\nclose(w) = 0\n');

function openCache() {
  const folder = mkdtempSync(path.join(tmpdir(), 'sockrates-runs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return openVerdictCache({ folder, version: '1' });
}

describe('running experiments', () => {
  it('asks the kernel about each, and says of each what it showed or why nothing', async () => {
    const told: number[] = [];
    const { records, asked } = await runExperiments([holds, fails, broken, unmet], {
      cache: openCache(),
      onProgress: (done) => told.push(done),
    });
    expect(asked).toBe(4);
    expect([...records.values()].map(({ experiment: id, verdict, reason, lines }) => ({ id, verdict, reason, lines })))
      .toMatchInlineSnapshot(`
      [
        {
          "id": "holds",
          "lines": [
            {
              "text": "write(w, "x", 1) = 1",
            },
            {
              "text": "read(r, "x", 4) = 1",
            },
          ],
          "reason": undefined,
          "verdict": "supported",
        },
        {
          "id": "fails",
          "lines": [
            {
              "claimed": "read(r, "y", 4) = 1",
              "text": "read(r, "x", 4) = 1",
            },
          ],
          "reason": "line 5: another text",
          "verdict": "refuted",
        },
        {
          "id": "broken",
          "lines": [],
          "reason": "its log can't be read: broken.md:4: \`rite\` is no call of the language. Did you mean \`write\`?",
          "verdict": "inconclusive",
        },
        {
          "id": "unmet",
          "lines": [],
          "reason": "needs darwin: this is linux",
          "verdict": "not-testable-here",
        },
      ]
    `);
    expect(told.at(-1)).toBe(4);
  });

  it('asks nothing twice that was settled, and again what was not', async () => {
    const cache = openCache();
    const all = [holds, fails, broken, unmet];
    const first = await runExperiments(all, { cache });
    const second = await runExperiments(all, { cache });
    expect([first.asked, second.asked]).toEqual([4, 2]);
    expect(second.records).toEqual(first.records);
  });

  it('runs many side by side and gives them in their order', async () => {
    const many = Array.from({ length: 12 }, (_, index) => experiment(`many/${index}`, `${holds.text}# ${index}\n`));
    const { records } = await runExperiments(many, { cache: openCache() });
    expect([...records.keys()]).toEqual(many.map(({ id }) => id));
    expect(new Set([...records.values()].map(({ verdict }) => verdict))).toEqual(new Set(['supported']));
  });

  it('starts nothing where nothing is asked', async () => {
    const { records, asked } = await runExperiments([], { cache: openCache() });
    expect([records.size, asked]).toEqual([0, 0]);
  });
});

describe('the record of a run', () => {
  it('holds neither times nor what the kernel draws anew', async () => {
    const drawn = experiment(
      'drawn',
      'socket(AF_INET, SOCK_DGRAM, 0) = s\nbind(s, 127.0.0.1:0) = 0\ngetsockname(s, 127.0.0.1:port) = 0\ncheck port > 0\n',
    );
    const cache = openVerdictCache({ folder: false, version: '1' });
    const [first, second] = [await runExperiments([drawn], { cache }), await runExperiments([drawn], { cache })];
    expect(JSON.stringify([...first.records])).toBe(JSON.stringify([...second.records]));
    expect([...first.records.values()][0]?.ladder.rows.map((row) => ('text' in row ? row.text : row.label)))
      .toMatchInlineSnapshot(`
      [
        "socket(AF_INET, SOCK_DGRAM, 0) = s",
        "bind(s, 127.0.0.1:0) = 0",
        "getsockname(s, 127.0.0.1:port) = 0",
        "check port > 0",
      ]
    `);
  });
});
