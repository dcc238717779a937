import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReplayer, parseBlock, recordBlock } from '../../src/experiments/index.ts';
import type { Replayer } from '../../src/experiments/index.ts';

const strace = has('strace', '-V');
const inCi = process.env['CI'] === 'true';

let folder: string;
let replayer: Replayer;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sockrates-record-'));
  replayer = openReplayer();
});
afterAll(() => {
  replayer.close();
  rmSync(folder, { recursive: true, force: true });
});

function has(program: string, ...flags: readonly string[]): boolean {
  return spawnSync(program, flags, { timeout: 10_000 }).status === 0;
}

/** Where a program is missing the test is skipped, and says so; in CI these must be there. */
function needing(...programs: readonly string[]): typeof it | typeof it.skip {
  const missing = programs.filter((program) => !(program === 'strace' ? strace : has(program, '--version')));
  return missing.length > 0 && !inCi ? it.skip : it;
}

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

function trace(...program: readonly string[]): string {
  const log = path.join(folder, 'strace.log');
  rmSync(log, { force: true });
  const ran = spawnSync('strace', ['-f', '-s', '65535', '-o', log, ...program], {
    encoding: 'utf8',
    timeout: 30_000,
    cwd: folder,
  });
  expect({ status: ran.status, err: ran.stderr }).toEqual({ status: 0, err: '' });
  return spawnSync('cat', [log], { encoding: 'utf8', maxBuffer: 1 << 26 }).stdout;
}

/** Records the log, and replays the block a few times: it must hold each time. */
async function replays(log: string): Promise<string> {
  const { text } = recordBlock(log);
  const { block, diagnostics } = parseBlock({ path: 'recorded', firstLine: 1, text });
  expect(diagnostics).toEqual([]);
  for (let time = 0; time < 3; time += 1) {
    const { verdict, reason, transcript } = await replayer.replay(block, {});
    const wrong = transcript.filter(({ status }) => status === 'differs');
    expect({ verdict, reason, wrong, text }).toEqual({ verdict: 'supported', reason: undefined, wrong: [], text });
  }
  return text;
}

describe('a real program recorded by strace replays as supported', () => {
  needing('strace', 'python3')('Python with a thread that serves', async () => {
    const program = write(
      'echo.py',
      `import socket, threading
listener = socket.create_server(("127.0.0.1", 0))
def serve():
    conn, _ = listener.accept()
    conn.sendall(conn.recv(100).upper())
    conn.close()
thread = threading.Thread(target=serve)
thread.start()
c = socket.create_connection(listener.getsockname())
c.sendall(b"hello")
c.recv(100)
c.recv(100)
c.close()
thread.join()
listener.close()
`,
    );
    const text = await replays(trace('python3', program));
    expect(text).toContain('send(c, "hello", 5, 0) = 5');
    expect(text).toContain('getsockname(listener, 127.0.0.1:port, [16]) = 0');
    expect(text).not.toMatch(/pipe|open|python/);
  });
});
