/** Every call of the language: its parameters in order, which of them the kernel writes, what it returns. */

/** Decides what may stand in a parameter's place, and how it is read. */
export type ParameterKind =
  /** A name bound to a descriptor, or -1. */
  | 'descriptor'
  /** dup2's target: a name. */
  | 'target-descriptor'
  /** `[a, b]`: two names to bind. */
  | 'descriptor-pair'
  | 'family'
  | 'socket-type'
  | 'protocol'
  | 'address'
  /** In: an integer; in and out: `[128 => 16]`, `[16]`, `[size]`. */
  | 'length'
  | 'integer'
  | 'how'
  | 'data'
  | 'message-flags'
  /** `{msg_name=…, msg_iov=[…], msg_control=[…], msg_flags=…}` */
  | 'message'
  /** `[{iov_base="x", iov_len=1}]` */
  | 'vectors'
  | 'level'
  | 'option'
  /** `[1]`, `{l_onoff=1, l_linger=0}`, `{tv_sec=0, tv_usec=50000}`, `{pid=client}` */
  | 'option-value'
  | 'accept-flags'
  | 'fcntl-command'
  | 'status-flags'
  | 'ioctl-request'
  /** `[n]` */
  | 'integer-cell'
  /** `[{fd=c, events=POLLIN}]` */
  | 'poll-set'
  | 'pipe-flags'
  | 'file-name'
  | 'open-flags'
  | 'mode'
  | 'whence'
  /** `{st_mode=S_IFSOCK|0755, st_size=0}` */
  | 'file-status'
  /** A name of an actor. */
  | 'actor'
  | 'signal'
  /** `{sa_handler=SIG_IGN, sa_flags=SA_RESTART}` */
  | 'signal-action';

export interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
  /** What the kernel writes is claimed (or bound) by the line; `inout` is read and written. */
  readonly direction: 'in' | 'out' | 'inout';
  /** May be left out, with all that follow: then it is computed, or its natural default. */
  readonly optional: boolean;
}

/** What a successful call returns. */
export type ReturnKind =
  | 'zero'
  /** A new descriptor: digits are its name. */
  | 'descriptor'
  | 'count'
  /** A new actor. */
  | 'actor'
  /** fcntl's: `0x802 (flags O_RDWR|O_NONBLOCK)`, or 0. */
  | 'flags'
  /** poll's: `1 ([{fd=c, revents=POLLIN}])`. */
  | 'ready';

export interface Signature {
  readonly parameters: readonly Parameter[];
  readonly returns: ReturnKind;
  /** The manual page. */
  readonly page: string;
}

function input(name: string, kind: ParameterKind, optional = false): Parameter {
  return { name, kind, direction: 'in', optional };
}

function output(name: string, kind: ParameterKind, optional = false): Parameter {
  return { name, kind, direction: 'out', optional };
}

function both(name: string, kind: ParameterKind, optional = false): Parameter {
  return { name, kind, direction: 'inout', optional };
}

function call(page: string, returns: ReturnKind, ...parameters: readonly Parameter[]): Signature {
  return { page, returns, parameters };
}

const socket = input('sockfd', 'descriptor');
const descriptor = input('fd', 'descriptor');
const path = input('path', 'file-name');
const sent = input('buf', 'data');
const received = output('buf', 'data');
const size = input('len', 'integer');
const flags = input('flags', 'message-flags');
const peer = output('addr', 'address');
const peerLength = both('addrlen', 'length', true);

