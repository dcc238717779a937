import type { Nodes } from 'mdast';
import { visit } from 'unist-util-visit';
import { describe, expect, it } from 'vitest';
import { parseNote } from '../../src/vault/parse-note.ts';

/** The wiki links of a note as `embed path > heading ^block | alias`, in document order. */
function linksIn(markdown: string): string[] {
  const found: string[] = [];
  visit(parseNote('note.md', markdown).note.tree, 'wikiLink', (link) => {
    const headings = link.headings.map((heading) => ` > ${heading}`).join('');
    const block = link.blockId === undefined ? '' : ` ^${link.blockId}`;
    const alias = link.alias === undefined ? '' : ` | ${link.alias}`;
    found.push(`${link.embed ? '!' : ''}${link.target}${headings}${block}${alias}`);
  });
  return found;
}

function check(markdown: string, expected: readonly string[]): void {
  expect(linksIn(markdown)).toEqual(expected);
}

describe('a wiki link', () => {
  it('names a note', () => check('see [[a]].', ['a']));
  it('may name it with its extension', () => check('[[a.md]]', ['a.md']));
  it('is trimmed on both sides of the bar', () => check('[[ a | b ]]', ['a | b']));
  it('names a heading', () => check('[[a#h]]', ['a > h']));
  it('names a heading below a heading', () => check('[[a#h1#h2]]', ['a > h1 > h2']));
  it('names a block', () => check('[[a#^b1]]', ['a ^b1']));
  it('names a heading or a block of its own note', () => check('[[#h]] [[#^b]]', [' > h', ' ^b']));
  it('takes a # behind the bar for text', () => check('[[a#b|c#d]]', ['a > b | c#d']));
  it('is parted at the first bar only', () => check('[[a|b|c]]', ['a | b|c']));
  it('takes a backslash before the bar as part of it', () => check('[[a\\|b]]', ['a | b']));
  it('keeps its alias in a table cell by that backslash', () =>
    check('| x | y |\n|---|---|\n| [[a\\|b]] | [[c]] |', ['a | b', 'c']));
  it('is none where a table ends its cell at the bare bar', () => check('| x | y |\n|---|---|\n| [[a|b]] | c |', []));
  it('is an embed behind !', () => check('![[a#h]]', ['!a > h']));
  it('takes the size of an embedded picture for its alias', () => check('![[p.png|100x145]]', ['!p.png | 100x145']));
  it('takes a page of a document for its heading', () => check('![[d.pdf#page=3]]', ['!d.pdf > page=3']));
  it('ends only at two brackets', () => check('[[Sq]uare]]', ['Sq]uare']));
  it('gives the first of three brackets to one that it holds', () => check('[[wiki [link]]]', ['wiki [link]']));
  it('is the inner one of two', () => check('[[Nested [[Inner]] x]]', ['Inner']));
  it('never goes on to the next line', () => check('[[a\nb]]', []));
  it('may name a web address', () => check('[[https://x.y]]', ['https://x.y']));
  it('is none without a path and a fragment', () => check('[[]] [[|b]] [[ ]] [[#]]', []));
  it('may have an empty alias', () => check('[[a|]]', ['a']));
  it('may stand in a bracket', () => check('[[[a]]]', ['a']));
  it('stands in emphasis, headings, lists and quotes', () =>
    check('# [[a]]\n- **[[b]]**\n> _[[c]]_ ==[[d]]==', ['a', 'b', 'c', 'd']));
  it('holds no emphasis of its own', () => check('[[a*b]] and [[c*d]]', ['a*b', 'c*d']));
  it('is none in code', () => check('`[[a]]`\n\n```\n[[b]]\n```\n\n    [[c]]\n', []));
  it('is none in HTML', () => check('<div>\n[[a]]\n</div>\n\n<!-- [[b]] -->', []));
  it('is none where it is escaped', () => check('\\[[a]] [\\[b]]', []));
  it('is no embed where the ! is escaped', () => check('\\![[a]]', ['a']));
  it('is none in math', () => check('$[[a]]$', []));
  it('is none in front matter', () => check('---\nup: "[[a]]"\n---\n[[b]]', ['b']));
  it('leaves [[1]](https://…) to CommonMark, a numbered source', () => check('[[1]](https://x.y) [[a]](b)', ['a']));
  it('costs no more than its length when it is never closed', () => {
    check('[['.repeat(20_000), []);
    check('[[a '.repeat(20_000), []);
  });
});

describe('the position of a wiki link', () => {
  it('takes in its brackets and its !', () => {
    const nodes: Nodes[] = [];
    const { note } = parseNote('note.md', 'a ![[b|c]] d');
    visit(note.tree, 'wikiLink', (node) => void nodes.push(node));
    expect(nodes.map(({ position }) => note.source.slice(position?.start.offset, position?.end.offset))).toEqual([
      '![[b|c]]',
    ]);
  });
});
