import fc from 'fast-check';
import { describe, it } from 'vitest';
import { explainLine, extractCards, lintCards } from '../../src/cards/index.ts';
import type { Card } from '../../src/cards/index.ts';
import type { Place } from '../../src/diagnostic.ts';
import { vaultOf } from './note-vault.ts';

/** Pieces that the syntaxes look for, in every order, with and without line ends between. */
const piece = fc.constantFrom(
  ...[
    'START',
    'END',
    'Basic',
    'Cloze',
    'Back: x',
    'Front:',
    'Tags: a b',
    'ID: 7',
    '<!--ID: 8-->',
    'DELETE',
    'STARTI [Basic] q Back: a ENDI',
  ],
  ...[
    'TARGET DECK',
    'FILE TAGS: t',
    'FROZEN - Basic:',
    '```',
    '~~~',
    '$$',
    '%%',
    '<!--',
    '-->',
    '<!-- no-card -->',
    '<div>',
  ],
  ...[
    '> [!card] q #t',
    '> a',
    '> > b',
    '# h',
    '## q #card',
    'Q: a',
    'A: b',
    'A:',
    '- x',
    '  - y',
    '\t- z',
    '1. n',
    '- [ ] t',
  ],
  ...[
    'a b :: c',
    'a::b',
    'a ::: b',
    'Key:: v',
    'fe80::1',
    'std::x',
    '==x== #card',
    '{{c1::x::h}} #cloze',
    '{{c2::',
    '}}',
    '{y}',
  ],
  ...[
    'hint:: z',
    'id:: i',
    'type:: in',
    '^anchor',
    'w ^anchor',
    '| a | b |',
    '|---|---|',
    '[^1]: foot',
    '[^1]',
    '[r]: u',
    '[t][r]',
  ],
  ...[
    '[[a|b]]',
    '![[x.png]]',
    '&amp; :: &#x41;',
    '\\:: \\*',
    'â†’ :: “',
    '---',
    '***',
    '👍 :: 🏁',
    '\u0000',
    'e\u0301 :: ü',
    '    code',
    '',
  ],
);
const note = fc
  .array(
    fc.tuple(
      fc.oneof({ weight: 12, arbitrary: piece }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }) }),
      fc.constantFrom('\n', '\n', '\n\n', '\r\n', ' ', '\r'),
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.map(([text, end]) => text + end).join(''));

interface Span {
  readonly start: readonly [number, number];
  readonly end: readonly [number, number];
}

function spanOf({ line, column, endLine = line, endColumn = column }: Place): Span {
  return { start: [line, column], end: [endLine, endColumn] };
}

function isBefore(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] <= b[1]);
}

describe('any text as a note', () => {
  it('gives cards and diagnostics with places inside it, and a word about every line', () => {
    fc.assert(
      fc.property(note, fc.boolean(), (text, splitLong) => {
        const vault = vaultOf({ 'a.md': text });
        const set = extractCards(vault, { splitLong, derived: false });
        const [read] = vault.notes;
        if (read === undefined) return;
        const lines = read.source.split(/\r\n|\n|\r/u);
        for (const { place } of [...set.cards, ...set.rejected]) checkInside(place, lines);
        for (const diagnostic of [...set.diagnostics, ...lintCards(set.cards, vault)]) checkInside(diagnostic, lines);
        for (let line = 0; line <= lines.length + 1; line += 1) {
          const { sentence, verdict } = explainLine(set, read, line);
          if (!/^\S.*\.$/su.test(sentence)) throw new Error(`no sentence: ${sentence}`);
          const belongs = set.cards.some(({ place }) => place.line <= line && line <= (place.endLine ?? place.line));
          if (belongs !== (verdict === 'card')) throw new Error(`line ${line} is ${verdict}`);
        }
        if (!splitLong) checkApart([...set.cards, ...set.rejected]);
      }),
      { numRuns: 400 },
    );
  });

  it('gives only cards that ask and answer', () => {
    fc.assert(
      fc.property(note, (text) => {
        for (const card of extractCards(vaultOf({ 'a.md': text }), { derived: false }).cards) {
          const { Front, Back, Text } = card.fields;
          const asks = Text ?? Front;
          if ((asks?.content.length ?? 0) === 0) throw new Error('no question');
          if (Text === undefined && (Back?.content.length ?? 0) === 0) throw new Error('no answer');
          if (Text !== undefined && card.deletions.length === 0) throw new Error('no deletion');
        }
      }),
      { numRuns: 300 },
    );
  });
});

function checkInside(place: Place, lines: readonly string[]): void {
  const { start, end } = spanOf(place);
  const valid = [start, end].every(
    ([line, column]) =>
      line >= 1 && line <= lines.length && column >= 1 && column <= (lines[line - 1]?.length ?? 0) + 1,
  );
  if (!valid || !isBefore(start, end)) throw new Error(`not inside: ${JSON.stringify(place)}`);
}

/** No two cards share a line, but for STARTI blocks, which share no column. */
function checkApart(cards: readonly Card[]): void {
  const sorted = cards
    .map((card) => ({ card, span: spanOf(card.place) }))
    .sort((a, b) => (isBefore(a.span.start, b.span.start) ? -1 : 1));
  sorted.slice(1).forEach(({ card, span }, index) => {
    const before = sorted[index];
    if (before === undefined) return;
    const shareLine = before.span.end[0] >= span.start[0];
    const inline = card.syntax === 'inline-start-block' && before.card.syntax === 'inline-start-block';
    if (shareLine && !(inline && isBefore(before.span.end, span.start))) {
      throw new Error(`cards meet: ${JSON.stringify([before.card.place, card.place])}`);
    }
  });
}
