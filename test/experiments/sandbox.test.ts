import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import type { Block, Line, ReplayOptions, Transcript, Value } from '../../src/experiments/index.ts';
import { openReplayer, parseBlock } from '../../src/experiments/index.ts';

/**
 * The parser and checkBlock would stop much of this before. Here nobody asks them: what they leave of a line is replayed,
 * and where they would not even make a line of it, the syntax tree is built by hand.
 */
const replayer = openReplayer({ runners: 2 });
afterAll(() => replayer.close());

function blockOf(text: string): Block {
  return parseBlock({ path: 'hostile.md', firstLine: 1, text }).block;
}

async function attempt(block: Block | string, options: ReplayOptions = {}): Promise<Transcript> {
  return replayer.replay(typeof block === 'string' ? blockOf(block) : block, options);
}

/** The rule that refused it; otherwise what it came to. */
async function refusal(block: Block | string, options: ReplayOptions = {}): Promise<string> {
  const { verdict, reason } = await attempt(block, options);
  return /refused by the sandbox \((rule \d+)\)/.exec(reason ?? '')?.[1] ?? `${verdict}: ${reason ?? ''}`;
}

const span = { line: 1, column: 1, endColumn: 1 };
const integer = (value: number): Value => ({ kind: 'integer', value, base: 'decimal', span });
const name = (text: string): Value => ({ kind: 'name', name: text, span });
const text = (bytes: string): Value => ({ kind: 'text', bytes, repeat: 1, match: 'whole', span });

/** Replaces the arguments of a block's last line, past everything that the parser would say. */
function withArguments(source: string, ...values: readonly Value[]): Block {
  const block = blockOf(source);
  const lines = block.lines.map((line, index): Line =>
    index === block.lines.length - 1 && line.kind === 'call' ? { ...line, arguments: values } : line,
  );
  return { ...block, lines };
}

const inet = (host: string, port: number): Value => ({
  kind: 'address',
  family: host.includes(':') ? 'inet6' : 'inet',
  host,
  port: { kind: 'integer', value: port, base: 'decimal', span },
  span,
});

describe('rule 1: data travel only on UNIX and Internet sockets', () => {
  it.each([
    [
      'bind',
      withArguments('socket(AF_NETLINK, SOCK_RAW, 0) = n\nbind(n, AF_UNSPEC, 16) = 0', name('n'), {
        kind: 'address',
        family: 'unspec',
        span,
      }),
    ],
    [
      'send',
      withArguments(
        'socket(AF_NETLINK, SOCK_RAW, 0) = n\nsend(n, "x", 1, 0) = 1',
        name('n'),
        text('\x20\0\0\0'),
        integer(4),
        integer(0),
      ),
    ],
    ['recv', blockOf('socket(AF_PACKET, SOCK_DGRAM, 0) = n\nrecv(n, _, 64, MSG_DONTWAIT) = -1 EAGAIN')],
    ['dup', blockOf('socket(AF_NETLINK, SOCK_RAW, 0) = n\ndup(n) = m')],
    ['setsockopt', blockOf('socket(AF_NETLINK, SOCK_RAW, 0) = n\nsetsockopt(n, SOL_SOCKET, SO_RCVBUF, [1], 4) = 0')],
  ])('a netlink or packet socket is not let %s', async (_, block) => {
    const needs = { ...block, lines: [...blockOf('needs: root').lines, ...block.lines] };
    expect(await refusal(needs)).toBe('rule 1');
  });

  it('a foreign socket is not handed on by SCM_RIGHTS', async () => {
    const block = `needs: root
socket(AF_NETLINK, SOCK_RAW, 0) = n
socketpair(AF_UNIX, SOCK_STREAM, 0, [a, b]) = 0
sendmsg(a, {msg_iov=[{iov_base="x", iov_len=1}], msg_control=[{cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[n]}]}, 0) = 1`;
    expect(await refusal(block)).toBe('rule 6');
  });

  it('raw sockets are for private networks; elsewhere a line may claim their refusal', async () => {
    expect(await refusal('socket(AF_INET, SOCK_RAW, 255) = r', { world: 'shared' })).toBe('rule 1');
    const refused = await attempt('socket(AF_INET, SOCK_RAW, 255) =? -1 EPERM', { world: 'shared' });
    expect(refused.verdict).toBe('supported');
  });
});

