/** Values of the language as Python expressions. */
import type { AddressValue, TextValue, Value } from '../language/value.ts';
import { isName } from './c-values.ts';
import { NotEmitted } from './not-emitted.ts';
import { pythonString } from './emitted-text.ts';
import { constantNumber } from '../kernel/numbers.ts';

const taken = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if ' +
    'import in is lambda nonlocal not or pass raise return try while with yield match case type print len int bytes str ' +
    'socket os errno sys time struct ctypes fcntl signal select mmap threading stat call tell show libc n calls sum ' +
    'ipv4 ipv6 unix_path unix_abstract unspecified turn roles me number result data buffer control message polled ' +
    'go hear sleeps wakes stop start exits dies arrives caught numbers range open ' +
    'peer peer_length pair to given option length vectors vector polled status total table role rest asks polls asked ' +
    'action do_nothing give_turn ending_of state_of is_done globals sorted repr ord chr hex property bool dict tuple ' +
    'object super zip isinstance getattr hash format input eval exec mmap re Role Numbers Vector Message PATIENCE ROLES ' +
    'tell_check tell_status show_data show_address show_option show_ready show_flags status_of control_message ' +
    'control_number hold_pipe_signal tcp_states tcp_state tcp_state_at sysctl hosts cable plug_in relay wire rules Rule Host deliver pass_all settle bytes_of target_of data_of fcntl min max any all id iter next set list'
  ).split(' '),
);

export function pyName(name: string): string {
  const plain = /^\d/u.test(name) ? `fd${name}` : name;
  return taken.has(plain) || plain.startsWith('_') ? `${plain.replace(/^_+/u, 'n')}_` : plain;
}

/** Constants by the module that has them; where none has, their number on Linux with the name behind it. */
export function pyConstant(name: string): string {
  if (
    /^(?:AF_(?:UNIX|INET6?|UNSPEC|NETLINK|PACKET|VSOCK)|SOCK_\w+|SHUT_\w+|SOL_SOCKET|MSG_(?:OOB|PEEK|DONTROUTE|CTRUNC|TRUNC|DONTWAIT|EOR|WAITALL|NOSIGNAL|MORE|ERRQUEUE|CMSG_CLOEXEC|CONFIRM)|IPPROTO_(?:IP|ICMP|TCP|UDP|IPV6|ICMPV6|RAW|SCTP|UDPLITE)|SO_(?:REUSEADDR|REUSEPORT|TYPE|ERROR|BROADCAST|KEEPALIVE|OOBINLINE|DONTROUTE|SNDBUF|RCVBUF|SNDLOWAT|RCVLOWAT|LINGER|RCVTIMEO|SNDTIMEO|ACCEPTCONN|PASSCRED|PEERCRED|PROTOCOL|DOMAIN)|TCP_(?:NODELAY|MAXSEG|CORK|KEEPIDLE|KEEPINTVL|KEEPCNT|SYNCNT|LINGER2|DEFER_ACCEPT|QUICKACK|USER_TIMEOUT)|IP_(?:TTL|TOS|HDRINCL|RECVERR)|IPV6_(?:V6ONLY|UNICAST_HOPS)|SCM_RIGHTS|SCM_CREDENTIALS)$/u.test(
      name,
    ) &&
    name !== 'SOCK_DCCP' &&
    name !== 'SOCK_PACKET' &&
    name !== 'IP_RECVERR'
  )
    return `socket.${name}`;
  if (/^(?:O_\w+|SEEK_\w+)$/u.test(name)) return `os.${name}`;
  if (name.startsWith('POLL')) return `select.${name}`;
  if (name.startsWith('SIG')) return `signal.${name}`;
  if (name.startsWith('S_IF')) return `stat.${name}`;
  if (/^F_[GS]ETFL$/u.test(name)) return `fcntl.${name}`;
  if (/^E[A-Z]/u.test(name) && !/^ESTABLISHED$/u.test(name)) return `errno.${name}`;
  const number = constantNumber(name, { name: 'linux', arch: 'x64' });
  if (number === undefined) throw new NotEmitted(`${name} is unknown here`);
  return String(number);
}

export function pyNumber(value: Value | undefined, otherwise = 0): string {
  if (value === undefined) return String(otherwise);
  switch (value.kind) {
    case 'integer':
      if (value.base === 'hexadecimal') return `0x${value.value.toString(16)}`.replace('0x-', '-0x');
      return value.base === 'octal' ? `0o${value.value.toString(8)}` : String(value.value);
    case 'constant':
      return pyConstant(value.name);
    case 'flags':
      return value.members.map((member) => pyNumber(member)).join(' | ');
    case 'name':
      return pyName(value.name);
    case 'array':
      return pyNumber(value.items[0], otherwise);
    default:
      throw new NotEmitted(`${value.kind} where a number belongs`);
  }
}

export function pyDescriptor(value: Value | undefined): string {
  return isName(value) ? pyName(value.name) : pyNumber(value);
}

export function pyData(text: TextValue): string {
  const once = `b${pythonString(text.bytes)}`;
  return text.repeat === 1 ? once : `${once} * ${text.repeat}`;
}

/** An address as the bytes of its structure. */
export function pyAddress(address: AddressValue): string {
  switch (address.family) {
    case 'inet':
    case 'inet6':
      if (address.port.kind === 'any') throw new NotEmitted('a port that is not written');
      return `${address.family === 'inet' ? 'ipv4' : 'ipv6'}(${pythonString(address.host)}, ${pyNumber(address.port)})`;
    case 'unix':
      if (address.name === undefined) return 'unspecified(socket.AF_UNIX)';
      return `${address.abstract ? 'unix_abstract' : 'unix_path'}(${pyData(address.name)})`;
    case 'unspec':
      return 'unspecified(socket.AF_UNSPEC)';
  }
}
