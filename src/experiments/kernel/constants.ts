import { optionValues, options } from './option-constants.ts';

/**
 * Named constants, by what they are for: `[Linux, Darwin]`, -1 where that system has none. Linux's are those of the
 * generic headers that x86-64 and arm64 share; Darwin's are from xnu's `bsd/sys`.
 */
export type Numbers = readonly [linux: number, darwin: number];

const families = {
  AF_UNSPEC: [0, 0],
  AF_UNIX: [1, 1],
  AF_LOCAL: [1, 1],
  AF_FILE: [1, -1],
  AF_INET: [2, 2],
  AF_INET6: [10, 30],
  AF_AX25: [3, -1],
  AF_IPX: [4, 23],
  AF_APPLETALK: [5, 16],
  AF_X25: [9, -1],
  AF_NETLINK: [16, -1],
  AF_ROUTE: [16, 17],
  AF_PACKET: [17, -1],
  AF_RDS: [21, -1],
  AF_LLC: [26, -1],
  AF_CAN: [29, -1],
  AF_TIPC: [30, -1],
  AF_BLUETOOTH: [31, -1],
  AF_RXRPC: [33, -1],
  AF_ALG: [38, -1],
  AF_NFC: [39, -1],
  AF_VSOCK: [40, 40],
  AF_KCM: [41, -1],
  AF_QIPCRTR: [42, -1],
  AF_SMC: [43, -1],
  AF_XDP: [44, -1],
  AF_NS: [-1, 6],
  AF_LINK: [-1, 18],
  AF_SYSTEM: [-1, 32],
} as const satisfies Record<string, Numbers>;

const types = {
  SOCK_STREAM: [1, 1],
  SOCK_DGRAM: [2, 2],
  SOCK_RAW: [3, 3],
  SOCK_RDM: [4, 4],
  SOCK_SEQPACKET: [5, 5],
  SOCK_DCCP: [6, -1],
  SOCK_PACKET: [10, -1],
  SOCK_NONBLOCK: [2048, -1],
  SOCK_CLOEXEC: [524288, -1],
} as const satisfies Record<string, Numbers>;

const protocols = {
  IPPROTO_IP: [0, 0],
  IPPROTO_ICMP: [1, 1],
  IPPROTO_IGMP: [2, 2],
  IPPROTO_TCP: [6, 6],
  IPPROTO_UDP: [17, 17],
  IPPROTO_DCCP: [33, -1],
  IPPROTO_IPV6: [41, 41],
  IPPROTO_ICMPV6: [58, 58],
  IPPROTO_SCTP: [132, 132],
  IPPROTO_UDPLITE: [136, -1],
  IPPROTO_RAW: [255, 255],
  IPPROTO_MPTCP: [262, -1],
  NETLINK_ROUTE: [0, -1],
  CAN_RAW: [1, -1],
  BTPROTO_L2CAP: [0, -1],
  BTPROTO_HCI: [1, -1],
  BTPROTO_RFCOMM: [3, -1],
} as const satisfies Record<string, Numbers>;

const levels = {
  SOL_SOCKET: [1, 0xffff],
  SOL_IP: [0, 0],
  SOL_TCP: [6, 6],
  SOL_UDP: [17, 17],
  SOL_IPV6: [41, 41],
  SOL_RAW: [255, 255],
} as const satisfies Record<string, Numbers>;

const messageFlags = {
  MSG_OOB: [1, 1],
  MSG_PEEK: [2, 2],
  MSG_DONTROUTE: [4, 4],
  MSG_CTRUNC: [8, 0x20],
  MSG_TRUNC: [0x20, 0x10],
  MSG_DONTWAIT: [0x40, 0x80],
  MSG_EOR: [0x80, 8],
  MSG_WAITALL: [0x100, 0x40],
  MSG_CONFIRM: [0x800, -1],
  MSG_ERRQUEUE: [0x2000, -1],
  MSG_NOSIGNAL: [0x4000, 0x80000],
  MSG_MORE: [0x8000, -1],
  MSG_CMSG_CLOEXEC: [0x40000000, -1],
} as const satisfies Record<string, Numbers>;

const controlTypes = {
  SCM_RIGHTS: [1, 1],
  SCM_CREDENTIALS: [2, -1],
} as const satisfies Record<string, Numbers>;

const shutdowns = { SHUT_RD: [0, 0], SHUT_WR: [1, 1], SHUT_RDWR: [2, 2] } as const satisfies Record<string, Numbers>;

const fileControls = {
  F_DUPFD: [0, 0],
  F_GETFD: [1, 1],
  F_SETFD: [2, 2],
  F_GETFL: [3, 3],
  F_SETFL: [4, 4],
  FD_CLOEXEC: [1, 1],
} as const satisfies Record<string, Numbers>;

