import { describe, expect, it } from 'vitest';
import { cardsIn, inShort, rulesIn } from './note-vault.ts';

function check(note: string, expected: readonly string[], faults: readonly string[] = []): void {
  const set = cardsIn(note);
  expect([set.cards.map(inShort), rulesIn(set)]).toEqual([expected, faults]);
}

describe('a [!card] callout', () => {
  it('asks its title and answers with its body, folded or not', () => {
    check('> [!card] What is a **port**? #net\n> A number\n>\n> - 16 bits\n\nprose', [
      '1-4 callout: What is a port? => A number / 16 bits {#net}',
    ]);
    check('> [!CARD]- Q?\n> A', ['1-2 callout: Q? => A']);
    check('> [!card]+ Q?\n> ```\n> code\n> ```', ['1-4 callout: Q? => code']);
  });

  it('takes attribute lines inside and directly below', () => {
    check('> [!card] Q?\n> A\n> hint:: near\nextra:: far\n\nid:: none', [
      '1-4 callout: Q? => A {hint: near, extra: far}',
    ]);
  });

  it('stands in a list, and in another quote', () => {
    check('- a\n  > [!card] Q?\n  > A\n\n> > [!card] R?\n> > B', ['2-3 callout: Q? => A', '5-6 callout: R? => B']);
  });

  it('is nothing else', () => {
    check('> [!note] Q?\n> A\n\n> plain [!card]', []);
  });

  it('without a title or a body is a fault', () => {
    check('> [!card]\n> A', [], ['1:1 empty-front']);
    check('> [!card] Q?', [], ['1:1 empty-answer']);
  });
});

describe('a #card heading', () => {
  it('is answered by its section, to the next heading of its level', () => {
    check('# Topic\n\n## What is it? #card #net/tcp\n\nThis.\n\n### More\n\n- that\n\n## Next\n\nprose', [
      '3-9 heading: What is it? => This. / More / that {#net/tcp}',
    ]);
  });

  it('leaves itself out of the way to it, and tags out of the titles around', () => {
    const { cards } = cardsIn('# Topic #tag\n\n## Part\n\n### Q? #card\nA\n\nx y :: z');
    expect(cards.map(({ headingPath }) => headingPath)).toEqual([['Topic', 'Part']]);
  });

  it('takes attribute lines below the heading and at the end of the section', () => {
    check('## Q? #card\nhint:: near\nid:: my-q\n\nAnswer\nextra:: far', [
      '1-6 heading: Q? => Answer {hint: near, extra: far, id: my-q}',
    ]);
  });

  it('ends before a card of its own: by an inner #card heading, a callout or a block', () => {
    check('# Q? #card\nA\n## R? #card\nB\n### Note\n> [!card] S?\n> C\n\nleft over', [
      '1-2 heading: Q? => A',
      '3-5 heading: R? => B / Note',
      '6-7 callout: S? => C',
    ]);
    check('# Q? #card\nA\n\nSTART\nBasic\nR\nBack: B\nEND', ['1-2 heading: Q? => A', '4-8 start-block: R => B']);
  });

  it('wins over pairs and lines in its section', () => {
    check('## Q? #card\nx y :: z\n\nQ: r\nA: s', ['1-5 heading: Q? => x y :: z / Q: r / A: s']);
  });

  it('without text below or a question is a fault', () => {
    check('## Q? #card\n\n## Next\n\ntext', [], ['1:1 empty-answer']);
    check('## #card\n\nA', [], ['1:1 empty-front']);
  });

  it('needs the tag as a word, and not in code', () => {
    check('## Q? #cards\nA\n\n## R? `#card`\nB\n\n## S?#card\nC', []);
  });
});
