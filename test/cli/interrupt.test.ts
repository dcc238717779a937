import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { makeWorkplace, program } from './run-program.ts';

/** Starts an export and sends it a signal as soon as a file of this kind is seen in the folder. */
async function interruptExport(
  workplace: string,
  folder: string,
  seen: RegExp,
  signal: NodeJS.Signals,
): Promise<[number | null, boolean]> {
  const child = spawn(process.execPath, [program, 'export'], {
    cwd: workplace,
    env: { PATH: process.env['PATH'], HOME: workplace, TMPDIR: path.join(workplace, 'tmp') },
    stdio: 'ignore',
  });
  let caught = false;
  const watch = setInterval(() => {
    if (caught || !existsSync(folder) || !readdirSync(folder).some((file) => seen.test(file))) return;
    caught = child.kill(signal);
  }, 2);
  const status = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  clearInterval(watch);
  return [status, caught];
}

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)(
  'an export that %s ends has status %i, and leaves neither drafts nor half of its state',
  async (signal, status) => {
    const { folder, write } = makeWorkplace({});
    mkdirSync(path.join(folder, 'tmp'));
    // Large media that can't be compressed: the deck takes a while to be written.
    const pictures = Array.from({ length: 6 }, (_, index) => `${index}.svg`);
    for (const picture of pictures) write(`notes/${picture}`, randomBytes(2 ** 23));
    write('notes/a.md', pictures.map((picture) => `What does ${picture} show? :: ![[${picture}]]\n`).join('\n'));

    const decks = path.join(folder, 'decks');
    expect(await interruptExport(folder, decks, /\.tmp$/, signal)).toEqual([status, true]);
    expect(readdirSync(decks)).toEqual([]);
    expect(readdirSync(path.join(folder, 'tmp'))).toEqual([]);
    expect(existsSync(path.join(folder, 'notes/.sockrates/ledger.jsonl'))).toBe(false);
  },
  60_000,
);
