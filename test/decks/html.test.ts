import { describe, expect, it } from 'vitest';
import { cardOf, clozeOf, fieldOf, gather, textField, vaultOf } from './html-field.ts';

function check(markdown: string, html: string, rules: readonly string[] = []): void {
  const gathered = gather([cardOf(markdown)]);
  expect({ html: fieldOf(gathered, 'Back'), rules: gathered.rules }).toEqual({ html, rules });
}

function checkCloze(markdown: string, html: string, hint?: string): void {
  expect(fieldOf(gather([clozeOf(markdown, {}, hint)]), 'Text')).toBe(html);
}

describe('markdown in a field', () => {
  it('of one paragraph needs no paragraph', () => {
    check('plain *text* with `code`', 'plain <em>text</em> with <code>code</code>');
    check('one\n\ntwo', '<p>one</p>\n<p>two</p>');
  });

  it('shows line ends where asked to, as Obsidian does', () => {
    const source = 'one\ntwo\n\n- three\n  four';
    expect(fieldOf(gather([cardOf(source)]), 'Back')).toBe('<p>one\ntwo</p>\n<ul>\n<li>three\nfour</li>\n</ul>');
    const broken = gather([cardOf(source)], { lineBreaks: true });
    expect(fieldOf(broken, 'Back')).toBe('<p>one<br>two</p>\n<ul>\n<li>three<br>four</li>\n</ul>');
    expect(fieldOf(gather([cardOf('one\ntwo')], { lineBreaks: true }), 'Back')).toBe('one<br>two');
  });

  it('keeps the HTML that people write for want of a mark', () => {
    check('<kbd>Ctrl</kbd>+C, H<sub>2</sub>O<br>next', '<kbd>Ctrl</kbd>+C, H<sub>2</sub>O<br>next');
    check(
      '<details><summary>More</summary>\n\n*inside*\n\n</details>',
      '<details><summary>More</summary>\n<p><em>inside</em></p>\n</details>',
    );
  });

  it('escapes what is only text', () => {
    check('`<b>` & 1 < 2', '<code>&lt;b></code> &amp; 1 &lt; 2');
  });

  it('nests lists and shows tasks without a box to click', () => {
    check(
      '- [x] bind\n- [ ] listen\n  - backlog',
      '<ul>\n<li><span class="checkbox">☑</span> bind</li>\n<li><span class="checkbox">☐</span> listen\n<ul>\n<li>backlog</li>\n</ul>\n</li>\n</ul>',
    );
  });

  it('lets a table scroll by itself and keeps its alignment', () => {
    const html = fieldOf(gather([cardOf('| a | b |\n|---|--:|\n| 1 | 2 |')]), 'Back');
    expect(html).toMatch(/^<div class="table"><table>.*<\/table><\/div>$/s);
    expect(html).toContain('<td align="right">2</td>');
  });

  it('colours code at export, and leaves an unknown language alone', () => {
    check(
      '```c\nint fd;\n```',
      '<pre><code class="hljs language-c"><span class="hljs-type">int</span> fd;</code></pre>',
    );
    check('```sock\nA  bind(3)\n```', '<pre><code class="hljs language-sock">A  bind(3)</code></pre>');
    check('```c++ title="x"\n```', '<pre><code class="hljs language-c++"></code></pre>');
  });

  it('gives callouts their title, or the name of their kind', () => {
    check(
      '> [!warning] Not portable\n> Only Linux.',
      '<blockquote class="callout callout-warning"><p class="callout-title">Not portable</p><p>Only Linux.</p></blockquote>',
    );
    check(
      '> [!tip]\n> x',
      '<blockquote class="callout callout-tip"><p class="callout-title">Tip</p><p>x</p></blockquote>',
    );
  });

  it('leaves comments out', () => {
    check('a %%secret%% b', 'a  b');
    check('a <!-- secret --> b', 'a  b');
  });

  it('finds the footnotes and link definitions that stand elsewhere in the note', () => {
    const source =
      'Lost[^rfc], see [the page][man].\n\n# Sources\n\n[^rfc]: RFC 768\n\n[man]: https://man7.org "udp(7)"';
    const vault = vaultOf({ 'Net/UDP.md': source });
    const [paragraph] = vault.notes[0]?.tree.children ?? [];
    const Back = { content: paragraph === undefined ? [] : [paragraph], text: '' };
    expect(fieldOf(gather([cardOf('', { fields: { Front: textField('?'), Back } })], { vault }), 'Back')).toBe(
      '<p>Lost<sup>1</sup>, see <a href="https://man7.org" title="udp(7)">the page</a>.</p>\n' +
        '<div class="footnotes"><ol>\n<li>RFC 768</li>\n</ol></div>',
    );
  });
});

