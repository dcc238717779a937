import { describe, expect, it } from 'vitest';
import { checkBlock, experimentRules, parseBlock } from '../../src/experiments/index.ts';

/** A block, and all that is reported of it: `line:column-end rule`, the best advice behind `->`. */
const faults: readonly (readonly [string, readonly string[]])[] = [
  ['socket(AF_INET, SOCK_STREAM, 0', ['1:31-31 syntax-error']],
  ['socket(AF_INET, SOCK_STREAM, 0)', ['1:32-32 syntax-error']],
  ['close(-1) = 0 = 0', ['1:15-16 syntax-error']],
  ['send(-1, "x, 1, 0) = 1', ['1:10-23 syntax-error']],
  ['send(-1, "\\x1", 1, 0) = 1', ['1:11-13 syntax-error']],
  ['listen(-1, 08) = 0', ['1:12-14 syntax-error']],
  ['[Client] close(-1) = 0', ['1:1-2 syntax-error']],
  ['close(-1) = 0 -> n', ['1:15-19 syntax-error']],
  ['wire drop 2 in 5', ['1:17-17 syntax-error']],
  ['chek a == b', ['1:1-5 unknown-keyword -> check']],
  ['needs linux', ['1:1-6 unknown-keyword -> needs:']],
  ['sokcet(AF_INET, SOCK_STREAM, 0) = s', ['1:1-7 unknown-call -> socket']],
  ['openat(3, "x", O_RDONLY) = 4', ['1:1-7 unknown-call']],
  ['epoll_create1(0) = 3', ['1:1-14 unknown-call']],
  ['check FIONRED(-1) == 0', ['1:7-14 unknown-query -> FIONREAD']],
  ['close(-1) = 0 | drawin: 0', ['1:17-23 unknown-system -> darwin']],
  ['socket(AF_INTE, SOCK_STREAM, 0) = _', ['1:8-15 unknown-constant -> AF_INET']],
  ['socket(AF_INET, SOCK_STREAM|SOCK_NONBLOK, 0) = _', ['1:29-41 unknown-constant -> SOCK_NONBLOCK']],
  ['setsockopt(-1, SOL_SOCKET, SO_BINDTODEVICE, [1], 4) = 0', ['1:28-43 unknown-constant']],
  ['fcntl(-1, F_DUPFD) = _', ['1:11-18 unknown-constant']],
  ['fcntl(-1, 1030) = _', ['1:11-15 wrong-argument -> F_GETFL']],
  ['close(-1) = -1 EBADFD', ['1:13-22 unknown-errno -> EBADF']],
  ['[a] +++ killed by SIGKIL +++', ['1:1-29 unknown-signal -> SIGKILL']],
  ['setsockopt(-1, SOL_SOCKET, SO_LINGER, {l_onof=1}) = _', ['1:40-48 unknown-member -> l_onoff']],
  ['needs: ipv7', ['1:8-12 unknown-need -> ipv6']],
  ['kill(nobody, SIGTERM) = 0', ['1:6-12 unknown-actor -> main']],
  ['kill(1, SIGTERM) = 0', ['1:6-7 wrong-argument']],
  ['host left 10.0.0.1\n[a@lift] close(-1) = 0', ['2:1-9 unknown-host -> left']],
  ['[b] close(-1) = -1 EBADF\n[a] fork() = b', ['2:14-15 known-actor']],
  ['listen(-1) = 0', ['1:1-7 wrong-arguments']],
  ['bind(-1, 5) = 0', ['1:10-11 wrong-argument']],
  ['send(-1, "x"..., 1, 0) = 1', ['1:10-16 wrong-argument']],
  ['chmod("a", 04755) = 0', ['1:12-17 wrong-argument']],
  ['close(0x3) = 0', ['1:7-10 wrong-argument']],
  ['close(-1) = -2', ['1:13-15 wrong-result']],
  ['listen(-1, 5) = n', ['1:17-18 wrong-result']],
  ['check state(127.0.0.1:1) < LISTEN', ['1:7-34 wrong-condition']],
  ['close(s) = 0', ['1:7-8 unbound-name']],
  [
    'socket(AF_INET, SOCK_STREAM, 0) = sock\nclose(sokc) = 0',
    ['1:35-39 unused-name -> _', '2:7-11 unbound-name -> sock'],
  ],
  [
    '[a] socket(AF_INET, SOCK_STREAM, 0) = s\n[b] socket(AF_INET, SOCK_STREAM, 0) = s\ncheck FIONREAD(s) == 0',
    ['3:16-17 ambiguous-name -> a:s'],
  ],
  ['socket(AF_INET, SOCK_STREAM, 0) = check', ['1:35-40 reserved-name', '1:35-40 unused-name -> _']],
  ['socket(AF_INET, SOCK_STREAM, 0) = s\nsocket(AF_INET, SOCK_STREAM, 0) = s', ['2:35-36 rebound-name']],
  ['socket(AF_INET, SOCK_STREAM, 0) = s', ['1:35-36 unused-name -> _']],
  ['socket(2, SOCK_STREAM, 0) = _', ['1:8-9 literal-number']],
  ['recv(-1, _, 1, 0) =? _', ['1:19-23 nothing-to-ask']],
  ['host a 10.0.0.1\nhost a 10.0.0.2', ['2:6-7 twice-said']],
  ['close(-1) = 0 | darwin: 1 | darwin: 2', ['1:29-38 twice-said']],
  ['<... recv resumed> = 1', ['1:6-10 resume-without-call']],
  ['[a] recv(-1, _, 1, 0) = <unfinished ...>\n[a] close(-1) = _\n[a.2] close(-1) = _', ['2:1-18 actor-asleep']],
  ['[a] +++ exited with 0 +++\n[a] close(-1) = _', ['2:1-4 actor-ended']],
  ['host a 10.0.0.1\nclose(-1) = _', ['2:1-14 actor-without-host']],
  ['host a 10.0.0.1\n[x] close(-1) = _', ['2:1-4 actor-without-host']],
  ['wire down', ['1:1-10 wire-without-hosts']],
  ['repeat 3 socket(AF_INET, SOCK_STREAM, 0) = _', ['1:10-16 repeat-not-allowed']],
  ['connect(-1, 8.8.8.8:53) = 0', ['1:13-23 address-outside']],
  ['connect(-1, 0.0.0.0:53) = 0', ['1:13-23 address-outside']],
  ['connect(-1, 192.0.2.1:53) = 0', ['1:13-25 address-outside']],
  ['needs: netns\nconnect(-1, 192.0.2.1:53) = 0\nbind(-1, [::]:0) = 0', []],
  ['connect(-1, [fe80::1]:53) = 0', ['1:13-25 address-outside']],
  ['connect(-1, [::ffff:8.8.8.8]:53) = 0', ['1:13-32 address-outside']],
  ['host a 8.8.8.8', ['1:8-15 address-outside']],
  ['open("../x", O_RDONLY) = _', ['1:6-12 file-name-outside']],
  ['bind(-1, "a/b") = 0', ['1:10-15 file-name-outside']],
  ['unlink("."*2) = 0', ['1:8-13 file-name-outside']],
  ['unlink("a\\0b") = 0', ['1:8-14 file-name-outside']],
  ['check sysctl(kernel.hostname) == 0', ['1:7-30 sysctl-outside']],
  ['send(-1, "abc", 4000, 0) = _', ['1:17-21 length-beyond-data -> 3']],
  ['sendmsg(-1, {msg_iov=[{iov_base="abc", iov_len=4}]}, 0) = _', ['1:48-49 length-beyond-data -> 3']],
  ['poll([[[[[[[[[[]]]]]]]]]], 1, 0) = 0', ['1:15-16 nested-too-deep']],
  ['recv(-1, _, 1000000000, 0) = _', ['1:13-23 too-large']],
  ['send(-1, "x"*2000000, 1, 0) = _', ['1:1-32 too-large']],
  ['repeat 1000000 close(-1) = _', ['1:16-21 too-large']],
  ['bind(-1, "x", 1000) = _', ['1:15-19 too-large']],
  ['close(-1) = _\n'.repeat(1001), ['1001:1-14 too-large']],
  [Array.from({ length: 9 }, (_, index) => `[a${index}] close(-1) = _`).join('\n'), ['9:1-5 too-large']],
  ['# a\rb', ['1:1-6 control-character']],
];

