import type { Options as Schema } from 'rehype-sanitize';
import { ownElements } from './markdown-handlers.ts';

/**
 * Everything that may stand in a field. Anki runs whatever script it finds in one, and loads whatever is addressed, so
 * what isn't named here goes: an element leaves its text, those of `strip` don't. No ids, they would clash with the
 * reviewer's own; no style; addresses only of packed media and of links.
 */
export const fieldSchema: Schema = {
  tagNames: [
    ...'a abbr b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure'.split(' '),
    ...'h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub'.split(' '),
    ...'summary sup table tbody td tfoot th thead tr u ul var wbr'.split(' '),
    ownElements.cloze,
    ownElements.math,
    ownElements.sound,
  ],
  attributes: {
    '*': ['dir', 'lang'],
    a: ['href', 'title', ['className', 'concept']],
    abbr: ['title'],
    blockquote: [['className', 'callout', /^callout-[a-z0-9-]+$/]],
    code: [['className', 'hljs', /^language-[\w+#.-]+$/]],
    details: ['open'],
    div: [
      ['align', 'left', 'center', 'right'],
      ['className', 'table', 'footnotes'],
    ],
    img: [['src', /^skr-[0-9a-f]{16}\.[a-z0-9]{1,8}$/], 'alt', 'title', 'width', 'height'],
    li: ['value', ['className', 'task']],
    ol: ['start', 'reversed'],
    p: [
      ['align', 'left', 'center', 'right'],
      ['className', 'callout-title'],
    ],
    span: [['className', /^hljs-[a-z_]+$/, /^[a-z]+_$/, 'concept', 'missing', 'checkbox']],
    td: ['colSpan', 'rowSpan', ['align', 'left', 'center', 'right']],
    th: ['colSpan', 'rowSpan', ['align', 'left', 'center', 'right']],
    [ownElements.cloze]: ['index', 'hint'],
    [ownElements.math]: ['display'],
    [ownElements.sound]: ['file'],
  },
  protocols: { href: ['http', 'https', 'mailto', 'obsidian'] },
  ancestors: {
    tbody: ['table'],
    td: ['table'],
    tfoot: ['table'],
    th: ['table'],
    thead: ['table'],
    tr: ['table'],
  },
  required: {},
  clobber: [],
  // Their content is not for readers.
  strip:
    'applet audio canvas embed frame frameset head iframe math noembed noframes noscript object script style svg template textarea title video xmp'.split(
      ' ',
    ),
};