describe('rule 2: addresses are loopback, the hosts, and what is reserved for documents', () => {
  const hosts = [
    '8.8.8.8',
    '10.0.0.1',
    '169.254.169.254',
    '192.168.0.1',
    '255.255.255.255',
    '224.0.0.1',
    'fe80::1',
    '2606:4700::1',
    '::ffff:8.8.8.8',
    'ff02::1',
  ];
  it.each(hosts)('%s is beyond them: connect, sendto and bind', async (host) => {
    const family = host.includes(':') ? 'AF_INET6' : 'AF_INET';
    for (const call of ['connect', 'bind'] as const) {
      const source = `socket(${family}, SOCK_DGRAM, 0) = s\n${call}(s, ${host.includes(':') ? '[::1]' : '127.0.0.1'}:53) = 0`;
      expect(await refusal(withArguments(source, name('s'), inet(host, 53)))).toBe('rule 2');
      expect(await refusal(withArguments(source, name('s'), inet(host, 53)), { world: 'shared' })).toBe('rule 2');
    }
    const source = `socket(${family}, SOCK_DGRAM, 0) = s\nsendto(s, "x", 1, 0, 127.0.0.1:53) = 1`;
    const values = [name('s'), text('x'), integer(1), integer(0), inet(host, 53)];
    expect(await refusal(withArguments(source, ...values))).toBe('rule 2');
  });

  it('a wildcard is bound in a private network only', async () => {
    const block = 'socket(AF_INET, SOCK_STREAM, 0) = s\nbind(s, 0.0.0.0:8080) = 0';
    expect(await refusal(block, { world: 'shared' })).toBe('rule 2');
    expect((await attempt(block)).verdict).toBe('supported');
  });
});

describe('rule 3: lists are closed by value', () => {
  it.each([
    ['SO_ATTACH_FILTER', 'SOL_SOCKET', 26],
    ['SO_BINDTODEVICE', 'SOL_SOCKET', 25],
    ['SO_PEERPIDFD', 'SOL_SOCKET', 77],
    ['SO_MARK', 'SOL_SOCKET', 36],
    ['TCP_REPAIR', 'IPPROTO_TCP', 19],
    ['TCP_ULP', 'IPPROTO_TCP', 31],
    ['IP_ADD_MEMBERSHIP', 'IPPROTO_IP', 35],
    ['IP_TRANSPARENT', 'IPPROTO_IP', 19],
  ])('the option %s is not let through, set or asked', async (_, level, option) => {
    const open = 'socket(AF_INET, SOCK_STREAM, 0) = s\n';
    const levelValue: Value = { kind: 'constant', name: level, span };
    const set = withArguments(
      `${open}setsockopt(s, SOL_SOCKET, SO_DEBUG, [1], 4) = 0`,
      name('s'),
      levelValue,
      integer(option),
      integer(1),
      integer(4),
    );
    const get = withArguments(
      `${open}getsockopt(s, SOL_SOCKET, SO_TYPE, _, _) = 0`,
      name('s'),
      levelValue,
      integer(option),
      { kind: 'any', span },
    );
    expect([await refusal(set), await refusal(get)]).toEqual(['rule 3', 'rule 3']);
  });

  it('ioctls, fcntl commands, message flags, open flags and families too', async () => {
    const open = 'socket(AF_INET, SOCK_DGRAM, 0) = s\n';
    const any: Value = { kind: 'any', span };
    const attempts = [
      withArguments(`${open}ioctl(s, FIONREAD, [0]) = 0`, name('s'), integer(0x8914), any),
      withArguments(`${open}fcntl(s, F_GETFL) = 2`, name('s'), integer(8), integer(1)),
      withArguments(`${open}fcntl(s, F_SETFL, O_NONBLOCK) = 0`, name('s'), integer(4), integer(0x2000)),
      withArguments(`${open}send(s, "x", 1, 0) = 1`, name('s'), text('x'), integer(1), integer(0x4000000)),
      withArguments('open("f", O_RDONLY) = f', text('f'), integer(0x410000), integer(0o600)),
      withArguments('socket(AF_INET, SOCK_DGRAM, 0) = s', integer(38_000), integer(2), integer(0)),
      withArguments('socket(AF_INET, SOCK_DGRAM, 0) = s', integer(2), integer(2), integer(4_000)),
    ];
    const rules: string[] = [];
    for (const block of attempts) rules.push(await refusal(block));
    expect(rules).toEqual(attempts.map(() => 'rule 3'));
  });

  it('the reserved unknown value shows what the kernel says to nonsense', async () => {
    const block = `socket(AF_INET, SOCK_STREAM, 0) = s
setsockopt(s, SOL_SOCKET, 9999, [1], 4) = -1 ENOPROTOOPT
socket(9999, SOCK_STREAM, 0) = -1 EAFNOSUPPORT
ioctl(s, 9999, _) = _
shutdown(s, 9999) = -1 EINVAL`;
    expect(await refusal(block)).toBe('supported: ');
  });
});