describe('math', () => {
  it('stands between the delimiters that Anki knows, without a tag inside', () => {
    check('so $a<b$', 'so \\(a&lt;b\\)');
    check('$$\n\\frac{a}{b} & c\n$$', '\\[\\frac{a}{b} &amp; c\\]');
  });

  it('is not made of what only looks like it', () => {
    check('`\\(x\\)` and \\\\[y]', '<code>\\<!-- -->(x\\)</code> and \\<!-- -->[y]');
  });
});

describe("what Anki would read in a note's text", () => {
  it('is broken where it is an accident', () => {
    check('{{Front}} and `{{{x}}}`', '{<!-- -->{Front}} and <code>{<!-- -->{<!-- -->{x}}}</code>');
    check('[sound:x.mp3] [latex]x[/latex]', '[<!-- -->sound:x.mp3] [<!-- -->latex]x[<!-- -->/latex]');
    check('`[$]x[/$]`', '<code>[<!-- -->$]x[<!-- -->/$]</code>');
  });

  it('never parts a field or ends the file', () => {
    const dirty = 'a\u0000b\u001fc\ud800d\ufdd0e\uffffe\r\nf';
    const Back = { content: [{ type: 'text', value: dirty } as const], text: dirty };
    expect(fieldOf(gather([cardOf('', { fields: { Front: textField('?'), Back } })]), 'Back')).toBe('abc\ufffddee\nf');
  });

  it('is in normal form, which never eats the end of a tag', () => {
    check('cafe\u0301', 'caf\u00e9');
    check('*a*\u0338b', '<em>a</em>&#824;b');
  });
});

describe('cloze deletions', () => {
  it('are numbered, nested in any markup, with their hints', () => {
    checkCloze('A ~~socket~~ is **an ~~endpoint~~**.', 'A {{c1::socket}} is <strong>an {{c2::endpoint}}</strong>.');
    checkCloze('~~bind~~', '{{c1::bind::which call?}}', 'which call?');
  });

  it('hold colons and braces that Anki would take for its own', () => {
    checkCloze('~~`std::vector`~~', '{{c1::<code>std:<!-- -->:vector</code>}}');
    checkCloze('~~a::b}}c~~', '{{c1::a:<!-- -->:b}<!-- -->}c}}');
    checkCloze('~~$\\frac{1}{\\sqrt{x}}$~~', '{{c1::\\(\\frac{1}{\\sqrt{x} }\\)}}');
    checkCloze('~~ends with }~~ and ~~:begins~~', '{{c1::ends with }<!-- -->}} and {{c2::<!-- -->:begins}}');
    checkCloze('~~:~~', '{{c1::<!-- -->:<!-- -->::a}<!-- -->}b:<!-- -->:}}', 'a}}b::');
    checkCloze('~~[x](http://[::1]/ "}}")~~', '{{c1::<a href="http://%5B:&#58;1%5D/" title="}&#125;">x</a>}}');
  });

  it('are none where the note only speaks of them', () => {
    checkCloze('~~x~~ by `{{c1::y}}`', '{{c1::x}} by <code>{<!-- -->{c1::y}}</code>');
    const gathered = gather([
      clozeOf('~~x~~', { fields: { ...clozeOf('~~x~~').fields, Extra: textField('{{c9::x}}') } }),
    ]);
    expect(fieldOf(gathered, 'Extra')).toBe('{<!-- -->{c9::x}}');
    expect(gathered.deck.notes[0]?.ords).toEqual([0]);
  });

  it('cannot be smuggled in as HTML', () => {
    check('<skr-cloze index=0>x</skr-cloze><SKR-SOUND file=x></SKR-SOUND>', 'x');
  });
});

