import { describe, expect, it } from 'vitest';
import { extractCards } from '../../src/cards/index.ts';
import { vaultOf } from './note-vault.ts';

/** Milliseconds to read the cards of a note that is one piece, many times over; the note is parsed before. */
function timeOf(piece: string, times: number, end = ''): number {
  const vault = vaultOf({ 'a.md': piece.repeat(times) + end });
  const start = performance.now();
  extractCards(vault, { derived: false });
  return performance.now() - start;
}

describe('a note of one thing many times over', () => {
  it.each([
    ['START\nBasic\nQ\nBack: A\nEND\n', ''],
    ['START\n', ''],
    ['Q: a\nA: b\n', ''],
    ['- a b :: c\n', ''],
    ['# q #card\n', ''],
    ['{{c1::x}} ', '#card'],
    ['{{c1::', '#card'],
    [':: ', ''],
    ['#a ', ':: x'],
    ['\\* ', ':: x'],
  ])('takes no more than a few times as long when it is four times as long: %j', (piece, end) => {
    timeOf(piece, 500, end);
    const short = timeOf(piece, 2_000, end);
    expect(timeOf(piece, 8_000, end)).toBeLessThan(10 * short + 300);
  });
});
