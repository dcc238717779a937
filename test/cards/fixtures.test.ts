import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cardRules, extractCards, lintCards, lintRules } from '../../src/cards/index.ts';
import { vaultOf } from './note-vault.ts';

const folder = 'test/fixtures/cards';
const fixtures = readdirSync(folder).filter((file) => file.endsWith('.md'));
const rules = new Set([...Object.keys(cardRules), ...Object.keys(lintRules)]);
const marker = /[ \t]*\{([a-z-]+)\}/gu;

/** A fixture names, on each line, the rules that speak about it: `{rule-id}`. The note is read without these marks. */
function readFixture(file: string): { readonly note: string; readonly expected: readonly string[] } {
  const expected: string[] = [];
  const lines = readFileSync(path.join(folder, file), 'utf8').split('\n');
  const note = lines.map((line, index) =>
    line.replace(marker, (text, rule: string) => {
      if (!rules.has(rule)) return text;
      expected.push(`${file}:${index + 1} ${rule}`);
      return '';
    }),
  );
  return { note: note.join('\n'), expected: expected.sort() };
}

describe('the notes of test/fixtures/cards', () => {
  it.each(fixtures)('%s: every marked fault is reported on its line, and nothing else', (file) => {
    const { note, expected } = readFixture(file);
    const vault = vaultOf({ [file]: note });
    const set = extractCards(vault, { derived: file === 'derived.md' });
    const found = [...set.diagnostics, ...lintCards(set.cards, vault)].map(
      ({ path: at, line, rule }) => `${at}:${line} ${rule}`,
    );
    expect(found.sort()).toEqual(expected);
  });

  it('mark every rule of written cards and of lint at least once', () => {
    const marked = new Set(
      fixtures.flatMap((file) => readFixture(file).expected.map((line) => line.split(' ')[1] ?? '')),
    );
    expect([...rules].filter((rule) => !marked.has(rule))).toEqual([]);
  });
});
