import { describe, expect, it } from 'vitest';
import { blocks } from '../../src/quiz/asking/line-result.ts';
import { isPlausible, tellsAnswer } from '../../src/quiz/asking/plausible-result.ts';
import { makeWorkplace } from '../cli/run-program.ts';

/** Which of some results could be the right one, as far as a learner can see. */
function check(masked: string, before: readonly string[], candidates: Readonly<Record<string, boolean>>): void {
  const found = Object.keys(candidates).map((value) => [value, isPlausible(value, { masked, before, isResult: true })]);
  expect(Object.fromEntries(found)).toEqual(candidates);
}

describe('a wrong result', () => {
  it('is a count that something in the block comes to, and no more than was asked for', () => {
    const sent = ['send(a, "AAA", 3, 0) = 3', 'send(a, "BBBB", 4, 0) = 4'];
    check('recv(b, …, 64, 0) = ?', sent, {
      0: true,
      3: true,
      4: true,
      7: true,
      64: true,
      2: false,
      5: false,
      8: false,
    });
    check('recv(b, …, 5, 0) = ?', sent, { 3: true, 4: true, 5: true, 7: false });
    check('[a] send(c, "7 bytes", 6, 0) = ?', ['connect(c, 127.0.0.1:8080) = 0'], {
      6: true,
      0: true,
      1: false,
      7: false,
    });
  });

  it('is an event that poll() was asked for, or reports unasked', () => {
    check('poll([{fd=c, events=POLLIN}], 1, 0) = ?', [], {
      '1 (POLLIN)': true,
      '1 (POLLIN|POLLHUP)': true,
      '1 (POLLOUT)': false,
      '1 (POLLIN|POLLOUT)': false,
      '-1 EADDRINUSE': false,
      '-1 EINTR': true,
    });
  });

  it('is an error that such an address can lead to', () => {
    check('connect(c, 127.0.0.1:8080) = ?', [], {
      '-1 ENOENT': false,
      '-1 ETIMEDOUT': true,
      '-1 EACCES': true,
      [blocks]: true,
    });
    check('connect(c, "/run/door") = ?', [], { '-1 ENOENT': true, '-1 ENETUNREACH': false, '-1 ECONNREFUSED': true });
    check('recv(c, …, 9, 0) = ?', ['connect(c, 10.0.0.2:80) = 0'], { '-1 ETIMEDOUT': true, '-1 EISCONN': false });
  });
});

it('a question that names its own answer is not asked in these words', () => {
  expect(tellsAnswer('recv() returns 0. What may it mean?', '0')).toBe(true);
  expect(tellsAnswer('Which socket gives EPIPE without SIGPIPE?', '-1 EPIPE')).toBe(true);
  expect(tellsAnswer('Is it EPIPE or ECONNRESET?', '-1 EPIPE')).toBe(false);
  expect(tellsAnswer('Two sends of 3 bytes, then recv(). What does it return?', '3')).toBe(false);
  expect(tellsAnswer('What does it return?', '0')).toBe(false);
});

describe('the choices of a card', () => {
  interface Listed {
    readonly questions: readonly {
      readonly question: string;
      readonly form: string;
      readonly options?: readonly string[];
    }[];
  }

  /** The questions of a note, with their choices in alphabetical order, or how they are asked instead. */
  function ask(cards: string, files: Readonly<Record<string, string>> = {}): Readonly<Record<string, unknown>> {
    const { run } = makeWorkplace({ 'vault/Note.md': `# Note\n\n${cards}`, ...files });
    const { questions } = JSON.parse(run('quiz', 'vault', '--list', '--json', '--cram', '--seed', '3').out) as Listed;
    return Object.fromEntries(
      questions.map(({ question, form, options }) => [question, options === undefined ? form : [...options].sort()]),
    );
  }

  it('are not given where the answer repeats the question, where sizes tell, or where another system is right too', () => {
    const experiment =
      '```sock\nsocketpair(AF_UNIX, SOCK_STREAM, 0, [a, b]) = 0\nrecv(a, _, 9, MSG_DONTWAIT) = -1 EAGAIN | darwin: -1 ENOTCONN\n```\n';
    const asked = ask(
      [
        ...['AF_CAN', 'AF_VSOCK', 'AF_NETLINK', 'AF_PACKET'].map(
          (name) => `- Family number ${name.length}${name[3] ?? ''}? :: ${name}`,
        ),
        '- Which family is for CAN buses? :: AF_CAN',
        '- Which family reaches a virtual machine? :: AF_VSOCK',
        ...['8', '20', '40', '64', '65,536'].map(
          (size) => `- How much is ${size.length} of ${size[0] ?? ''}? :: ${size} bytes`,
        ),
        '- How long is a header at least? :: at least 20 bytes',
        ...['EPIPE', 'ENOTCONN', 'ECONNRESET', 'EINVAL'].map(
          (name) => `- Errno number ${name.length}${name[1] ?? ''}? :: ${name}`,
        ),
        '- Errno of a read of nothing? :: EAGAIN',
      ].join('\n'),
      { 'vault/experiments/one.md': `---\nderived: false\n---\n# One\n\n${experiment}` },
    );
    expect(asked['Which family is for CAN buses?']).toBe('typed');
    expect(asked['Which family reaches a virtual machine?']).toEqual(expect.arrayContaining(['AF_CAN', 'AF_VSOCK']));
    expect(asked['How much is 6 of 6?']).toBe('typed');
    expect(asked['How much is 2 of 2?']).toEqual(['20 bytes', '40 bytes', '64 bytes', '8 bytes']);
    expect(asked['Errno of a read of nothing?']).toEqual(['EAGAIN', 'ECONNRESET', 'EINVAL', 'EPIPE']);
  });
});
