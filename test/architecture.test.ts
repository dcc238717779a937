import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** Who may import whom. A folder that imports from its right would turn the flow of data round. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  vault: [],
  cards: ['vault'],
  identity: ['cards'],
  experiments: [],
  graph: ['vault', 'cards', 'experiments'],
  pairing: ['vault', 'cards', 'graph', 'experiments'],
  decks: ['vault', 'cards', 'identity'],
  quiz: ['vault', 'cards', 'identity', 'graph', 'pairing', 'experiments'],
  cli: ['vault', 'cards', 'identity', 'graph', 'experiments', 'pairing', 'decks', 'quiz'],
};

/** The only places that may touch an effect; a trailing `/` means everything below. */
const mayTouch: readonly { effect: string; modules: RegExp; places: readonly string[] }[] = [
  {
    effect: 'files',
    // What writes state does so for its caller, which therefore must be allowed to.
    modules: /^node:fs(\/promises)?$|\/state-file\.ts$/,
    places: [
      'state-file.ts',
      'vault/read.ts',
      'vault/cache.ts',
      'vault/cache-bodies.ts',
      'graph/page/client-script.ts',
      'identity/ledger.ts',
      'pairing/evidence.ts',
      'pairing/verdict-cache/',
      'quiz/journal.ts',
      'quiz/lock.ts',
      'quiz/session-file.ts',
      'quiz/screens/',
      'decks/write.ts',
      'decks/read-package.ts',
      'experiments/kernel/',
      'experiments/replay/',
      'experiments/record/',
      'cli/',
    ],
  },
  { effect: 'system calls', modules: /^koffi$/, places: ['experiments/kernel/', 'experiments/replay/'] },
  {
    effect: 'child processes',
    modules: /^node:child_process$/,
    places: ['experiments/kernel/', 'experiments/replay/', 'experiments/record/', 'quiz/screens/', 'cli/'],
  },
  { effect: 'prompts', modules: /^(inquirer|@inquirer\/)/, places: ['quiz/screens/', 'cli/'] },
  { effect: 'network', modules: /^node:(http|https|net|dgram|tls)$/, places: ['decks/anki-connect.ts'] },
];

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.split(path.sep).join('/'));

function importsOf(file: string): string[] {
  return ts
    .preProcessFile(readFileSync(path.join('src', file), 'utf8'), true, true)
    .importedFiles.map((imported) => imported.fileName);
}

function folderOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : '';
}

describe('the folders of src', () => {
  it('import only from those left of them, through an index.ts', () => {
    const faults: string[] = [];
    for (const file of sources) {
      const from = folderOf(file);
      for (const imported of importsOf(file)) {
        if (!imported.startsWith('.')) continue;
        const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), imported));
        const to = folderOf(target);
        if (to === from || target === 'diagnostic.ts' || target === 'state-file.ts') continue;
        if (!(mayImport[from] ?? []).includes(to)) faults.push(`${file}: ${from} may not import ${to} (${imported})`);
        else if (!target.endsWith('/index.ts')) faults.push(`${file}: import an index.ts of ${to}, not ${target}`);
      }
    }
    expect(faults).toEqual([]);
  });

  it('touch files, processes, prompts and system calls only where the effects live', () => {
    const faults: string[] = [];
    for (const file of sources) {
      for (const imported of importsOf(file)) {
        const rule = mayTouch.find(({ modules }) => modules.test(imported));
        if (rule === undefined) continue;
        const allowed = rule.places.some((place) => (place.endsWith('/') ? file.startsWith(place) : file === place));
        if (!allowed) faults.push(`${file} touches ${rule.effect} (${imported})`);
      }
    }
    expect(faults).toEqual([]);
  });

  it('print and exit only in cli', () => {
    const faults = sources.filter(
      (file) =>
        folderOf(file) !== 'cli' &&
        /\bconsole\.|process\.(exitCode|exit\(|stdout|stderr)/.test(readFileSync(path.join('src', file), 'utf8')),
    );
    // An actor is a program of its own: it ends itself.
    expect(faults.filter((file) => !file.startsWith('experiments/replay/'))).toEqual([]);
  });

  it('read the wall clock and random numbers only in cli: elsewhere they are parameters', () => {
    const faults = sources.filter(
      (file) =>
        folderOf(file) !== 'cli' &&
        /\bDate\.now\(|new Date\(\)|Math\.random\(|randomUUID\(|randomBytes\(/.test(
          readFileSync(path.join('src', file), 'utf8'),
        ),
    );
    expect(faults.filter((file) => !file.startsWith('experiments/'))).toEqual([]);
  });

  it('have no file past 300 lines and no room without a name of its own', () => {
    const long = sources.filter((file) => readFileSync(path.join('src', file), 'utf8').split('\n').length > 301);
    const vague = sources.filter((file) => /(^|\/)(utils?|helpers?|common|misc|types|lib)(\.ts|\/)/i.test(file));
    expect({ long, vague }).toEqual({ long: [], vague: [] });
  });
});
