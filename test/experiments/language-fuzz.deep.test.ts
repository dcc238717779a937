import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBlock, parseBlock, printBlock } from '../../src/experiments/index.ts';
import { arbitraryBlock } from './language-arbitrary.ts';

/** Every sock block of the language's documentation: what authors really write. */
const written = [...readFileSync('docs/sock-language.md', 'utf8').matchAll(/```(?:sock|strace)\n([^]*?)```/g)].map(
  ([, text = '']) => text,
);

const pieces = fc.constantFrom(
  ...[
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '"',
    '"x"',
    '\\',
    '\\x',
    '...',
    '=',
    '=?',
    '= ?',
    '|',
    '| linux:',
    '->',
    '=>',
    '<',
    '>',
  ],
  ...[
    '<unfinished ...>',
    '<... recv resumed>',
    '[pid 12]',
    '12 ',
    '12:00:00.000001 ',
    '/*',
    '*/',
    '#',
    ',',
    ':',
    '@',
    '~[',
  ],
  ...[
    'IP ',
    'wire ',
    'repeat ',
    'check ',
    'wait ',
    'host ',
    'needs: ',
    'deadline: ',
    '127.0.0.1:80',
    '[::1]:80',
    '-1 ',
  ],
  ...[
    'clone(',
    'fork() = 5',
    'strace: Process 5 attached',
    '\n',
    '\r',
    '\0',
    '\t',
    '\u00a0',
    '\u202e',
    '\ud800',
    '9999999999999999999',
  ],
);

/** A written block with some of it cut out, doubled, moved or replaced. */
const mutated = fc
  .tuple(
    fc.oneof(fc.constantFrom(...written), arbitraryBlock.map(printBlock)),
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 12 }), fc.oneof(pieces, fc.string({ maxLength: 3 }), fc.constant(''))), {
      maxLength: 6,
    }),
  )
  .map(([text, changes]) =>
    changes.reduce((before, [at, length, piece]) => {
      const from = at % (before.length + 1);
      return before.slice(0, from) + piece + before.slice(from + length);
    }, text),
  );

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.array(pieces, { maxLength: 12 }).map((some) => some.join('')),
);

function checkText(text: string): void {
  const lines = text.split('\n');
  const { block, diagnostics } = parseBlock({ path: 'note.md', firstLine: 7, text });
  for (const { line, column, endColumn = column } of [...diagnostics, ...checkBlock(block)]) {
    const within = line >= 7 && line < 7 + lines.length && column >= 1 && endColumn >= column;
    // Lines that strace broke in two are joined: their columns go on behind the first part.
    const longest = Math.max(...lines.map(({ length }) => length)) * 2;
    if (!within || column > longest + 2) throw new Error(`a diagnostic stands nowhere: ${line}:${column}`);
  }
  const once = printBlock(block);
  expect(printBlock(parseBlock({ path: 'note.md', firstLine: 1, text: once }).block)).toBe(once);
}

describe('the parser', () => {
  it('gives any text a tree and diagnostics with places, and prints it to a form that stays', () => {
    fc.assert(fc.property(fc.oneof({ weight: 4, arbitrary: mutated }, { weight: 1, arbitrary: anything }), checkText), {
      numRuns: 100_000,
    });
  });
});