describe('rule 4: no byte but the block’s own is sent, no buffer is large', () => {
  const pair = 'socketpair(AF_UNIX, SOCK_STREAM, 0, [a, b]) = 0\n';
  const null_: Value = { kind: 'null', span };
  it.each<[string, Block]>([
    [
      'send past its data',
      withArguments(`${pair}send(a, "x", 1, 0) = 1`, name('a'), text('x'), integer(4_000), integer(0)),
    ],
    [
      'send a negative length',
      withArguments(`${pair}send(a, "x", 1, 0) = 1`, name('a'), text('x'), integer(-1), integer(0)),
    ],
    ['write past its data', withArguments(`${pair}write(a, "x", 1) = 1`, name('a'), text('x'), integer(2))],
    [
      'send from NULL',
      withArguments(`${pair}sendto(a, "x", 1, 0, NULL) = 1`, name('a'), text(''), integer(9), integer(0), null_),
    ],
    [
      'receive 10^9 bytes',
      withArguments(
        `${pair}recv(b, _, 64, MSG_DONTWAIT) = -1 EAGAIN`,
        name('b'),
        { kind: 'any', span },
        integer(1e9),
        integer(0x40),
      ),
    ],
    [
      'bind an address of 4,000 bytes',
      withArguments(
        'socket(AF_UNIX, SOCK_DGRAM, 0) = s\nbind(s, "x") = 0',
        name('s'),
        {
          kind: 'address',
          family: 'unix',
          abstract: false,
          name: { kind: 'text', bytes: 'x', repeat: 1, match: 'whole', span },
          span,
        },
        integer(4_000),
      ),
    ],
    [
      'set an option of 4,000 bytes',
      withArguments(
        `${pair}setsockopt(a, SOL_SOCKET, SO_RCVBUF, [1], 4) = 0`,
        name('a'),
        { kind: 'constant', name: 'SOL_SOCKET', span },
        { kind: 'constant', name: 'SO_RCVBUF', span },
        integer(1),
        integer(4_000),
      ),
    ],
    [
      'poll more descriptors than there are',
      withArguments(
        `${pair}poll([{fd=a, events=POLLIN}], 1, 0) = 0`,
        { kind: 'array', items: [], span },
        integer(1_000),
        integer(0),
      ),
    ],
  ])('does not let a line %s', async (_, block) => {
    expect(await refusal(block)).toBe('rule 4');
  });

  it('a written address length up to 256 sends zeros, not memory', async () => {
    const block = `socket(AF_UNIX, SOCK_DGRAM, 0) = s
bind(s, @"n", 40) = 0
getsockname(s, @"n${'\\x00'.repeat(36)}", [128 => 40]) = 0`;
    expect(await refusal(block)).toBe('supported: ');
  });
});

