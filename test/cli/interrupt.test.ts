import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { makeWorkplace, program } from './run-program.ts';

/** Starts an export and interrupts it, as Ctrl-C would, as soon as a file of this kind is seen in the folder. */
async function interruptExport(workplace: string, folder: string, seen: RegExp): Promise<[number | null, boolean]> {
  const child = spawn(process.execPath, [program, 'export'], {
    cwd: workplace,
    env: { PATH: process.env['PATH'], HOME: workplace, TMPDIR: path.join(workplace, 'tmp') },
    stdio: 'ignore',
  });
  let caught = false;
  const watch = setInterval(() => {
    if (caught || !existsSync(folder) || !readdirSync(folder).some((file) => seen.test(file))) return;
    caught = child.kill('SIGINT');
  }, 2);
  const status = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  clearInterval(watch);
  return [status, caught];
}

it('an export that is interrupted ends with 130, and leaves neither drafts nor half of its state', async () => {
  const { folder, write } = makeWorkplace({});
  mkdirSync(path.join(folder, 'tmp'));
  // Large media that can't be compressed: the deck takes a while to be written.
  const pictures = Array.from({ length: 6 }, (_, index) => `${index}.svg`);
  for (const picture of pictures) write(`notes/${picture}`, randomBytes(2 ** 23));
  write('notes/a.md', pictures.map((picture) => `What does ${picture} show? :: ![[${picture}]]\n`).join('\n'));

  const decks = path.join(folder, 'decks');
  expect(await interruptExport(folder, decks, /\.tmp$/)).toEqual([130, true]);
  expect(readdirSync(decks)).toEqual([]);
  expect(readdirSync(path.join(folder, 'tmp'))).toEqual([]);
  expect(existsSync(path.join(folder, 'notes/.sockrates/ledger.jsonl'))).toBe(false);
}, 60_000);
