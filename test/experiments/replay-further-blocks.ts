/** Blocks on a cable, raw sockets, control messages and files, with outcomes measured by other means. */
export const furtherBlocks: Readonly<Record<string, string>> = {
  'udp/loss-counted': `
host left 10.0.0.1
host right 10.0.0.2
wire drop 1 in 5 udp
[rx@right] socket(AF_INET, SOCK_DGRAM, 0) = r
[rx@right] bind(r, 10.0.0.2:9000) = 0
[tx@left] socket(AF_INET, SOCK_DGRAM, 0) = t
[tx@left] repeat 100 sendto(t, "x", 1, 0, 10.0.0.2:9000) = 1 -> sent
[rx@right] repeat recv(r, "x", 64, MSG_DONTWAIT) = 1 -> received
check sent == 100
check received == 80
`,
  'wire/every-verb': `
host left 10.0.0.1
host right 10.0.0.2
[server@right] socket(AF_INET, SOCK_STREAM, 0) = l
[server@right] bind(l, 10.0.0.2:80) = -1 EACCES
[server@right] bind(l, 10.0.0.2:8080) = 0
[server@right] listen(l, 5) = 0
[client@left] socket(AF_INET, SOCK_STREAM, 0) = c
[client@left] connect(c, 10.0.0.2:8080) = 0
IP c > l: Flags [S]
IP l > c: Flags [S.]
IP c > l: Flags [.]
[server] accept(l, 10.0.0.1:peer, [16]) = conn
wire drop 1 in 1 tcp data
[client] send(c, "hello", 5, 0) = 5
IP c > l: Flags [P.], length 5 (lost)
[server] recv(conn, _, 64, MSG_DONTWAIT) = -1 EAGAIN
wire pass
IP ...
IP c > l: Flags [P.], length 5
[server] wait FIONREAD(conn) == 5
[server] recv(conn, "hello", 64, 0) = 5
wire flip 1 in 1 udp
[ru@right] socket(AF_INET, SOCK_DGRAM, 0) = r
[ru@right] bind(r, 10.0.0.2:9000) = 0
[tu@left] socket(AF_INET, SOCK_DGRAM, 0) = t
[tu@left] sendto(t, "damaged", 7, 0, 10.0.0.2:9000) = 7
IP t > r: UDP, length 7 (flipped)
[ru] recv(r, _, 64, MSG_DONTWAIT) = -1 EAGAIN
wire pass
wire swap
[tu] sendto(t, "0", 1, 0, 10.0.0.2:9000) = 1
[tu] sendto(t, "1", 1, 0, 10.0.0.2:9000) = 1
[ru] recv(r, "1", 64, MSG_DONTWAIT) = 1
[ru] recv(r, "0", 64, MSG_DONTWAIT) = 1
wire pass
wire twice udp
[tu] sendto(t, "2", 1, 0, 10.0.0.2:9000) = 1
[ru] recv(r, "2", 64, MSG_DONTWAIT) = 1
[ru] recv(r, "2", 64, MSG_DONTWAIT) = 1
wire pass
wire reject port udp
[tu] connect(t, 10.0.0.2:9000) = 0
[tu] send(t, "2", 1, 0) = 1
[tu] send(t, "2", 1, 0) = -1 ECONNREFUSED
wire pass
wire reject reset
[d@left] socket(AF_INET, SOCK_STREAM, 0) = x
[d@left] connect(x, 10.0.0.2:8080) = -1 ECONNREFUSED
wire pass
wire reject net
[d@left] socket(AF_INET, SOCK_STREAM, 0) = y
[d@left] connect(y, 10.0.0.2:8080) = -1 ENETUNREACH
wire pass
wire rate 8kbit
[tu] setsockopt(t, SOL_SOCKET, SO_SNDBUF, [0], 4) = 0
[tu] repeat send(t, "x"*1000, 1000, MSG_DONTWAIT) = 1000 -> n
check n < 10
[tu] send(t, "x"*1000, 1000, 0) = <unfinished ...>
`,
  'wire/tcp-loss-recovered': `
deadline: 15s
host left 10.0.0.1
host right 10.0.0.2
wire drop 1 in 5 tcp data
[server@right] socket(AF_INET, SOCK_STREAM, 0) = listener
[server@right] bind(listener, 10.0.0.2:8080) = 0
[server@right] listen(listener, 5) = 0
[client@left] socket(AF_INET, SOCK_STREAM, 0) = c
[client@left] connect(c, 10.0.0.2:8080) = 0
[server] accept(listener, NULL, NULL) = conn
[client] setsockopt(c, IPPROTO_TCP, TCP_NODELAY, [1], 4) = 0
[client] repeat 20 send(c, "x"*100, 100, 0) = 100 -> calls, sent
[server] wait FIONREAD(conn) == 2000
[server] recv(conn, "x"*2000, 4096, 0) =? 2000`,

  'wire/down-black-hole': `
host left 10.0.0.1
host right 10.0.0.2
[s@right] socket(AF_INET, SOCK_STREAM, 0) = l
[s] bind(l, 10.0.0.2:8080) = 0
[s] listen(l, 5) = 0
wire down
[c@left] socket(AF_INET, SOCK_STREAM, 0) = x
[c] connect(x, 10.0.0.2:8080) =? <unfinished ...>
check state(c:x) == SYN_SENT
IP x > l: Flags [S] (lost)`,

  'wire/mtu-emsgsize': `
host left 10.0.0.1
host right 10.0.0.2
wire mtu 1000
[r@right] socket(AF_INET, SOCK_DGRAM, 0) = r
[r] bind(r, 10.0.0.2:9000) = 0
[t@left] socket(AF_INET, SOCK_DGRAM, 0) = s
[t] connect(s, 10.0.0.2:9000) = 0
[t] send(s, "x"*4000, 4000, 0) = 4000
[r] recv(r, "x"*4000, 8000, MSG_DONTWAIT) =? 4000
[t] setsockopt(s, IPPROTO_IP, IP_MTU_DISCOVER, [IP_PMTUDISC_DO], 4) = 0
[t] send(s, "x"*973, 973, 0) =? -1 EMSGSIZE
[t] send(s, "x"*972, 972, 0) =? 972`,

  'wire/two-hosts-ipv6': `
needs: ipv6
host left fd00::1
host right fd00::2
[r@right] socket(AF_INET6, SOCK_DGRAM, 0) = r
[r] bind(r, [fd00::2]:9000) = 0
[t@left] socket(AF_INET6, SOCK_DGRAM, 0) = s
[t] sendto(s, "six", 3, 0, [fd00::2]:9000) = 3
IP6 s > r: UDP, length 3
[r] recvfrom(r, "six", 64, 0, [fd00::1]:port, [128 => 28]) = 3`,

  'raw/message-boundaries': `
needs: CAP_NET_RAW
socket(AF_INET, SOCK_RAW, 255) = t
socket(AF_INET, SOCK_RAW, IPPROTO_ICMP) = r
connect(r, 127.0.0.1:0) = 0
send(r, icmp_echo(7, 1, "AAA"), 11, 0) = 11
recv(r, ..."AAA", 64, 0) =? 31
recv(r, ..."AAA", 64, 0) =? 31
listen(r, 5) = -1 EOPNOTSUPP`,

  'raw/udp-checksum-zero': `
needs: CAP_NET_RAW
socket(AF_INET, SOCK_DGRAM, 0) = u
bind(u, 127.0.0.1:9000) = 0
socket(AF_INET, SOCK_RAW, IPPROTO_UDP) = raw
sendto(raw, udp(127.0.0.1:5000, 127.0.0.1:9000, "bad", checksum=1), 11, 0, 127.0.0.1:0) = 11
sendto(raw, udp(127.0.0.1:5000, 127.0.0.1:9000, "zero", checksum=0), 12, 0, 127.0.0.1:0) = 12
sendto(raw, udp(127.0.0.1:5000, 127.0.0.1:9000, "good"), 12, 0, 127.0.0.1:0) = 12
recv(u, "zero", 64, MSG_DONTWAIT) =? 4
recv(u, "good", 64, MSG_DONTWAIT) =? 4
recv(u, _, 64, MSG_DONTWAIT) = -1 EAGAIN`,

  'raw/needs-privilege': `
socket(AF_INET, SOCK_RAW, IPPROTO_ICMP) =? -1 EPERM
socket(AF_BLUETOOTH, SOCK_STREAM, BTPROTO_RFCOMM) = _
socket(AF_INET, 9999, 0) = -1 EINVAL
socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE) = n
getsockopt(n, SOL_SOCKET, SO_DOMAIN, [AF_NETLINK], [4]) = 0
close(n) = 0`,

  'unix/scm-credentials': `
needs: linux
[a] socketpair(AF_UNIX, SOCK_STREAM, 0, [x, y]) = 0
[a] setsockopt(y, SOL_SOCKET, SO_PASSCRED, [1], 4) = 0
[a] fork() = b
[b] send(x, "hi", 2, 0) = 2
[a] recvmsg(y, {msg_iov=[{iov_base="hi", iov_len=64}], msg_control=[{cmsg_level=SOL_SOCKET, cmsg_type=SCM_CREDENTIALS, cmsg_data={pid=b}}]}, 0) =? 2
[a] getsockopt(x, SOL_SOCKET, SO_PEERCRED, {pid=a}, [12]) = 0`,

  'udp/recverr': `
needs: linux
socket(AF_INET, SOCK_DGRAM, 0) = s
setsockopt(s, IPPROTO_IP, IP_RECVERR, [1], 4) = 0
sendto(s, "lost", 4, 0, 127.0.0.1:9) = 4
wait POLLERR(s)
recv(s, _, 64, 0) =? -1 ECONNREFUSED
recvmsg(s, {msg_name=127.0.0.1:9, msg_iov=[{iov_base="lost", iov_len=64}], msg_control=[{cmsg_level=IPPROTO_IP, cmsg_type=IP_RECVERR, cmsg_data={ee_errno=ECONNREFUSED, ee_origin=SO_EE_ORIGIN_ICMP, ee_type=3, ee_code=3}}], msg_flags=MSG_ERRQUEUE}, MSG_ERRQUEUE) =? 4`,

  'files/fifo-and-poll': `
[w] mkfifo("pipe", 0600) = 0
[w] open("pipe", O_WRONLY|O_NONBLOCK) =? -1 ENXIO
[r] open("pipe", O_RDONLY) =? <unfinished ...>
[w] open("pipe", O_WRONLY) = f
[r] <... open resumed> = g
[w] write(f, "through", 7) = 7
[r] poll([{fd=g, events=POLLIN}], 1, 0) = 1 ([{fd=g, revents=POLLIN}])
[r] read(g, "through", 64) = 7
[r] fstat(g, {st_mode=S_IFIFO|0600}) = 0
[w] close(f) = 0
[r] read(g, "", 64) =? 0
[r] dup2(g, h) = h
[r] unlink("pipe") = 0
[r] stat("pipe", _) = -1 ENOENT`,
};
