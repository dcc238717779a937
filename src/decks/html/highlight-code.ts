import { createRequire } from 'node:module';
import type { ElementContent } from 'hast';
import type * as Lowlight from 'lowlight';

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
  const plain: ElementContent[] = [{ type: 'text', value: code }];
  if (name === '' || name === 'plaintext' || code.length > MOST_CHARACTERS) return plain;
  const highlighter = (loaded ??= loadHighlighter());
  if (!highlighter.registered(name)) return plain;
  return highlighter.highlight(name, code).children.filter((child) => child.type !== 'doctype');
}

let loaded: ReturnType<typeof Lowlight.createLowlight> | undefined;

/** Its grammars are a hundred and more files, and most runs render no code: so they are loaded with the first of it. */
function loadHighlighter(): NonNullable<typeof loaded> {
  // `require` knows no types: this is that of the very module that is loaded.
  const { common, createLowlight } = require('lowlight') as typeof Lowlight;
  return createLowlight(common);
}