describe('rule 5: files are one component in the private folder', () => {
  const names = ['/etc/passwd', '../x', '..', '.', 'a/b', '', 'a\0b', 'ä', '-x y', '/proc/self/mem'];
  it.each(names)('%j is no such name, for a file or a UNIX socket', async (bytes) => {
    expect(await refusal(withArguments('open("f", O_RDONLY) = f', text(bytes), integer(0), integer(0)))).toBe('rule 5');
    if (bytes === '' || bytes.includes('\0')) return;
    const unix: Value = {
      kind: 'address',
      family: 'unix',
      abstract: false,
      name: { kind: 'text', bytes, repeat: 1, match: 'whole', span },
      span,
    };
    expect(await refusal(withArguments('socket(AF_UNIX, SOCK_DGRAM, 0) = s\nbind(s, "f") = 0', name('s'), unix))).toBe(
      'rule 5',
    );
  });

  it('leaves nothing behind where the folder is the machine’s', async () => {
    const before = readdirSync(tmpdir()).filter((one) => one.startsWith('sockrates-')).length;
    const block =
      'open("left", O_RDWR|O_CREAT, 0600) = f\nwrite(f, "x", 1) = 1\nmkfifo("p", 0600) = 0\nsocket(AF_UNIX, SOCK_DGRAM, 0) = s\nbind(s, "sock") = 0';
    expect((await attempt(block, { world: 'shared' })).verdict).toBe('supported');
    expect(readdirSync(tmpdir()).filter((one) => one.startsWith('sockrates-')).length).toBeLessThanOrEqual(before);
  });
});

describe('rule 6: signals reach the actors only', () => {
  it.each([1, -1, 0, process.pid, process.ppid])('kill(%d, …) by number is no line', async (pid) => {
    const { verdict } = await attempt(
      withArguments('[a] kill(a, SIGTERM) = 0', integer(pid), { kind: 'constant', name: 'SIGKILL', span }),
    );
    expect(verdict).toBe('refuted');
  });

  it('a bound number is no actor either', async () => {
    const block = `socket(AF_INET, SOCK_STREAM, 0) = s
getsockopt(s, SOL_SOCKET, SO_RCVLOWAT, [one], [4]) = 0
kill(one, SIGKILL) = 0`;
    const transcript = await attempt(block);
    expect([transcript.verdict, transcript.transcript.at(-1)?.status]).toEqual(['refuted', 'differs']);
  });

  it('signals that nobody may send, and forged credentials', async () => {
    expect(await refusal(withArguments('[a] kill(a, SIGTERM) = 0', name('a'), integer(11)))).toBe('rule 3');
    const forged = `needs: root
socketpair(AF_UNIX, SOCK_STREAM, 0, [a, b]) = 0
sendmsg(a, {msg_iov=[{iov_base="x", iov_len=1}], msg_control=[{cmsg_level=SOL_SOCKET, cmsg_type=SCM_CREDENTIALS, cmsg_data={pid=1, uid=0, gid=0}}]}, 0) = 1`;
    expect(await refusal(forged)).toBe('rule 6');
  });
});

describe('rule 7: the runner’s own descriptors have no name', () => {
  it.each(['0', '1', '2', '3', '4', '17'])('descriptor %s is not bound', async (digits) => {
    const transcript = await attempt(withArguments('close(a) = 0', name(digits)));
    expect(transcript.transcript.at(-1)).toMatchObject({ status: 'differs' });
    expect(transcript.transcript.at(-1)?.reason).toMatch(/not an open descriptor/);
  });

  it('an integer is no descriptor', async () => {
    expect((await attempt(withArguments('close(a) = 0', integer(3)))).transcript[0]?.reason).toBe(
      'a descriptor is a name',
    );
  });

  it('a fifo that nobody opens is a pending call, and is removed', async () => {
    expect((await attempt('mkfifo("p", 0600) = 0\nopen("p", O_RDONLY) = <unfinished ...>')).verdict).toBe('supported');
  });
});

