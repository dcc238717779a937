import type { Nodes } from 'mdast';
import { describe, expect, it } from 'vitest';
import { parseNote } from '../../src/vault/parse-note.ts';

/** A tree in short: `type(children)`, and `type:value` for what holds text. */
function inShort(node: Nodes): string {
  if (node.type === 'wikiLink') return `link:${node.target}`;
  if ('value' in node) return `${node.type}:${node.value}`;
  const callout = node.type === 'blockquote' ? node.data?.callout : undefined;
  const title =
    callout === undefined ? '' : `[!${callout.kind}${callout.fold ?? ''} ${callout.title.map(inShort).join(' ')}]`;
  return 'children' in node ? `${node.type}${title}(${node.children.map(inShort).join(' ')})` : node.type;
}

function check(markdown: string, expected: string): void {
  const { tree } = parseNote('note.md', markdown).note;
  expect(tree.children.map(inShort).join(' ')).toBe(expected);
}

describe('a highlight', () => {
  it('stands between two signs', () => check('a ==b== c', 'paragraph(text:a  highlight(text:b) text: c)'));
  it('may stand inside a word', () => check('a==b==c', 'paragraph(text:a highlight(text:b) text:c)'));
  it('holds emphasis and links', () => check('==**b** [[c]]==', 'paragraph(highlight(strong(text:b) text:  link:c))'));
  it('stands in emphasis', () => check('**==b==**', 'paragraph(strong(highlight(text:b)))'));
  it('may go over a line end', () => check('==a\nb==', 'paragraph(highlight(text:a\nb))'));
  it('is no comparison', () => check('a == b and c == d', 'paragraph(text:a == b and c == d)'));
  it('is no row of signs', () => check('=== a === ====', 'paragraph(text:=== a === ====)'));
  it('is none half way into emphasis', () => check('==a **b== c**', 'paragraph(highlight(text:a **b) text: c**)'));
  it('is none in code', () => check('`==a==`', 'paragraph(inlineCode:==a==)'));
  it('is none where it is escaped', () => check('\\==a==', 'paragraph(text:==a==)'));
  it('leaves headings underlined with = alone', () => check('a\n==', 'heading(text:a)'));
  it('comes several times in a line', () =>
    check('==a== ==b==', 'paragraph(highlight(text:a) text:  highlight(text:b))'));
});

describe('a comment', () => {
  it('stands in a line', () => check('a %% b %% c', 'paragraph(text:a  comment:b text: c)'));
  it('goes over the lines of a paragraph', () => check('a %% b\nc %% d', 'paragraph(text:a  comment:b\nc text: d)'));
  it('goes over blank lines where it begins a line', () =>
    check(
      'a\n\n%%\nb :: c\n\n- d\n\n```\ne\n```\n%%\n\nf',
      'paragraph(text:a) comment:b :: c\n\n- d\n\n```\ne\n``` paragraph(text:f)',
    ));
  it('begins below a paragraph', () =>
    check('a\n%%\nb\n\nc\n%%\nd', 'paragraph(text:a) comment:b\n\nc paragraph(text:d)'));
  it('is not begun by the marker that ends one', () => check('a %% b\n%% c', 'paragraph(text:a  comment:b text: c)'));
  it('may open with text behind the marker', () => check('%% a\n\nb %%\nc', 'comment:a\n\nb paragraph(text:c)'));
  it('stands in a quote, without its marks', () =>
    check('> %%\n> a\n>\n> b\n> %%\n> c', 'blockquote(comment:a\n\nb paragraph(text:c))'));
  it('stands in a list', () =>
    check('- %%\n  a\n\n  b\n  %%\n- c', 'list(listItem(comment:a\n\nb) listItem(paragraph(text:c)))'));
  it('ends with the quote it stands in', () =>
    check('> %%\n> a\n\nb %%', 'blockquote(comment:a) paragraph(text:b %%)'));
  it('is none without an end', () => check('%% a\n\nb', 'paragraph(text:%% a) paragraph(text:b)'));
  it('is none in code', () =>
    check('`%% a %%`\n\n```c\nprintf("100%%");\n```', 'paragraph(inlineCode:%% a %%) code:printf("100%%");'));
  it('is none of one sign', () => check('50 % of a, 20 % of b', 'paragraph(text:50 % of a, 20 % of b)'));
  it('keeps CR LF lines apart', () =>
    check('%%\r\na\r\n\r\nb\r\n%%\r\nc', 'comment:a\n\nb paragraph(text:c)'.replaceAll('\n', '\r\n')));
});

