import type { PhrasingContent } from 'mdast';
import type { WikiLink } from '../../vault/index.ts';

/**
 * A run of inline markdown and its plain text. Offsets of the text cut the markdown too, so that an answer keeps its
 * code, links and emphasis while the rules read words.
 */
export interface Phrase {
  readonly nodes: readonly PhrasingContent[];
  readonly text: string;
}

/** Inline nodes as a phrase: line breaks become spaces, what nobody sees (comments, HTML, footnote marks) is left out. */
export function phraseOf(nodes: readonly PhrasingContent[]): Phrase {
  const shown = nodes.flatMap(showNode);
  return { nodes: shown, text: shown.map(textOf).join('') };
}

export function textPhrase(text: string): Phrase {
  return { nodes: text === '' ? [] : [{ type: 'text', value: text }], text };
}

export function joinPhrases(...parts: readonly (Phrase | string)[]): Phrase {
  const phrases = parts.map((part) => (typeof part === 'string' ? textPhrase(part) : part));
  return { nodes: phrases.flatMap(({ nodes }) => nodes), text: phrases.map(({ text }) => text).join('') };
}

/** The part from one offset of the text to another. A node that can't be cut (code, a link to a note) stays whole. */
export function slicePhrase(phrase: Phrase, from: number, to = phrase.text.length): Phrase {
  const nodes = sliceNodes(phrase.nodes, from, to);
  return { nodes, text: nodes.map(textOf).join('') };
}

/** Without white space at its ends, and without a closing full stop, comma, colon or semicolon. */
export function trimPhrase(phrase: Phrase): Phrase {
  const from = phrase.text.length - phrase.text.trimStart().length;
  const to = phrase.text.replace(/[\s.,;:]+$/u, '').length;
  return to <= from ? textPhrase('') : slicePhrase(phrase, from, to);
}

/** Without strong, emphasis and highlights: for names, where they mean nothing. */
export function plainPhrase(phrase: Phrase): Phrase {
  const unwrap = (node: PhrasingContent): readonly PhrasingContent[] =>
    node.type === 'strong' || node.type === 'emphasis' || node.type === 'highlight'
      ? node.children.flatMap(unwrap)
      : [node];
  return phraseOf(phrase.nodes.flatMap(unwrap));
}

/** Cuts a phrase into sentences. `e.g.`, `i.e.`, `vs.` and the like end none, nor does a full stop inside code. */
export function splitSentences(phrase: Phrase): readonly Phrase[] {
  const sentences: Phrase[] = [];
  let start = 0;
  for (const match of phrase.text.matchAll(/[.!?]["”’)]*\s+(?=[\p{Lu}\p{N}"“`([_])/gu)) {
    const before = phrase.text.slice(start, match.index + 1);
    if (
      /(?:^|[\s(])(?:e\.?g|i\.e|vs|cf|etc|approx|resp|no|fig|sec|p)\.$/iu.test(before) ||
      (/\d\.$/u.test(before.slice(-2)) && before.length < 4)
    )
      continue;
    const end = match.index + match[0].length;
    sentences.push(slicePhrase(phrase, start, end));
    start = end;
  }
  sentences.push(slicePhrase(phrase, start));
  return sentences.filter(({ text }) => text.trim() !== '');
}

function showNode(node: PhrasingContent): readonly PhrasingContent[] {
  switch (node.type) {
    case 'text':
      return [{ type: 'text', value: node.value.replace(/[\n\t]/g, ' ') }];
    case 'break':
      return [{ type: 'text', value: ' ' }];
    case 'comment':
    case 'html':
    case 'footnoteReference':
    case 'image':
    case 'imageReference':
      return [];
    case 'wikiLink':
      return node.embed ? [] : [node];
    default:
      return 'children' in node ? [{ ...node, children: node.children.flatMap(showNode) }] : [node]; // the same node with its shown children
  }
}

function textOf(node: PhrasingContent): string {
  if (node.type === 'wikiLink') return linkText(node);
  if ('children' in node) return node.children.map(textOf).join('');
  return 'value' in node ? node.value : '';
}

/** What a reader sees of a wiki link: its alias, else its last part. */
export function linkText(link: WikiLink): string {
  return link.alias ?? link.headings.at(-1) ?? link.target.slice(link.target.lastIndexOf('/') + 1);
}

function sliceNodes(nodes: readonly PhrasingContent[], from: number, to: number): PhrasingContent[] {
  const kept: PhrasingContent[] = [];
  let offset = 0;
  for (const node of nodes) {
    const length = textOf(node).length;
    const [start, end] = [Math.max(from - offset, 0), Math.min(to - offset, length)];
    offset += length;
    if (end <= start) continue;
    if (start === 0 && end === length) kept.push(node);
    else if (node.type === 'text') kept.push({ type: 'text', value: node.value.slice(start, end) });
    else if (node.type !== 'wikiLink' && 'children' in node)
      kept.push({ ...node, children: sliceNodes(node.children, start, end) }); // the same node with fewer children
    else kept.push(node);
  }
  return kept;
}
