import { describe, expect, it } from 'vitest';
import type { ExtractOptions } from '../../src/cards/index.ts';
import { cardsIn, inShort, rulesIn } from './note-vault.ts';

function check(
  note: string,
  expected: readonly string[],
  faults: readonly string[] = [],
  options?: ExtractOptions,
): void {
  const set = cardsIn(note, options);
  expect([set.cards.map(inShort), rulesIn(set)]).toEqual([expected, faults]);
}

const long = `## [[pipe]]
- one way
- between kin



# deck


START
Basic
[[pipe]] vs [[fifo]]

Back: 

### [[pipe]]
- has no name
\tâ†’ only for [[process|processes]] of one family

### [[fifo]]
- has a name
\t- made by \`mkfifo\`
#### modes
- \`O_RDONLY\`: reads
Tags: code linux
<!--ID: 1700000000001-->
END`;

describe('a START block', () => {
  it('is one card, right in every field, though markdown takes its last lines for a list', () => {
    const { cards, diagnostics } = cardsIn(long);
    expect(diagnostics).toEqual([]);
    expect(cards).toHaveLength(1);
    const [card] = cards;
    expect(card).toMatchObject({
      syntax: 'start-block',
      kind: 'basic',
      tags: ['code', 'linux'],
      ankiNoteId: 1700000000001,
      headingPath: ['deck'],
      place: { line: 10, column: 1, endLine: 27, endColumn: 4 },
      concepts: ['a.md', '?pipe', '?fifo', '?process'],
    });
    expect(card?.fields.Front?.text).toBe('pipe vs fifo');
    expect(card?.fields.Back?.text).toContain('→ only for processes of one family');
    expect(card?.fields.Back?.text).not.toMatch(/Tags|ID:|END|â/u);
    expect(card?.fields.Back?.content.map(({ type }) => type)).toEqual([
      'heading',
      'list',
      'heading',
      'list',
      'heading',
      'list',
    ]);
    expect(card?.fields.Back?.content[0]?.position?.start).toEqual({
      line: 16,
      column: 1,
      offset: long.indexOf('### [[pipe]]'),
    });
  });

  it('reads CR LF, spaces at line ends, and text right before and behind', () => {
    check('prose\r\nSTART \r\nBasic\t\r\nQ?\r\nBack: A\r\nEND  \r\nx y :: z\r\n', [
      '2-6 start-block: Q? => A',
      '7 line: x y => z',
    ]);
  });

  it.each([
    ['Basic', '1-5 start-block: Q => A'],
    ['basic', '1-5 start-block: Q => A'],
    ['Basic (and reversed card)', '1-5 start-block: Q => A {basic-and-reversed}'],
    ['Basic (optional reversed card)', '1-5 start-block: Q => A'],
    ['Basic (type in the answer)', '1-5 start-block: Q => A {type-in}'],
  ])('of the type %s becomes a card of ours', (type, expected) => check(`START\n${type}\nQ\nBack: A\nEND`, [expected]));

  it('is asked both ways where Add Reverse says so', () => {
    check('START\nBasic (optional reversed card)\nQ\nBack: A\nAdd Reverse: y\nEND', [
      '1-6 start-block: Q => A {basic-and-reversed}',
    ]);
  });

  it('takes fields in any order, named or not, and goes on with a field that comes again', () => {
    check('START\nBasic\nBack: A\nFront: Q\nBack: B\nEND', ['1-6 start-block: Q => A / B']);
  });

  it('takes a name that is no field of its type for text, and none from within a fence', () => {
    check('START\nBasic\nQ\nBack: A\nNote: mind\n```\nFront: x\nEND\n```\nEND', [
      '1-10 start-block: Q => A / Note: mind / Front: x / END',
    ]);
  });

  it('reads tags only with a space, and the id in both spellings', () => {
    check('START\nBasic\nQ\nBack: A\nTags: #x, y/z\nID: 17\nEND', ['1-7 start-block: Q => A {#x #y/z, Anki: 17}']);
    check('START\nBasic\nQ\nBack: A\nTags:x\n<!--ID: 17-->\nEND', ['1-7 start-block: Q => A / Tags:x {Anki: 17}']);
  });

  it('makes a cloze of native deletions, and of curly ones where there are no others', () => {
    check('START\nCloze\n{{c1::TCP}} is {{c2::`a}}b::c`::how}}\nBack Extra: more\nEND', [
      '1-5 start-block: [1 TCP] is [2 a}}b::c|how] {extra: more}',
    ]);
    check('START\nCloze\n{a} {2:b} {2|c} {c2:d} {c3|e} {} {f\ng} `{h}` $\\{i\\}$\nEND', [
      '1-5 start-block: [1 a] [2 b] [2 c] [2 d] [3 e] {} [2 f g] {h} \\{i\\}',
    ]);
    check('START\nCloze\n{{c1::a}} keeps {b}\nEND', ['1-4 start-block: [1 a] keeps {b}']);
  });

  it('keeps a declared note type with its own fields', () => {
    const noteTypes = [{ name: 'Call', fields: ['Name', 'Returns', 'Errors'], cloze: false }];
    const { cards } = cardsIn('START\nCall\nbind\nErrors: `EADDRINUSE`\nEND', { noteTypes });
    expect(cards.map(inShort)).toEqual(['1-5 start-block: bind => EADDRINUSE']);
    expect(Object.entries(cards[0]?.foreign?.fields ?? {}).map(([name, { text }]) => `${name}=${text}`)).toEqual([
      'Name=bind',
      'Returns=',
      'Errors=EADDRINUSE',
    ]);
  });

  it('reads a stock type of another language that is declared as like ours', () => {
    const noteTypes = [{ name: 'Einfach', fields: ['Vorderseite', 'Rückseite'], cloze: false, like: 'Basic' as const }];
    check('START\nEinfach\nQ\nRückseite: A\nEND', ['1-5 start-block: Q => A'], [], { noteTypes });
  });

  it('finds the definitions and footnotes of its note', () => {
    const set = cardsIn('START\nBasic\nsee [t][r][^1]\nBack: A\nEND\n\n[r]: https://example.org\n[^1]: a source\n');
    expect(set.cards.map(inShort)).toEqual(['1-5 start-block: see t => A {extra: a source}']);
    const paragraph = set.cards[0]?.fields.Front?.content[0];
    expect(paragraph?.type === 'paragraph' ? paragraph.children[1] : undefined).toMatchObject({
      url: 'https://example.org',
    });
  });

  it('may be left out by DELETE, and is then listed as gone', () => {
    const set = cardsIn('START\nBasic\nQ\nBack: A\nDELETE\nID: 17\nEND\n\nDELETE\n<!--ID: 18-->\n');
    expect(set.cards).toEqual([]);
    expect(set.deleted.map(({ ankiNoteId, place }) => `${place.line} ${ankiNoteId}`)).toEqual(['1 17', '9 18']);
  });

  it('does not exist in code and comments; code within it ends with it', () => {
    check('```\nSTART\nBasic\nQ\nBack: A\nEND\n```\n\n<!--\nSTART\nBasic\nQ\nBack: A\nEND\n-->', []);
    check('START\nBasic\nQ\nBack: ```\nnever closed\nEND\n\nSTART\nBasic\nR\nBack: B\nEND\n\na b :: c', [
      '1-6 start-block: Q => never closed',
      '8-12 start-block: R => B',
      '14 line: a b => c',
    ]);
  });

  it.each([
    ['START\nBasic\nQ\nBack: A', ['1:1 unclosed-start-block']],
    ['START\nBasic\nQ\n\nSTART\nBasic\nR\nBack: B\nEND', ['1:1 unclosed-start-block']],
    ['START\nBasik\nQ\nBack: A\nEND', ['2:1 unknown-note-type']],
    ['START\nEND', ['1:1 unknown-note-type']],
    ['START\nBasic\nQ\nEND', ['1:1 missing-field']],
    ['START\nBasic\nQ\nBack:\nEND', ['1:1 empty-answer']],
    ['START\nBasic\nBack: A\nEND', ['1:1 empty-front']],
    ['START\nCloze\nno gap\nEND', ['1:1 cloze-without-deletion']],
    ['start\nBasic\nQ\nBack: A\nEND', ['1:1 misspelled-start']],
    ['- START\n  Basic\n  Q', []],
    ['They START and END here', []],
  ])('that is not right gives a word and no card: %j', (note, faults) => {
    const set = cardsIn(note);
    expect(rulesIn(set)).toEqual(faults);
    expect(set.cards.length).toBe(note.includes('Back: B') ? 1 : 0);
  });

  it('goes on over a line that only begins with END, and says so', () => {
    check('START\nBasic\nQ\nBack: A\nENDPOINT\nEND', ['1-6 start-block: Q => A / ENDPOINT'], ['5:1 end-like-line']);
  });

  it('names the types that are known, the nearest first, and how to declare others', () => {
    const [fault] = cardsIn('START\nBasik\nQ\nBack: A\nEND').diagnostics;
    expect(fault?.expected?.[0]).toBe('Basic');
    expect(fault?.message).toMatch(/noteTypes.*--note-types/u);
  });

  it('can be split into its labelled bullets, and stays a card', () => {
    const bullets = Array.from({ length: 6 }, (_, index) => `- plain words number ${index} that say a little`).join(
      '\n',
    );
    check(
      `START\nBasic\nQ\nBack:\n### Pipe\n${bullets}\n- \`O_RDONLY\`: reads [[x]]\nID: 5\nEND`,
      [
        `1-14 start-block: Q => Pipe / ${bullets.replaceAll('- ', '').replaceAll('\n', ' / ')} / O_RDONLY: reads x {Anki: 5}`,
        '12 start-block: Pipe: O_RDONLY? => reads x',
      ],
      [],
      { splitLong: true },
    );
  });
});

