import fc from 'fast-check';
import type { Nodes, Root } from 'hast';
import rehypeRaw from 'rehype-raw';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import type { RootContent } from 'mdast';
import { cardOf, clozeOf, gather } from './html-field.ts';

const browser = unified().use(rehypeRaw).freeze();

/** What is dangerous in a field, as a browser reads it. */
function dangersIn(html: string): string[] {
  const tree: Root = { type: 'root', children: [{ type: 'raw', value: html }] };
  const found: string[] = [];
  const open: Nodes[] = [browser.runSync(tree)];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ('children' in node) open.push(...node.children);
    if (node.type === 'comment' && node.value.trim() !== '') found.push(`comment ${node.value}`);
    if (node.type !== 'element') continue;
    if (
      /^(script|style|iframe|object|embed|svg|math|form|input|base|meta|link|template|noscript|skr-.*)$/.test(
        node.tagName,
      )
    ) {
      found.push(node.tagName);
    }
    for (const [name, value] of Object.entries(node.properties)) {
      if (/^on|^style$|^id$|srcSet|formAction|^background$/i.test(name)) found.push(name);
      if (name === 'src' && !/^skr-[0-9a-f]{16}\.[a-z0-9]{1,8}$/.test(String(value)))
        found.push(`src ${String(value)}`);
      if (name === 'href' && !/^(https?:|mailto:)/i.test(String(value))) found.push(`href ${String(value)}`);
    }
  }
  return found;
}

function fieldsOf(markdown: string): readonly string[] {
  const { deck } = gather([cardOf(markdown), clozeOf(`~~gap~~ ${markdown}`)]);
  return deck.notes.flatMap(({ fields }) => fields);
}

const pieces = [
  ...[
    '<script>',
    '</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=a()>',
    '</svg>',
    '<math><mtext>',
    '<style>',
    '</style>',
  ],
  ...[
    '<a href="javascript:alert(1)">',
    '<a href="jav\tascript:x">',
    '</a>',
    '<iframe srcdoc="<script>">',
    '<table><td>',
    '</table>',
  ],
  ...[
    '<p style="x" onclick=y>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<template>',
    '<noscript><p title="</noscript><img src=x onerror=1>">',
  ],
  ...[
    '[x](javascript:alert(1))',
    '[x](data:text/html,1)',
    '![](http://x.y/z.png)',
    '![x](//x.y/z.png)',
    '<https://x.y>',
    '<javascript:x>',
  ],
  ...[
    '[[a|<script>]]',
    '![[x.png|"><script>]]',
    '`<script>`',
    '$<script>$',
    '==<b>==',
    '~~',
    '{{c1::',
    '}}',
    '::',
    '{{Front}}',
    '\\(',
  ],
  ...[
    '[sound:x.mp3]',
    '&lt;script&gt;',
    '&#x3c;script>',
    '\u0338',
    '\u0000',
    '\ud800',
    '\ufdd0',
    '"',
    "'",
    '\n\n',
    '\n',
    '> ',
    '- ',
    '# ',
    '    ',
  ],
  ...[
    '| a | b |\n|---|---|\n| <script> | x |\n',
    '[^1]\n\n[^1]: <script>\n',
    '<details open ontoggle=x>',
    '<b id=answer>',
    '<skr-cloze index=0>',
  ],
  ...[
    'text',
    'http://x.y/<script>',
    '%%',
    '<input type=checkbox onfocus=x>',
    '<title>',
    '</title>',
    '<textarea>',
    '<plaintext>',
    '<xmp>',
  ],
];
const hostile = fc.array(
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pieces) }, fc.string({ unit: 'binary' })),
  {
    maxLength: 25,
  },
);

describe('a hostile note', () => {
  it('is seen for what it is by this test', () => {
    const html = '<a href="javascript:x" onclick=y>z</a><script></script><img src="http://x/y.png" style="x">';
    expect(dangersIn(html).sort()).toEqual(['href javascript:x', 'onClick', 'script', 'src http://x/y.png', 'style']);
  });

  it('puts nothing into a card that runs or loads, and every field as Anki would store it', () => {
    fc.assert(
      fc.property(hostile, (parts) => {
        for (const field of fieldsOf(parts.join(''))) {
          expect(dangersIn(field)).toEqual([]);
          expect(field.normalize('NFC')).toBe(field);
          expect(field).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F\uFDD0-\uFDEF\uFFFE\uFFFF]|\p{Surrogate}/u);
          expect(field.replace(/\{\{c\d+::/g, '')).not.toContain('{{');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has the deletions that were meant, whatever stands in them', () => {
    const inline = fc.array(fc.constantFrom('}', ':', '{', '{{c7::', '}}', '::', '`}}`', '`::`', '$}}$', 'a', ' '), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(inline, inline, (gap, hint) => {
        const content: RootContent[] = [
          { type: 'clozeDeletion', index: 0, hint: hint.join(''), children: [{ type: 'text', value: gap.join('') }] },
        ];
        const deletions = [{ number: 1, explicit: false, text: '' }];
        const { deck } = gather([cardOf('', { kind: 'cloze', fields: { Text: { content, text: '' } }, deletions })]);
        const [, text = '', ends = '', ...more] = (deck.notes[0]?.fields[1] ?? '').split(/^\{\{c1::|\}\}$/);
        // Once the empty comments are out, nothing is lost; with them in, Anki finds one deletion and at most one hint.
        const [shown = '', shownHint = ''] = text.split('::');
        expect(text.split('::').length).toBeLessThanOrEqual(2);
        expect(text).not.toContain('}}');
        expect(text).not.toMatch(/\{\{c/);
        expect([shown, shownHint].map((part) => part.replaceAll('<!-- -->', ''))).toEqual([
          gap.join(''),
          hint.join(''),
        ]);
        expect([ends, more]).toEqual(['', []]);
      }),
    );
  });

  it('may nest as deep as it likes', () => {
    const deep = (levels: number, type: 'blockquote' | 'strong'): RootContent => {
      let node: unknown = { type: 'text', value: 'bottom' };
      for (let level = 0; level < levels; level++) node = { type, children: [node] };
      // Built of mdast's own nodes.
      return node as RootContent;
    };
    for (const levels of [90, 111, 20_000]) {
      const Back = { content: [deep(levels, 'strong'), deep(levels, 'blockquote')], text: '' };
      const { deck, rules } = gather([cardOf('', { fields: { ...cardOf('').fields, Back } })]);
      expect(deck.notes[0]?.fields[2]).toContain('bottom');
      expect(rules).toEqual(levels > 110 ? ['html-as-text'] : []);
    }
  });
});
