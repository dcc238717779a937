import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, it } from 'vitest';

/** A Python with networkx and obsidiantools; `test/graph/install.sh` makes one. */
export const graphPython = process.env['SOCKRATES_GRAPH_PYTHON'] ?? '/nowhere';
const install = 'bash test/graph/install.sh FOLDER; export SOCKRATES_GRAPH_PYTHON=FOLDER/bin/python';

export function describeWithPython(name: string, tests: () => void): void {
  describeWhere(existsSync(graphPython), name, `networkx and obsidiantools: ${install}`, tests);
}

export function describeWithGraphviz(name: string, tests: () => void): void {
  describeWhere(spawnSync('dot', ['-V']).status === 0, name, 'Graphviz: apt-get install graphviz', tests);
}

/** Describes tests that need a real counterpart: skipped by name where it is missing, but not in CI. */
function describeWhere(there: boolean, name: string, missing: string, tests: () => void): void {
  if (there) describe(name, tests);
  else if (process.env['CI'] === 'true') {
    it(`${name}: the counterpart is there`, () => {
      throw new Error(`CI runs with ${missing}`);
    });
  } else describe.skip(`${name} (needs ${missing})`, tests);
}

/** What a Python program prints, given this on its standard input. */
export function runPython(program: string, input: string, ...args: readonly string[]): unknown {
  const ran = spawnSync(graphPython, ['-c', program, ...args], { input, encoding: 'utf8', timeout: 60_000 });
  if (ran.status !== 0) throw new Error(ran.stderr);
  return JSON.parse(ran.stdout) as unknown;
}