describe('links', () => {
  it('to notes are words on a phone, named by their alias or the end of their path', () => {
    check(
      '[[deep/Backlog]] and [[UDP|datagrams]]',
      '<span class="concept">Backlog</span> and <span class="concept">datagrams</span>',
    );
    check('[text](My%20Note.md#Part)', '<span class="concept">text</span>');
  });

  it("to notes open Obsidian where the vault's name is known", () => {
    const gathered = gather([cardOf('[[UDP#Lost data|x]] [[#Here]]')], { obsidianVault: 'My notes' });
    expect(fieldOf(gathered, 'Back')).toBe(
      '<a href="obsidian://open?vault=My%20notes&amp;file=UDP%23Lost%20data" class="concept">x</a> ' +
        '<a href="obsidian://open?vault=My%20notes&amp;file=Net%2FUDP%23Here" class="concept">Here</a>',
    );
    expect(fieldOf(gathered, 'Source')).toBe(
      '<a href="obsidian://open?vault=My%20notes&amp;file=Net%2FUDP" class="concept">UDP › Loss</a>',
    );
  });

  it('to the web stay, bare addresses too', () => {
    check('[rfc](https://rfc.org/?a=1&b)', '<a href="https://rfc.org/?a=1&amp;b">rfc</a>');
    check(
      'see https://x.org/a_b, (http://y.org)',
      'see <a href="https://x.org/a_b">https://x.org/a_b</a>, (<a href="http://y.org">http://y.org</a>)',
    );
    check('`https://x.org`', '<code>https://x.org</code>');
  });

  it('to anywhere else keep their text only', () => {
    check('[x](javascript:alert(1))', 'x', ['unsafe-link']);
    check('<a href="java&#9;script:alert(1)">x</a>', 'x', ['unsafe-link']);
    check('[x](file:///etc/passwd) [y](obsidian://new?vault=a)', 'x y', ['unsafe-link', 'unsafe-link']);
  });

  it('that embed a note say that they only link', () => {
    check('![[UDP#Loss]]', '<span class="concept">UDP</span>', ['embed-as-link']);
  });
});

describe('HTML that a card must not run', () => {
  it('is left out and reported', () => {
    check('a<script>alert(1)</script>b', 'ab', ['unsafe-html']);
    check('<img src=x onerror=alert(1)>', '<span class="missing">[x]</span>', ['unsafe-html', 'unknown-media-type']);
    check('<iframe src="https://x.y"></iframe>', '', ['unsafe-html']);
    check('<p style="background:url(http://x)" onclick=a()>t</p>', 't', ['unsafe-html']);
    check('<svg><script>1</script></svg>', '', ['unsafe-html', 'unsafe-html']);
    check('<b id=answer class=cloze>x</b>', '<b>x</b>');
  });

  it('is text where reading it would cost too much', () => {
    const many = gather([cardOf('<div>'.repeat(500))]);
    expect(many.rules).toEqual(['html-as-text']);
    expect(fieldOf(many, 'Back')).toMatch(/^&lt;div>/);
    const started = performance.now();
    const reopened = gather([cardOf(`<b a=1>${'<b a=2>'.repeat(900)}\n\n${'x\n\n'.repeat(4000)}`)]);
    expect(reopened.rules).toContain('html-as-text');
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
