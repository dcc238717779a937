import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { listExperiments, type Experiment } from '../../src/cli/find-experiments.ts';
import { shippedVault } from '../../src/cli/shipped-vault.ts';
import { openReplayer } from '../../src/experiments/index.ts';
import { emitC, emitPython } from '../../src/experiments/emit/index.ts';
import { differences, namespaces, run, runPrivately, writeProgram } from './emitted-programs.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'emit-'));
const replayer = openReplayer({ runners: 1 });
afterAll(() => {
  replayer.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Language {
  readonly name: 'c' | 'python';
  /** The command that runs the program, or why it could not be built. */
  readonly build: (
    experiment: Experiment,
    file: string,
  ) => Promise<{ readonly command: string } | { readonly fault: string }>;
}

const c: Language = {
  name: 'c',
  async build({ block, question }, file) {
    const source = writeProgram(folder, `${file}.c`, emitC(block, question));
    const program = path.join(folder, file);
    const flags = ['-std=gnu11', '-O0', '-Wall', '-Wextra', '-Werror', '-pthread'];
    const made = await run('gcc', [...flags, '-o', program, source]);
    return made.status === 0 ? { command: program } : { fault: `gcc: ${made.stderr}` };
  },
};

/** A shim that looks for the interpreter takes longer than the program. */
const interpreter = await run('python3', ['-c', 'import sys; print(sys.executable)']).then(
  ({ stdout }) => stdout.trim(),
  () => 'python3',
);

const python: Language = {
  name: 'python',
  build: ({ block, question }, file) => {
    const source = writeProgram(folder, `${file}.py`, emitPython(block, question));
    return Promise.resolve({ command: `${interpreter} -I ${source}` });
  },
};

/** `language<TAB>experiment<TAB>reason` a line. */
function exceptionsOf(language: string): ReadonlyMap<string, string> {
  const rows = readFileSync(new URL('emit-exceptions.tsv', import.meta.url), 'utf8').split('\n');
  return new Map(
    rows.flatMap((row): [string, string][] => {
      const [of, id, reason] = row.split('\t');
      return of === language && id !== undefined && reason !== undefined ? [[id, reason]] : [];
    }),
  );
}

const strict = (process.env['CI'] ?? '') !== '';
const experiments = await listExperiments([shippedVault]);
const only = process.env['EMIT_ONLY'];
const chosen = experiments.filter(
  ({ id }) => only === undefined || (only.startsWith('!') ? !id.includes(only.slice(1)) : id.includes(only)),
);

async function isThere(command: string): Promise<boolean> {
  return await run(command, ['--version']).then(
    ({ status }) => status === 0,
    () => false,
  );
}

async function faultsOf(language: Language, experiment: Experiment): Promise<readonly string[] | 'not-testable'> {
  const file = experiment.id.replace(/[^\w]/gu, '_');
  const built = await language.build(experiment, file);
  if ('fault' in built) return [built.fault];
  const transcript = await replayer.replay(experiment.block, {});
  if (transcript.verdict === 'not-testable-here') return 'not-testable';
  const first = await runPrivately(experiment.block, built.command);
  const faults = differences(transcript, first.stdout);
  return faults.length > 0 && first.stderr !== '' ? [...faults, first.stderr.slice(0, 2000)] : faults;
}

/** Two at a time. */
async function eachOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items];
  await Promise.all(
    [1, 2].map(async () => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
    }),
  );
}

describe.each([c, python])('every shipped experiment as a program in $name', (language) => {
  it('prints the same results, errors and data as our replay', async ({ skip }) => {
    const tool = language.name === 'c' ? 'gcc' : 'python3';
    for (const needed of [tool, 'unshare', 'setpriv'])
      if (!(await isThere(needed)) && !strict) skip(`${needed} is not installed`);
    const apart = await run('unshare', [...namespaces, 'ip', 'link', 'set', 'lo', 'up']);
    if (apart.status !== 0 && !strict) skip(`no private network is to be had here: ${apart.stderr}`);
    const exceptions = exceptionsOf(language.name);
    let compared = 0;
    const faults = new Map<string, readonly string[]>();
    await eachOf(chosen, async (experiment) => {
      const found = await faultsOf(language, experiment);
      if (found === 'not-testable') return;
      compared += 1;
      if (found.length > 0) faults.set(experiment.id, found);
    });
    const unexpected = [...faults].filter(([id]) => !exceptions.has(id));
    const report = unexpected.map(([id, found]) => `${id}\n  ${found.join('\n  ')}`).join('\n');
    expect(report).toBe('');
    if (only !== undefined) return;
    // A machine that lacks IPv6 or a family may pass over a few; nothing else may hide an experiment.
    expect(compared).toBeGreaterThan(0.9 * experiments.length);
    // An exception that agrees by now is to be struck out, unless it agrees by chance; so is one of no experiment.
    const byChance = [...exceptions].filter(([, reason]) => reason.startsWith('chance: ')).map(([id]) => id);
    expect([...exceptions.keys()].filter((id) => !faults.has(id) && !byChance.includes(id))).toEqual([]);
    expect(byChance.filter((id) => !experiments.some((experiment) => experiment.id === id))).toEqual([]);
    expect(exceptions.size).toBeLessThanOrEqual(0.05 * experiments.length);
  });
});
