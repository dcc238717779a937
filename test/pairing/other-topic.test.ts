import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const cache = mkdtempSync(path.join(tmpdir(), 'sockrates-topic-'));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

interface Verified {
  readonly claims: readonly {
    readonly path: string;
    readonly line: number;
    readonly concept: string;
    readonly facet: string;
    readonly value: string;
    readonly verdict: string;
    readonly experiment?: string;
  }[];
  readonly diagnostics: readonly unknown[];
}

function verify(vault: string): Promise<{ status: number; document: Verified }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, XDG_CACHE_HOME: cache, NO_COLOR: '1' };
    const args = [path.resolve('dist/cli/main.js'), 'verify', vault, '--json'];
    execFile(process.execPath, args, { env, timeout: 60_000, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      if (stdout === '') reject(new Error(stderr));
      else {
        const status = error === null ? 0 : Number(error.code);
        // verify --json prints this document.
        resolve({ status, document: JSON.parse(stdout) as Verified });
      }
    });
  });
}

describe('a vault about pipes and signals', () => {
  it('is verified by its own vocabulary and its own two experiments', { timeout: 60_000 }, async () => {
    const { status, document } = await verify('test/fixtures/pipes-and-signals');
    const told = document.claims
      .filter(({ path: note }) => !note.includes('experiments/'))
      .map(({ path: note, line, concept, facet, value, verdict, experiment }) =>
        [`${path.basename(note)}:${line}`, `${concept} | ${facet} | ${value}`, verdict, experiment ?? '-'].join('  '),
      );
    expect(told).toMatchInlineSnapshot(`
      [
        "Pipe.md:8  Pipe | end of file | after the last writer  supported  last-writer-gone",
        "Pipe.md:9  Pipe | units | kept apart  refuted  last-writer-gone",
        "Pipe.md:10  Pipe | history | invented  not-empirical  -",
        "Pipe.md:14  Pipe | writers | several  supported  last-writer-gone",
        "Pipe.md:16  Pipe | end of file | after the first writer  refuted  last-writer-gone",
        "Signal.md:8  SIGTERM | ignoring | possible  supported  deaf-to-signals",
        "Signal.md:8  SIGKILL | ignoring | possible  refuted  deaf-to-signals",
        "Signal.md:10  Signal | number 0 | only a question  supported  deaf-to-signals",
        "Signal.md:13  SIGKILL | ignoring | impossible  supported  deaf-to-signals",
      ]
    `);
    expect({ status, diagnostics: document.diagnostics }).toEqual({ status: 1, diagnostics: [] });
  });
});
