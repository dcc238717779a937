import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { Bench, BenchOptions, Measurement } from './measurement.ts';

const program = path.resolve('dist/cli/main.js');
const bare = fileURLToPath(new URL('./bare-prompt.js', import.meta.url));

/** One frame of a screen, milliseconds. */
const frameMs = 16;
const keys = 200;

/** A program behind a pseudo-terminal: script(1) hands keys in and what it draws out. */
class Pty {
  readonly #child: ChildProcessWithoutNullStreams;
  #seen = '';
  #waiting: { readonly wanted: string; readonly resolve: () => void } | undefined;

  constructor(command: string, cwd: string) {
    this.#child = spawn('script', ['-qfec', command, '/dev/null'], {
      cwd,
      env: { ...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8', NO_COLOR: '1', HOME: cwd },
    });
    this.#child.stdout.setEncoding('utf8');
    this.#child.stdout.on('data', (chunk: string) => {
      this.#seen += chunk;
      if (this.#waiting === undefined || !this.#seen.includes(this.#waiting.wanted)) return;
      const { resolve } = this.#waiting;
      this.#waiting = undefined;
      resolve();
    });
  }

  press(text: string): void {
    this.#seen = '';
    this.#child.stdin.write(text);
  }

  see(wanted: string): Promise<void> {
    if (this.#seen.includes(wanted)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`never saw ${wanted}, but\n${this.#seen.slice(-2000)}`));
      }, 120_000);
      this.#waiting = {
        wanted,
        resolve: () => {
          clearTimeout(timer);
          resolve();
        },
      };
    });
  }

  /** Milliseconds from each key to its letter on the screen. */
  async typeLetters(count: number): Promise<readonly number[]> {
    const times: number[] = [];
    for (let index = 0; index < count; index += 1) {
      const letter = 'abcdefghijklmnopqrstuvwxyz'[index % 26] ?? 'a';
      const started = performance.now();
      this.press(letter);
      await this.see(letter);
      times.push(performance.now() - started);
    }
    return times;
  }

  end(): void {
    this.#child.kill('SIGHUP');
    // A program that does not end at once must not keep the bench waiting.
    this.#child.stdout.destroy();
    this.#child.stdin.destroy();
    this.#child.unref();
  }
}

/** A key in the quiz with 10,000 cards, beside one in inquirer's own input, in turns within one run. */
export const measureQuizKeys: Bench = async (options: BenchOptions): Promise<readonly Measurement[]> => {
  const vault = writeVault(options.folder, options.quick ? 1000 : 10_000);
  const quiz = new Pty(`'${process.execPath}' '${program}' quiz '${vault}' --new 100000 --seed 1`, options.folder);
  const prompt = new Pty(`'${process.execPath}' '${bare}'`, options.folder);
  try {
    await prompt.see('type');
    await quiz.see('Enter start');
    quiz.press('\r');
    await quiz.see('type the words');
    const [own, plain]: [number[], number[]] = [[], []];
    for (let round = 0; round < keys / 20; round += 1) {
      plain.push(...(await prompt.typeLetters(20)));
      own.push(...(await quiz.typeLetters(20)));
    }
    const started = performance.now();
    quiz.press('\r');
    await quiz.see('how sure');
    const screen = performance.now() - started;
    const [ownP95, plainP95] = [percentile(own), percentile(plain)];
    return [
      {
        work: 'a key in the quiz with 10,000 cards, p95',
        ratio: ownP95 / frameMs,
        against: 'one frame, 16 ms',
        goal: { atMost: 1 },
        detail: `${ownP95.toFixed(1)} ms; inquirer's own input ${plainP95.toFixed(1)} ms; Enter to the next prompt ${screen.toFixed(0)} ms`,
      },
      {
        work: 'the same',
        ratio: ownP95 / plainP95,
        against: "inquirer's own input prompt",
        goal: { atMost: 1.5 },
        detail: `${keys} keys each, in turns`,
      },
    ];
  } finally {
    quiz.end();
    prompt.end();
  }
};

function percentile(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}

function writeVault(folder: string, cards: number): string {
  const vault = path.join(folder, 'quiz-keys');
  for (let note = 0; note < cards / 100; note += 1) {
    const lines = Array.from(
      { length: 100 },
      (_, card) => `- Which word is number ${card} of part ${note}? :: word${note}x${card}\n  type:: in\n`,
    );
    mkdirSync(vault, { recursive: true });
    writeFileSync(path.join(vault, `part ${note}.md`), `# Part ${note}\n\n${lines.join('')}`);
  }
  return vault;
}