describe('math', () => {
  it('stands between dollars', () => check('a $x_1$ b', 'paragraph(text:a  inlineMath:x_1 text: b)'));
  it('stands in a block', () => check('$$\nx\n$$', 'math:x'));
  it('is no money', () => {
    check('costs $5 and $10', 'paragraph(text:costs $5 and $10)');
    check('between $5 and 6$ or $7', 'paragraph(text:between  inlineMath:5 and 6 text: or $7)');
    check('$ 5 $ 6', 'paragraph(text:$ 5 $ 6)');
    check('$x$5', 'paragraph(text:$x$5)');
  });
  it('keeps its TeX from markdown', () => check('$a_b *c* [[d]]$', 'paragraph(inlineMath:a_b *c* [[d]])'));
});

describe('a callout', () => {
  it('has a kind and a title', () =>
    check('> [!card] What?\n> That.', 'blockquote[!card text:What?](paragraph(text:That.))'));
  it('may be folded', () => check('> [!Note]- T\n>\n> b', 'blockquote[!note- text:T](paragraph(text:b))'));
  it('may be open', () => check('> [!note]+\n> b', 'blockquote[!note+ ](paragraph(text:b))'));
  it('may have no body', () => check('> [!tip] only', 'blockquote[!tip text:only]()'));
  it('keeps what is in its title', () =>
    check(
      '> [!card] Is [[TCP]] **fast**?\n> _No._',
      'blockquote[!card text:Is  link:TCP text:  strong(text:fast) text:?](paragraph(emphasis(text:No.)))',
    ));
  it('stands in another', () =>
    check('> [!a] x\n> > [!b] y\n> > z', 'blockquote[!a text:x](blockquote[!b text:y](paragraph(text:z)))'));
  it('is none without brackets at its start', () => check('> a [!b] c', 'blockquote(paragraph(text:a [!b] c))'));
  it('keeps the positions of title and body', () => {
    const { note } = parseNote('note.md', 'x\n\n> [!card] What?\r\n>  That.\n');
    const quote = note.tree.children[1];
    if (quote?.type !== 'blockquote') throw new Error('expected a quote');
    const paragraph = quote.children[0];
    const texts = [quote.data?.callout?.title[0], paragraph?.type === 'paragraph' ? paragraph.children[0] : undefined];
    expect(texts.map((text) => note.source.slice(text?.position?.start.offset, text?.position?.end.offset))).toEqual([
      'What?',
      'That.',
    ]);
  });
});

describe('the parts of GFM', () => {
  it('are tables, tasks, footnotes and strikethrough', () => {
    check('| a |\n|---|\n| b |', 'table(tableRow(tableCell(text:a)) tableRow(tableCell(text:b)))');
    check('- [x] a', 'list(listItem(paragraph(text:a)))');
    check('a[^1]\n\n[^1]: b', 'paragraph(text:a footnoteReference) footnoteDefinition(paragraph(text:b))');
    check('~~a~~', 'paragraph(delete(text:a))');
  });
  it('do not strike what stands between single tildes: ~5 ms', () => check('~5 to ~6', 'paragraph(text:~5 to ~6)'));
  it('make no links of bare addresses', () => check('https://x.y', 'paragraph(text:https://x.y)'));
});