function reports(text: string): string[] {
  const { block, diagnostics } = parseBlock({ path: 'note.md', firstLine: 1, text });
  return [...diagnostics, ...checkBlock(block)].map(({ line, column, endColumn, rule, expected }) => {
    const best = expected?.[0] === undefined ? '' : ` -> ${expected[0]}`;
    return `${line}:${column}-${endColumn ?? column} ${rule}${best}`;
  });
}

describe('a fault in a block', () => {
  it.each(faults)('is reported at its place: %s', (text, expected) => {
    expect(reports(text)).toEqual(expected);
  });

  it('has a test for each of its rules', () => {
    const tested = new Set(faults.flatMap(([, expected]) => expected.map((each) => each.split(' ')[1])));
    expect(Object.keys(experimentRules).filter((rule) => !tested.has(rule))).toEqual([]);
  });

  it('costs no other line', () => {
    const { block } = parseBlock({
      path: 'note.md',
      firstLine: 1,
      text: 'sokcet(1) = 0\nclose(-1) = -1 EBADF\n)\n# end',
    });
    expect(block.lines.map(({ kind }) => kind)).toEqual(['faulty', 'call', 'faulty', 'comment']);
  });

  it('stands where the block stands in its note', () => {
    const { diagnostics } = parseBlock({ path: 'a/b.md', firstLine: 40, indent: 2, text: '\nchek x' });
    expect(diagnostics).toEqual([
      {
        path: 'a/b.md',
        line: 41,
        column: 3,
        endLine: 41,
        endColumn: 7,
        severity: 'error',
        rule: 'unknown-keyword',
        message: '`chek` begins no line of the language. Did you mean `check`?',
        expected: ['check'],
      },
    ]);
  });

  it('shows no control character of the note in a message or in the tree', () => {
    const text = 'a\u001b[2Jb\u202e(x)\nclose(-1) = 0 # x\u0007\u009b\n\0\u001b]0;t\u0007';
    const { block, diagnostics } = parseBlock({ path: 'note.md', firstLine: 1, text });
    expect(JSON.stringify([block, diagnostics].flat())).not.toMatch(/\\u00[01]|\\u009b|\u202e|\u009b/);
  });
});

