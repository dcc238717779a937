import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

const program = path.resolve('dist/cli/main.js');

/** A real terminal: tmux with a shell in it. Tests wait for what stands on the screen, never for time. */
export interface Terminal {
  readonly folder: string;
  /** Keys in tmux's names (`Enter`, `C-c`), or characters. */
  readonly press: (...keys: readonly string[]) => void;
  /** A line as a person types it, with Enter. */
  readonly type: (line: string) => void;
  /** Waits until the visible screen shows it, folded or not; gives the screen. */
  readonly see: (wanted: string | RegExp) => Promise<string>;
  readonly screen: () => string;
  /** Everything since `mark`, scrolled away or not, without blanks at line ends. */
  readonly scrollback: () => string;
  /** The visible screen with its colours as escape sequences. */
  readonly colours: () => string;
  readonly resize: (columns: number, rows: number) => void;
  readonly clear: () => Promise<void>;
  readonly write: (name: string, text: string) => void;
}

export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly files: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

export function hasTmux(): boolean {
  try {
    execFileSync('tmux', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** On a machine that does much else at the same time. */
const longestMs = 50_000;
let opened = 0;

export async function openTerminal({ columns = 80, rows = 50, files, env = {} }: TerminalOptions): Promise<Terminal> {
  opened += 1;
  const server = `sockrates-${process.pid}-${opened}`;
  const folder = mkdtempSync(path.join(tmpdir(), 'sockrates-terminal-'));
  const tmux = (...args: readonly string[]): string =>
    execFileSync('tmux', ['-L', server, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    // Only this test's own server.
    tmux('kill-server');
    rmSync(folder, { recursive: true, force: true });
  });

  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  const bin = path.join(folder, '.bin');
  write('.bin/sockrates', `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  chmodSync(path.join(bin, 'sockrates'), 0o755);
  for (const name of Object.keys(files)) if (name.startsWith('.bin/')) chmodSync(path.join(folder, name), 0o755);

  const variables = {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    HOME: folder,
    // Shared by all: the notes that ship are parsed once.
    XDG_CACHE_HOME: path.join(tmpdir(), 'sockrates-terminal-cache'),
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    PS1: '$ ',
    ...env,
  };
  // What the shell reads at its start: some set a prompt and a path of their own.
  const exports = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'\n`);
  write('.bin/shell', `unset PROMPT_COMMAND NO_COLOR COLUMNS\n${exports.join('')}`);
  tmux(
    ...['-f', '/dev/null', '-u', 'new-session', '-d', '-s', 'test', '-x', `${columns}`, '-y', `${rows}`, '-c', folder],
    'bash --noprofile --rcfile .bin/shell -i',
    ...[';', 'set-option', '-g', 'history-limit', '20000', ';', 'set-option', '-g', 'status', 'off'],
  );
  tmux('resize-window', '-t', 'test', '-x', `${columns}`, '-y', `${rows}`);

  const screen = (): string => trimRight(tmux('capture-pane', '-p', '-t', 'test'));
  const see: Terminal['see'] = async (wanted) => {
    const end = Date.now() + longestMs;
    for (;;) {
      const shown = screen();
      const flat = shown.replace(/\s+/gu, ' ');
      if ([shown, flat].some((text) => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text))))
        return shown;
      if (Date.now() > end) throw new Error(`the terminal never showed ${String(wanted)}; it shows\n${shown}`);
      await pause(40);
    }
  };
  const press: Terminal['press'] = (...keys) => {
    tmux('send-keys', '-t', 'test', '--', ...keys);
  };
  const terminal: Terminal = {
    folder,
    press,
    type: (line) => {
      tmux('send-keys', '-t', 'test', '-l', '--', line);
      press('Enter');
    },
    see,
    screen,
    scrollback: () => trimRight(tmux('capture-pane', '-p', '-S', '-', '-t', 'test')),
    colours: () => tmux('capture-pane', '-p', '-e', '-t', 'test'),
    resize: (width, height) => {
      tmux('resize-window', '-t', 'test', '-x', `${width}`, '-y', `${height}`);
    },
    clear: async () => {
      terminal.type('clear; printf "\\033[3J"; echo ready');
      await see(/^ready\n\$$/mu);
      tmux('clear-history', '-t', 'test');
    },
    write,
  };
  await see(/^\$$/mu);
  return terminal;
}

function trimRight(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}

/** A screen as it is kept: without what differs from run to run, which is how long it took and when TCP acknowledged. */
export function withoutTimes(text: string): string {
  const lines = text.split('\n').filter((line) => !/^[ │]*[◀─]+ \[\.\] [─▶]+[ │]*$/u.test(line));
  return `${lines
    .join('\n')
    .replace(/\b\d+ ms\b|\b\d+\.\d\d s\b/gu, 'N ms')
    .trimEnd()}\n`;
}
