/** Blocks with the outcomes that were measured by other means (Python programs under strace), by id. */
export const measuredBlocks: Readonly<Record<string, string>> = {
  'unix-dgram/receiver-full': `
socket(AF_UNIX, SOCK_DGRAM, 0) = receiver
bind(receiver, "inbox") = 0
socket(AF_UNIX, SOCK_DGRAM|SOCK_NONBLOCK, 0) = sender
connect(sender, "inbox") = 0
repeat send(sender, "x", 1, 0) = 1 -> queued     # as long as it answers 1
send(sender, "x", 1, 0) =? -1 EAGAIN             # =? : the line that the quiz asks
check queued == sysctl(net.unix.max_dgram_qlen) + 1`,

  'stream/two-writes-one-read': `
[server] socket(AF_INET, SOCK_STREAM, 0) = listener
[server] bind(listener, 127.0.0.1:8080) = 0
[server] listen(listener, 5) = 0
[server] accept(listener, NULL, NULL) =? <unfinished ...>
[client] socket(AF_INET, SOCK_STREAM, 0) = c
[client] connect(c, 127.0.0.1:8080) = 0
IP c > listener: Flags [S]
IP listener > c: Flags [S.]
IP c > listener: Flags [.]
[server] <... accept resumed> = conn
[client] send(c, "AAA", 3, 0) = 3
[client] send(c, "BBB", 3, 0) = 3
[server] wait FIONREAD(conn) == 6
[server] recv(conn, "AAABBB", 64, 0) =? 6    # one read, two writes: a byte stream has no boundaries
[client] +++ exited with 0 +++
[server] recv(conn, "", 64, 0) =? 0          # end of file`,

  'unix-dgram/full-blocks': `
needs: linux
[rx] socket(AF_UNIX, SOCK_DGRAM, 0) = r
[rx] bind(r, "inbox") = 0
[tx] socket(AF_UNIX, SOCK_DGRAM, 0) = t
[tx] connect(t, "inbox") = 0
[tx] repeat send(t, "x", 1, MSG_DONTWAIT) = 1 -> queued
[tx] send(t, "x", 1, MSG_DONTWAIT) =? -1 EAGAIN | darwin: -1 ENOBUFS
check queued == sysctl(net.unix.max_dgram_qlen) + 1
[tx] send(t, "last", 4, 0) =? <unfinished ...>
[rx] recv(r, "x", 64, 0) = 1
[tx] <... send resumed> = 4`,

  'udp/blocking': `
[rx] socket(AF_INET, SOCK_DGRAM, 0) = r
[rx] bind(r, 127.0.0.1:9000) = 0
[rx] recv(r, _, 64, 0) =? <unfinished ...>
[tx] socket(AF_INET, SOCK_DGRAM, 0) = t
[tx] sendto(t, "x", 1, 0, 127.0.0.1:9000) = 1
[rx] <... recv resumed>"x", 64, 0) = 1
[rx] setsockopt(r, SOL_SOCKET, SO_RCVBUF, [0], 4) = 0
[tx] repeat 1000 sendto(t, "x", 1, 0, 127.0.0.1:9000) = 1
[rx] repeat recv(r, "x", 64, MSG_DONTWAIT) = 1 -> got
check got < 1000`,

  'udp/connected-refused': `
socket(AF_INET, SOCK_DGRAM, 0) = t
connect(t, 127.0.0.1:9) = 0
send(t, "x", 1, 0) =? 1
wait POLLERR(t)
send(t, "x", 1, 0) =? -1 ECONNREFUSED
send(t, "x", 1, 0) =? 1
wait POLLERR(t)
recv(t, _, 64, MSG_DONTWAIT) = -1 ECONNREFUSED
recv(t, _, 64, MSG_DONTWAIT) = -1 EAGAIN`,

  'udp/connect-filters': `
socket(AF_INET, SOCK_DGRAM, 0) = r
bind(r, 127.0.0.1:7000) = 0
socket(AF_INET, SOCK_DGRAM, 0) = friend
bind(friend, 127.0.0.1:7001) = 0
socket(AF_INET, SOCK_DGRAM, 0) = stranger
connect(r, 127.0.0.1:7001) = 0
sendto(stranger, "stranger", 8, 0, 127.0.0.1:7000) = 8
sendto(friend, "friend", 6, 0, 127.0.0.1:7000) = 6
recv(r, "friend", 64, 0) =? 6
recv(r, _, 64, MSG_DONTWAIT) =? -1 EAGAIN
connect(stranger, 127.0.0.1:7000) = 0
send(stranger, "x", 1, 0) = 1
wait POLLERR(stranger)
send(stranger, "x", 1, 0) =? -1 ECONNREFUSED`,

  'seqpacket/truncates': `
needs: SOCK_SEQPACKET
socketpair(AF_UNIX, SOCK_SEQPACKET, 0, [a, b]) = 0
send(a, "AAABBB", 6, 0) = 6
send(a, "next", 4, 0) = 4
recvmsg(b, {msg_iov=[{iov_base="AAAB", iov_len=4}], msg_flags=MSG_TRUNC}, 0) =? 4
read(b, "next", 64) =? 4
send(a, "", 0, 0) = 0
recv(b, "", 64, 0) =? 0
send(a, "alive", 5, 0) = 5
recv(b, "alive", 64, 0) =? 5`,

  'tcp/connect-before-accept': `
[server] socket(AF_INET, SOCK_STREAM, 0) = listener
[server] bind(listener, 127.0.0.1:8080) = 0
[client] socket(AF_INET, SOCK_STREAM, 0) = c
[client] connect(c, 127.0.0.1:8080) =? -1 ECONNREFUSED
[server] listen(listener, 5) = 0
[client] connect(c, 127.0.0.1:8080) =? 0 | darwin: -1 EINVAL
[client] send(c, "early", 5, 0) =? 5
[server] accept(listener, NULL, NULL) = conn
[server] wait FIONREAD(conn) == 5
[server] recv(conn, "early", 64, 0) = 5`,

  'tcp/ack-is-not-read': `
[server] socket(AF_INET, SOCK_STREAM, 0) = listener
[server] bind(listener, 127.0.0.1:8080) = 0
[server] listen(listener, 5) = 0
[client] socket(AF_INET, SOCK_STREAM, 0) = c
[client] connect(c, 127.0.0.1:8080) = 0
[server] accept(listener, NULL, NULL) = conn
[client] send(c, "order", 5, 0) =? 5
[client] wait SIOCOUTQ(c) == 0
[server] +++ killed by SIGKILL +++
[client] recv(c, _, 64, 0) =? -1 ECONNRESET`,

  'tcp/half-close': `
[server] socket(AF_INET, SOCK_STREAM, 0) = listener
[server] bind(listener, 127.0.0.1:8080) = 0
[server] listen(listener, 5) = 0
[client] socket(AF_INET, SOCK_STREAM, 0) = c
[client] connect(c, 127.0.0.1:8080) = 0
[server] accept(listener, NULL, NULL) = conn
[client] send(c, "ask", 3, 0) = 3
[client] shutdown(c, SHUT_WR) = 0
[server] wait FIONREAD(conn) == 3
[server] recv(conn, "ask", 64, 0) = 3
[server] recv(conn, "", 64, 0) =? 0
[server] send(conn, "answer", 6, 0) =? 6
[client] wait FIONREAD(c) == 6
[client] recv(c, "answer", 64, 0) =? 6`,

  'tcp/shutdown-rd': `
[server] socket(AF_INET, SOCK_STREAM, 0) = listener
[server] bind(listener, 127.0.0.1:8080) = 0
[server] listen(listener, 5) = 0
[client] socket(AF_INET, SOCK_STREAM, 0) = c
[client] connect(c, 127.0.0.1:8080) = 0
[server] accept(listener, NULL, NULL) = conn
[client] shutdown(c, SHUT_RD) = 0
[client] recv(c, "", 64, 0) =? 0
[server] send(conn, "late", 4, 0) =? 4
[client] wait FIONREAD(c) == 4
[client] recv(c, "late", 64, 0) =? 4 | darwin: 0
[client] recv(c, "", 64, 0) = 0`,

  'tcp/sigpipe-kills': `
[server] socket(AF_INET, SOCK_STREAM, 0) = listener
[server] bind(listener, 127.0.0.1:8080) = 0
[server] listen(listener, 5) = 0
[client] socket(AF_INET, SOCK_STREAM, 0) = c
[client] connect(c, 127.0.0.1:8080) = 0
[server] accept(listener, NULL, NULL) = conn
[server] close(conn) = 0
[client] wait POLLIN(c)
[client] send(c, "x", 1, 0) =? 1
[client] wait POLLHUP(c)
[client] send(c, "x", 1, MSG_NOSIGNAL) =? -1 EPIPE
[client] send(c, "x", 1, 0) = -1 EPIPE
[client] --- SIGPIPE {si_signo=SIGPIPE} ---
[client] +++ killed by SIGPIPE +++`,

  'tcp/time-wait-bind': `
needs: linux
[old] socket(AF_INET, SOCK_STREAM, 0) = listener
[old] bind(listener, 127.0.0.1:8080) = 0
[old] listen(listener, 5) = 0
[client] socket(AF_INET, SOCK_STREAM, 0) = c
[client] connect(c, 127.0.0.1:8080) = 0
[old] accept(listener, NULL, NULL) = conn
[old] close(conn) = 0
[client] wait POLLIN(c)
[client] close(c) = 0
[old] close(listener) = 0
wait state(127.0.0.1:8080) == TIME_WAIT
[new] socket(AF_INET, SOCK_STREAM, 0) = again
[new] bind(again, 127.0.0.1:8080) =? -1 EADDRINUSE
[new] setsockopt(again, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0
[new] bind(again, 127.0.0.1:8080) =? -1 EADDRINUSE`,

  'tcp/same-client-port-two-servers': `
socket(AF_INET, SOCK_STREAM, 0) = s1
bind(s1, 127.0.0.1:8001) = 0
listen(s1, 5) = 0
socket(AF_INET, SOCK_STREAM, 0) = s2
bind(s2, 127.0.0.1:8002) = 0
listen(s2, 5) = 0
socket(AF_INET, SOCK_STREAM, 0) = a
setsockopt(a, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0
bind(a, 127.0.0.1:5555) = 0
connect(a, 127.0.0.1:8001) = 0
socket(AF_INET, SOCK_STREAM, 0) = b
setsockopt(b, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0
bind(b, 127.0.0.1:5555) = 0
connect(b, 127.0.0.1:8002) =? 0
socket(AF_INET, SOCK_STREAM, 0) = d
setsockopt(d, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0
bind(d, 127.0.0.1:5555) = 0
connect(d, 127.0.0.1:8001) =? -1 EADDRNOTAVAIL | darwin: -1 EADDRINUSE`,

  'unix/scm-rights-shares-offset': `
[p] socketpair(AF_UNIX, SOCK_STREAM, 0, [x, y]) = 0
[p] open("letters", O_RDWR|O_CREAT, 0600) = f
[p] write(f, "abcdef", 6) = 6
[p] lseek(f, 0, SEEK_SET) = 0
[p] open("letters", O_RDONLY) = g
[p] read(g, "ab", 2) = 2
[p] sendmsg(x, {msg_iov=[{iov_base="!", iov_len=1}], msg_control=[{cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[g]}]}, 0) = 1
[p] recvmsg(y, {msg_iov=[{iov_base="!", iov_len=1}], msg_control=[{cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[h]}]}, 0) = 1
[p] read(h, "cd", 2) =? 2
[p] read(g, "ef", 2) =? 2`,

  'fork/shared-accept': `
[parent] socket(AF_INET, SOCK_STREAM, 0) = listener
[parent] bind(listener, 127.0.0.1:8080) = 0
[parent] listen(listener, 5) = 0
[parent] fork() = child
[parent] accept(listener, NULL, NULL) = <unfinished ...>
[child] accept(listener, NULL, NULL) = <unfinished ...>
[client] socket(AF_INET, SOCK_STREAM, 0) = c
[client] connect(c, 127.0.0.1:8080) = 0
[parent] <... accept resumed> = conn`,

  'fork/keeps-connection': `
[parent] socketpair(AF_UNIX, SOCK_STREAM, 0, [a, b]) = 0
[parent] fork() = child
[parent] close(b) = 0
[parent] recv(a, _, 64, MSG_DONTWAIT) =? -1 EAGAIN
[child] +++ exited with 0 +++
[parent] recv(a, "", 64, 0) =? 0`,

  'signals/eintr': `
[p] socketpair(AF_UNIX, SOCK_STREAM, 0, [a, b]) = 0
[p] rt_sigaction(SIGUSR1, {sa_handler=catch}, NULL, 8) = 0
[p] recv(a, _, 64, 0) = <unfinished ...>
[q] kill(p, SIGUSR1) = 0
[p] <... recv resumed>_, 64, 0) =? -1 EINTR
[p] --- SIGUSR1 {si_signo=SIGUSR1} ---
[p] rt_sigaction(SIGUSR1, {sa_handler=catch, sa_flags=SA_RESTART}, NULL, 8) = 0
[p] recv(a, _, 64, 0) = <unfinished ...>
[q] kill(p, SIGUSR1) = 0
[p] --- SIGUSR1 {si_signo=SIGUSR1} ---`,

  'threads/shutdown-wakes-recv': `
[p] socket(AF_INET, SOCK_DGRAM, 0) = s
[p] bind(s, 127.0.0.1:9000) = 0
[p] recv(s, _, 64, 0) = <unfinished ...>
[p.2] shutdown(s, SHUT_RD) =? -1 ENOTCONN
[p] <... recv resumed>"", 64, 0) =? 0`,

  'options/rcvtimeo': `
socket(AF_INET, SOCK_DGRAM, 0) = s
bind(s, 127.0.0.1:9000) = 0
setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, {tv_sec=0, tv_usec=50000}, 16) = 0
recv(s, _, 64, 0) =? -1 EAGAIN <0.045..0.9>
getsockopt(s, SOL_SOCKET, SO_RCVBUF, [size], [4]) = 0
check size > 2304
getsockopt(s, SOL_SOCKET, SO_TYPE, [SOCK_DGRAM], [4]) = 0
fcntl(s, F_GETFL) = 0x2 (flags O_RDWR)
getsockname(s, 127.0.0.1:port, [128 => 16]) = 0
check port == 9000`,
};
