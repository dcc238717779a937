import type { ElementContent } from 'hast';
import { common, createLowlight } from 'lowlight';

const lowlight = createLowlight(common);

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
  if (name === '' || code.length > MOST_CHARACTERS || !lowlight.registered(name))
    return [{ type: 'text', value: code }];
  const tree = lowlight.highlight(name, code);
  return tree.children.filter((child) => child.type !== 'doctype');
}
