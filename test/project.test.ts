import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cardRules, lintRules } from '../src/cards/index.ts';
import type { RuleTable } from '../src/diagnostic.ts';
import { deckRules } from '../src/decks/index.ts';
import { experimentRules } from '../src/experiments/index.ts';
import { graphRules } from '../src/graph/index.ts';
import { identityRules } from '../src/identity/index.ts';
import { pairingRules } from '../src/pairing/index.ts';
import { vaultRules } from '../src/vault/index.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sockrates-project-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const program = path.resolve('dist/cli/main.js');

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function sockrates(args: readonly string[], cwd: string): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { ...process.env, XDG_CACHE_HOME: path.join(folder, 'cache'), NO_COLOR: '1' };
    execFile(
      process.execPath,
      [program, ...args],
      { cwd, env, timeout: 120_000, maxBuffer: 1e8 },
      (error, stdout, stderr) => {
        const status = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ status, stdout, stderr });
      },
    );
  });
}

describe('the notes that ship', () => {
  it('have neither an error nor a warning', async () => {
    const { stdout } = await sockrates(['lint', 'notes', '--json'], '.');
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: readonly { severity: string; path: string; rule: string }[];
    };
    expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('give at least 250 cards, at least 150 of them written as cards, out of at least 30 concept notes', async () => {
    const { stdout } = await sockrates(['cards', 'notes', '--json'], '.');
    const { cards } = JSON.parse(stdout) as { cards: readonly { derived?: string; note: string }[] };
    expect(cards.length).toBeGreaterThanOrEqual(250);
    expect(cards.filter(({ derived }) => derived === undefined).length).toBeGreaterThanOrEqual(150);
    expect(new Set(cards.map(({ note }) => note)).size).toBeGreaterThanOrEqual(30);
  });

  it('have their deck in decks/, as a fresh export leaves it', async () => {
    const clone = path.join(folder, 'clone');
    mkdirSync(clone);
    for (const part of ['notes', 'decks', 'package.json']) cpSync(part, path.join(clone, part), { recursive: true });
    const before = hashFiles(clone);
    const { status, stdout } = await sockrates(['export', '--json'], clone);
    expect(status).toBe(0);
    expect(stdout).toContain('"schema": 1');
    expect(hashFiles(clone)).toEqual(before);
  });

  it('hold experiments that this kernel supports, each of them', { timeout: 180_000 }, async () => {
    const { stdout } = await sockrates(['experiments', '--all', '--json'], '.');
    const { experiments } = JSON.parse(stdout) as {
      experiments: readonly { id: string; verdict: string; reason?: string }[];
    };
    expect(experiments.length).toBeGreaterThanOrEqual(90);
    const wrong = experiments.filter(({ verdict }) => verdict === 'refuted');
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});

describe('the README', () => {
  const readme = readFileSync('README.md', 'utf8');
  const commands = [...readme.matchAll(/^```sh\n([\s\S]*?)^```/gmu)].flatMap(([, block = '']) =>
    block.trim().split('\n'),
  );

  it.each(commands)('%s', async (command) => {
    const place = mkdtempSync(path.join(folder, 'readme-'));
    mkdirSync(path.join(place, 'my-notes', 'tcp'), { recursive: true });
    writeFileSync(path.join(place, 'my-notes', 'TCP.md'), '# TCP\n\nWhat does TCP carry? :: A stream of bytes\n');
    writeFileSync(
      path.join(place, 'my-notes', 'tcp', 'RST.md'),
      '# RST\n\nWhat does RST end? :: The connection of [[TCP]] at once\n',
    );
    const args = [...command.matchAll(/"([^"]*)"|(\S+)/gu)].map(([, quoted, bare]) => quoted ?? bare ?? '');
    expect(args[0]).toBe('sockrates');
    const { status, stdout, stderr } = await sockrates(args.slice(1), place);
    expect({ status, stderr: stderr.includes('bug') ? stderr : '' }).toEqual({ status: 0, stderr: '' });
    expect(stdout).not.toBe('');
  });

  it('names the two set-up lines and every exit code', () => {
    expect(readme).toContain('\nnpm ci && npm start\nnpm ci && npm test\n');
    for (const code of [0, 1, 2, 3, 70, 130]) expect(readme).toContain(`\n| ${code} | `);
  });
});

describe('the rules', () => {
  it('have an id of their own each, kebab-case, and say what they are about', () => {
    const tables: readonly RuleTable[] = [
      vaultRules,
      cardRules,
      lintRules,
      identityRules,
      graphRules,
      pairingRules,
      deckRules,
      experimentRules,
    ];
    const ids = tables.flatMap((table) => Object.keys(table));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u.test(id))).toEqual([]);
    for (const table of tables) for (const { about } of Object.values(table)) expect(about.length).toBeGreaterThan(10);
  });
});

function hashFiles(root: string): Readonly<Record<string, string>> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [path.relative(root, file), createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );
}
