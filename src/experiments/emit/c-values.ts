/** Values of the language as C expressions. */
import type { AddressValue, NameValue, TextValue, Value } from '../language/value.ts';
import { printInteger } from '../language/print-value.ts';
import { cString } from './emitted-text.ts';
import { NotEmitted } from './not-emitted.ts';

/** C's words, the functions that are called, what the headers declare, and the names of the program's own parts. */
const taken = new Set(
  (
    'auto break case char const continue default do double else enum extern float for goto if inline int long register ' +
    'restrict return short signed sizeof static struct switch typedef union unsigned void volatile while asm typeof ' +
    'linux unix i386 main errno stdin stdout stderr environ signal raise time clock index rindex abs div random rand ' +
    'exit abort free system remove rename pause alarm sleep usleep access link pipe sync select puts gets atoi daemon ' +
    'basename ffs labs socket socketpair bind listen accept accept4 connect shutdown close send sendto sendmsg recv ' +
    'recvfrom recvmsg read write readv writev getsockname getpeername getsockopt setsockopt fcntl ioctl poll dup dup2 ' +
    'pipe2 mkfifo open lseek unlink chmod fstat stat fork kill sigaction clone wait waitpid wait3 wait4 execve vfork nice ' +
    'truncate swab lockf brk sbrk fsync getpid getuid gettid setns unshare memset memcpy strlen printf exp log sin yn ' +
    'y0 y1 j0 j1 jn gamma dprintf getline utime htons ntohs htonl ntohl inet4 inet6 link symlink readlink creat umask ' +
    'mkdir rmdir chown chdir getcwd acct getpass crypt confstr ctermid optarg optind opterr optopt tell told ipv4 ipv6 ' +
    'unix_path unix_abstract unspecified to from buffer value option length status polled vectors message control ' +
    'pair repeated turn start sleeps wakes go roles me conductor caught state shared n calls sum limit failed ends dies ' +
    'arrives sysctl asleep pump wire plug_in hosts packet drop swap twice flip pass cable true false bool NULL tv_sec ' +
    'rest numbers is_done hear give_turn state_of ending_of exits prepare begin port_of show_data show_address tell_data ' +
    'tell_data_from tell_address tell_number tell_numbers tell_ready tell_status tell_message tell_repeat tell_check ' +
    'tell_state add_control control_number hold_pipe_signal count_signal tcp_state tcp_state_at polls asks address role ' +
    'deliver pass_all settle is_meant rules rule_count cable_is_down ' +
    'thread offsetof clearenv fileno access2 relay verb random_r iovec ' +
    'bsearch qsort calloc malloc realloc getenv putenv ptsname mktemp mkstemp setenv l64a a64l ecvt fcvt gcvt getw putw ' +
    'bcmp bcopy bzero strdup sethostname gethostname vhangup revoke syscall fdatasync isatty ttyname dup3 tee splice sendfile'
  ).split(' '),
);

/** A name of the block as a variable: descriptors that are digits get a letter before them. */
export function cName(name: string): string {
  const plain = /^\d/u.test(name) ? `fd${name}` : name;
  return taken.has(plain) || plain.startsWith('_') || /^[A-Z0-9_]+$/u.test(plain)
    ? `${plain.replace(/^_+/u, 'n')}_`
    : plain;
}

export function cNumber(value: Value | undefined, otherwise = 0): string {
  if (value === undefined) return String(otherwise);
  switch (value.kind) {
    case 'integer':
      return value.base === 'octal' && value.value === 0 ? '0' : printInteger(value);
    case 'constant':
      return value.name;
    case 'flags':
      return value.members.map((member) => cNumber(member)).join(' | ');
    case 'name':
      return cName(value.name);
    case 'array': {
      const [only] = value.items;
      return cNumber(only, otherwise);
    }
    default:
      throw new NotEmitted(`${value.kind} where a number belongs`);
  }
}

export function cDescriptor(value: Value | undefined): string {
  if (value?.kind === 'name') return cName(value.name);
  return cNumber(value);
}

/** Bytes to send, and how many they are. */
export function cData(text: TextValue): { readonly bytes: string; readonly length: number } {
  const length = text.bytes.length * text.repeat;
  if (text.repeat === 1) return { bytes: cString(text.bytes), length };
  return { bytes: `repeated(${cString(text.bytes)}, ${text.bytes.length}, ${text.repeat})`, length };
}

export function cAddress(address: AddressValue): string {
  switch (address.family) {
    case 'inet':
    case 'inet6': {
      if (address.port.kind === 'any') throw new NotEmitted('a port that is not written');
      const make = address.family === 'inet' ? 'ipv4' : 'ipv6';
      return `${make}(${cString(address.host)}, ${cNumber(address.port)})`;
    }
    case 'unix': {
      if (address.name === undefined) return 'unspecified(AF_UNIX)';
      const { bytes, length } = cData(address.name);
      return `${address.abstract ? 'unix_abstract' : 'unix_path'}(${bytes}, ${length})`;
    }
    case 'unspec':
      return 'unspecified(AF_UNSPEC)';
  }
}

export function isName(value: Value | undefined): value is NameValue {
  return value?.kind === 'name';
}