describe('rules 8 and 9: what is read, and limits', () => {
  it('sysctl reads numbers under net only', async () => {
    const query = (variable: string): Block => {
      const block = blockOf('socket(AF_INET, SOCK_STREAM, 0) = s\ncheck sysctl(net.core.somaxconn) > 0');
      const lines = block.lines.map((line): Line => {
        if (line.kind !== 'check') return line;
        const left = {
          span,
          terms: [
            { sign: '+' as const, operand: { kind: 'query' as const, query: 'sysctl' as const, variable, span } },
          ],
        };
        return { ...line, condition: { ...line.condition, left } };
      });
      return { ...block, lines };
    };
    for (const variable of [
      'kernel.hostname',
      'net.core.../../kernel/osrelease',
      'net.ipv4.conf/all/x',
      '../self/environ',
      'net.core.somaxconn/',
    ]) {
      expect(await refusal(query(variable))).toBe('rule 8');
    }
  });

  it('chmod sets permissions, no more', async () => {
    const block = withArguments(
      'open("f", O_RDWR|O_CREAT, 0600) = f\nchmod("f", 0600) = 0',
      text('f'),
      integer(0o4755),
    );
    expect(await refusal(block)).toBe('rule 8');
  });

  it('a block has 8 actors, 1,000 lines, 256 descriptors and 32 MiB at most', async () => {
    const actors = Array.from({ length: 5_000 }, (_, at) => `[a${at}] socket(AF_INET, SOCK_STREAM, 0) = s`);
    expect((await attempt(actors.slice(0, 900).join('\n'))).reason).toBe('a block has at most 8 actors');
    expect((await attempt(actors.join('\n'))).reason).toBe('a block has at most 1000 lines');
    const sent = Array.from({ length: 40 }, () => 'sendto(s, "x"*1000000, 1000000, 0, 127.0.0.1:9) = -1 EMSGSIZE').join(
      '\n',
    );
    expect((await attempt(`socket(AF_INET, SOCK_DGRAM, 0) = s\n${sent}`)).reason).toBe('a block sends at most 32 MiB');
    const many = Array.from({ length: 300 }, (_, at) => `socket(AF_INET, SOCK_DGRAM, 0) = s${at}`).join('\n');
    const { transcript } = await attempt(many);
    expect(transcript.find(({ status }) => status === 'differs')?.result).toBe('-1 EMFILE');
  });

  it('an endless repeat differs', async () => {
    const { verdict, reason } = await attempt(
      'socket(AF_INET, SOCK_DGRAM, 0) = s\nrepeat sendto(s, "x", 1, 0, 127.0.0.1:9) = 1 -> n',
    );
    expect(verdict).toBe('refuted');
    expect(reason).toMatch(/it still answered so/);
  });
});

describe('rule 11: no root without a private world', () => {
  it.skipIf(process.getuid?.() !== 0)('actors are nobody on the machine’s own network', async () => {
    const block =
      'open("f", O_RDWR|O_CREAT, 0600) = f\nfstat(f, {st_mode=S_IFREG|0600, st_uid=65534, st_gid=65534}) = 0';
    expect((await attempt(block, { world: 'shared' })).verdict).toBe('supported');
  });

  it('and have no capability in a private one', async () => {
    const block = `socket(AF_INET, SOCK_STREAM, 0) = s
bind(s, 127.0.0.1:81) = -1 EACCES
open("f", O_RDWR|O_CREAT, 0) = f
close(f) = 0
open("f", O_RDWR) = -1 EACCES`;
    expect(await refusal(block)).toBe('supported: ');
  });
});
