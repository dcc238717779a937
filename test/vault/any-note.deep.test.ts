import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readVault } from '../../src/vault/index.ts';
import { markdownText } from './markdown-text.ts';
import { inShort, temporaryVault } from './temporary-vault.ts';

describe('a vault of hostile notes', () => {
  it('is read within the deadlines of its notes, and the rest of it is there', async () => {
    const root = temporaryVault({
      'asterisks.md': '*a'.repeat(50_000),
      'brackets.md': ']('.repeat(100_000),
      'good.md': '# Good\n[[asterisks]]',
      'lists.md': '- '.repeat(1_000),
      'long.md': 'x'.repeat(20_000_000),
    });
    const started = performance.now();
    const { vault, diagnostics } = await readVault({ root });
    expect(performance.now() - started).toBeLessThan(60_000);
    expect(inShort(diagnostics)).toEqual(
      ['asterisks', 'brackets', 'lists', 'long'].map((name) => `${name}.md:1:1 note-too-costly`),
    );
    expect(vault.notes.find(({ id }) => id === 'good.md')?.sections.map(({ title }) => title)).toEqual(['Good']);
  });

  it('of any text is read through workers and cache alike', async () => {
    const texts = fc.sample(markdownText, { numRuns: 3_000, seed: 1 });
    const root = temporaryVault(Object.fromEntries(texts.map((text, index) => [`${index}.md`, text])));
    const cacheDir = temporaryVault({});
    const read = async () => {
      const { vault, diagnostics } = await readVault({ root, cacheDir });
      return { notes: vault.notes.map((note) => JSON.stringify(note)), faults: diagnostics };
    };
    const first = await read();
    expect(await read()).toEqual(first);
    expect(first.faults.filter(({ rule }) => rule === 'parser-failed' || rule === 'note-too-costly')).toEqual([]);
  });
});
