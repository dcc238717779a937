/** A vault of ten questions of every form, with three experiments that ask and one that shows; ids are the same in every run. */
export const quizVault: Readonly<Record<string, string>> = {
  'notes/.sockrates/vault.json': '{"schema":1,"id":"thevaultofthequiztests"}\n',
  'notes/Closing.md': `---
sources: ["close(2)", "RFC 9293, §3.6"]
---
# Closing

How a [[Stream]] ends.

| how it ends | what the peer's recv() gives |
|---|---|
| close() | end of file |
| close() with unread data | ECONNRESET |
| shutdown(SHUT_WR) | end of file |

## Cards

- A TCP server closes a socket on which nothing is unread: which flag does its packet carry? :: FIN
- Errno of send() to a vanished stream peer, with SIGPIPE ignored? :: EPIPE
  type:: in
  hint:: the water pipe has a hole
- Which two calls can end a stream? :: shutdown(), close()
`,
  'notes/Stream.md': `---
sources: ["tcp(7)"]
---
# Stream

A [[Closing|close]] is seen by the peer.

## Cards

Two send() calls, one recv(): how many messages does a stream deliver? :: None: a stream of bytes has no messages.
  experiment:: stream/all-at-once

Nobody reads a manual page ==from cover to cover==. #cloze

- Bytes in flight that nobody has read when the reader dies: who learns? :: Nobody for sure.
`,
  'notes/Waiting.md': `---
sources: ["poll(2)", "recv(2)"]
---
# Waiting

## Cards

- Unit of the timeout of poll()? :: Milliseconds
  type:: in
  accept:: ms
`,
  'notes/experiments/stream/all-at-once.md': `---
derived: false
---
# All at once

One read takes what several writes gave.

\`\`\`sock
socketpair(AF_UNIX, SOCK_STREAM, 0, [a, b]) = 0
send(a, "one", 3, 0) = 3
send(a, "two", 3, 0) = 3
recv(b, "onetwo", 64, 0) = 6
\`\`\`
`,
  'notes/experiments/stream/no-boundaries.md': `---
question: Two sends of 3 bytes, then one recv() of 64. What does it return?
decides:
  - [Stream, message boundaries, none]
sources: ["tcp(7)"]
derived: false
---
# No boundaries

A [[Stream]] joins what was sent: the reader gets whatever is there.

\`\`\`sock
socketpair(AF_UNIX, SOCK_STREAM, 0, [a, b]) = 0
send(a, "AAA", 3, 0) = 3
send(a, "BBB", 3, 0) = 3
recv(b, "AAABBB", 64, 0) =? 6    # one read, two writes
\`\`\`
`,
  'notes/experiments/stream/reset-on-unread.md': `---
question: The server closes while 3 bytes lie unread in its receive buffer. What does the client's recv() give?
decides:
  - [Closing, unread data, ECONNRESET]
sources: ["RFC 1122, §4.2.2.13"]
derived: false
---
# Closing with unread data

[[Closing]] with unread data sends RST, not FIN: the peer must learn that its bytes were dropped.

\`\`\`sock
[server] socket(AF_INET, SOCK_STREAM, 0) = listener
[server] bind(listener, 127.0.0.1:8080) = 0
[server] listen(listener, 5) = 0
[client] socket(AF_INET, SOCK_STREAM, 0) = c
[client] connect(c, 127.0.0.1:8080) = 0
[server] accept(listener, NULL, NULL) = conn
[client] send(c, "abc", 3, 0) = 3
[server] wait FIONREAD(conn) == 3
[server] close(conn) = 0
[client] wait POLLHUP(c)
[client] recv(c, _, 64, 0) =? -1 ECONNRESET
\`\`\`
`,
  'notes/experiments/waiting/poll-times-out.md': `---
question: poll() waits 900 milliseconds for a socket on which nothing comes. What does it return?
decides:
  - [Waiting, poll timeout, "0"]
sources: ["poll(2)"]
derived: false
---
# poll() gives up

[[Waiting]] has an end: poll() answers 0, the number of sockets that are ready.

\`\`\`sock
socketpair(AF_UNIX, SOCK_STREAM, 0, [a, b]) = 0
poll([{fd=a, events=POLLIN}], 1, 900) =? 0 <0.9..>
send(b, "x", 1, 0) = 1
poll([{fd=a, events=POLLIN}], 1, 0) = 1 ([{fd=a, revents=POLLIN}])
\`\`\`
`,
};

/** Where the clock of the tests stands, and what decides their shuffles. */
export const fixed = '--now 2026-11-21T18:00:00Z --seed 7';
