import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeWorkplace } from '../cli/run-program.ts';

const log = readFileSync('test/fixtures/record/busy.log', 'utf8');
const cut = readFileSync('test/fixtures/record/cut.log', 'utf8');

describe('sockrates record', () => {
  it('prints the block of a log, says what it left out and whether it replays', () => {
    const { run } = makeWorkplace({ 'strace.log': log });
    const { status, out, err } = run('record', '--from', 'strace.log');
    expect(out.startsWith('```sock\n# ')).toBe(true);
    expect(out).toContain('[p1] recv(a, "now", 64, 0) = 3\n');
    expect(err).toContain('sendfile');
    expect(err).toContain('supported');
    expect(status).toBe(0);
  });

  it('writes a note that `run` runs, and never over another', () => {
    const { run } = makeWorkplace({ 'strace.log': log });
    expect(run('record', '--from', 'strace.log', '--no-check', '--out', 'mine.md').out).toBe('');
    const ran = run('run', 'mine.md');
    expect(ran.out).toContain('supported');
    expect(ran.status).toBe(0);
    const again = run('record', '--from', 'strace.log', '--out', 'mine.md');
    expect(again.status).toBe(2);
    expect(again.err).toContain('mine.md exists');
  });

  it('runs a program under strace, with its own output, and records it', (context) => {
    const missing = spawnSync('sh', ['-c', 'command -v strace && command -v python3']).status !== 0;
    if (process.env['CI'] !== 'true') context.skip(missing, 'strace or python3 is not installed');
    const program = 'import socket; a, b = socket.socketpair(); a.send(b"x" * 3000); print(len(b.recv(4096)))';
    const { run } = makeWorkplace({ 'pair.py': program });
    const { status, out, err } = run('record', '--', 'python3', 'pair.py');
    expect(out.startsWith('3000\n```sock\n')).toBe(true);
    expect(out).toContain('send(a, "x"*3000, 3000, 0) = 3000\nrecv(b, "x"*3000, 4096, 0) = 3000\n');
    expect(err).toContain('supported');
    expect(status).toBe(0);
    const wrong = run('record', '--', './no-such-program');
    expect({ status: wrong.status, said: wrong.err.includes('could not run ./no-such-program') }).toEqual({
      status: 3,
      said: true,
    });
  });

  it('says how to get strace where it is not installed', () => {
    const { runWith } = makeWorkplace({});
    const { status, err } = runWith({ PATH: '/nonexistent' }, 'record', '--', 'true');
    expect(status).toBe(3);
    expect(err).toContain('apt install strace');
  });

  it('says what is wrong with a log or a command line', () => {
    const { run } = makeWorkplace({ 'cut.log': cut, 'empty.log': '1 getpid() = 1\n' });
    const said = [
      run('record'),
      run('record', '--from', 'cut.log', 'true'),
      run('record', '--from', 'missing.log'),
      run('record', '--from', 'cut.log'),
      run('record', '--from', 'empty.log'),
    ].map(({ status, err }) => [status, err.replace(/\S*missing/, 'missing').trim()]);
    expect(said).toEqual([
      [2, 'sockrates: record takes a program behind `--`, or a log: record --from strace.log'],
      [2, 'sockrates: record takes a program behind `--`, or a log: record --from strace.log'],
      [2, 'sockrates: cannot read missing.log'],
      [2, 'sockrates: strace cut the texts that were sent: record the log again with strace -f -s 65535'],
      [3, 'sockrates: nothing to record: no call of this log makes or uses a socket, a pipe or a FIFO'],
    ]);
  });
});