describe('a very large block', () => {
  const million = 1 << 20;
  const hostile: readonly (readonly [string, string])[] = [
    ['brackets', '['.repeat(million)],
    ['calls of brackets', 'poll(' + '[{fd='.repeat(million / 5)],
    ['one long text', `send(-1, "${'\\x00'.repeat(million / 4)}", 1, 0) = 1`],
    ['a text that never ends', `send(-1, "${'\\\\'.repeat(million / 2)}`],
    ['a long name', 'a'.repeat(million)],
    ['digits', `close(${'9'.repeat(million)}) = 0`],
    ['lines', 'x\n'.repeat(million / 2)],
    ['comments of strace', 'close(' + '/**/'.repeat(million / 4) + '-1) = 0'],
    ['annotations', `close(3<${'['.repeat(million)}`],
    ['NUL', '\0'.repeat(million)],
    ['blanks', `x${' '.repeat(million)}x`],
    ['blanks before a comment', `close(-1) = 0${' \t'.repeat(million / 2)}# x`],
    ['blanks in a comment', `# x${' '.repeat(million)}x`],
    ['flags', `send(-1, "x", 1, ${'A|'.repeat(million / 2)}A) = 1`],
    ['fates', `IP a > b: Flags [S]${' (lost)'.repeat(million / 8)}`],
    ['new processes', '(' + 'strace: Process 5 attached'.repeat(million / 26)],
    ['resumes', '[pid 5] recv(3, <unfinished ...>\n'.repeat(million / 64)],
  ];

  it.each(hostile)('of %s is read in time that grows with its size', (_, text) => {
    const time = (input: string) => {
      const start = performance.now();
      const { block } = parseBlock({ path: 'note.md', firstLine: 1, text: input });
      checkBlock(block);
      return performance.now() - start;
    };
    time(text.slice(0, 1000));
    // A quadratic reader would need minutes for these; 10 s leaves room for a busy machine.
    expect(time(text)).toBeLessThan(10_000);
  });
});
