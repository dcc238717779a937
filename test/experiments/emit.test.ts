import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Block } from '../../src/experiments/index.ts';
import { escapeBytes, parseBlock } from '../../src/experiments/index.ts';
import { emitC, emitPython } from '../../src/experiments/emit/index.ts';
import { printed, run, writeProgram } from './emitted-programs.ts';

function blockOf(text: string): Block {
  const { block, diagnostics } = parseBlock({ path: 'note.md', firstLine: 1, text });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return block;
}

const strict = (process.env['CI'] ?? '') !== '';
const has = (command: string): boolean => spawnSync(command, ['--version']).status === 0;
const withoutTools = !strict && !(has('gcc') && has('python3'));
const folder = mkdtempSync(path.join(tmpdir(), 'emit-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Compiles and runs both programs of a block; gives what each printed, by line. */
async function runBoth(block: Block, about: string): Promise<readonly ReadonlyMap<number, string>[]> {
  const source = writeProgram(folder, 'program.c', emitC(block, about));
  const program = path.join(folder, 'program');
  const flags = ['-std=gnu11', '-Wall', '-Wextra', '-Werror', '-pthread'];
  expect((await run('gcc', [...flags, '-o', program, source])).stderr).toBe('');
  const script = writeProgram(folder, 'program.py', emitPython(block, about));
  const [c, python] = [await run(program, [], { cwd: folder }), await run('python3', [script], { cwd: folder })];
  expect([c.stderr, python.stderr]).toEqual(['', '']);
  return [printed(c.stdout), printed(python.stdout)];
}

const queue = `socketpair(AF_UNIX, SOCK_DGRAM, 0, [a, b]) = 0    # two ends
send(a, "AAA", 3, 0) = 3
recv(b, "AAA", 64, 0) =? 3
recv(b, _, 64, MSG_DONTWAIT) = -1 EAGAIN
`;

const waiting = `[server] socket(AF_INET, SOCK_STREAM, 0) = listener
[server] bind(listener, 127.0.0.1:8080) = 0
[server] listen(listener, 5) = 0
[server] accept(listener, NULL, NULL) =? <unfinished ...>
[client] socket(AF_INET, SOCK_STREAM, 0) = c
[client] connect(c, 127.0.0.1:8080) = 0
IP c > 127.0.0.1:8080: Flags [S]
[server] <... accept resumed> = conn
`;

describe('an emitted program', () => {
  it.each([
    ['queue.c', emitC, queue],
    ['queue.py', emitPython, queue],
    ['waiting.c', emitC, waiting],
    ['waiting.py', emitPython, waiting],
  ] as const)('reads as a teacher would write it: %s', async (file, emit, text) => {
    await expect(emit(blockOf(text), 'What does the reader see?')).toMatchFileSnapshot(`emitted/${file}`);
  });

  it('is the same each time, and stands alone: no name of a file, a time or a machine is in it', () => {
    expect(emitC(blockOf(waiting))).toBe(emitC(blockOf(waiting)));
    expect(emitC(blockOf(waiting)) + emitPython(blockOf(waiting))).not.toMatch(/\/(?:home|tmp|work|root)\b|20\d\d-/u);
  });
});

const hostile = [
  '*/ int main(void) { return 7; } /*',
  'ends in a backslash \\',
  'ends in its trigraph ??/',
  'ends in a star *',
  '/ begins with a slash',
  '""" \'\'\' " \\" %s %n {n} ${n} $& \\N{DIGIT ONE}',
  'reorders \u202e\u2066 and hides \u200b\ufeff',
  'a line\u2028separator, a return \r and an escape \u001b[31m',
];

describe('the text of a note in a program', () => {
  /** What is left of a C program without its comments, by the rules of the language. */
  const withoutComments = (code: string): string =>
    code.replace(/"(?:[^"\\]|\\.)*"|\/\*[\s\S]*?\*\/|\/\/.*/gu, (one) => (one.startsWith('"') ? one : ''));
  const program = (comment: string, about: string): Block => {
    const block = blockOf(queue);
    return {
      ...block,
      lines: block.lines.map((line, at) => (at === 0 ? { ...line, comment: `${comment}${about}` } : line)),
    };
  };

  it('is never code, whatever a comment or a question says', () => {
    const plain = withoutComments(emitC(program('x', ''), 'x'));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.constantFrom(...hostile),
          fc.string({
            unit: fc.constantFrom('*', '/', '\\', '?', '"', "'", '#', '\n', '\r', '\u2028', '{', '}', '%', 'x', ' '),
          }),
          fc.string(),
        ),
        (text) => {
          const code = emitC(program(text, ''), text);
          expect(withoutComments(code)).toBe(plain);
          expect(code).not.toMatch(
            /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\?\?/u,
          );
          const python = emitPython(program(text, ''), text).split('\n');
          expect(python.filter((line) => !line.trimStart().startsWith('#'))).toEqual(
            emitPython(program('x', ''), 'x')
              .split('\n')
              .filter((line) => !line.trimStart().startsWith('#')),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it.skipIf(withoutTools)('compiles and runs as it is, data and comments', async () => {
    for (const text of hostile) {
      const bytes = Buffer.from(text).toString('latin1');
      const block = blockOf(
        `socketpair(AF_UNIX, SOCK_DGRAM, 0, [a, b]) = 0\nsend(a, "${escapeBytes(bytes)}", ${bytes.length}, 0) = ${bytes.length}\nrecv(b, _, 256, 0) = _\n`,
      );
      const lines = block.lines.map((line) => ({ ...line, comment: text }));
      const [c, python] = await runBoth({ ...block, lines }, text);
      expect(c?.get(3)).toMatch(new RegExp(`= ${bytes.length}, "`, 'u'));
      expect(python?.get(3)).toBe(c?.get(3));
    }
  });

  it.skipIf(withoutTools)('may name its descriptors as either language names its own things', async () => {
    const names = (
      'int void read send errno n to from buffer peer value option length pair message control vectors polled status ' +
      'roles me turn tell main socket lambda class def print libc os sys list len none_ calls sum total struct index y1 ' +
      'time signal stdin linux unix environ i386 new delete one abstract 3 17 unix_path address begin link free exit not'
    ).split(' ');
    const text = names.map((name) => `socketpair(AF_UNIX, SOCK_DGRAM, 0, [${name}, _]) = 0\n`).join('');
    const sends = names.map((name) => `send(${name}, "x", 1, 0) = 1\n`).join('');
    const [c, python] = await runBoth(blockOf(text + sends), 'names');
    for (const told of [c, python])
      expect([...(told?.values() ?? [])].filter((line) => !/ = [01]$/u.test(line))).toEqual([]);
    expect(c?.size).toBe(2 * names.length);
    expect(python?.size).toBe(2 * names.length);
  });
});

describe('what no program can do', () => {
  it('stands in it as a comment, with the reason', () => {
    expect(emitC(blockOf(waiting))).toContain('Flags [S] (a program does not see its packets; tcpdump does) */');
    const hosts =
      'host left 10.0.0.1\nhost right 10.0.0.2\nwire rate 8kbit\n[a@left] socket(AF_INET, SOCK_DGRAM, 0) = s\n';
    expect(emitPython(blockOf(hosts))).toContain(
      '# not in this program: wire rate 8kbit (the cable of this program has no rate)',
    );
  });
});
