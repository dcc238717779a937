import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { extractCards } from '../../../src/cards/index.ts';
import { readVault } from '../../../src/vault/index.ts';

/** verdict, note, rule, question, answer, reason; how a reader judged each card. */
const judged = readFileSync('test/cards/derived/shipped-cards.tsv', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'));

describe('the cards that are derived from the notes that ship', () => {
  it('are those that were read and judged, one by one', async () => {
    const { vault } = await readVault({ root: 'notes', cacheDir: false });
    const derived = extractCards(vault)
      .cards.filter(({ derived: rule }) => rule !== undefined)
      .map(({ note, derived: rule, fields }) => {
        const question = (fields.Front ?? fields.Text)?.text.replace(/\s+/gu, ' ');
        const answer = (fields.Back?.text ?? '').replace(/\s*\n\s*/gu, ' / ');
        return [note, rule, question, answer].join('\t');
      });
    expect(derived.sort()).toEqual(judged.map((fields) => fields.slice(1, 5).join('\t')).sort());
  });

  it('are worth keeping, at least 17 of 20', () => {
    const kept = judged.filter(([verdict]) => verdict === 'keep').length;
    expect(judged.every(([verdict = '']) => verdict === 'keep' || verdict === 'drop')).toBe(true);
    expect(judged.every(({ 5: reason = '' }) => reason.length > 10)).toBe(true);
    expect(kept / judged.length).toBeGreaterThanOrEqual(0.85);
  });
});
