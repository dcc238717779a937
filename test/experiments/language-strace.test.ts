import { describe, expect, it } from 'vitest';
import { parseBlock, printBlock } from '../../src/experiments/index.ts';

/** What strace prints, and the canonical form of it; where the second is missing, the line is passed over. */
const pairs: readonly (readonly [string, string])[] = [
  ['sendto(3, "x", 1, MSG_DONTWAIT, NULL, 0) = 1', 'send(3, "x", 1, MSG_DONTWAIT) = 1'],
  ['sendto(3, "x", 1, 0, {sa_family=AF_UNIX, sun_path=@"abs"}, 6) = 1', 'sendto(3, "x", 1, 0, @"abs", 6) = 1'],
  ['recvfrom(4, "a\\0\\1\\3779", 64, 0, NULL, NULL) = 5', 'recv(4, "a\\x00\\x01\\xff9", 64, 0) = 5'],
  [
    'recvfrom(4, 0x7ffd1c, 64, 0, NULL, NULL) = -1 EAGAIN (Resource temporarily unavailable)',
    'recv(4, _, 64, 0) = -1 EAGAIN',
  ],
  [
    'recvfrom(4, "q", 10, 0, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.1")}, [128 => 16]) = 1',
    'recvfrom(4, "q", 10, 0, 127.0.0.1:53, [128 => 16]) = 1',
  ],
  ['openat(AT_FDCWD, "f", O_RDWR|O_CREAT, 0600) = 3', 'open("f", O_RDWR|O_CREAT, 0600) = 3'],
  ['openat(AT_FDCWD</home/a b>, "f", O_RDONLY) = 3</home/a b/f>', 'open("f", O_RDONLY) = 3'],
  ['pipe2([3, 4], 0) = 0', 'pipe([3, 4]) = 0'],
  ['pipe2([3, 4], O_DIRECT) = 0', 'pipe2([3, 4], O_DIRECT) = 0'],
  ['dup3(3, 5, 0) = 5', 'dup2(3, 5) = 5'],
  ['mknodat(AT_FDCWD, "q", S_IFIFO|0600) = 0', 'mkfifo("q", 0600) = 0'],
  [
    'newfstatat(3, "", {st_mode=S_IFSOCK|0777, st_size=0, ...}, AT_EMPTY_PATH) = 0',
    'fstat(3, {st_mode=S_IFSOCK|0777, st_size=0}) = 0',
  ],
  ['newfstatat(AT_FDCWD, "x", {st_mode=S_IFREG|0644, st_ino=7}, 0) = 0', 'stat("x", {st_mode=S_IFREG|0644}) = 0'],
  [
    'ppoll([{fd=3, events=POLLIN}], 1, {tv_sec=1, tv_nsec=500000000}, NULL, 0) = 0 (Timeout)',
    'poll([{fd=3, events=POLLIN}], 1, 1500) = 0',
  ],
  [
    'poll([{fd=3, events=POLLIN}], 1, -1) = 1 ([{fd=3, revents=POLLIN|POLLHUP}])',
    'poll([{fd=3, events=POLLIN}], 1, -1) = 1 ([{fd=3, revents=POLLIN|POLLHUP}])',
  ],
  ['fcntl(3, F_GETFL) = 0x802 (flags O_RDWR|O_NONBLOCK)', 'fcntl(3, F_GETFL) = 0x802 (flags O_RDWR|O_NONBLOCK)'],
  [
    'getsockopt(3, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0',
    'getsockopt(3, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0',
  ],
  [
    'setsockopt(3, SOL_SOCKET, SO_RCVTIMEO_OLD, "\\0\\0\\0\\0\\0\\0\\0\\0P\\303\\0\\0\\0\\0\\0\\0", 16) = 0',
    'setsockopt(3, SOL_SOCKET, SO_RCVTIMEO, {tv_sec=0, tv_usec=50000}, 16) = 0',
  ],
  ['setsockopt(3, SOL_TCP, TCP_NODELAY, [1], 4) = 0', 'setsockopt(3, IPPROTO_TCP, TCP_NODELAY, [1], 4) = 0'],
  [
    'bind(3, {sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "::1", &sin6_addr), sin6_scope_id=0}, 28) = 0',
    'bind(3, [::1]:80, 28) = 0',
  ],
  [
    'bind(3, {sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr("0.0.0.0")}, 16) = 0',
    'bind(3, 0.0.0.0:0, 16) = 0',
  ],
  ['connect(3, {sa_family=AF_UNSPEC, sa_data="\\0\\0"}, 16) = 0', 'connect(3, AF_UNSPEC, 16) = 0'],
  ['getsockname(3, {sa_family=AF_UNIX}, [128 => 2]) = 0', 'getsockname(3, {sa_family=AF_UNIX}, [128 => 2]) = 0'],
  [
    'rt_sigaction(SIGPIPE, {sa_handler=SIG_IGN, sa_mask=[PIPE HUP], sa_flags=SA_RESTORER|SA_RESTART, sa_restorer=0x7f1c}, {sa_handler=SIG_DFL, sa_mask=~[RTMIN], sa_flags=0}, 8) = 0',
    'rt_sigaction(SIGPIPE, {sa_handler=SIG_IGN, sa_flags=SA_RESTORER|SA_RESTART}, {sa_handler=SIG_DFL, sa_flags=0}, 8) = 0',
  ],
  [
    'rt_sigaction(SIGUSR1, {sa_handler=0x401136, sa_flags=0}, NULL, 8) = 0',
    'rt_sigaction(SIGUSR1, {sa_handler=catch, sa_flags=0}, NULL, 8) = 0',
  ],
  [
    'recvmsg(4, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="!", iov_len=1}], msg_iovlen=1, msg_control=[{cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[5]}], msg_controllen=24, msg_flags=0}, 0) = 1',
    'recvmsg(4, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="!", iov_len=1}], msg_iovlen=1, msg_control=[{cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[5]}], msg_controllen=24, msg_flags=0}, 0) = 1',
  ],
  [
    'accept(3<TCP:[127.0.0.1:80]>, NULL, NULL) = 4<TCP:[127.0.0.1:80->127.0.0.1:9]> <0.000012>',
    'accept(3, NULL, NULL) = 4',
  ],
  ['12:34:56.789012 close(3) = 0 <0.000005>', 'close(3) = 0'],
  ['1700000000.123456 close(3) = 0', 'close(3) = 0'],
  ['     0.000123 close(3) = 0', 'close(3) = 0'],
  ['4242  12:34:56 close(3) = 0', 'close(3) = 0'],
  ['[pid  4242] 12:34:56 close(3) = 0', 'close(3) = 0'],
  ['close(3) = 0 /* strace said so */ <0.000001>', 'close(3) = 0'],
  [
    'recvfrom(3, 0x7ffe, 64, 0, NULL, NULL) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)',
    'recv(3, _, 64, 0) = ? ERESTARTSYS',
  ],
  ['--- SIGPIPE {si_signo=SIGPIPE, si_code=SI_USER, si_pid=1, si_uid=0} ---', '--- SIGPIPE {...} ---'],
  ['+++ killed by SIGSEGV (core dumped) +++', '+++ killed by SIGSEGV +++'],
  ['exit_group(0) = ?', ''],
  ['--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=5} ---', ''],
  ['strace: Process 5 attached', ''],
];

