import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeWorkplace } from './run-program.ts';

const note = `---
id: greeting
question: What does recv() return?
---
# A greeting

\`\`\`sock
[server] socket(AF_INET, SOCK_DGRAM, 0) = r
[server] bind(r, 127.0.0.1:9000) = 0
[client] socket(AF_INET, SOCK_DGRAM, 0) = s
[client] sendto(s, "hello", 5, 0, 127.0.0.1:9000) = 5
[server] recv(r, "hello", 64, 0) =? 5
\`\`\`

\`\`\`sock
[server] socket(AF_INET, SOCK_DGRAM, 0) = r
[server] recv(r, _, 64, MSG_DONTWAIT) =? 0
\`\`\`
`;
const files = { 'notes/greeting.md': note };
const hasCompiler = spawnSync('gcc', ['--version']).error === undefined;
const strict = process.env['CI'] === 'true';

describe('sockrates run', () => {
  it('prints the log, the ladder and the verdict; 0 when it is supported', () => {
    const { run } = makeWorkplace(files);
    const { status, out, err } = run('run', 'notes/greeting.md:9');
    expect(err).toBe('');
    expect(out).toContain('recv(r, "hello", 64, 0) = 5');
    expect(out).toMatch(/supported/);
    expect(status).toBe(0);
  });

  it('exits 1 when the kernel says otherwise, and shows both', () => {
    const { run } = makeWorkplace(files);
    const { status, out } = run('run', 'notes/greeting.md:18');
    expect(out).toContain('EAGAIN');
    expect(out).toMatch(/refuted/);
    expect(status).toBe(1);
  });

  it('prints one document with --json, of which the schema is documented', () => {
    const { run } = makeWorkplace(files);
    const document = JSON.parse(run('run', 'notes/greeting.md:9', '--json').out) as Record<string, unknown>;
    expect(document).toMatchObject({ schema: 1, experiment: 'greeting#A greeting', verdict: 'supported' });
    expect((document['transcript'] as readonly object[]).at(-1)).toMatchObject({
      actor: 'server',
      call: 'recv',
      result: '5',
      status: 'as-claimed',
    });
  });

  it('knows the experiment that was meant, and exits 2', () => {
    const { run } = makeWorkplace(files);
    const { status, err } = run('run', 'udp/to-nobodi');
    expect(err).toContain('did you mean udp/to-nobody');
    expect(status).toBe(2);
  });

  it('writes the packets with --pcap, and the ladder with --svg', () => {
    const { run, folder } = makeWorkplace({
      'notes/packets.md': `${note.split('```sock')[0] ?? ''}
\`\`\`sock
[server] socket(AF_INET, SOCK_DGRAM, 0) = r
[server] bind(r, 127.0.0.1:9000) = 0
[client] socket(AF_INET, SOCK_DGRAM, 0) = s
[client] connect(s, 127.0.0.1:9000) = 0
[client] send(s, "hello", 5, 0) = 5
IP s > 127.0.0.1:9000: UDP, length 5
\`\`\`
`,
    });
    const { status, err } = run('run', 'notes/packets.md', '--pcap', 'a.pcapng', '--svg', 'a.svg');
    expect(err).toContain('1 packet in');
    expect(status).toBe(0);
    const bytes = readFileSync(path.join(folder, 'a.pcapng'));
    expect(bytes.readUInt32LE(0)).toBe(0x0a0d0d0a); // a section header of pcapng
    expect(bytes.includes('hello')).toBe(true);
    expect(readFileSync(path.join(folder, 'a.svg'), 'utf8')).toMatch(/^<svg[\s\S]*hello[\s\S]*<\/svg>\s*$/u);
  });

  it('prints a Python program with --emit python that does the same without us', () => {
    const { run, write, folder } = makeWorkplace(files);
    const { status, out } = run('run', 'notes/greeting.md:9', '--emit', 'python');
    expect(status).toBe(0);
    write('greeting.py', out);
    const alone = spawnSync('python3', ['greeting.py'], { cwd: folder, encoding: 'utf8', timeout: 30_000 });
    expect(alone.stderr).toBe('');
    expect(alone.stdout).toContain('hello');
    expect(alone.status).toBe(0);
  });

  it.skipIf(!hasCompiler && !strict)(
    'prints a C program with --emit c that compiles and runs (skipped: no gcc)',
    () => {
      const { run, write, folder } = makeWorkplace(files);
      const { status, out } = run('run', 'notes/greeting.md:9', '--emit', 'c');
      expect(status).toBe(0);
      write('greeting.c', out);
      const compiled = spawnSync('gcc', ['-Wall', '-Werror', '-pthread', '-o', 'greeting', 'greeting.c'], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect(compiled.stderr).toBe('');
      const alone = spawnSync(path.join(folder, 'greeting'), { encoding: 'utf8', timeout: 30_000 });
      expect(alone.stdout).toContain('hello');
      expect(alone.status).toBe(0);
    },
  );

  it('says which languages there are when another is asked for', () => {
    const { run } = makeWorkplace(files);
    const { status, err } = run('run', 'notes/greeting.md:9', '--emit', 'rust');
    expect(err).toContain('c or python');
    expect(status).toBe(2);
  });
});
