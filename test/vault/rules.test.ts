import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { vaultRules } from '../../src/vault/index.ts';
import { parseNote } from '../../src/vault/parse-note.ts';

/** What is wrong with a note: `line:column-endLine:endColumn rule`. */
function check(source: string, expected: readonly string[]): void {
  const faults = parseNote('a.md', source).diagnostics.map(
    ({ line, column, endLine, endColumn, rule }) => `${line}:${column}-${endLine ?? ''}:${endColumn ?? ''} ${rule}`,
  );
  expect(faults).toEqual(expected);
}

describe('a fault in the text of a note is reported', () => {
  it('where a table cuts a link at its bar', () => {
    const table = '| x | y |\n|---|---|\n';
    check(`${table}| [[a|b]] | [[c\\|d]] |`, ['3:3-3:10 unescaped-pipe-in-table']);
    check(`${table}| \`[[a|b]]\` | c |`, []);
    expect(parseNote('a.md', `${table}| [[a|b]] | c |`).diagnostics[0]?.expected).toEqual(['[[a\\|b]]']);
  });
  it('where nothing closes a comment', () => {
    check('a\n\n%% b\n\nc', ['3:1-3:3 unclosed-comment']);
    check('printf 100%%, and no more', []);
  });
  it('where text stands behind the end of a comment', () => {
    check('%%\na\n%% b', ['3:3-3:5 text-after-comment']);
    check('%%\na\n%%\nb', []);
    check('%% a %% b', []);
  });
});

describe('the rules of the vault', () => {
  it('have a test each', () => {
    const tests = readdirSync('test/vault', { encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => readFileSync(`test/vault/${file}`, 'utf8'))
      .join('\n');
    // A parser that fails is a bug which no note is known to provoke: any-note.test.ts looks for one.
    expect(Object.keys(vaultRules).filter((rule) => !new RegExp(`[ '"]${rule}['" ]`).test(tests))).toEqual([]);
  });
});
