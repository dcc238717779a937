import { spawnSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import type { Transcript } from '../../src/experiments/index.ts';
import { openReplayer, parseBlock } from '../../src/experiments/index.ts';
import { measuredBlocks } from './replay-blocks.ts';

const replayer = openReplayer({ runners: 2 });
afterAll(() => replayer.close());

function replay(text: string): Promise<Transcript> {
  return replayer.replay(parseBlock({ path: 'test.md', firstLine: 1, text }).block, {});
}

/** Verdict, the line that differs with its reason, and how many lines were not reached. */
async function check(
  text: string,
  expected: readonly [verdict: string, reason: RegExp, notReached?: number],
): Promise<void> {
  const { verdict, reason, transcript } = await replay(text);
  expect(verdict).toBe(expected[0]);
  expect(reason ?? '').toMatch(expected[1]);
  if (expected[2] !== undefined)
    expect(transcript.filter(({ status }) => status === 'not-reached').length).toBe(expected[2]);
}

const pair = 'socketpair(AF_UNIX, SOCK_STREAM, 0, [a, b]) = 0\nsend(a, "hello", 5, 0) = 5\n';

describe('a line that differs refutes its block', () => {
  it('another error', () =>
    check('socket(AF_INET, SOCK_STREAM, 0) = s\nconnect(s, 127.0.0.1:9) = -1 ETIMEDOUT\nclose(s) = 0', [
      'refuted',
      /^line 2: another result$/,
      1,
    ]));
  it('another number', () => check(`${pair}recv(b, "hello", 64, 0) = 4`, ['refuted', /^line 3: another result$/]));
  it('one other byte of data', () =>
    check(`${pair}recv(b, "hellp", 64, 0) = 5`, ['refuted', /^line 3: another text$/]));
  it('data where none are claimed', () => check(`${pair}recv(b, "", 64, 0) = 5`, ['refuted', /another text/]));
  it('another prefix and suffix', async () => {
    await check(`${pair}recv(b, "hel"..., 64, 0) = 5`, ['supported', /^$/]);
    await check(`${pair}recv(b, ..."llo", 64, 0) = 5`, ['supported', /^$/]);
    await check(`${pair}recv(b, "hex"..., 64, 0) = 5`, ['refuted', /another text/]);
  });
  it('a call that blocks though it claims a result', () =>
    check(`${pair}recv(a, "x", 64, 0) = 1\nclose(a) = 0`, ['refuted', /line 3: it blocks: recv was still asleep/, 1]));
  it('a call that returns though it claims to sleep', () =>
    check(`${pair}recv(b, _, 64, 0) = <unfinished ...>`, ['refuted', /line 3: another result/]));
  it('a wait that never comes true, with the last answer', () =>
    check(`${pair}wait FIONREAD(b) == 6`, ['refuted', /FIONREAD\(b\) is 5, 6 is 6: .* never came true/]));
  it('a check', () => check(`${pair}check FIONREAD(b) > 5`, ['refuted', /FIONREAD\(b\) is 5/]));
  it('a number of repeats', () =>
    check(
      'socketpair(AF_UNIX, SOCK_DGRAM, 0, [a, b]) = 0\nrepeat 3 send(a, "x", 1, 0) = 1\nrepeat 4 recv(b, "x", 9, MSG_DONTWAIT) = 1',
      ['refuted', /line 3: after 3 calls another answer came/],
    ));
  it('a time', async () => {
    const timed =
      'socket(AF_INET, SOCK_DGRAM, 0) = s\nbind(s, 127.0.0.1:9000) = 0\nsetsockopt(s, SOL_SOCKET, SO_RCVTIMEO, {tv_sec=0, tv_usec=50000}, 16) = 0\nrecv(s, _, 9, 0) = -1 EAGAIN ';
    await check(`${timed}<0.4..>`, ['refuted', /line 4: it took only 0\.0/]);
    await check(`${timed}<..0.01>`, ['refuted', /line 4: it took 0\./]);
    await check(`${timed}<0.04..>`, ['supported', /^$/]);
  });
  it('a packet that is another, and one that never came', async () => {
    const text = measuredBlocks['stream/two-writes-one-read'] ?? '';
    await check(text.replace('IP listener > c: Flags [S.]', 'IP listener > c: Flags [R.]'), [
      'refuted',
      /the next packet was .*Flags \[S\.\]/,
    ]);
    await check(
      text.replace('IP c > listener: Flags [.]\n', 'IP c > listener: Flags [.]\nIP c > listener: Flags [F.]\n'),
      ['refuted', /no such packet came/],
    );
  });
  it('an ending', async () => {
    await check(
      '[p] socketpair(AF_UNIX, SOCK_STREAM, 0, [a, b]) = 0\n[p] close(b) = 0\n[p] send(a, "x", 1, 0) = -1 EPIPE\n[p] +++ exited with 0 +++',
      ['refuted', /p was killed by SIGPIPE/],
    );
    await check(
      '[p] socketpair(AF_UNIX, SOCK_STREAM, 0, [a, b]) = 0\n[p] rt_sigaction(SIGTERM, {sa_handler=SIG_IGN}, NULL, 8) = 0\n[q] kill(p, SIGTERM) = 0\n[p] --- SIGTERM {} ---',
      ['refuted', /SIGTERM is ignored/],
    );
    await check('[p] socketpair(AF_UNIX, SOCK_STREAM, 0, [a, b]) = 0\n[p] +++ exited with 3 +++', ['supported', /^$/]);
  });
  it('a name that is bound to something else', () =>
    check(
      'socket(AF_INET, SOCK_DGRAM, 0) = s\nbind(s, 127.0.0.1:9000) = 0\ngetsockopt(s, SOL_SOCKET, SO_TYPE, [n], [4]) = 0\ngetsockname(s, 127.0.0.1:n, _) = 0',
      ['refuted', /line 4: another addr/],
    ));
});

describe('what is not refuted', () => {
  it('claims of this system’s alternative, whose 0 or -1 frees the data', () =>
    check(`${pair}recv(b, "hello", 64, 0) = 5\nrecv(b, "gone", 64, MSG_DONTWAIT) = 4 | linux: -1 EAGAIN`, [
      'supported',
      /^$/,
    ]));
  it('twin names of one number', () =>
    check(`${pair}recv(a, _, 64, MSG_DONTWAIT) = -1 EWOULDBLOCK`, ['supported', /^$/]));
  it('members that are not written', () =>
    check(`${pair}recvmsg(b, {msg_iov=[{iov_base="hello", iov_len=64}]}, 0) = 5`, ['supported', /^$/]));
  it('a line that could not be read makes the block not testable', () =>
    check('socket(AF_INET, SOCK_STREAM, 0) = s\nexecve("/bin/sh") = 0', ['not-testable-here', /could not be read/, 1]));
  it('a need that is not met, with the reason', async () => {
    await check('needs: darwin\nsocket(AF_INET, SOCK_STREAM, 0) = s', [
      'not-testable-here',
      /^needs darwin: this is linux$/,
      1,
    ]);
    await check('needs: SO_NOSIGPIPE\nsocket(AF_INET, SOCK_STREAM, 0) = s', ['not-testable-here', /linux has none/]);
  });
  it('hostile text never throws', async () => {
    for (const text of [
      '[',
      '['.repeat(1e6),
      '\0',
      'send('.repeat(9_000),
      'socket(AF_INET, 1e99, 0) = s',
      'IP a > b: Flags [S]',
      'wire drop',
      '[p] <... recv resumed> = 0',
    ]) {
      expect((await replay(text)).verdict).toMatch(/supported|refuted|not-testable-here/);
    }
  });
});

describe('an ordinary user', () => {
  const isRoot = process.getuid?.() === 0;
  const setpriv = spawnSync('setpriv', ['--version']).status === 0;
  it.skipIf(!isRoot || !setpriv)('has a private world, too', () => {
    const built = new URL('../../dist/experiments/index.js', import.meta.url).href;
    const program = `
      const { parseBlock, openReplayer } = await import(${JSON.stringify(built)});
      const replayer = openReplayer({ runners: 1 });
      for (const text of ${JSON.stringify([measuredBlocks['stream/two-writes-one-read'], measuredBlocks['unix-dgram/receiver-full'], 'host l 10.0.0.1\nhost r 10.0.0.2\n[a@l] socket(AF_INET, SOCK_DGRAM, 0) = s'])}) {
        const { verdict, isPrivate } = await replayer.replay(parseBlock({ path: 'x', firstLine: 1, text }).block, {});
        process.stdout.write(verdict + ' ' + isPrivate + '\\n');
      }
      replayer.close();`;
    const run = spawnSync(
      'setpriv',
      ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, '--input-type=module', '-e', program],
      { encoding: 'utf8', timeout: 30_000, cwd: '/', env: { PATH: process.env['PATH'] } },
    );
    expect(run.stdout || run.stderr).toBe('supported true\nsupported true\nsupported true\n');
  });
});