describe('an inline block', () => {
  it('stands anywhere in a line, also twice, also in a list', () => {
    check('so STARTI [Basic] What? Back: **That**. Tags: a b <!--ID: 9--> ENDI and STARTI [Cloze] {{c1::x}} y ENDI', [
      '1 inline-start-block: What? => That. {#a #b, Anki: 9}',
      '1 inline-start-block: [1 x] y',
    ]);
    check('- STARTI [Basic] Back: A Front: Q ENDI\n- b', ['1 inline-start-block: Q => A']);
  });

  it('does not exist in code', () => check('`STARTI [Basic] Q Back: A ENDI`', []));

  it.each([
    ['STARTI [Basic] Q Back: A', ['1:1 unclosed-inline-block']],
    ['STARTI [Nope] Q Back: A ENDI', ['1:1 unknown-note-type']],
    ['STARTI [Basic] Q ENDI', ['1:1 missing-field']],
  ])('that is not right gives a word: %s', (note, faults) => check(note, [], faults));
});

describe('lines about the whole note', () => {
  it('name its deck and tags, in both spellings; the first deck counts', () => {
    check(
      'TARGET DECK\nA::B\n\nFILE TAGS: x y\n\nTARGET DECK: C\n\na b :: c #z',
      ['8 line: a b => c {#x #y #z, deck: A::B}'],
      ['6:1 second-target-deck'],
    );
    check('TARGET DECK: C D\nFILE TAGS\n#x\n\na b :: c', ['5 line: a b => c {#x, deck: C D}']);
  });

  it('yield to the front matter', () => {
    check('---\ndeck: Front\ntags: [p, "#q"]\n---\nTARGET DECK: C\n\na b :: c', [
      '7 line: a b => c {#p #q, deck: Front}',
    ]);
    check('---\ncards: false\n---\na b :: c', []);
    check('---\ndeck: [x]\n---\na b :: c', ['4 line: a b => c'], ['2:1 bad-front-matter-value']);
  });

  it('say when they are not understood', () => {
    check('DELETE\n\nprose', [], ['1:1 delete-without-id']);
    check('FROZEN - Basic:\nBack: x', [], ['1:1 frozen-fields']);
  });
});
