import { describe, expect, it } from 'vitest';
import { extractCards } from '../../src/cards/index.ts';
import { cardsIn, inShort, rulesIn, vaultOf } from './note-vault.ts';

function check(note: string, expected: readonly string[], faults: readonly string[] = []): void {
  const set = cardsIn(note);
  expect([set.cards.map(inShort), rulesIn(set)]).toEqual([expected, faults]);
}

describe('lines below a card', () => {
  it('set more about it, in any order and any letters', () => {
    check(
      'a b :: c\nhint:: see **d**\nExtra:: more [[x]]\naccept:: ECONNRESET, 104, "a, b", /x,?y/i\ntype:: in\nexperiment:: tcp/reset, [[udp/queue]]\nid:: my-card',
      [
        '1-7 line: a b => c {type-in, hint: see d, extra: more x, id: my-card, accept: ECONNRESET; 104; a, b; /x,?y/i, experiment: tcp/reset; udp/queue}',
      ],
    );
  });

  it('count only directly below, and only their names', () => {
    check('a b :: c\n\nhint:: d', ['1 line: a b => c']);
    check('a b :: c\nnote:: d\nhint:: e', ['1 line: a b => c']);
    check('a b :: c\nhint:: d\nx y :: z\nhint:: w', ['1-2 line: a b => c {hint: d}', '3-4 line: x y => z {hint: w}']);
  });

  it('belong to lists, tables, quotes and blocks as well', () => {
    check('- a b :: c\n  hint:: d\n- e f :: g\nhint:: h', [
      '1-2 line: a b => c {hint: d}',
      '3-4 line: e f => g {hint: h}',
    ]);
    check('Q: q\nA:\n- x\n- y\nhint:: d', ['1-5 question-answer: q => x / y {hint: d}']);
    check('Q: q\nA:\n\n| a |\n|---|\n| b |\nhint:: d', ['1-7 question-answer: q => a / b {hint: d}']);
    check('START\nBasic\nQ\nBack: A\nEND\nexperiment:: x', ['1-6 start-block: Q => A {experiment: x}']);
    check('==a== b #card\nextra:: c', ['1-2 cloze: [1 a] b {extra: c}']);
  });

  it('may be a block id, at the end of a line or below', () => {
    check('Q: q\nA: a ^first\n\nb c :: d\n^second', [
      '1-2 question-answer: q => a {id: first}',
      '4-5 line: b c => d {id: second}',
    ]);
  });

  it.each([
    ['a b :: c\nhint::', ['2:7 bad-attribute']],
    ['a b :: c\ntype:: magic', ['2:8 bad-attribute']],
    ['a b ::: c\ntype:: in', ['2:8 bad-attribute']],
    ['==a== #card\ntype:: in', ['2:8 bad-attribute']],
    ['a b :: c ^x\n\nd e :: f ^X', ['3:1 duplicate-id']],
    ['START\nBasic\nQ\nBack: A\nID: 1\nEND\nSTART\nBasic\nR\nBack: A\nID: 1\nEND', ['7:1 duplicate-anki-id']],
    ['What now? :: a\n\nwhat NOW :: b', ['3:1 duplicate-card']],
  ])('that say nothing, or the same twice, get a word: %j', (note, faults) =>
    expect(rulesIn(cardsIn(note))).toEqual(faults),
  );

  it('leave an id with the first of two cards', () => {
    check('a b :: c ^x\n\nd e :: f ^x', ['1 line: a b => c {id: x}', '3 line: d e => f'], ['3:1 duplicate-id']);
  });
});

describe('a no-card comment', () => {
  it('rejects the card below it or on its line, and no other', () => {
    const set = cardsIn(
      '<!-- no-card -->\na b :: c\n\nd e :: f %% no-card %%\n\n<!-- no-card -->\n\n## g? #card\nh\n\n## Next\n\ni j :: k',
    );
    expect(set.cards.map(inShort)).toEqual(['13 line: i j => k']);
    expect(set.rejected.map(inShort)).toEqual(['2 line: a b => c', '4 line: d e => f', '8-9 heading: g? => h']);
  });
});

describe('what a card is about', () => {
  it('is its note, its section where something links to that, and what its links point to', () => {
    const { cards } = extractCards(
      vaultOf({
        'tcp/TCP.md':
          '# TCP\n\n## Close\n\nwho closes :: [[Peer]] of [[UDP#Queue]], see [[#Open]] and [[nowhere]]\n\n## Open\n\na b :: c',
        'Peer.md': '[[TCP#close]]',
        'UDP.md': '# Queue\n\n[site](https://example.org)',
      }),
      { derived: false },
    );
    expect(cards.map(({ concepts }) => concepts)).toEqual([
      ['tcp/TCP.md', 'tcp/TCP.md#Close', 'Peer.md', 'UDP.md#Queue', 'tcp/TCP.md#Open', '?nowhere'],
      ['tcp/TCP.md', 'tcp/TCP.md#Open'],
    ]);
  });
});