/** x86-64's; four of them differ on arm64: see `numbers.ts`. */
const openFlags = {
  O_RDONLY: [0, 0],
  O_WRONLY: [1, 1],
  O_RDWR: [2, 2],
  O_NONBLOCK: [0x800, 4],
  O_NDELAY: [0x800, 4],
  O_APPEND: [0x400, 8],
  O_CREAT: [0x40, 0x200],
  O_EXCL: [0x80, 0x800],
  O_TRUNC: [0x200, 0x400],
  O_DIRECT: [0x4000, -1],
  O_LARGEFILE: [0x8000, -1],
  O_DIRECTORY: [0x10000, 0x100000],
  O_NOFOLLOW: [0x20000, 0x100],
  O_CLOEXEC: [0x80000, 0x1000000],
} as const satisfies Record<string, Numbers>;

const ioctls = {
  FIONREAD: [0x541b, 0x4004667f],
  TIOCINQ: [0x541b, -1],
  SIOCINQ: [0x541b, -1],
  SIOCOUTQ: [0x5411, -1],
  TIOCOUTQ: [0x5411, 0x40047473],
  SIOCOUTQNSD: [0x894b, -1],
  SIOCATMARK: [0x8905, 0x40047307],
  FIONBIO: [0x5421, 0x8004667e],
} as const satisfies Record<string, Numbers>;

const pollEvents = {
  POLLIN: [1, 1],
  POLLPRI: [2, 2],
  POLLOUT: [4, 4],
  POLLERR: [8, 8],
  POLLHUP: [0x10, 0x10],
  POLLNVAL: [0x20, 0x20],
  POLLRDNORM: [0x40, 0x40],
  POLLRDBAND: [0x80, 0x80],
  POLLWRNORM: [0x100, 4],
  POLLWRBAND: [0x200, 0x100],
  POLLRDHUP: [0x2000, -1],
} as const satisfies Record<string, Numbers>;

const whences = { SEEK_SET: [0, 0], SEEK_CUR: [1, 1], SEEK_END: [2, 2] } as const satisfies Record<string, Numbers>;

const fileModes = {
  S_IFMT: [0o170000, 0o170000],
  S_IFSOCK: [0o140000, 0o140000],
  S_IFLNK: [0o120000, 0o120000],
  S_IFREG: [0o100000, 0o100000],
  S_IFBLK: [0o60000, 0o60000],
  S_IFDIR: [0o40000, 0o40000],
  S_IFCHR: [0o20000, 0o20000],
  S_IFIFO: [0o10000, 0o10000],
} as const satisfies Record<string, Numbers>;

const signals = {
  SIGHUP: [1, 1],
  SIGINT: [2, 2],
  SIGQUIT: [3, 3],
  SIGABRT: [6, 6],
  SIGKILL: [9, 9],
  SIGUSR1: [10, 30],
  SIGSEGV: [11, 11],
  SIGUSR2: [12, 31],
  SIGPIPE: [13, 13],
  SIGALRM: [14, 14],
  SIGTERM: [15, 15],
  SIGCHLD: [17, 20],
  SIGCONT: [18, 19],
  SIGSTOP: [19, 17],
  SIGTSTP: [20, 18],
  SIGURG: [23, 16],
  SIGXFSZ: [25, 25],
  SIGIO: [29, 23],
} as const satisfies Record<string, Numbers>;

const actionFlags = {
  SA_RESTART: [0x10000000, 2],
  SA_NODEFER: [0x40000000, 0x10],
  SA_RESETHAND: [0x80000000, 4],
  SA_RESTORER: [0x04000000, -1],
  SA_SIGINFO: [4, 0x40],
  SA_NOCLDSTOP: [1, 8],
} as const satisfies Record<string, Numbers>;

/** TCP's states as `TCP_INFO` and /proc/net/tcp number them; also under TCP_INFO's names. */
const tcpStates = {
  ESTABLISHED: [1, -1],
  SYN_SENT: [2, -1],
  SYN_RECV: [3, -1],
  FIN_WAIT1: [4, -1],
  FIN_WAIT2: [5, -1],
  TIME_WAIT: [6, -1],
  CLOSE: [7, -1],
  CLOSE_WAIT: [8, -1],
  LAST_ACK: [9, -1],
  LISTEN: [10, -1],
  CLOSING: [11, -1],
  NEW_SYN_RECV: [12, -1],
} as const satisfies Record<string, Numbers>;

const errorOrigins = {
  SO_EE_ORIGIN_NONE: [0, -1],
  SO_EE_ORIGIN_LOCAL: [1, -1],
  SO_EE_ORIGIN_ICMP: [2, -1],
  SO_EE_ORIGIN_ICMP6: [3, -1],
} as const satisfies Record<string, Numbers>;

const others = { SOMAXCONN: [4096, 128] } as const satisfies Record<string, Numbers>;

export const constantGroups = {
  families,
  types,
  protocols,
  levels,
  options,
  optionValues,
  messageFlags,
  controlTypes,
  shutdowns,
  fileControls,
  openFlags,
  ioctls,
  pollEvents,
  whences,
  fileModes,
  signals,
  actionFlags,
  tcpStates,
  errorOrigins,
  others,
} as const satisfies Record<string, Record<string, Numbers>>;

export type ConstantGroup = keyof typeof constantGroups;
