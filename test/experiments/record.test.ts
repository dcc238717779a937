import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBlock, parseBlock, printBlock, replayExperiment } from '../../src/experiments/index.ts';
import { recordBlock } from '../../src/experiments/record/index.ts';

const fixture = (name: string): string => readFileSync(`test/fixtures/record/${name}.log`, 'utf8');

/** The lines of the block, without the comment that counts what is left out. */
function check(log: string, expected: readonly string[]): void {
  expect(recordBlock(log).text.trimEnd().split('\n').slice(1)).toEqual(expected);
}

describe('a saved log', () => {
  it('from a terminal loses numbers, resolvers and libraries, and waits for both of two sends', async () => {
    const log = fixture('terminal');
    check(log, [
      '[server] socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = listener',
      '[server] setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0',
      '[server] bind(listener, 127.0.0.1:8080, 16) = 0',
      '[server] listen(listener, 5) = 0',
      '[server] fork() = client',
      '[server] accept(listener, _, [16] <unfinished ...>',
      '[client] close(listener) = 0',
      '[client] socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = c',
      '[client] connect(c, 127.0.0.1:8080, 16) = 0',
      '[server] <... accept resumed>127.0.0.1:_, [16]) = conn',
      '[client] send(c, "AAA", 3, 0) = 3',
      '[client] send(c, "BBB", 3, 0) = 3',
      '[server] wait FIONREAD(conn) >= 6',
      '[server] recv(conn, "AAABBB", 64, 0) = 6',
      // The process is gone when exit_group is called, not when strace says so after the end of file.
      '[client] +++ exited with 0 +++',
      '[server] recv(conn, "", 64, 0) = 0',
      '[server] close(conn) = 0',
      '[server] close(listener) = 0',
    ]);
    const { block } = parseBlock({ path: 'log', firstLine: 1, text: recordBlock(log).text });
    expect((await replayExperiment(block)).verdict).toBe('supported');
  });

  it('of loops that ask again, select and epoll has waits instead, and says what no block can', async () => {
    const log = fixture('busy');
    check(log, [
      '[p1] socketpair(AF_UNIX, SOCK_STREAM|SOCK_NONBLOCK, 0, [a, b]) = 0',
      '[p1] fork() = p2',
      '[p1] recv(a, _, 64, 0) = -1 EAGAIN',
      '[p2] wait POLLOUT(b)',
      '[p2] send(b, "now", 3, MSG_NOSIGNAL) = 3',
      '[p1] wait POLLIN(a)',
      '[p1] recv(a, "now", 64, 0) = 3',
      '[p2] send(b, "end", 3, MSG_NOSIGNAL) = 3',
      '[p1] wait POLLIN(a)',
      '[p1] read(a, "end", 64) = 3',
      '[p1] kill(p2, SIGKILL) = 0',
    ]);
    const { text, leftOut } = recordBlock(log);
    expect(leftOut).toEqual(['sendfile']);
    expect((await replayExperiment(parseBlock({ path: 'log', firstLine: 1, text }).block)).verdict).toBe('supported');
  });

  it('whose texts strace cut is known as such', () => {
    expect(recordBlock(fixture('cut')).isCut).toBe(true);
    expect(recordBlock(fixture('busy')).isCut).toBe(false);
  });

  it('keeps the descriptors of a library out even where they bear numbers that a socket had', () => {
    check(
      `1 socketpair(AF_UNIX, SOCK_STREAM, 0, [3, 4]) = 0
1 close(4) = 0
1 openat(AT_FDCWD, "/etc/hosts", O_RDONLY) = 4
1 read(4, "localhost", 100) = 9
1 dup2(4, 3) = 3
1 read(3, "", 100) = 0`,
      ['socketpair(AF_UNIX, SOCK_STREAM, 0, [a, b]) = 0', 'close(b) = 0', 'close(a) = 0'],
    );
  });

  it('closes what execve closes', () => {
    const log = `1 socketpair(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0, [3, 4]) = 0
1 fcntl(3, F_DUPFD_CLOEXEC, 0) = 5
1 dup(4) = 6
1 execve("./next", ["./next"], 0x7ffd /* 20 vars */) = 0
1 write(6, "x", 1) = -1 EPIPE (Broken pipe)`;
    const { text } = recordBlock(log);
    expect(text).toContain('close(a) = 0\nclose(b) = 0\nclose(copy) = 0\nwrite(copy2, "x", 1) = -1 EPIPE');
  });
});

describe('whatever is given as a log', () => {
  const piece = fc.constantFrom(
    ...fixture('terminal').split('\n'),
    ...fixture('busy').split('\n'),
    '1 socket(',
    '[pid 1] <... accept resumed>) = 3',
    '7 dup2(3, 3) = 3',
    '700 close_range(3, 4294967295, 0) = 0',
    '700 pipe([3, 4]) = 0',
    '',
  );

  it('gives a block in canonical form in which nothing is refused', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (lines) => {
        const { text } = recordBlock(lines.join('\n'));
        const { block, diagnostics } = parseBlock({ path: 'log', firstLine: 1, text });
        const faults = [...diagnostics, ...checkBlock(block)].filter(({ severity }) => severity === 'error');
        expect(faults).toEqual([]);
        expect(printBlock(block)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('takes time in proportion to its length', () => {
    const [open, busy, end] = ['1 socketpair(AF_UNIX, SOCK_DGRAM, 0, [3, 4]) = 0', '1 read(9, "x", 1) = 1', ''];
    const log = [open, ...Array.from({ length: 100_000 }, () => busy), end].join('\n');
    const start = performance.now();
    expect(recordBlock(log).calls).toBe(1);
    expect(performance.now() - start).toBeLessThan(8_000);
  });
});
