import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestContext } from 'vitest';
import { openReplayer, parseBlock } from '../../src/experiments/index.ts';
import { recordBlock } from '../../src/experiments/record/index.ts';
import type { Replayer } from '../../src/experiments/index.ts';

let folder: string;
let replayer: Replayer;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sockrates-record-'));
  replayer = openReplayer();
});
afterAll(() => {
  replayer.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Where a program is missing the test is skipped, and says which; in CI these must be there. */
function need(context: TestContext, ...programs: readonly string[]): void {
  const missing = programs.filter((program) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0);
  if (process.env['CI'] !== 'true') context.skip(missing.length > 0, `${missing.join(', ')} is not installed`);
  else expect(missing).toEqual([]);
}

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

function compile(name: string, source: string): string {
  const program = path.join(folder, name);
  const built = spawnSync('gcc', ['-Wall', '-o', program, write(`${name}.c`, source)], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect({ status: built.status, err: built.stderr }).toEqual({ status: 0, err: '' });
  return program;
}

/** strace's log of a program, which must end well. */
function trace(...program: readonly string[]): string {
  const log = path.join(folder, 'strace.log');
  const ran = spawnSync('strace', ['-f', '-s', '65535', '-o', log, ...program], {
    encoding: 'utf8',
    timeout: 30_000,
    cwd: folder,
  });
  expect({ status: ran.status, err: ran.stderr }).toEqual({ status: 0, err: '' });
  return readFileSync(log, 'utf8');
}

/** Records the log, and replays the block a few times: it must hold each time. */
async function checkReplays(log: string): Promise<string> {
  const { text, leftOut } = recordBlock(log);
  const { block, diagnostics } = parseBlock({ path: 'recorded', firstLine: 1, text });
  expect({ diagnostics, leftOut, text }).toEqual({ diagnostics: [], leftOut: [], text });
  for (let time = 0; time < 3; time += 1) {
    const { verdict, reason, transcript } = await replayer.replay(block, {});
    const wrong = transcript.filter(({ status }) => status === 'differs');
    expect({ verdict, reason, wrong, text }).toEqual({ verdict: 'supported', reason: undefined, wrong: [], text });
  }
  return text;
}

const server = `#include <stdio.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>
int main(int argc, char **argv) {
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t size = sizeof address;
  if (bind(listener, (struct sockaddr *)&address, size) || listen(listener, 5)) return 1;
  getsockname(listener, (struct sockaddr *)&address, &size);
  FILE *file = fopen("port.new", "w");
  fprintf(file, "%d\\n", ntohs(address.sin_port));
  fclose(file);
  rename("port.new", "port");
  int conn = accept(listener, NULL, NULL);
  char data[64];
  ssize_t got;
  while ((got = read(conn, data, sizeof data)) > 0)
    if (write(conn, data, got) != got) return 2;
  close(conn);
  close(listener);
}
`;

const client = `#include <stdio.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>
int main(void) {
  int port = 0, s = socket(AF_INET, SOCK_STREAM, 0);
  FILE *file = fopen("port", "r");
  if (!file || fscanf(file, "%d", &port) != 1) return 1;
  fclose(file);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  if (connect(s, (struct sockaddr *)&address, sizeof address)) return 2;
  char data[64];
  send(s, "AAA", 3, 0);
  recv(s, data, sizeof data, 0);
  send(s, "BBB", 3, 0);
  send(s, "CCC", 3, 0);
  shutdown(s, SHUT_WR);
  while (recv(s, data, sizeof data, 0) > 0);
  close(s);
}
`;

const waitForPort = 'for i in $(seq 100); do [ -e port ] && break; sleep 0.1; done';

describe('a real program recorded by strace replays as supported', () => {
  it('a server and a client in C that a shell starts', async (context) => {
    need(context, 'strace', 'gcc');
    compile('server', server);
    compile('client', client);
    const text = await checkReplays(trace('sh', '-c', `rm -f port; ./server & ${waitForPort}; ./client; wait`));
    expect(text).toContain('[server] bind(listener, 127.0.0.1:0, 16) = 0');
    expect(text).toContain('[client] connect(c, 127.0.0.1:port, 16) = 0');
    expect(text).toContain('[client] send(c, "AAA", 3, 0) = 3');
    expect(text).toContain('[client] shutdown(c, SHUT_WR) = 0');
    expect(text).not.toMatch(/fork|pipe|open|rename|exited/);
  });

  it('Python with a thread that serves', async (context) => {
    need(context, 'strace', 'python3');
    const program = `import socket, threading
listener = socket.create_server(("127.0.0.1", 0))
def serve():
    conn, _ = listener.accept()
    conn.sendall(conn.recv(100).upper())
    conn.close()
thread = threading.Thread(target=serve)
thread.start()
c = socket.create_connection(listener.getsockname())
c.sendall(b"hello")
c.recv(100)
c.recv(100)
c.close()
thread.join()
listener.close()
`;
    const text = await checkReplays(trace('python3', write('echo.py', program)));
    expect(text).toContain('send(c, "hello", 5, 0) = 5');
    expect(text).toContain('getsockname(listener, 127.0.0.1:port, [16]) = 0');
    expect(text).not.toMatch(/pipe|open|python/);
  });

  it('Python with processes, pipes, datagrams, a UNIX path and passed descriptors', async (context) => {
    need(context, 'strace', 'python3');
    const program = `import os, socket
a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
r, w = os.pipe()
child = os.fork()
if child == 0:
    a.close(); os.close(r)
    b.send(b"one"); b.send(b"two"); os.write(w, b"done")
    os._exit(7)
b.close(); os.close(w)
a.recv(10), a.recv(10), os.read(r, 100), os.read(r, 10)
os.waitpid(child, 0)
path = os.getcwd() + "/a socket"
u = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); u.bind(path)
v = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); v.connect(path); v.send(b"hi")
u.recv(10)
socket.send_fds(v, [b"f"], [r])
socket.recv_fds(u, 10, 3)
u.setblocking(False)
try: u.recv(10)
except BlockingIOError: pass
d = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); d.bind(("127.0.0.1", 0))
e = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); e.settimeout(2); e.sendto(b"ping", d.getsockname())
data, who = d.recvfrom(100); d.sendto(b"pong", who); e.recv(10)
os.unlink(path)
`;
    const text = await checkReplays(trace('python3', write('several.py', program)));
    expect(text).toContain('] fork() = ');
    expect(text).toContain('cmsg_data=[reader]');
    expect(text).toContain('unlink("a_socket") = 0');
    expect(text).toContain('+++ exited with 7 +++');
    expect(text).toContain('wait POLLIN(sender)');
  });

  it('Python with an event loop: epoll becomes wait', async (context) => {
    need(context, 'strace', 'python3');
    const program = `import asyncio
async def serve(reader, writer):
    writer.write((await reader.readline()).upper()); await writer.drain(); writer.close()
async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write(b"hey\\n"); await reader.readline(); writer.close(); server.close()
asyncio.run(main())
`;
    const text = await checkReplays(trace('python3', write('loop.py', program)));
    expect(text).toContain('wait POLLIN(listener)');
    expect(text).not.toContain('epoll');
  });

  it('netcat, or where it is missing the shell, as the client of a server in C', async (context) => {
    need(context, 'strace', 'gcc', 'bash');
    compile('server', server);
    const has = spawnSync('sh', ['-c', 'nc -h 2>&1 | grep -q OpenBSD']).status === 0;
    const talk = has
      ? 'printf hello | nc -N 127.0.0.1 $(cat port)'
      : 'exec 9<>/dev/tcp/127.0.0.1/$(cat port); printf hello >&9; head -c 5 <&9; exec 9>&-';
    const text = await checkReplays(trace('bash', '-c', `rm -f port; ./server & ${waitForPort}; ${talk}; wait`));
    expect(text).toContain('connect(');
    expect(text).toContain('"hello"');
  });
});
