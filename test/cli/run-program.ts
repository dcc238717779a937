import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

export const program = path.resolve('dist/cli/main.js');

export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Workplace {
  readonly folder: string;
  readonly run: (...args: readonly string[]) => Ran;
  readonly runWith: (env: Readonly<Record<string, string>>, ...args: readonly string[]) => Ran;
  readonly write: (name: string, text: string | Uint8Array) => void;
}

/** The notes that ship are parsed once a run of the tests; vaults of tests lie in the temporary folder and are not cached. */
export const sharedCache = path.join(process.env['SOCKRATES_TESTS_FOLDER'] ?? tmpdir(), 'sockrates-tests-cache');

/** A working folder with these files, in which the built program runs as a user's shell would start it, without a terminal. */
export function makeWorkplace(files: Readonly<Record<string, string>>, copyOf?: string): Workplace {
  const folder = mkdtempSync(path.join(tmpdir(), 'sockrates-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  if (copyOf !== undefined) cpSync(copyOf, path.join(folder, path.basename(copyOf)), { recursive: true });
  const write = (name: string, text: string | Uint8Array): void => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  const runWith: Workplace['runWith'] = (env, ...args) => {
    const { PATH = '' } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
      cwd: folder,
      env: { PATH, HOME: folder, XDG_CACHE_HOME: sharedCache, ...env },
      encoding: 'utf8',
      timeout: 60_000,
    });
    return { status, out: stdout, err: stderr };
  };
  return { folder, write, runWith, run: (...args) => runWith({}, ...args) };
}

/** A vault whose card ids are the same in every run of the tests. */
export const sockets: Readonly<Record<string, string>> = {
  'notes/.sockrates/vault.json': '{"schema":1,"id":"thevaultofthetests"}\n',
  'notes/tcp/Listen.md': `# Listen

What does \`listen()\` do to a socket? :: It makes the socket passive.

Which queue does the [[Backlog]] limit? :: That of finished handshakes.
`,
  'notes/tcp/Backlog.md': `---
deck: Sockets::TCP
tags: [queue]
---
TCP ==guarantees== the ==order== of bytes. #cloze
`,
  'notes/udp/Datagram.md': 'UDP ::: User Datagram Protocol\n',
};
