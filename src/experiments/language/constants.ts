/**
 * The closed lists of names. A list holds every constant that may stand in one kind of place, on any system; the
 * numbers of each system live in `../kernel/`, and a name that a system does not have is *not testable here* there.
 * In every list the number 9999 may stand for a value that no kernel knows.
 */
export const constantLists = {
  family: [
    ...['AF_UNSPEC', 'AF_UNIX', 'AF_INET', 'AF_INET6', 'AF_AX25', 'AF_IPX', 'AF_APPLETALK', 'AF_X25', 'AF_NETLINK'],
    ...['AF_PACKET', 'AF_RDS', 'AF_LLC', 'AF_CAN', 'AF_TIPC', 'AF_BLUETOOTH', 'AF_ALG', 'AF_NFC', 'AF_VSOCK', 'AF_KCM'],
    ...['AF_XDP', 'AF_NS', 'AF_ROUTE', 'AF_LINK', 'AF_SYSTEM'],
  ],
  'socket-type': [
    ...['SOCK_STREAM', 'SOCK_DGRAM', 'SOCK_RAW', 'SOCK_RDM', 'SOCK_SEQPACKET', 'SOCK_DCCP', 'SOCK_PACKET'],
    ...['SOCK_NONBLOCK', 'SOCK_CLOEXEC'],
  ],
  'accept-flags': ['SOCK_NONBLOCK', 'SOCK_CLOEXEC'],
  protocol: [
    ...['IPPROTO_IP', 'IPPROTO_ICMP', 'IPPROTO_TCP', 'IPPROTO_UDP', 'IPPROTO_DCCP', 'IPPROTO_IPV6', 'IPPROTO_ICMPV6'],
    ...[
      'IPPROTO_SCTP',
      'IPPROTO_UDPLITE',
      'IPPROTO_MPTCP',
      'IPPROTO_RAW',
      'NETLINK_ROUTE',
      'BTPROTO_RFCOMM',
      'CAN_RAW',
    ],
    ...['BTPROTO_L2CAP', 'BTPROTO_HCI'],
  ],
  level: ['SOL_SOCKET', 'IPPROTO_IP', 'IPPROTO_TCP', 'IPPROTO_UDP', 'IPPROTO_IPV6', 'IPPROTO_ICMP', 'IPPROTO_ICMPV6'],
  option: [
    ...['SO_REUSEADDR', 'SO_REUSEPORT', 'SO_TYPE', 'SO_ERROR', 'SO_BROADCAST', 'SO_KEEPALIVE', 'SO_OOBINLINE'],
    ...['SO_DONTROUTE', 'SO_SNDBUF', 'SO_RCVBUF', 'SO_SNDLOWAT', 'SO_RCVLOWAT', 'SO_LINGER', 'SO_RCVTIMEO'],
    ...['SO_SNDTIMEO', 'SO_ACCEPTCONN', 'SO_PASSCRED', 'SO_PEERCRED', 'SO_PROTOCOL', 'SO_DOMAIN', 'SO_RXQ_OVFL'],
    ...['SO_NO_CHECK', 'SO_NOSIGPIPE', 'SO_NREAD', 'SO_NWRITE'],
    ...['TCP_NODELAY', 'TCP_MAXSEG', 'TCP_CORK', 'TCP_KEEPIDLE', 'TCP_KEEPINTVL', 'TCP_KEEPCNT', 'TCP_SYNCNT'],
    ...['TCP_LINGER2', 'TCP_DEFER_ACCEPT', 'TCP_QUICKACK', 'TCP_USER_TIMEOUT', 'TCP_NOPUSH', 'UDP_CORK', 'UDP_NOCKSUM'],
    ...['IP_TTL', 'IP_TOS', 'IP_RECVERR', 'IP_MTU_DISCOVER', 'IP_MTU', 'IP_HDRINCL', 'IP_DONTFRAG'],
    ...['IPV6_V6ONLY', 'IPV6_UNICAST_HOPS', 'IPV6_RECVERR', 'IPV6_MTU_DISCOVER', 'IPV6_MTU'],
  ],
  'option-value': [
    ...['SOCK_STREAM', 'SOCK_DGRAM', 'SOCK_RAW', 'SOCK_RDM', 'SOCK_SEQPACKET', 'AF_UNIX', 'AF_INET', 'AF_INET6'],
    ...['AF_NETLINK', 'AF_PACKET', 'AF_VSOCK', 'AF_BLUETOOTH', 'IPPROTO_IP', 'IPPROTO_TCP', 'IPPROTO_UDP'],
    ...['IPPROTO_ICMP', 'IPPROTO_ICMPV6', 'IPPROTO_RAW', 'IPPROTO_MPTCP', 'IPPROTO_UDPLITE', 'IPPROTO_SCTP'],
    ...['IP_PMTUDISC_DONT', 'IP_PMTUDISC_WANT', 'IP_PMTUDISC_DO', 'IP_PMTUDISC_PROBE'],
  ],
  'message-flags': [
    ...['MSG_OOB', 'MSG_PEEK', 'MSG_DONTROUTE', 'MSG_CTRUNC', 'MSG_TRUNC', 'MSG_DONTWAIT', 'MSG_EOR', 'MSG_WAITALL'],
    ...['MSG_NOSIGNAL', 'MSG_MORE', 'MSG_ERRQUEUE', 'MSG_CMSG_CLOEXEC', 'MSG_CONFIRM'],
  ],
  how: ['SHUT_RD', 'SHUT_WR', 'SHUT_RDWR'],
  'fcntl-command': ['F_GETFL', 'F_SETFL'],
  'status-flags': ['O_RDONLY', 'O_WRONLY', 'O_RDWR', 'O_NONBLOCK', 'O_APPEND', 'O_DIRECT', 'O_LARGEFILE', 'O_NDELAY'],
  'open-flags': [
    ...['O_RDONLY', 'O_WRONLY', 'O_RDWR', 'O_NONBLOCK', 'O_APPEND', 'O_CREAT', 'O_EXCL', 'O_TRUNC', 'O_CLOEXEC'],
    ...['O_NOFOLLOW', 'O_DIRECTORY', 'O_LARGEFILE', 'O_NDELAY'],
  ],
  'pipe-flags': ['O_NONBLOCK', 'O_CLOEXEC', 'O_DIRECT'],
  'ioctl-request': ['FIONREAD', 'SIOCOUTQ', 'SIOCOUTQNSD'],
  'poll-events': [
    ...['POLLIN', 'POLLPRI', 'POLLOUT', 'POLLERR', 'POLLHUP', 'POLLNVAL', 'POLLRDHUP', 'POLLRDNORM', 'POLLRDBAND'],
    ...['POLLWRNORM', 'POLLWRBAND'],
  ],
  'control-type': ['SCM_RIGHTS', 'SCM_CREDENTIALS', 'SO_RXQ_OVFL', 'IP_RECVERR', 'IPV6_RECVERR'],
  'error-origin': ['SO_EE_ORIGIN_NONE', 'SO_EE_ORIGIN_LOCAL', 'SO_EE_ORIGIN_ICMP', 'SO_EE_ORIGIN_ICMP6'],
  whence: ['SEEK_SET', 'SEEK_CUR', 'SEEK_END'],
  mode: ['S_IFMT', 'S_IFSOCK', 'S_IFREG', 'S_IFIFO', 'S_IFDIR', 'S_IFCHR', 'S_IFBLK', 'S_IFLNK'],
  'signal-handler': ['SIG_DFL', 'SIG_IGN'],
  'signal-action-flags': ['SA_RESTART', 'SA_NODEFER', 'SA_RESETHAND', 'SA_RESTORER', 'SA_SIGINFO', 'SA_NOCLDSTOP'],
  signal: ['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGKILL', 'SIGUSR1', 'SIGUSR2', 'SIGPIPE', 'SIGSTOP', 'SIGCONT'],
  'tcp-state': [
    ...['ESTABLISHED', 'SYN_SENT', 'SYN_RECV', 'FIN_WAIT1', 'FIN_WAIT2', 'TIME_WAIT', 'CLOSE', 'CLOSE_WAIT'],
    ...['LAST_ACK', 'LISTEN', 'CLOSING'],
  ],
  errno: [
    ...['EPERM', 'ENOENT', 'ESRCH', 'EINTR', 'EIO', 'ENXIO', 'E2BIG', 'ENOEXEC', 'EBADF', 'ECHILD', 'EAGAIN', 'ENOMEM'],
    ...['EACCES', 'EFAULT', 'ENOTBLK', 'EBUSY', 'EEXIST', 'EXDEV', 'ENODEV', 'ENOTDIR', 'EISDIR', 'EINVAL', 'ENFILE'],
    ...['EMFILE', 'ENOTTY', 'ETXTBSY', 'EFBIG', 'ENOSPC', 'ESPIPE', 'EROFS', 'EMLINK', 'EPIPE', 'EDOM', 'ERANGE'],
    ...['EDEADLK', 'ENAMETOOLONG', 'ENOLCK', 'ENOSYS', 'ENOTEMPTY', 'ELOOP', 'EWOULDBLOCK', 'ENOMSG', 'EPROTO'],
    ...['EBADMSG', 'EOVERFLOW', 'EILSEQ', 'EUSERS', 'ENOTSOCK', 'EDESTADDRREQ', 'EMSGSIZE', 'EPROTOTYPE'],
    ...['ENOPROTOOPT', 'EPROTONOSUPPORT', 'ESOCKTNOSUPPORT', 'EOPNOTSUPP', 'ENOTSUP', 'EPFNOSUPPORT', 'EAFNOSUPPORT'],
    ...['EADDRINUSE', 'EADDRNOTAVAIL', 'ENETDOWN', 'ENETUNREACH', 'ENETRESET', 'ECONNABORTED', 'ECONNRESET'],
    ...['ENOBUFS', 'EISCONN', 'ENOTCONN', 'ESHUTDOWN', 'ETOOMANYREFS', 'ETIMEDOUT', 'ECONNREFUSED', 'EHOSTDOWN'],
    ...['EHOSTUNREACH', 'EALREADY', 'EINPROGRESS', 'ESTALE', 'EDQUOT', 'ECANCELED', 'ENONET', 'ENOLINK', 'ECOMM'],
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ConstantList = keyof typeof constantLists;

/** A value that no system gives a meaning: what does the kernel say to nonsense? Allowed in every list. */
export const unknownValue = 9999;

/** Other spellings, and the one that the printer writes. Twin names whose numbers differ somewhere are not here. */
export const constantAliases: Readonly<Record<string, string>> = {
  AF_LOCAL: 'AF_UNIX',
  AF_FILE: 'AF_UNIX',
  PF_UNSPEC: 'AF_UNSPEC',
  PF_UNIX: 'AF_UNIX',
  PF_LOCAL: 'AF_UNIX',
  PF_INET: 'AF_INET',
  PF_INET6: 'AF_INET6',
  SOL_TCP: 'IPPROTO_TCP',
  SOL_IP: 'IPPROTO_IP',
  SOL_IPV6: 'IPPROTO_IPV6',
  SOL_UDP: 'IPPROTO_UDP',
  SO_RCVTIMEO_OLD: 'SO_RCVTIMEO',
  SO_SNDTIMEO_OLD: 'SO_SNDTIMEO',
  O_NDELAY: 'O_NONBLOCK',
  TIOCINQ: 'FIONREAD',
  TIOCOUTQ: 'SIOCOUTQ',
  SIOCINQ: 'FIONREAD',
  TCP_ESTABLISHED: 'ESTABLISHED',
  TCP_SYN_SENT: 'SYN_SENT',
  TCP_SYN_RECV: 'SYN_RECV',
  TCP_FIN_WAIT1: 'FIN_WAIT1',
  TCP_FIN_WAIT2: 'FIN_WAIT2',
  TCP_TIME_WAIT: 'TIME_WAIT',
  TCP_CLOSE: 'CLOSE',
  TCP_CLOSE_WAIT: 'CLOSE_WAIT',
  TCP_LAST_ACK: 'LAST_ACK',
  TCP_LISTEN: 'LISTEN',
  TCP_CLOSING: 'CLOSING',
  CLOSED: 'CLOSE',
  SYN_RECEIVED: 'SYN_RECV',
  FIN_WAIT_1: 'FIN_WAIT1',
  FIN_WAIT_2: 'FIN_WAIT2',
};

/** Pairs that some systems give one number and others two: compared by number. */
export const twinNames: readonly (readonly [string, string])[] = [
  ['EAGAIN', 'EWOULDBLOCK'],
  ['EOPNOTSUPP', 'ENOTSUP'],
];

/** What `needs:` may name besides a constant of `family`, `socket-type`, `protocol` or `option`. */
export const needNames = [
  'linux',
  'darwin',
  'ipv6',
  'netns',
  'root',
  'capture',
  'CAP_NET_RAW',
  'CAP_NET_BIND_SERVICE',
  'CAP_NET_ADMIN',
  'CAP_DAC_OVERRIDE',
  'CAP_SETUID',
  'CAP_SETGID',
  'CAP_SYS_ADMIN',
] as const;

export const systems = ['linux', 'darwin', 'freebsd', 'openbsd', 'netbsd'] as const;
