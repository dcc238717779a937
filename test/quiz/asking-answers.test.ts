import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CardField } from '../../src/cards/index.ts';
import { compareAnswer } from '../../src/quiz/asking/compare-answer.ts';
import { normalText } from '../../src/quiz/asking/normal-text.ts';
import { readAnswers } from '../../src/quiz/asking/read-answers.ts';

function field(text: string): CardField {
  return { content: [{ type: 'paragraph', children: [{ type: 'text', value: text }] }], text };
}

function list(ordered: boolean, ...items: readonly string[]): CardField {
  return {
    content: [
      {
        type: 'list',
        ordered,
        children: items.map((value) => ({
          type: 'listItem',
          children: [{ type: 'paragraph', children: [{ type: 'text', value }] }],
        })),
      },
    ],
    text: items.join('\n'),
  };
}

/** `right`, `near` or `wrong`, for each thing typed. */
function check(
  answer: string | CardField,
  accept: readonly string[],
  expected: Readonly<Record<string, string>>,
): void {
  const accepted = readAnswers(typeof answer === 'string' ? field(answer) : answer, accept);
  const found = Object.fromEntries(
    Object.keys(expected).map((typed) => [typed, compareAnswer(typed, accepted).outcome]),
  );
  expect(found).toEqual(expected);
}

describe('a typed answer', () => {
  it('names an error by its name, its number or its message', () => {
    check('-1 with ECONNRESET', [], {
      ECONNRESET: 'right',
      'econnreset.': 'right',
      '-1 ECONNRESET': 'right',
      '104': 'right',
      'errno 104': 'right',
      'Connection reset by peer': 'right',
      'connection reset': 'right',
      '-1 ECONNRESET (Connection reset by peer)': 'right',
      ECONNREFUSED: 'wrong',
      ECONNRESETT: 'wrong',
      'connection refused': 'wrong',
      '111': 'wrong',
      '': 'wrong',
    });
  });

  it('may use either name of an error that has two', () => {
    check('EAGAIN', [], { EWOULDBLOCK: 'right', '11': 'right', 'Try again': 'right', EINTR: 'wrong' });
    check('ENOTCONN or EPIPE', [], { EPIPE: 'right', ENOTCONN: 'right', EBADF: 'wrong' });
  });

  it('may leave a unit out, or use another one that comes to the same', () => {
    check('65,507 bytes', [], {
      '65507': 'right',
      '65,507': 'right',
      '65 507 bytes': 'right',
      '65507 bits': 'wrong',
      '65508': 'wrong',
      many: 'wrong',
    });
    check('200 ms', [], { '200': 'right', '0.2 s': 'right', '200 milliseconds': 'right', '0.2': 'wrong' });
    check('64 KiB', [], { '65536 bytes': 'right', '64': 'right', '64 KB': 'wrong' });
    check('None', [], { '0': 'right', zero: 'right', none: 'right', one: 'wrong' });
    check('0x802', [], { '2050': 'right', '0x802': 'right', '802': 'wrong' });
  });

  it('may be off by as much as the note says, and by a tenth where it says about', () => {
    check('5 s ± 1', [], { '4': 'right', '6 s': 'right', '6.5 s': 'wrong' });
    check('100 ± 10 %', [], { '91': 'right', '89': 'wrong' });
    check('about 60 seconds', [], { '1 min': 'right', '65': 'right', '70 s': 'wrong' });
  });

  it('is taken as meant: case, blanks, quotes, articles, parentheses and a full stop make no difference', () => {
    check('A file descriptor.', [], { 'file  descriptor': 'right', 'the FILE descriptor': 'right', 'a file': 'wrong' });
    check('`listen()`', [], { listen: 'right', 'listen()': 'right', accept: 'wrong' });
    check('Close-on-exec, FD_CLOEXEC.', [], { 'close on exec, FD_CLOEXEC': 'right' });
  });

  it('that is a letter off is asked about; a name or a number never is', () => {
    check('in order', [], { 'in ordre': 'near', 'in orde': 'near', 'out of order': 'wrong' });
    check('SHUT_WR', [], { SHUT_RD: 'wrong', shut_wr: 'right' });
    check('TCP', [], { TCB: 'wrong', tcp: 'right' });
    check('port 80 of the host', [], { 'port 81 of the host': 'wrong' });
  });

  it('may be any that the card accepts, also by a pattern', () => {
    check('Milliseconds', ['ms', '/thousandths? of a second/'], {
      ms: 'right',
      'Thousandth of a second': 'right',
      'a thousandth of a second': 'wrong',
      seconds: 'wrong',
    });
    check('x', ['/[/'], { '/[/': 'right' });
  });

  it('is not held up by a pattern that backtracks for ever', () => {
    check('x', ['/(a+)+$/'], { [`${'a'.repeat(40)}!`]: 'wrong' });
  });

  it('gives all items of a set in any order, and steps in theirs', () => {
    check('SHUT_RD, SHUT_WR', [], {
      'SHUT_WR and SHUT_RD': 'right',
      'shut_wr; shut_rd': 'right',
      SHUT_RD: 'wrong',
      'SHUT_RD, SHUT_WR, SHUT_RDWR': 'wrong',
    });
    check(list(false, 'order', 'repair of loss'), [], {
      'repair of loss, order': 'right',
      'order, repar of loss': 'near',
    });
    check(list(true, 'SYN', 'SYN-ACK', 'ACK'), [], { 'SYN, SYN-ACK, ACK': 'right', 'SYN → ACK → SYN-ACK': 'wrong' });
    check('bind → listen → accept', [], { 'bind > listen > accept': 'right', 'listen, bind, accept': 'wrong' });
  });

  it('tells which items are missing and which are too much', () => {
    const accepted = readAnswers(field('SHUT_RD, SHUT_WR'), []);
    expect(compareAnswer('SHUT_RD, SO_TYPE', accepted)).toEqual({
      outcome: 'wrong',
      missing: ['SHUT_WR'],
      extra: ['SO_TYPE'],
    });
  });

  it('that is the written answer is always right, and nothing throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (answer, typed) => {
        const accepted = readAnswers(field(answer), []);
        compareAnswer(typed, accepted);
        if (normalText(answer) !== '') expect(compareAnswer(answer, accepted).outcome).toBe('right');
      }),
    );
  });
});
