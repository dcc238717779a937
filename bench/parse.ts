import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { extractCards } from '../src/cards/index.ts';
import { readVault } from '../src/vault/index.ts';
import { markdownSyntax, markdownTree } from '../src/vault/markdown.ts';
import { type Bench, type Measurement, median } from './measurement.ts';

/** Reading a vault: parsing it cold, with two threads, and opening it again after one note has changed. */
export const measureParse: Bench = async ({ quick, folder }) => {
  const rounds = quick ? 1 : 3;
  const small = writeVault(path.join(folder, 'small'), quick ? 1_000_000 : 4_000_000);
  const large = writeVault(path.join(folder, 'large'), quick ? 4_000_000 : 20_000_000);
  const many = writeManyNotes(path.join(folder, 'many'), quick ? 1_000 : 10_000);
  return [
    ...(await coldParse(small, rounds)),
    await twoWorkers(large, small, rounds),
    await warmOpen(many, folder, rounds + 2),
  ];
};

async function coldParse(vault: WrittenVault, rounds: number): Promise<readonly Measurement[]> {
  const ours: number[] = [];
  const cards: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await time(() => readVault({ root: vault.root, workers: 1, cacheDir: false })));
    cards.push(
      await time(async () => extractCards((await readVault({ root: vault.root, workers: 1, cacheDir: false })).vault)),
    );
    bare.push(
      await time(() => {
        for (const text of vault.texts) parseBare(text);
      }),
    );
  }
  const speed = (ms: number) => `${(vault.bytes / 1000 / ms).toFixed(2)} MB/s`;
  const against = 'mdast-util-from-markdown, same extensions';
  const row = (work: string, times: readonly number[], atLeast: number): Measurement => ({
    work,
    ratio: median(pairwise(bare, times)),
    against,
    goal: { atLeast },
    detail: `${speed(median(times))}, ${speed(median(bare))}`,
  });
  return [
    row('cold parse of a vault, one worker', ours, 0.8),
    row('the whole way from files to cards, one worker', cards, 0.5),
  ];
}

function parseBare(text: string): void {
  fromMarkdown(text, { extensions: [...markdownSyntax], mdastExtensions: [...markdownTree] });
}

/** @param small what the processes parse that tell how much of a second core this machine has to give */
async function twoWorkers(vault: WrittenVault, small: WrittenVault, rounds: number): Promise<Measurement> {
  const one: number[] = [];
  const two: number[] = [];
  const cores: number[] = [];
  const busy: { readonly one: number[]; readonly two: number[] } = { one: [], two: [] };
  for (let round = 0; round < rounds; round += 1) {
    const alone = await parseElsewhere(small.root);
    const [first, second] = await Promise.all([parseElsewhere(small.root), parseElsewhere(small.root)]);
    cores.push((2 * alone) / Math.max(first, second));
    const before = process.cpuUsage();
    one.push(await time(() => readVault({ root: vault.root, workers: 1, cacheDir: false })));
    const between = process.cpuUsage();
    two.push(await time(() => readVault({ root: vault.root, workers: 2, cacheDir: false })));
    busy.one.push(processorTime(before, between) / (one.at(-1) ?? Number.NaN));
    busy.two.push(processorTime(between, process.cpuUsage()) / (two.at(-1) ?? Number.NaN));
  }
  return {
    work: `cold parse of ${Math.round(vault.bytes / 1e6)} MB, two workers`,
    ratio: median(pairwise(one, two)),
    against: 'one worker',
    goal: { atLeast: 1.6 },
    detail: `${median(two).toFixed(0)} ms, ${median(one).toFixed(0)} ms; one keeps ${median(busy.one).toFixed(2)} cores busy (V8 compiles and collects beside it), two keep ${median(busy.two).toFixed(2)}; two processes that share nothing parse ${median(cores).toFixed(2)} times what one does`,
  };
}

/** In milliseconds, of all this process's threads. */
function processorTime(from: NodeJS.CpuUsage, to: NodeJS.CpuUsage): number {
  return (to.user + to.system - from.user - from.system) / 1000;
}

async function warmOpen(vault: WrittenVault, folder: string, rounds: number): Promise<Measurement> {
  const cacheDir = path.join(folder, 'cache');
  await readVault({ root: vault.root, cacheDir });
  const opened: number[] = [];
  const stamps: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    writeFileSync(path.join(vault.root, 'folder-0/note-0.md'), `# Changed ${round}\n`);
    opened.push(await time(() => readVault({ root: vault.root, cacheDir })));
    stamps.push(await time(() => readdirSync(vault.root, { recursive: true }).length));
  }
  return {
    work: `${vault.texts.length} notes again, one changed`,
    ratio: median(opened) / 500,
    against: '0.5 s',
    goal: { atMost: 1 },
    detail: `${median(opened).toFixed(0)} ms; listing them takes ${median(stamps).toFixed(0)} ms`,
  };
}

const bareParse = fileURLToPath(new URL('./bare-parse.js', import.meta.url));

/** Milliseconds that a process of its own needs for parsing this folder's notes. */
async function parseElsewhere(root: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [bareParse, root]);
  return Number(stdout);
}

/** Round by round: another program on the machine slows down both of a pair. */
function pairwise(times: readonly number[], others: readonly number[]): number[] {
  return times.map((time, round) => time / (others[round] ?? Number.NaN));
}

interface WrittenVault {
  readonly root: string;
  readonly texts: readonly string[];
  readonly bytes: number;
}

/** Our own notes, over and over in folders of their own, up to so many bytes. */
function writeVault(root: string, bytes: number): WrittenVault {
  const notes = readdirSync('notes', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => ({ file, text: readFileSync(path.join('notes', file), 'utf8') }));
  const texts: string[] = [];
  let written = 0;
  for (let copy = 0; written < bytes; copy += 1) {
    for (const { file, text } of notes) {
      const to = path.join(root, `copy-${copy}`, file);
      mkdirSync(path.dirname(to), { recursive: true });
      writeFileSync(to, text);
      texts.push(text);
      written += Buffer.byteLength(text);
    }
  }
  return { root, texts, bytes: written };
}

/** Notes as people have thousands of: some 800 bytes, five links. Old enough that the cache trusts their times. */
function writeManyNotes(root: string, count: number): WrittenVault {
  const texts: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const link = (step: number) => `[[note-${(index * step + 1) % count}]]`;
    const text = [
      `---\ntags: [bench]\naliases: [Note number ${index}]\n---\n# Note ${index}`,
      `A socket is like ${link(3)}, and *unlike* ${link(7)}: it has \`two\` ends. ${'It carries bytes in order. '.repeat(8)}`,
      `## Details\n- ${link(11)} comes first\n- ${link(13)} follows\n- nothing else\n\n> [!card] What follows ${link(17)}?`,
      `> The next note.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n${'More words stand here, and end. '.repeat(8)}`,
    ].join('\n\n');
    const file = path.join(root, `folder-${index % 100}`, `note-${index}.md`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    utimesSync(file, 1_700_000_000, 1_700_000_000);
    texts.push(text);
  }
  return { root, texts, bytes: texts.reduce((sum, text) => sum + text.length, 0) };
}

async function time(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
