import { createRequire } from 'node:module';
import type { Element, ElementContent } from 'hast';
import type { HLJSApi } from 'highlight.js';

const require = createRequire(import.meta.url);

/** Past this many characters, colours are no help to a reader and the grammars' expressions get slow. */
const MOST_CHARACTERS = 20_000;

/** What notes call a language, where the highlighter knows it by another name. */
const otherNames: Readonly<Record<string, string>> = {
  console: 'shell',
  py3: 'python',
  terminal: 'shell',
  text: 'plaintext',
};

/** Code as text and `<span class="hljs-…">`; plain text for a language that nobody knows. */
export function highlightCode(code: string, language: string | undefined): ElementContent[] {
  const asked = language?.toLowerCase() ?? '';
  const name = otherNames[asked] ?? asked;
  if (name === '' || name === 'plaintext' || code.length > MOST_CHARACTERS) return [{ type: 'text', value: code }];
  const highlighter = loadHighlighter();
  if (highlighter.getLanguage(name) === undefined) return [{ type: 'text', value: code }];
  return treeOf(highlighter.highlight(code, { language: name, ignoreIllegals: true }).value);
}

/** Grammars are forty files, and most runs render no code: so they are loaded with the first of it. */
function loadHighlighter(): HLJSApi {
  return require('highlight.js/lib/common') as HLJSApi; // the package's own type of that file
}

/** The highlighter writes HTML of these parts alone; any other `<` of the code it has escaped. */
const htmlPart = /<span class="([^"]*)">|<\/span>|[^<]+/g;

const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" };

function treeOf(html: string): ElementContent[] {
  const root: ElementContent[] = [];
  const open: Element[] = [];
  for (const [part, classes] of html.matchAll(htmlPart)) {
    const siblings = open.at(-1)?.children ?? root;
    if (part === '</span>') open.pop();
    else if (classes === undefined) siblings.push({ type: 'text', value: unescape(part) });
    else {
      const span: Element = {
        type: 'element',
        tagName: 'span',
        properties: { className: classes.split(' ') },
        children: [],
      };
      siblings.push(span);
      open.push(span);
    }
  }
  return root;
}

function unescape(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#x27);/g, (whole, name: string) => characters[name] ?? whole);
}
