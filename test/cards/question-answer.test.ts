import { describe, expect, it } from 'vitest';
import { cardsIn, inShort, rulesIn } from './note-vault.ts';

function check(note: string, expected: readonly string[], faults: readonly string[] = []): void {
  const set = cardsIn(note);
  expect([set.cards.map(inShort), rulesIn(set)]).toEqual([expected, faults]);
}

describe('a Q:/A: pair', () => {
  it('stands in one paragraph or in two, several in a row', () => {
    check('Q: one?\nA: 1\nQ: two?\nA: 2', ['1-2 question-answer: one? => 1', '3-4 question-answer: two? => 2']);
    check('Q: one?\n\nA: 1\n\nprose', ['1-3 question-answer: one? => 1']);
    check('Q:one?\nA:1', ['1-2 question-answer: one? => 1']);
  });

  it('may ask and answer over several lines, to the next blank line', () => {
    check('Q: one\nor more?\nA: 1\nor 2\n\nnot 3', ['1-4 question-answer: one / or more? => 1 / or 2']);
  });

  it('answers with the list, table or fence that A: opens, and with nothing behind it', () => {
    check('Q: which?\nA:\n- a\n- b\n\nprose', ['1-4 question-answer: which? => a / b']);
    check('Q: which?\nA:\n\n- a\n\n- b\n\nprose', ['1-6 question-answer: which? => a / b']);
    check('Q: which?\nA: these\n1. a\n2. b\n\nprose', ['1-4 question-answer: which? => these / a / b']);
    check('Q: which?\nA:\n```c\nint x;\n\nint y;\n```\nhint:: z', [
      '1-8 question-answer: which? => int x; /  / int y; {hint: z}',
    ]);
    check('Q: which?\nA:\n\n| a | b |\n|---|---|\n| c | d |\n\nprose', [
      '1-6 question-answer: which? => a | b / c | d',
    ]);
  });

  it('may show code, a list or a table before its A:', () => {
    check('Q: prints?\n```c\nx\n```\nA: y', ['1-5 question-answer: prints? / x => y']);
    check('Q: which?\n- a\n- b\nA: b', ['1-4 question-answer: which? / a / b => b']);
    check('Q: which?\n- a\n- b\nA:\n- b\nQ: next?\nA: c', [
      '1-5 question-answer: which? / a / b => b',
      '6-7 question-answer: next? => c',
    ]);
  });

  it('is not seen within fences, comments and math', () => {
    check('```\nQ: a?\nA: b\n```\n\n%%\nQ: a?\nA: b\n%%', []);
    check('Q: fence?\nA: yes\n```\nQ: no\nA: no\n```', ['1-6 question-answer: fence? => yes / Q: no / A: no']);
  });

  it('stands in lists and quotes too, and takes what its lines say about tags', () => {
    check('- Q: one?\n  A: 1 #net\n\n> Q: two?\n> A: 2\n> hint:: low', [
      '1-2 question-answer: one? => 1 {#net}',
      '4-6 question-answer: two? => 2 {hint: low}',
    ]);
  });

  it('wins over colons within it', () => {
    check('Q: what is a :: b?\nA: c :: d', ['1-2 question-answer: what is a :: b? => c :: d']);
  });

  it.each([
    ['Q: alone', ['1:1 question-without-answer']],
    ['Q: alone\n\nprose\n\nA: late', ['1:1 question-without-answer', '5:1 answer-without-question']],
    ['Q: one\nQ: two\nA: 2', ['1:1 question-without-answer']],
    ['A: alone', ['1:1 answer-without-question']],
    ['Q:\nA: no question', ['1:1 empty-front']],
    ['Q: no answer\nA:', ['1:1 empty-answer']],
    ['## Q: in a heading', []],
  ])('that is not whole gets a word: %j', (note, faults) => expect(rulesIn(cardsIn(note))).toEqual(faults));
});