function canonical(text: string) {
  const { block, diagnostics } = parseBlock({ path: 'strace.log', firstLine: 1, text });
  return { printed: printBlock(block).trimEnd(), faults: diagnostics.map(({ message }) => message) };
}

describe('strace output', () => {
  it.each(pairs)('%s', (text, printed) => {
    expect(canonical(text)).toEqual({ printed, faults: [] });
  });

  it('of several processes and threads names actors, and joins what was cut', () => {
    const log = [
      '100 socketpair(AF_UNIX, SOCK_STREAM, 0, [3, 4]) = 0',
      '100 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD <unfinished ...>',
      '101 read(4,  <unfinished ...>',
      '100 <... clone resumed>, child_tidptr=0x7f) = 101',
      '100 clone3({flags=CLONE_VM|CLONE_THREAD, stack=0x7f} => {parent_tid=[102]}, 88) = 102',
      '102 read(3, <unfinished ...>',
      '100 write(3, "hi", 2) = 2',
      '101 <... read resumed>"hi", 64) = 2',
      '101 exit_group(0) = ?',
      '101 +++ exited with 0 +++',
      '102 <... read resumed>"", 10) = 0',
      '102 exit(0) = ?',
      '102 +++ exited with 0 +++',
    ].join('\n');
    expect(canonical(log).printed.split('\n')).toEqual([
      'socketpair(AF_UNIX, SOCK_STREAM, 0, [3, 4]) = 0',
      'fork() = pid101',
      '[pid101] read(4, _, 64 <unfinished ...>',
      '[main.2] read(3, _, 10 <unfinished ...>',
      'write(3, "hi", 2) = 2',
      '[pid101] <... read resumed>"hi", 64) = 2',
      '[pid101] +++ exited with 0 +++',
      '[main.2] <... read resumed>"", 10) = 0',
    ]);
  });

  it('on a terminal is put together where strace broke a line', () => {
    const log =
      'clone(child_stack=NULL, flags=SIGCHLDstrace: Process 7 attached\n, child_tidptr=0x7f) = 7\n[pid 7] close(3) = 0\nrecvfrom(3, ';
    expect(canonical(log)).toMatchObject({ printed: 'fork() = pid7\n[pid7] close(3) = 0\nrecvfrom(3,' });
  });

  it('gives a call that never returned its missing arguments', () => {
    expect(canonical('recvfrom(3,  <unfinished ...>').printed).toBe('recv(3, _, 65536, 0 <unfinished ...>');
    expect(canonical('accept(3,  <unfinished ...>').printed).toBe('accept(3, NULL, NULL <unfinished ...>');
  });
});
