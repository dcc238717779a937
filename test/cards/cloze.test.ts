import { describe, expect, it } from 'vitest';
import { cardsIn, inShort, rulesIn } from './note-vault.ts';

function check(note: string, expected: readonly string[], faults: readonly string[] = []): void {
  const set = cardsIn(note);
  expect([set.cards.map(inShort), rulesIn(set)]).toEqual([expected, faults]);
}

describe('a cloze text', () => {
  it.each([
    ['TCP is ==reliable== and ==ordered== #card', '[1 reliable] and [2 ordered]'],
    ['TCP is {{c2::reliable}} and {{c1::ordered::how}} #cloze', '[2 reliable] and [1 ordered|how]'],
    ['TCP is {{c1::reliable}}, ==new== and {{c2::ordered}} #card', '[1 reliable], [3 new] and [2 ordered]'],
    ['TCP is {{c1::a {{c2::nested}} one}} #card', '[1 a [2 nested] one]'],
    ['TCP is {{c1::`x}}::y`::hint with `}}`}} #card', '[1 x}}::y|hint with }}]'],
    ['TCP is {{c1::$a}}b$}} #card', '[1 a}}b]'],
    ['TCP is {{c1::[[a::b]]}} #card', '[1 a::b]'],
    [
      'TCP is {{c1::std::move}} or {{c2::fe80::1}} or {{c3::[::]:80::any}} #card',
      '[1 std::move] or [2 fe80::1] or [3 [::]:80|any]',
    ],
    ['TCP is {{c2::$x$::a root}} or {{c3::`y`::fe::ed}} #card', '[2 x|a root] or [3 y|fe::ed]'],
    ['TCP is {{c1::16::a number}} or {{c2::bad::a word}} #card', '[1 16|a number] or [2 bad|a word]'],
    ['TCP is {{c1::\\[::1\\]}} or {{c2::fe80::a}} #card', '[1 [::1]] or [2 fe80::a]'],
    ['TCP is {{c1::a set {x}}} #card', '[1 a set {x}]'],
    ['TCP is **{{c1::strong}}** and *==slanted==* #card', '[1 strong] and [2 slanted]'],
    ['TCP is {{c1::**bold** and ==marked==}} #card', '[1 bold and marked]'],
    ['TCP is =={{c1::inside}} a mark== #card', '[1 inside] a mark'],
    ['TCP is {{c::one}} and {{c::two}} #card', '[1 one] and [2 two]'],
    ['TCP is {a} and {b} #cloze', '[1 a] and [2 b]'],
    ['TCP is {{c1::over\nlines}} #card', '[1 over lines]'],
    ['TCP is [a ==linked== text](https://example.org) #card', 'a [1 linked] text'],
  ])('reads the deletions of %j', (note, expected) => {
    const { cards } = cardsIn(note);
    expect(cards.map(inShort).map((text) => text.replace(/^\S+ /u, ''))).toEqual([`cloze: TCP is ${expected}`]);
  });

  it('may be a list item, with what stands below it where only that holds deletions', () => {
    check('- UDP is ==simple== #card #net\n- no ==card==', ['1 cloze: UDP is [1 simple] {#net}']);
    check('- #card The calls:\n  - ==socket==\n  - ==bind==\n- next', ['1-3 cloze: The calls:[1 socket][2 bind]']);
    check('- #card ==outer==\n  - ==inner== #card', ['1 cloze: [1 outer]', '2 cloze: [1 inner]']);
  });

  it('keeps its deletions in document order, their text and hints apart', () => {
    const [card] = cardsIn('{{c2::`b`::two}} then {{c1::a {{c3::c}}}} #card').cards;
    expect(card?.deletions).toEqual([
      { number: 2, explicit: true, text: 'b', hint: 'two' },
      { number: 1, explicit: true, text: 'a c' },
      { number: 3, explicit: true, text: 'c' },
    ]);
    expect(card?.fields.Text?.text).toBe('b then a c');
  });

  it('wins over colons, and yields to a pair and a heading', () => {
    check('==a== :: b #card', ['1 cloze: [1 a] :: b']);
    check('Q: ==a== #card\nA: b', ['1-2 question-answer: a => b']);
  });

  it('is none without its tag, and says nothing then', () => {
    check('plain ==mark== and {{c1::x}}', []);
  });

  it.each([
    ['nothing left out #cloze', ['1:1 cloze-without-deletion']],
    ['nothing left out #card', ['1:18 card-tag-without-card']],
    ['open {{c1::never closed #card', ['1:6 unclosed-deletion', '1:1 cloze-without-deletion']],
    ['{{c1::a}} and {{c2::b #card', ['1:15 unclosed-deletion']],
    ['{{c1::}} and ==b== #card', ['1:1 empty-deletion']],
    ['{{c0::a}} and {{c500::b}} #card', ['1:1 bad-cloze-number', '1:15 bad-cloze-number']],
    ['**{{c1::a** b}} and ==c== #card', ['1:3 unclosed-deletion']],
  ])('that is not right gets a word: %j', (note, faults) => {
    expect(rulesIn(cardsIn(note)).sort()).toEqual([...faults].sort());
  });

  it('counts a number that Anki does not show as the next free one', () => {
    check(
      '{{c0::a}} and {{c2::b}} and {{c500::c}} #card',
      ['1 cloze: [1 a] and [2 b] and [3 c]'],
      ['1:1 bad-cloze-number', '1:29 bad-cloze-number'],
    );
  });
});