export const signatures = {
  socket: call(
    'socket(2)',
    'descriptor',
    input('domain', 'family'),
    input('type', 'socket-type'),
    input('protocol', 'protocol'),
  ),
  socketpair: call(
    'socketpair(2)',
    'zero',
    input('domain', 'family'),
    input('type', 'socket-type'),
    input('protocol', 'protocol'),
    output('sv', 'descriptor-pair'),
  ),
  bind: call('bind(2)', 'zero', socket, input('addr', 'address'), input('addrlen', 'length', true)),
  listen: call('listen(2)', 'zero', socket, input('backlog', 'integer')),
  accept: call('accept(2)', 'descriptor', socket, peer, peerLength),
  accept4: call('accept(2)', 'descriptor', socket, peer, both('addrlen', 'length'), input('flags', 'accept-flags')),
  connect: call('connect(2)', 'zero', socket, input('addr', 'address'), input('addrlen', 'length', true)),
  shutdown: call('shutdown(2)', 'zero', socket, input('how', 'how')),
  close: call('close(2)', 'zero', descriptor),
  send: call('send(2)', 'count', socket, sent, size, flags),
  sendto: call(
    'send(2)',
    'count',
    socket,
    sent,
    size,
    flags,
    input('dest_addr', 'address'),
    input('addrlen', 'length', true),
  ),
  sendmsg: call('send(2)', 'count', socket, input('msg', 'message'), flags),
  recv: call('recv(2)', 'count', socket, received, size, flags),
  recvfrom: call('recv(2)', 'count', socket, received, size, flags, output('src_addr', 'address'), peerLength),
  recvmsg: call('recv(2)', 'count', socket, both('msg', 'message'), flags),
  read: call('read(2)', 'count', descriptor, received, size),
  write: call('write(2)', 'count', descriptor, sent, { ...size, optional: true }),
  readv: call('readv(2)', 'count', descriptor, both('iov', 'vectors'), input('iovcnt', 'length', true)),
  writev: call('writev(2)', 'count', descriptor, input('iov', 'vectors'), input('iovcnt', 'length', true)),
  getsockname: call('getsockname(2)', 'zero', socket, peer, peerLength),
  getpeername: call('getpeername(2)', 'zero', socket, peer, peerLength),
  getsockopt: call(
    'getsockopt(2)',
    'zero',
    socket,
    input('level', 'level'),
    input('optname', 'option'),
    output('optval', 'option-value'),
    both('optlen', 'length', true),
  ),
  setsockopt: call(
    'setsockopt(2)',
    'zero',
    socket,
    input('level', 'level'),
    input('optname', 'option'),
    input('optval', 'option-value'),
    input('optlen', 'length', true),
  ),
  fcntl: call('fcntl(2)', 'flags', descriptor, input('cmd', 'fcntl-command'), input('arg', 'status-flags', true)),
  ioctl: call('ioctl(2)', 'zero', descriptor, input('request', 'ioctl-request'), output('argp', 'integer-cell')),
  poll: call('poll(2)', 'ready', input('fds', 'poll-set'), input('nfds', 'integer'), input('timeout', 'integer')),
  dup: call('dup(2)', 'descriptor', descriptor),
  dup2: call('dup(2)', 'descriptor', descriptor, input('newfd', 'target-descriptor')),
  pipe: call('pipe(2)', 'zero', output('pipefd', 'descriptor-pair')),
  pipe2: call('pipe(2)', 'zero', output('pipefd', 'descriptor-pair'), input('flags', 'pipe-flags')),
  mkfifo: call('mkfifo(3)', 'zero', path, input('mode', 'mode')),
  open: call('open(2)', 'descriptor', path, input('flags', 'open-flags'), input('mode', 'mode', true)),
  lseek: call('lseek(2)', 'count', descriptor, input('offset', 'integer'), input('whence', 'whence')),
  unlink: call('unlink(2)', 'zero', path),
  rename: call('rename(2)', 'zero', input('oldpath', 'file-name'), input('newpath', 'file-name')),
  chmod: call('chmod(2)', 'zero', path, input('mode', 'mode')),
  fstat: call('stat(2)', 'zero', descriptor, output('statbuf', 'file-status')),
  stat: call('stat(2)', 'zero', path, output('statbuf', 'file-status')),
  fork: call('fork(2)', 'actor'),
  kill: call('kill(2)', 'zero', input('pid', 'actor'), input('sig', 'signal')),
  rt_sigaction: call(
    'sigaction(2)',
    'zero',
    input('signum', 'signal'),
    input('act', 'signal-action'),
    output('oldact', 'signal-action', true),
    input('sigsetsize', 'integer', true),
  ),
} as const satisfies Readonly<Record<string, Signature>>;

export type CallName = keyof typeof signatures;

/** The parameters of a call, by position. */
export function parametersOf(name: CallName): readonly Parameter[] {
  return signatures[name].parameters;
}

/** The position of a call's first output, from which on strace prints the arguments when the call is resumed. */
export function firstOutput(name: CallName): number {
  const parameters = parametersOf(name);
  const found = parameters.findIndex(({ direction }) => direction !== 'in');
  return found === -1 ? parameters.length : found;
}
