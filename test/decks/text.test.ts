import { describe, expect, it } from 'vitest';
import { formatText } from '../../src/decks/index.ts';
import { sketchDeck, type NoteSketch } from './apkg-deck.ts';

function check(sketches: readonly NoteSketch[], expected: string): void {
  // Tabs between columns, shown.
  expect(formatText(sketchDeck(sketches)).replaceAll('"\t"', '" → "')).toBe(expected);
}

const header = `#separator:tab
#html:true
#guid column:1
#notetype column:2
#deck column:3
#tags column:4
#if matches:update current
`;

describe('text for Anki', () => {
  it('names its columns and quotes every value, so that no row is a comment', () => {
    check(
      [{ id: 'a', fields: { Front: '# one', Back: 'say "two"', Extra: 'a\tb\nc' }, tags: ['x::y', 'z'] }],
      `${header}"axxxxxxxxxxxxxxx" → "Sockrates Basic" → "Sockets" → "x::y z" → "axxxxxxxxxxxxxxx" → "# one" → "say ""two""" → "a\tb\nc" → "" → "" → "" → "" → "" → ""\n`,
    );
  });

  it('gives every row as many columns as the widest note type has', () => {
    const text = formatText(
      sketchDeck([
        { id: 'c', kind: 'cloze', fields: { Text: '{{c1::x}}' } },
        { id: 'b', fields: { Front: 'x' } },
      ]),
    );
    const rows = text
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('#'));
    expect(rows.map((row) => row.split('\t').length)).toEqual([14, 14]);
  });

  it('is only a header for a deck without notes', () => {
    check([], header);
  });
});
