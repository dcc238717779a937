import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, it } from 'vitest';

/** One step for `oracle.py`; see there for what each needs and gives. */
export type OracleStep = { readonly do: string } & Readonly<Record<string, unknown>>;

export interface ImportCounts {
  readonly new: number;
  readonly updated: number;
  readonly duplicate: number;
  readonly conflicting: number;
  readonly first_field_match: number;
  readonly missing_notetype: number;
  readonly missing_deck: number;
  readonly empty_first_field: number;
  readonly found: number;
}

export interface AnkiNote {
  readonly id: number;
  readonly guid: string;
  readonly type: string;
  readonly typeId: number;
  readonly mod: number;
  readonly tags: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  readonly sortField: string;
  readonly checksum: number;
}

export interface AnkiCard {
  readonly id: number;
  readonly guid: string;
  readonly deck: string;
  readonly ord: number;
  readonly type: number;
  readonly queue: number;
  readonly due: number;
  readonly ivl: number;
  readonly factor: number;
  readonly reps: number;
  readonly lapses: number;
}

export interface RenderedCard {
  readonly guid: string;
  readonly ord: number;
  readonly question: string;
  readonly answer: string;
}

const pythons = {
  newest: process.env['SOCKRATES_ANKI_PYTHON'],
  oldest: process.env['SOCKRATES_ANKI_PYTHON_OLDEST'],
};

/**
 * Declares tests that need Anki's library. Without it they are skipped by name; under CI a missing library is a failure,
 * for there it is installed (test/anki/install.sh).
 */
export function describeWithAnki(name: string, age: keyof typeof pythons, tests: (ask: AskAnki) => void): void {
  const python = pythons[age];
  if (python !== undefined)
    describe(`${name} (${age} Anki)`, { timeout: 120_000 }, () => tests((steps) => askAnki(python, steps)));
  else if (process.env['CI'] === 'true')
    it(`${name}: the ${age} Anki library is there`, () => {
      throw new Error('CI runs with Anki: test/anki/install.sh FOLDER, then set SOCKRATES_ANKI_PYTHON and _OLDEST');
    });
  else
    describe.skip(`${name} (${age} Anki; set SOCKRATES_ANKI_PYTHON, see test/anki/install.sh)`, () => tests(() => []));
}

/** Runs steps on a fresh collection and gives their results, in order. */
export type AskAnki = (steps: readonly OracleStep[]) => readonly unknown[];

function askAnki(python: string, steps: readonly OracleStep[]): readonly unknown[] {
  const { status, stdout, stderr } = spawnSync(python, [path.resolve('test/anki/oracle.py')], {
    input: JSON.stringify(steps),
    encoding: 'utf8',
    timeout: 240_000,
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`the oracle failed:\n${stderr}`);
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as unknown[];
}
